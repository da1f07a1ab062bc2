"""CMP03: a sentence is cut off, or a slot of the template was not filled in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.wording import alternation, beginning, figure_starts, words
from reportminer.lexicon import Lexicon
from reportminer.model import Severity
from reportminer.text import matches

RULE = Rule(
    code="CMP03",
    name="slot-unfilled",
    title="模板未填写或语句残缺",
    severity="error",
    rationale="“由组成”“为万元”一类残句，“××”“____”一类占位符，“大小于”一类未删的二选一，以及0元之后仍写“主要用于某某等”，都是模板没有填写。残句为错误，未删的二选一为提示，其余为提醒。",
    message="{what}：“{text}”。",
    passes=("一、机构情况\n本单位由办公室、财务股组成。\n二、支出情况\n全年支出100万元，主要用于人员经费。",),
    fails=(
        "一、机构情况\n本单位由组成。",
        "一、支出情况\n全年支出为万元，比上年减少5万元。",
        "一、主要工作\n全年举办读书讲座 场，听众300人。",
    ),
    since="0.1",
)


_SPACES = re.compile(r"[ \t][ \t]*")
_BEFORE_GAP = 3
_FILLERS = "Xx×＊_□*"
_FILLER = re.compile(f"[{_FILLERS}]")
_BLANK = re.compile(r"[Xx×＊]{2,}(?![A-Za-z0-9])|_{3,}|□{2,}|(?<!\d)\*{3,}(?!\d)")
_SEVERITY: dict[str, Severity] = {"choice": "note", "bare": "warning"}
_WHAT = {"text": "语句残缺", "choice": "模板二选一未删"}
_SHARE = r"占[^,。;:、\d\n%(]{2,24}%(?=[,。;)])"
_BARE = r"占[ \t]{0,4}%(?=[,。;])"


@lru_cache(maxsize=8)
def _slots(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words that may leave a slot unfilled, by which a search is quick, and a slot unfilled indeed."""
    texts, phrases, leads = (words(lexicon, use) for use in ("slot_text", "slot_phrase", "slot_lead"))
    unit = alternation(lexicon, "slot_unit")
    not_after = "".join(f"(?<!{re.escape(word)})" for word in words(lexicon, "slot_not_after"))
    choices, ways = words(lexicon, "slot_choice"), alternation(lexicon, "slot_either")
    either = beginning(words(lexicon, "slot_either"), "[(/]")
    begun = beginning((*(text[:-1] for text in texts), *phrases, *choices))
    gapped = "|".join(f"{re.escape(text[:-1])}[ \t]*{re.escape(text[-1])}" for text in texts)
    return (
        re.compile(f"{begun}|{beginning(leads, unit)}|{either}|{_SHARE}|{_BARE}"),
        re.compile(
            rf"(?P<text>(?<!自)(?<!理)(?:{gapped})(?=[,。;、.)\s]|(?<=[。;]))[。;.]?)"
            rf"|(?P<phrase>{alternation(lexicon, 'slot_phrase')})"
            rf"|(?P<choice>{alternation(lexicon, 'slot_choice')}|(?:{ways})[(/](?:{ways})\)?[ \t]*(?=\d))"
            rf"|(?P<share>{_SHARE})|(?P<bare>{_BARE})"
            rf"|(?P<figure>{not_after}(?:{alternation(lexicon, 'slot_lead')})(?:{unit})(?=[,。;、)]))"
        ),
    )


@lru_cache(maxsize=8)
def _gap(lexicon: Lexicon) -> re.Pattern[str]:
    """A unit behind a gap where its figure should stand: 讲座 场，. A text spaced out throughout is none."""
    unit = "|".join((alternation(lexicon, "slot_unit"), alternation(lexicon, "slot_measure")))
    return re.compile(rf"[\u4e00-\u9fff]{{{_BEFORE_GAP}}}[ \t]+(?:{unit})(?=[,。;、)])")


@lru_cache(maxsize=8)
def _purpose(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"[,，]\s*((?:{alternation(lexicon, 'purpose_lead')})[\u4e00-\u9fff、]{{1,12}}?)[。;\n]")


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Speaks at each broken sentence, once at the first placeholder, and at a purpose of nothing."""
    begins, slots = _slots(case.lexicon)
    told: set[int] = set()
    for match in matches(slots, case.plain, (match.start() for match in begins.finditer(case.plain))):
        told.add(match.end())
        what = _WHAT.get(match.lastgroup or "", "缺少数字")
        severity = _SEVERITY.get(match.lastgroup or "")
        yield Problem(
            start=match.start(),
            end=match.end(),
            values={"what": what, "text": _shown(case, *match.span())},
            severity=severity,
        )
    blanks = list(_blanks(case.plain))
    if blanks:
        start, end = blanks[0]
        count = f"（共{len(blanks)}处）" if len(blanks) > 1 else ""
        values = {
            "what": f"占位符未填写{count}",
            "text": _shown(case, max(case.plain.rfind("\n", 0, start) + 1, start - 6), end + 4),
        }
        yield Problem(start=start, end=end, values=values, spans=tuple(blanks), severity="warning")
    starts = (match.start() - _BEFORE_GAP for match in _SPACES.finditer(case.plain, _BEFORE_GAP))
    for match in matches(_gap(case.lexicon), case.plain, starts):
        if match.end() not in told and "\n" not in case.text[match.start() : match.end()]:
            shown = _shown(case, *match.span())
            yield Problem(
                start=match.start(),
                end=match.end(),
                values={"what": "缺少数字", "text": shown},
                severity="warning" if _behind_nothing(case, match.start()) else None,
            )
    for quantity in case.analysis.quantities:
        if quantity.kind != "amount" or quantity.value != 0 or quantity.malformed:
            continue
        found = _purpose(case.lexicon).match(case.plain, quantity.end)
        if found and found[1].endswith("等"):
            values = {"what": f"{quantity.text}之后仍写用途，模板语句未填写", "text": _shown(case, *found.span(1))}
            yield Problem(
                start=found.start(1),
                end=found.end(1),
                values=values,
                quantities=(quantity.id,),
                severity="warning",
            )


def _behind_nothing(case: Case, place: int) -> bool:
    """Whether the last figure of the stretch before a gap is nil: 出国费0万元，比上年减少 万元."""
    stretch = max(case.plain.rfind(sign, 0, place) for sign in "。;\n")
    at = bisect_left(case.once(figure_starts), place)
    before = case.analysis.quantities[at - 1] if at else None
    return before is not None and before.start > stretch and before.value == 0


def _blanks(plain: str) -> Iterator[tuple[int, int]]:
    """The placeholders: ×× and the like, of Latin letters only beside Chinese."""
    if any(char in plain for char in _FILLERS):
        for match in matches(_BLANK, plain, (match.start() for match in _FILLER.finditer(plain))):
            if not match[0].isascii() or _chinese_beside(plain, match):
                yield match.span()


def _chinese_beside(plain: str, match: re.Match[str]) -> bool:
    beside = plain[max(0, match.start() - 1) : match.start()] + plain[match.end() : match.end() + 1]
    return any("\u4e00" <= char <= "\u9fff" for char in beside)


def _shown(case: Case, start: int, end: int) -> str:
    return " ".join(case.text[start:end].split("\n")[0].split())
