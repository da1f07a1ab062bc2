"""The growth that a plan for next year means, over this year's figure of the same item, told anywhere before it."""

from __future__ import annotations

import re

from reportminer.lexicon import Lexicon
from reportminer.model import Relation
from reportminer.relate.base import alike, draft
from reportminer.relate.changes.levels import cue_of
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import digits
from reportminer.relate.evidence.growth import grows
from reportminer.relate.evidence.misses import grown_miss
from reportminer.relate.keys import any_of, key_of

_PLANS = ("budget", "plan")
_TELLING = 3
_RARE = 0.1
_EVERYWHERE = re.compile(r"\A(?:全[一-鿿])?(?:地方)?")


def planned_growth(view: View, rate: Mention, plan: Mention) -> Relation | None:
    """2019年收入安排105万元，增长5.00%, where 2018年收入100万元 is told above; implied where one slip keeps them apart.

    Growth on comparable terms has another base, which the report need not state.
    """
    name, year = key_of(plan.item, view.lexicon), plan.period
    planned = plan.quantity.basis in _PLANS
    if year is None or len(name) < _TELLING or plan.sentence != rate.sentence:
        return None
    if not planned and any_of("plan_tail", view.lexicon).search(name) is None:
        return None
    coarse, missed = not planned or len(digits(rate)) < _TELLING, None
    for level in reversed(view.mentions[: plan.index]):
        if (
            level.period != year - 1
            or level.role != "level"
            or level.quantity.basis in _PLANS
            or not alike(level, plan)
        ):
            continue
        item = _EVERYWHERE.sub("", key_of(level.item, view.lexicon))
        if len(item) < _TELLING or not _is_of(item, name, view.lexicon, exact=coarse):
            continue
        if grows(rate, plan, level):
            return draft("rate", [rate], [plan, level], form="current_previous", cue=cue_of(rate))
        if coarse:
            return None
        chance = grown_miss(rate, plan, level)
        if missed is None and chance is not None and chance < _RARE:
            missed = level
    if missed is None or on_other_terms(view, plan.end, rate):
        return None
    return draft("rate", [rate], [plan, missed], form="current_previous", strength="implied", cue=cue_of(rate))


def _is_of(item: str, plan: str, lexicon: Lexicon, *, exact: bool) -> bool:
    """Whether a plan is for this item: its name begins so, and if `exact` goes on with a word for planning only."""
    name = _EVERYWHERE.sub("", plan)
    if not name.startswith(item):
        return False
    rest = name[len(item) :]
    return not exact or any_of("plan_tail", lexicon).fullmatch(rest) is not None


def on_other_terms(view: View, start: int, rate: Mention) -> bool:
    """Whether the words from an offset to a rate say that its base is another than the level told: 按可比口径增长5%."""
    return any_of("comparable_terms", view.lexicon).search(view.text, start, rate.start) is not None
