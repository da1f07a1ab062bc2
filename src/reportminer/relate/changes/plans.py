"""The growth that a plan for next year means, over this year's figure of the same item, told anywhere before it."""

from __future__ import annotations

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
_RARE = 0.3


def planned_growth(view: View, rate: Mention, plan: Mention, lexicon: Lexicon) -> Relation | None:
    """2019年收入安排105万元，增长5.00%, where 2018年收入100万元 is told above; implied where one slip keeps them apart.

    Growth on comparable terms has another base, which the report need not state.
    """
    name, year = key_of(plan.quantity.item, lexicon), plan.quantity.period
    if plan.quantity.basis not in _PLANS or year is None or len(name) < _TELLING:
        return None
    if len(digits(rate.quantity)) < _TELLING or plan.sentence != rate.sentence:
        return None
    missed = None
    for level in reversed(view.mentions[: plan.index]):
        figure = level.quantity
        if figure.period != year - 1 or level.role != "level" or figure.basis in _PLANS or not alike(level, plan):
            continue
        if not figure.item or not name.startswith(key_of(figure.item, lexicon)):
            continue
        if grows(rate, plan, level):
            return draft("rate", [rate], [plan, level], form="current_previous", cue=cue_of(rate))
        chance = grown_miss(rate, plan, level)
        if missed is None and chance is not None and chance < _RARE:
            missed = level
    if missed is None or any_of("comparable_terms", lexicon).search(view.text, plan.end, rate.start):
        return None
    return draft("rate", [rate], [plan, missed], form="current_previous", strength="implied", cue=cue_of(rate))
