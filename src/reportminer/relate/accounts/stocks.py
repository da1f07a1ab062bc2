"""A stock with one flow or more that no word of coming or going tells: 年初基金8万元，弥补差额-3万元，年末基金5万元."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from reportminer.lexicon import Lexicon
from reportminer.model import Relation
from reportminer.relate.base import alike, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import closes, significant
from reportminer.relate.keys import any_of

_ROLES = ("level", "change")
_MOST = 3
_TELLING = 2


def find_stocks(view: View, lexicon: Lexicon) -> Iterator[Relation]:
    """Opening, one to three flows and closing of one sentence, where the flows make the difference in one way only."""
    opening, closing = any_of("flow.opening", lexicon), any_of("flow.closing", lexicon)
    opened: Mention | None = None
    flows: list[Mention] = []
    for mention in view.mentions:
        if opened is not None and mention.sentence != opened.sentence:
            opened = None
        if mention.role not in _ROLES:
            continue
        words = (mention.words_start, mention.start)
        if opening.search(view.text, *words):
            opened, flows = mention, []
        elif opened is None or not alike(mention, opened) or mention.group != opened.group:
            continue
        elif closing.search(view.text, *words):
            before = view.mentions[opened.index - 1]
            if not flows and before.role == "change" and before.sentence == opened.sentence and alike(before, opened):
                # 净增加15万元，年初20万元，年末35万元
                flows = [before]
            relation = _stock(opened, flows, mention)
            if relation is not None:
                yield relation
            opened = None
        else:
            flows.append(mention)


def _stock(opened: Mention, flows: Sequence[Mention], closed: Mention) -> Relation | None:
    exact = all(each.bound == "exact" for each in (opened, *flows, closed))
    if not 1 <= len(flows) <= _MOST or not exact or significant(closed) < _TELLING:
        return None
    figures = [opened, *(each for each in flows)]
    ways = [signs for signs in product((1, -1), repeat=len(flows)) if closes(closed, figures, (1, *signs))]
    if len(ways) != 1:
        return None
    came = [flow for flow, sign in zip(flows, ways[0], strict=True) if sign > 0]
    went = [flow for flow, sign in zip(flows, ways[0], strict=True) if sign < 0]
    if not went:
        return draft("sum", [closed], [opened, *came], strength="implied")
    return draft("balance", [opened, *came], [*went, closed], strength="implied")
