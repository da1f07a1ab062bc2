"""What a plan is short of or exceeded by: 占计划1850万元的65.2%，短644万元; or a degree beside the time gone by."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from reportminer.model import Relation
from reportminer.relate.base import alike, backwards, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.misses import differs, may_differ
from reportminer.relate.keys import any_of, phrase

_ROLES = frozenset({"level", "base"})
_LED = "[,、]?(?:{short.lead}|[比较]{gap.plan})*"
_TAIL = 5
_BACK = 6
_MOST = 3
_POINTS, _PERCENT = "percentage_point", "percentage"
_NEAR = 4


def find_shortfalls(view: View, known: Container[str]) -> Iterator[Relation]:
    """Every figure led by a word of short or over alone, with the plan and the figure that stand right before it.

    known  the differences that are told already
    Rates may stand between. Given where it comes out, or where one of the two is called a plan and one slip keeps
    the three apart.
    """
    words, plans = any_of("short.word", view.lexicon), any_of("gap.plan", view.lexicon)
    leads = phrase(_LED, view.lexicon)
    for rest in view.mentions[2:]:
        points = rest.kind == _POINTS
        if rest.id in known or not rest.value or not (points or rest.role in ("level", "change", "base")):
            continue
        if view.mentions[rest.index - 1].sentence != rest.sentence:
            continue
        led = leads.match(view.text, rest.words_start)
        word = words.match(view.text, led.end() if led is not None else rest.words_start, rest.start)
        if word is None or rest.start - word.end() > _TAIL:
            continue
        tail = rest.start - word.end()
        near = _near(view, rest)
        pairs = [(near[0], other) for other in near[1:]]
        for last, first in pairs:
            plan = next((each for each in (first, last) if _is_plan(view, each, plans)), None)
            if points and plan is None:
                break
            if plan is None and len(word[0]) == 1 and tail > 1:
                # 少儿15750册: a word that only begins so
                break
            sure = plan is not None and len(pairs) == 1 and may_differ(rest, last, first)
            if sure or differs(rest, last, first):
                lower = plan is None and last.value < first.value
                ends = (first, last) if plan is last or lower else (last, first)
                yield draft("change", [rest], ends, strength="stated" if plan else "implied", cue=word[0])
                break


def _near(view: View, rest: Mention) -> list[Mention]:
    """The like figures before the rest in its stretch, nearest first, nothing but rates between them; three at most."""
    found: list[Mention] = []
    points = rest.kind == _POINTS
    for each in backwards(view, rest, _BACK):
        if each.sentence != rest.sentence or each.group != rest.group or ";" in view.text[each.end : rest.start]:
            break
        if points != (each.kind == _PERCENT):
            continue
        if points and each.role not in ("rate", "change") and len(found) < _MOST:
            found.append(each)
            continue
        if each.role not in _ROLES or not alike(each, rest) or len(found) == _MOST:
            break
        found.append(each)
    return found


def _is_plan(view: View, level: Mention, plans: re.Pattern[str]) -> bool:
    planned = level.kind != _PERCENT and (level.basis == "budget" or level.role == "base")
    return planned or plans.search(view.words_of(level)) is not None


def find_progress(view: View, known: Container[str]) -> Iterator[Relation]:
    """Every figure in points that its clause measures against the time gone by, which the text states further up.

    known  the differences that are told already
    It is of the last percentage before it in its sentence. Given where it comes out, or but for one slip.
    """
    words = any_of("progress.word", view.lexicon)
    if words.search(view.text) is None:
        return
    gone: Mention | None = None
    for mention in view.mentions:
        kind = mention.kind
        if kind not in (_POINTS, _PERCENT):
            continue
        said = words.search(view.text, mention.words_start, mention.start)
        if kind == _PERCENT:
            # 达到序时进度的90% is no time
            if said is not None and not view.text[said.end() : mention.start].strip("(为是约达 "):
                gone = mention
            continue
        if gone is None or said is None or mention.id in known or not mention.value:
            continue
        done = _done(view, mention, gone)
        if done is not None and may_differ(mention, gone, done):
            yield draft("change", [mention], [done, gone], cue=said[0])


def _done(view: View, points: Mention, gone: Mention) -> Mention | None:
    """The last percentage before the points in their sentence that tells how much is done."""
    for each in backwards(view, points, _NEAR):
        if each.sentence != points.sentence or each.group != points.group or each is gone:
            return None
        if each.kind == _PERCENT and each.role not in ("rate", "change"):
            return each
    return None
