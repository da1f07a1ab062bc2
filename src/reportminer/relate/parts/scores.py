"""Points scored of the points to be had: 投入20分得19分, 投入（20分）19分, and two lists with the same names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, takewhile

from reportminer.model import Relation
from reportminer.relate.base import draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.chance import adds_up
from reportminer.relate.evidence.closing import closes
from reportminer.relate.keys import any_of
from reportminer.relate.lists.brackets import summed
from reportminer.relate.lists.listing import Listing
from reportminer.relate.lists.points import FULL_MARKS, is_lost, is_scored, points_before

_APART = 12
_PAIR = 2
_NEAR = 6
_SCORED = "得"
_EACH = "每"
_IN_ALL = "共合"
_FULL = "margin.score.whole"


def find_scores(view: View, listings: Sequence[Listing]) -> Iterator[Relation]:
    """Each score that is at most the points of the same criterion, beside it or at its place in a list before.

    Where every score of a list has its points beside it, the points make up those of the total.
    """
    scores = [each for each in view.mentions if each.kind == "score"]
    if len(scores) < _PAIR:
        return
    pairs = [*_beside(view, scores), *_bracketed(view, scores)]
    for scored, full in pairs:
        yield draft("part_of", [scored], [full], strength="implied")
    yield from _deducted(view, scores, pairs)
    yield from _added_up(view, scores)
    yield from _points(view, scores, listings, {scored.index: full for scored, full in pairs})
    yield from _by_name(view, listings)
    yield from _by_place(view, listings)


_Pair = tuple[Mention, Mention]
"""what was scored, and the points to be had"""


def _beside(view: View, scores: Sequence[Mention]) -> Iterator[_Pair]:
    for before, scored in pairwise(scores):
        full = _head(view, before) if before.group != scored.group else before
        if full is None or is_lost(full) or before.index != scored.index - 1 or full.sentence != scored.sentence:
            continue
        between = view.text[before.end : scored.start]
        if len(between) <= _APART and ";" not in between and is_scored(view, scored) and not is_scored(view, full):
            in_all = full.row[1] > 1 or len(_plain(view, scores, full)) > 1 or scored.mark("score.whole") is not None
            if scored.value <= full.value or not in_all:
                yield scored, full


def _head(view: View, last: Mention) -> Mention | None:
    """Of a bracket of several scores the figure right before it (满分100分（甲10分、乙90分）), of one that score."""
    first = last
    while first.index and view.mentions[first.index - 1].group == last.group:
        first = view.mentions[first.index - 1]
    if not last.group or first is last:
        return last
    head = view.mentions[first.index - 1] if first.index else None
    stands = head is not None and head.kind == "score" and head.end == view.opens[last.group]
    return head if stands else None


def _bracketed(view: View, scores: Sequence[Mention]) -> Iterator[_Pair]:
    """资金执行9.8分（满分10分）, 资金执行（满分10分）9.8分: a bracket that holds the points and nothing else."""
    words = any_of(_FULL, view.lexicon)
    for one, other in pairwise(scores):
        if other.index != one.index + 1 or one.group == other.group or one.sentence != other.sentence:
            continue
        inner, outer = (other, one) if view.parents[other.group] == one.group else (one, other)
        if view.parents[inner.group] != outer.group or not view.text.startswith(")", inner.end):
            continue
        opening = view.opens[inner.group]
        if outer is other and points_before(view, outer) is inner:
            yield outer, inner
            continue
        if words.search(view.text, opening, inner.start) is None or is_scored(view, inner):
            continue
        if opening == outer.end if inner is other else not view.text[inner.end + 1 : outer.start].strip():
            yield outer, inner


def _deducted(view: View, scores: Sequence[Mention], pairs: Sequence[_Pair]) -> Iterator[Relation]:
    """满分20分，扣1.5分，得18.5分: what was taken off is what lies between the points to be had and what was scored.

    共扣 behind several criteria of a sentence counts all of them.
    """
    for place, lost in enumerate(scores):
        if not is_lost(lost) or _EACH in view.text[lost.clause : lost.start]:
            continue
        word = lost.marks[-1].word
        before = [pair for pair in pairs if pair[0].sentence == lost.sentence and pair[0].index < lost.index]
        if word[0] in _IN_ALL and len(before) > 1:
            figures = [*(full for _, full in before), *(got for got, _ in before)]
            signs = [1] * len(before) + [-1] * len(before)
            if closes(lost, figures, signs):
                yield draft("sum", [lost], figures, factors=signs, cue=word, complete=True)
            continue
        near = [
            each
            for each in scores[max(0, place - _PAIR) : place + _PAIR]
            if each.sentence == lost.sentence
            and ";" not in view.text[min(each.end, lost.end) : max(each.start, lost.start)]
        ]
        got = [each for each in near if is_scored(view, each)]
        full = [each for each in near if each.index < lost.index and each not in got and not is_lost(each)]
        if len(got) == len(full) == 1 and full[0].index < got[0].index and abs(got[0].index - lost.index) == 1:
            yield draft("change", [lost], [full[0], got[0]], cue=word)


def _added_up(view: View, scores: Sequence[Mention]) -> Iterator[Relation]:
    """投入得14分，过程得24分，产出得28分，总得分66分: the score in all behind, or before, those that it is made of.

    So are the points to be had, and scores of which none says so: 投入20分、过程25分、产出55分，满分100分.
    """
    total = any_of("whole_score", view.lexicon), any_of(_FULL, view.lexicon)
    for place, whole in enumerate(scores):
        if whole.bound != "exact":
            continue
        parts: list[Mention] = []
        if whole.mark("score.whole") is not None:
            parts = _run(view, whole, reversed(scores[:place]))[::-1]
        elif is_scored(view, whole) and place + 1 < len(scores) and scores[place + 1].sentence == whole.sentence + 1:
            parts = _run(view, scores[place + 1], scores[place + 1 :])
        if not parts and place and whole.row[1] == 1 and any(each.search(_own(view, whole)) for each in total):
            parts = _plain(view, scores, scores[place - 1])
            full = sum(each.value for each in parts) == FULL_MARKS != whole.value
            parts = [] if full or scores[place - 1].sentence != whole.sentence else parts
        if len(parts) > _PAIR and adds_up(whole, parts):
            yield draft("sum", [whole], parts, complete=True)


def _own(view: View, score: Mention) -> str:
    """The words that name a score, behind a colon where one leads to the list."""
    return view.words_of(score).rpartition(":")[2]


def _plain(view: View, scores: Sequence[Mention], last: Mention) -> list[Mention]:
    """The run of scores of a sentence up to one where all are bare names with points; [] where any says 得 or 满分."""
    before = [each for each in scores if each.sentence == last.sentence and each.index <= last.index]
    plain = all(
        each.group == last.group
        and each.bound == "exact"
        and each.row[1] == 1
        and _SCORED not in _own(view, each)
        and not is_lost(each)
        for each in before
    )
    return before if plain and before[-1].index - before[0].index == len(before) - 1 else []


def _run(view: View, beside: Mention, scores: Iterable[Mention]) -> list[Mention]:
    """What was scored by each criterion of a sentence, up to a score in all."""
    run = takewhile(
        lambda each: each.sentence == beside.sentence and not each.mark("score.whole") and each.bound == "exact", scores
    )
    return [each for each in run if is_scored(view, each) and each.group == beside.group and not is_lost(each)]


def _points(
    view: View, scores: Sequence[Mention], listings: Sequence[Listing], points: Mapping[int, Mention]
) -> Iterator[Relation]:
    """The points of the total with those of its parts, where all of them are told beside the scores."""
    for listing in listings:
        parts = [points[part.index] for part in listing.parts if part.index in points]
        if len(parts) < _PAIR or len(parts) < len(listing.parts):
            continue
        whole = points.get(listing.whole.index) or _full_mark(view, scores, listing.whole)
        if whole is None or whole in parts:
            continue
        yield from summed(whole, parts)


def _full_mark(view: View, scores: Sequence[Mention], scored: Mention) -> Mention | None:
    """The one figure of its sentence that a word for full marks leads to: 满分100分，自评95分; 得95分，满分100分."""
    words = any_of(_FULL, view.lexicon)
    found = [
        each
        for each in scores
        if each.sentence == scored.sentence
        and each.group == scored.group
        and each is not scored
        and words.search(view.text, each.words_start, each.start) is not None
    ]
    return found[0] if len(found) == 1 else None


def _by_name(view: View, listings: Sequence[Listing]) -> Iterator[Relation]:
    lists = [each for each in listings if each.whole.kind == "score" and len(each.parts) > 1]
    lists.sort(key=lambda each: each.whole.index)
    for place, full in enumerate(lists):
        named = {_name(view, part): part for part in full.parts}
        for scored in lists[place + 1 :]:
            if scored.whole.paragraph != full.whole.paragraph or scored.whole is full.whole:
                continue
            pairs = [(part, named.get(_name(view, part))) for part in scored.parts]
            beyond = [part for part, points in pairs if points is None or part.value > points.value]
            named_all = _PAIR < len(pairs) == len(full.parts) == len({points.index for _, points in pairs if points})
            # all criteria again, and one score beyond its points
            told = named_all and full.adds_up() and scored.whole.value <= full.whole.value
            if len(beyond) > told:
                continue
            for part, points in pairs:
                if points is not None and points is not part:
                    yield draft("part_of", [part], [points], strength="implied")


def _by_place(view: View, listings: Sequence[Listing]) -> Iterator[Relation]:
    """甲15分、乙25分；得分分别为15分、23.5分: each score in the points at its place in the list before."""
    for full in listings:
        count = len(full.parts)
        if full.whole.kind != "score" or count < 2 or full.parts[0].row[1] > 1:
            continue
        for first in view.mentions[full.parts[-1].index + 1 : full.parts[-1].index + _NEAR]:
            if first.row == (0, count) and first.paragraph == full.whole.paragraph and is_scored(view, first):
                scored = view.mentions[first.index : first.index + count]
                if all(each.value <= points.value for each, points in zip(scored, full.parts, strict=True)):
                    for each, points in zip(scored, full.parts, strict=True):
                        yield draft("part_of", [each], [points], strength="implied")
                break


def _name(view: View, part: Mention) -> str:
    """The criterion that a score in a list is for."""
    start = part.words_start
    mark = part.mark("sum.parts", "sum.include")
    name = view.text[max(start, mark.end if mark is not None else start) : part.start]
    return name.strip("、 :").removesuffix(_SCORED).removesuffix("得分").removesuffix("分值")
