"""Findings from joined problems: message, capped severity, every span, a fingerprint that survives edits."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable

from msgspec.structs import replace

from reportminer.check.base import Case
from reportminer.check.merge import SEVERITIES, Joined, Raised
from reportminer.check.settling import explanations_of
from reportminer.model import Finding, Relation, Repair, Section, Severity, Span
from reportminer.table import is_tabular

LOW_CONFIDENCE = 0.9
_SCANNED = "（数字由扫描识别，把握不高，请先核对原件）"
_READ = "（文字由扫描识别，请先核对原件）"
_TRUNCATED = "（若各数均为截尾取数则相符）"
_SHOWN = 3
_GROSS = {"rate": 3, "share": 3, "change": 3, "product": 3, "sum": 2}
"""how many times the computed value a stated one may be, or the reverse, for the two to be set against each other"""


def findings_of(joined: Iterable[Joined], case: Case) -> tuple[Finding, ...]:
    """The findings in the order of the text, numbered f1, f2 …"""
    drafts = sorted((_finding(one, case) for one in joined), key=lambda found: (found.start, found.end, found.code))
    seen: Counter[str] = Counter()
    numbered = []
    for number, draft in enumerate(drafts, 1):
        seen[draft.fingerprint] += 1
        again = seen[draft.fingerprint]
        fingerprint = f"{draft.fingerprint}-{again}" if again > 1 else draft.fingerprint
        numbered.append(replace(draft, id=f"f{number}", fingerprint=fingerprint))
    return tuple(numbered)


def _finding(joined: Joined, case: Case) -> Finding:
    rule, problem = joined.primary.rule, joined.primary.problem
    relations = [case.relation(id) for id in joined.relations()]
    problems = [problem, *(other.problem for other in joined.others)]
    involved = dict.fromkeys(id for one in problems for id in one.quantities)
    for relation in relations:
        involved |= dict.fromkeys(relation.lhs + relation.rhs)
    explanations = problem.explanations or (explanations_of(relations, case) if relations else ())
    involved |= dict.fromkeys(change.quantity for one in explanations[:1] for change in one.changes if one.certain)
    quantities = tuple(involved)
    severity, remark = _capped(joined, relations, quantities, case)
    message = rule.message.format_map(problem.values) + remark + _consequences(joined, case)
    spans: dict[Span, None] = {(problem.start, problem.end): None}
    spans |= dict.fromkeys(span for one in problems for span in one.spans)
    spans |= dict.fromkeys((figure.start, figure.end) for figure in case.quantities(quantities))
    path = case.path_at(problem.start)
    return Finding(
        id="",
        code=rule.code,
        name=rule.name,
        severity=severity,
        message=" ".join(message.split("\n")),
        start=problem.start,
        end=problem.end,
        spans=tuple(spans),
        quantities=quantities,
        relation=relations[0].id if relations else None,
        explanations=explanations,
        fingerprint=_fingerprint(rule.code, case.plain[problem.start : problem.end], path),
        relations=tuple(relation.id for relation in relations),
        section=path[-1].id if path else None,
        page=case.analysis.document.page(problem.start),
    )


def _capped(joined: Joined, relations: list[Relation], quantities: tuple[str, ...], case: Case) -> tuple[Severity, str]:
    """The severity after its caps, and what has to be said about them.

    The gravest of the joined problems counts. A weak relation gives a note at most; so does one that a reading by
    truncation reconciles. One that the text only implies gives a warning at most, unless a second broken relation
    bears it out or no reading of it holds; so do a doubtful problem, a figure that is far off without a usual slip, and
    one that without a usual slip contradicts another paragraph. Doubtful recognition caps at warning; of the wording of
    a scan, of which recognition drops and swaps marks, there is a note at most.
    """
    borne_out = sum(relation.strength != "weak" for relation in relations) > 1
    severity = _of_one(joined.primary, borne_out, case)
    if joined.others:
        severity = min((severity, *(_of_one(one, borne_out, case) for one in joined.others)), key=SEVERITIES.index)
    remark = _TRUNCATED if relations and all(relation.truncated for relation in relations) else ""
    if not case.once(_is_scanned):
        return severity, remark
    confidences = [figure.confidence for figure in case.quantities(quantities) if figure.confidence is not None]
    if confidences and min(confidences) < LOW_CONFIDENCE:
        severity = _at_most(severity, "warning")
        remark += _SCANNED
    elif joined.primary.rule.code.startswith("TXT") and _is_recognised(joined.primary.problem.start, case):
        severity = _at_most(severity, "note")
        remark += _READ
    return severity, remark


def _is_scanned(case: Case) -> bool:
    """Whether any of the report was recognised from pictures."""
    blocks, figures = case.analysis.document.blocks, case.analysis.quantities
    return any(one.confidence is not None for one in blocks) or any(one.confidence is not None for one in figures)


def _is_recognised(offset: int, case: Case) -> bool:
    """Whether the text at `offset` was recognised from a picture."""
    blocks = case.analysis.document.blocks
    index = bisect_right(blocks, offset, key=lambda block: block.start) - 1
    return index >= 0 and blocks[index].confidence is not None


def _of_one(raised: Raised, borne_out: bool, case: Case) -> Severity:
    if raised.problem.relation is None:
        return raised.severity
    relation = case.relation(raised.problem.relation)
    if relation.strength == "weak" or relation.truncated:
        return _at_most(raised.severity, "note")
    if relation.strength == "implied" and not (borne_out or raised.problem.proven):
        return _at_most(raised.severity, "warning")
    alone = not borne_out and (raised.problem.doubtful or not _is_at_hand(relation, case))
    if alone or _is_far_off(relation, case):
        return _at_most(raised.severity, "warning")
    return raised.severity


def _is_far_off(relation: Relation, case: Case) -> bool:
    """Whether a figure is off by so much, without any usual slip, that it was rather misread by us."""
    gross = _GROSS.get(relation.type)
    if gross is None or relation.computed is None or not relation.lhs:
        return False
    repair = case.repair(relation.id)
    if repair is not None and (repair.usual or _is_swap(repair) or _is_unit_and_rate(repair, case)):
        return False
    stated, computed = abs(case.quantity(relation.lhs[0]).value), abs(relation.computed)
    return not stated <= gross * computed <= gross**2 * stated


def _is_at_hand(relation: Relation, case: Case) -> bool:
    """Whether a usual slip explains it, or its figures stand in one paragraph or table."""
    repair = case.repair(relation.id)
    if is_tabular(relation) or (repair is not None and repair.usual):
        return True
    start, end = case.span(case.quantities(relation.lhs + relation.rhs))
    return "\n" not in case.plain[start:end]


def _is_swap(repair: Repair) -> bool:
    """Whether two figures that changed places are the likeliest explanation."""
    changes = repair.explanations[0].changes if repair.explanations else ()
    return len(changes) > 1 and {change.to for change in changes} == {change.from_ for change in changes}


def _is_unit_and_rate(repair: Repair, case: Case) -> bool:
    """Whether a unit and the rate that is reckoned with it are both wrong."""
    changes = repair.explanations[0].changes if repair.explanations else ()
    units = [change.why == "unit" for change in changes]
    others = [case.quantity(each.quantity).kind for each, unit in zip(changes, units, strict=True) if not unit]
    return sum(units) == 1 and others == ["percentage"]


def _at_most(severity: Severity, cap: Severity) -> Severity:
    return max(severity, cap, key=SEVERITIES.index)


def _consequences(joined: Joined, case: Case) -> str:
    if not joined.others:
        return ""
    told = set(joined.primary.problem.relations) | {joined.primary.problem.relation}
    rest = [case.relation(id) for id in joined.relations() if id not in told]
    if not rest:
        return ""
    shown = "、".join(case.broken(relation) for relation in rest[:_SHOWN])
    more = f"等{len(rest)}处" if len(rest) > _SHOWN else ""
    return f"；另牵连{shown}{more}"


def _fingerprint(code: str, marked: str, path: Iterable[Section]) -> str:
    """Stable over edits elsewhere: the code, the marked text and the titles of the sections around it."""
    titles = [section.title for section in path]
    digest = hashlib.blake2b(
        "\n".join([code, "".join(marked.split()), *titles]).encode("utf-8", "surrogatepass"), digest_size=8
    )
    return digest.hexdigest()
