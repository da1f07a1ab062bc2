"""Points to be had that stand in a bracket right beside what was scored: 投入（20分）19分, 投入19分（满分20分）."""

from __future__ import annotations

from collections.abc import Sequence

from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import closes

FULL_MARKS = 100
"""the points of all criteria together, as a rule"""
_SCORED = "得分为,: "
_GOT = "得"
_NAMES = "满总分值标准权重为:共计 "


def points_before(view: View, scored: Mention) -> Mention | None:
    """The points to be had that stand in a bracket of their own right before what was scored: 投入(20分)19分."""
    if scored.kind != "score" or not scored.index:
        return None
    points = view.mentions[scored.index - 1]
    if points.kind != "score" or not points.group or view.parents[points.group] != scored.group:
        return None
    if not view.text.startswith(")", points.end) or view.text[points.end + 1 : scored.start].strip(_SCORED):
        return None
    return points if not view.text[view.opens[points.group] + 1 : points.start].strip(_NAMES) else None


def points_behind(view: View, scored: Mention) -> Mention | None:
    """The points to be had that stand in a bracket of their own right behind what was scored: 投入19分（满分20分）."""
    points = view.mentions[scored.index + 1] if scored.index + 1 < len(view.mentions) else scored
    if scored.kind != "score" or points.kind != "score" or not points.group:
        return None
    opened = view.opens[points.group]
    if opened != scored.end or not view.text.startswith(")", points.end):
        return None
    return points if not view.text[opened + 1 : points.start].strip(_NAMES) else None


def points_of(view: View, parts: Sequence[Mention]) -> list[Mention]:
    """The points to be had of several scores, told in a bracket beside each; [] where one lacks them.

    The last figure, what was scored in all, need have none.
    """
    sides = (points_before, points_behind)
    beside = [[side(view, part) for part in parts] for side in sides] if parts[0].kind == "score" else [[]]
    points = next((each for each in beside if any(each)), [])
    known = [each for each in points if each is not None]
    return known if len(known) > 1 and None not in points[: len(known)] and len(points) <= len(known) + 1 else []


def is_points(view: View, mention: Mention) -> bool:
    """Whether a figure is the points to be had of the score behind it."""
    following = mention.index + 1
    return following < len(view.mentions) and points_before(view, view.mentions[following]) is mention


def points_meant(view: View, wholes: Sequence[Mention], parts: list[Mention]) -> list[Mention]:
    """The points of these scores where they, and not the scores, make up the nearest total: 满分100分，其中甲(20分)…"""
    if not wholes or parts[0].kind != "score":
        return parts
    if any(closes(whole, parts) for whole in wholes):
        return parts
    points = points_of(view, parts)
    return points if points and closes(wholes[0], points) else parts


def mixes_points(view: View, whole: Mention, part: Mention) -> bool:
    """Whether a score can be no part of another: a band, the score in all, or what was scored of what was to be had."""
    if part.kind != "score":
        return False
    if part.bound != "exact" or whole.bound != "exact" or part.mark("score.whole", "score.lost"):
        return True
    return _GOT in view.words_of(part) and _GOT not in view.words_of(whole)


def is_lost(mention: Mention) -> bool:
    """Whether a score is what was taken off: 扣2分."""
    mark = mention.mark("score.lost")
    return mark is not None and mark.end == mention.start and mention.kind == "score"


def is_scored(view: View, mention: Mention) -> bool:
    """Whether a figure is itself what was scored: 得分13分, 自评13分."""
    mark = mention.mark("score.got")
    return _GOT in view.words_of(mention) or (
        mark is not None and not view.text[mark.end : mention.start].strip(_SCORED)
    )
