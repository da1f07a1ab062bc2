"""Shares of two figures that the text cannot mean: their words, their size or how they are printed says otherwise."""

from __future__ import annotations

from reportminer.model import Relation
from reportminer.relate.clauses import Mark, Mention, View
from reportminer.relate.evidence.closing import significant
from reportminer.relate.keys import any_of, says_at_end
from reportminer.relate.shares.candidates import is_absurd
from reportminer.relate.shares.named_rates import is_anothers
from reportminer.relate.shares.ratios import fits, telling

_LOOK_BACK = 30
_SPACE = " ,、和"
_WORD = 4
_RATE = "率"
_PAIR = 2
_POINTS = "分"
_WEIGHT = "比重"


def is_denied(view: View, share: Mention, relation: Relation) -> bool:
    """Whether a percentage is none of the figures that it is taken to be of."""
    return (
        _of_points(view, share, relation)
        or _of_several(view, share, relation)
        or _is_of_all(view, share, relation)
        or _is_beyond(view, share, relation)
        or _is_absurd(view, share, relation)
        or _is_too_round(view, share, relation)
        or is_anothers(view, share, *figures_of(view, share, relation))
    )


def _of_several(view: View, share: Mention, relation: Relation) -> bool:
    """Whether a share that its one part does not give is told of several together: 感谢2件和其他15件合占2.5%."""
    whole = view.mentions[share.index - 1 - share.row[0]]
    mark = mark_of(view, share) if share.role != "whole" else whole.mark("share.of", "share.ratio")
    if mark is None or not says_at_end(
        view.text[max(0, mark.start - _WORD) : mark.start], "share_together", view.lexicon
    ):
        return False
    part, base = (next(each for each in view.mentions if each.id == id) for id in relation.rhs)
    return not fits(share, part, base)


def _is_of_all(view: View, rate: Mention, relation: Relation) -> bool:
    """Whether a rate behind a row of its kind is of all together: 执行率分别为95%和86%，平均执行率90%."""
    before = view.mentions[rate.index - 1] if rate.index else rate
    if before.row[1] < _PAIR or before.kind != rate.kind or before.sentence != rate.sentence:
        return False
    words = view.text[rate.clause : rate.start]
    part, whole = figures_of(view, rate, relation)
    overall = any_of("rate_of_all", view.lexicon).match(words.lstrip(_SPACE)) is not None
    return overall and part is not None and whole is not None and not fits(rate, part, whole)


def _of_points(view: View, rate: Mention, relation: Relation) -> bool:
    """Whether a rate that names no points is held against scores: 质量指标15分得14分，验收合格率100%."""
    if rate.role == "share" or _POINTS in view.text[rate.clause : rate.start]:
        return False
    near = view.mentions[max(0, rate.index - _LOOK_BACK) : rate.index]
    return any(each.kind == "score" and each.id in relation.rhs for each in near)


def _is_beyond(view: View, rate: Mention, relation: Relation) -> bool:
    """Whether the count behind a rate that no word claims to be of another is far more than that one."""
    if relation.strength != "implied" or relation.type != "share" or relation.cue != _RATE:
        return False
    part, whole = figures_of(view, rate, relation)
    return part is not None and whole is not None and part.value >= 2 * whole.value and not fits(rate, part, whole)


def _is_absurd(view: View, share: Mention, relation: Relation) -> bool:
    """Whether the part of a share whose base is not named is thousands of times too small, by no slip: of another."""
    mark = mark_of(view, share) if share.role == "share" else None
    if mark is None or relation.type != "share" or len(relation.rhs) != _PAIR:
        return False
    part, whole = figures_of(view, share, relation)
    return part is not None and whole is not None and is_absurd(share, [part], whole)


def _is_too_round(view: View, done: Mention, relation: Relation) -> bool:
    """Whether what was done is printed so roundly that its fine share of a figure that is no budget tells nothing."""
    if done.role != "done" or not telling(done) or relation.type != "share" or len(relation.rhs) != _PAIR:
        return False
    part, whole = figures_of(view, done, relation)
    if part is None or whole is None or part.kind != "amount" or not part.value:
        return False
    return significant(part) < _PAIR and whole.basis != "budget" and whole.index != done.index - 1


def figures_of(view: View, share: Mention, relation: Relation) -> tuple[Mention | None, Mention | None]:
    """Part and whole of a share; None for one that does not stand shortly before it."""
    by_id = {each.id: each for each in view.mentions[max(0, share.index - _LOOK_BACK) : share.index]}
    part, whole = relation.rhs if len(relation.rhs) == _PAIR else ("", "")
    return by_id.get(part), by_id.get(whole)


def mark_of(view: View, share: Mention) -> Mark | None:
    first = view.mentions[share.index - share.row[0]]
    marks = [each for each in first.marks if each.meaning in ("share.of", "share.ratio")]
    if len(marks) >= _PAIR and marks[-1].word.startswith(_WEIGHT) and marks[-2].start >= first.clause:
        # 占地区生产总值比重58.7%: the base stands between the two words
        return marks[-2]
    return marks[-1] if marks else None
