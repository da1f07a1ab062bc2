"""Net changes of what came and went: 新增45户80人，退出53户97人，净减8户17人."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from reportminer.model import Relation
from reportminer.relate.base import ADDABLE, alike, backwards, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import closes
from reportminer.relate.evidence.misses import may_differ
from reportminer.relate.keys import any_of

_BACK = 16
_GAP = 3
_MEASURES = 3
_ONE = 1


class _Flows(Struct, frozen=True):
    """What came and what went before a net change, of one unit, nearest first."""

    came: list[Mention]
    went: list[Mention]


def find_nets(view: View) -> Iterator[Relation]:
    """Each measure of a net change with what came and what went, in its stretch, of the same measure.

    One of each is claimed, also where a slip keeps them apart; of several, all that came less all that went only
    where that comes out.
    """
    net = any_of("net.rest", view.lexicon)
    came, went = any_of("net.in", view.lexicon), any_of("net.out", view.lexicon)
    for match in net.finditer(view.text):
        place = view.first_from(match.end())
        for rest in view.mentions[place : place + _MEASURES]:
            beside = rest.lead == view.mentions[rest.index - 1].end == rest.start if rest.index > place else False
            if rest.kind not in ADDABLE or (not beside and (rest.index > place or rest.start - match.end() > _GAP)):
                break
            flows = _flows(view, rest, match.start(), came, went)
            relation = _net(rest, flows, match[0])
            if relation is not None:
                yield relation


def _flows(view: View, rest: Mention, end: int, came: re.Pattern[str], went: re.Pattern[str]) -> _Flows:
    """The figures of the stretch before a net change that came or went."""
    flows = _Flows([], [])
    for mention in backwards(view, rest, _BACK):
        if mention.sentence != rest.sentence or ";" in view.text[mention.end : end]:
            break
        if mention.start >= end or mention.group != rest.group or not alike(mention, rest):
            continue
        first = mention
        while first.index and first.lead == first.start and view.mentions[first.index - 1].end == first.lead:
            first = view.mentions[first.index - 1]
        named = (first.words_start, first.start)
        if came.search(view.text, *named):
            flows.came.append(mention)
        elif went.search(view.text, *named):
            flows.went.append(mention)
    return flows


def _net(rest: Mention, flows: _Flows, cue: str) -> Relation | None:
    came, went = flows.came, flows.went
    if not rest.value or not came or (not went and len(came) == _ONE):
        return None
    if len(came) == len(went) == _ONE:
        near = may_differ(rest, came[0], went[0])
        return draft("change", [rest], [came[0], went[0]], cue=cue) if near else None
    signs = [1] * len(came) + [-1] * len(went)
    if sum(each.value for each in came) < sum(each.value for each in went):
        signs = [-sign for sign in signs]
    flow = [*reversed(came), *reversed(went)]
    if closes(rest, flow, signs):
        return draft("sum", [rest], flow, strength="implied", cue=cue, factors=signs)
    return None
