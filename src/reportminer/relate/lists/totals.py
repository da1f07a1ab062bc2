"""Totals that follow their parts: 甲5万元、乙6万元，合计11万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from fractions import Fraction
from itertools import pairwise, takewhile

from reportminer.model import Strength
from reportminer.relate.base import alike, backwards, joined
from reportminer.relate.clauses import Mark, Mention, View
from reportminer.relate.evidence.chance import chance, near_miss
from reportminer.relate.evidence.closing import closes, digits
from reportminer.relate.evidence.slips import slips
from reportminer.relate.keys import opposed
from reportminer.relate.lists.bare_totals import is_bare_total, total_members, total_words
from reportminer.relate.lists.listing import Listing, sum_of
from reportminer.relate.lists.points import is_scored
from reportminer.relate.lists.reading import is_rest

_LOOK_BACK = 24
_PAIR = 2
_TELLING = 4
_EACH_OF = re.compile(r"各(?![项类种级])")
_RUNNING = "累计"
_TOTAL = "总"
_SUM_OF = "金额为达约共 "
_OF_SIZE = re.compile(r"的|(?:\(含\))?[至到]|\(含\)")
_ODDS, _LED_ODDS, _ANY = Fraction(1, 45), Fraction(1, 8), Fraction(1)


def find_totals_after(view: View, listings: Sequence[Listing], taken: Set[int] = frozenset()) -> Iterator[Listing]:
    """Totals that add up the figures before them; parts of a figure that is itself among them are left out.

    taken  the totals whose parts are known already
    """
    whole_of = {part.index: listing.whole.index for listing in listings for part in listing.parts}
    led = {listing.whole.index for listing in listings if listing.is_sum and listing.adds_up()}
    for mention in view.mentions:
        mark = mention.mark("sum.after")
        if mark is None and mention.index not in taken and view.text.startswith(_TOTAL, mention.clause):
            yield from _total_of_named(view, mention)
            continue
        if mark is None or mention.index in taken or mention.role != "level" or mention.mark("sum.composed"):
            continue
        chosen, strength = (
            _added_up(view, mention, mark, whole_of)
            if is_bare_total(view, mention)
            else _named_account(view, mention, whole_of)
        )
        if chosen is None:
            continue
        chosen = chosen if closes(mention, chosen) else _outermost(mention, chosen)
        # 14个村2个社区，共设支部23个，其中…: what its own list makes is no total of others
        led_on = mention.index in led and not _is_of_run(view, mention, chosen, mark)
        if not closes(mention, chosen) and (led_on or is_of_others(view, mention)):
            continue
        strength = _as_sure(view, mention, chosen, mark, strength)
        if strength != "weak":
            yield sum_of(mention, chosen, mark, strength=strength, sure=strength == "stated", claimed=True)


def _added_up(
    view: View, total: Mention, mark: Mark, whole_of: Mapping[int, int]
) -> tuple[list[Mention] | None, Strength]:
    """The figures before a total that it adds up, those that divide no other first, and how surely it does.

    whole_of  by the place of each part of a list, that of its total
    """
    before, named = _before(view, total, mark)
    places = {each.index for each in before}
    tops = [each for each in before if whole_of.get(each.index) not in places]
    chosen = _closing_suffix(total, tops) or _closing_suffix(total, before)
    chosen = _whole_run(view, total, chosen, before) if chosen is not None else None
    chosen = chosen or _of_paragraph_above(view, total) or _suffix(view, total, tops)
    chosen = chosen or (_suffix(view, total, before) if len(tops) < len(before) else None)
    if chosen is not None and closes(total, chosen):
        return chosen, "stated"
    above = _account_above(view, total, whole_of)
    if above and (closes(total, above) or (chosen is None and _is_slipped(view, total, above))):
        return above, "implied"
    if not named or chosen is None:
        return chosen, "stated"
    every = _whole_account(view, total)
    unclear = len(_account(view, total)) > len(chosen)
    slipped = slips(total, chosen)
    chosen = every or (_slipped_account(view, total) if unclear and not slipped else chosen)
    # an account by several names may leave something out
    return chosen, "stated" if every or slipped else "implied"


def _outermost(total: Mention, parts: list[Mention]) -> list[Mention]:
    """Of parts that do not add up those that are none of another, where these do, and none that is the total itself."""
    outer = _without_inner(parts)
    if len(outer) == 1 and len(parts) > _PAIR and outer[0].value == total.value:
        # 新增128万元，设备53万元、房屋75万元，合计新增128万元: the total stands at both ends
        return parts[1:]
    return outer if len(outer) > 1 and closes(total, outer) else parts


def _without_inner(parts: Sequence[Mention]) -> list[Mention]:
    """The parts without those that make the part right before them: 甲307万元。乙99万元，工程93万元，其他6万元."""
    kept: list[Mention] = []
    place = 0
    while place < len(parts):
        kept.append(parts[place])
        ends = range(place + 1 + _PAIR, len(parts) + 1)
        place = next((end for end in ends if closes(kept[-1], parts[place + 1 : end])), place + 1)
    return kept


def _as_sure(view: View, total: Mention, parts: Sequence[Mention], mark: Mark, strength: Strength) -> Strength:
    """How sure it is that the figures before a total are its parts; weak where it misses them and need not be theirs.

    累计 may count from an earlier day than they do; figures planned and figures done make no total of one or the other,
    nor do those that are each of several (各25分); and what is less than its largest part, no slip in it, is of others.
    """

    if closes(total, parts):
        return strength
    several = any(_EACH_OF.search(view.words_of(part)) for part in parts)
    # 甲8万元、乙5万元加上丙，合计16万元: what was added is not told beside it
    several = several or total.mark("sum.plus") is not None
    if several or (total.value < max(part.value for part in parts) and chance(total, parts) is None):
        return "weak"
    mixed = len({part.basis == "budget" for part in parts}) > 1
    if mark.word != _RUNNING and not mixed:
        return strength
    odds = chance(total, parts)
    if odds is not None and odds <= _ODDS:
        return strength
    return "weak" if odds is None or mixed else "implied"


def _total_of_named(view: View, total: Mention) -> Iterator[Listing]:
    """A total called 总 of what the figures right before it are each called, or of a row that 分别 opens.

    一期投资3万元，二期投资2万元，总投资5万元; 分别投入5万元、6万元和7万元，总投入18万元.
    """
    name = view.text[total.clause + 1 : total.start].strip(_SUM_OF)
    found = _named_alike(view, total, name)
    odds = _ANY
    if len(found) < _PAIR:
        # 甲3万元、乙2万元、其他1万元，总支付6万元
        found = _run_before(view, total)
        odds = _ANY if found and is_rest(found[-1]) else _LED_ODDS
        if len(found) <= _PAIR:
            return
    sure = closes(total, found)
    if sure or found[0].row[1] > 1 or near_miss(total, found, odds):
        strength: Strength = "stated" if sure or found[0].row[1] > 1 else "implied"
        mark = Mark(total.clause, total.clause + 1, "sum.after", _TOTAL)
        yield sum_of(total, found, mark, strength=strength, sure=strength == "stated", claimed=True)


def _run_before(view: View, total: Mention) -> list[Mention]:
    """The like figures, one run of names with 、 between, that stand right before a total in its sentence."""
    before = takewhile(
        lambda each: (
            each.sentence == total.sentence
            and each.role == "level"
            and alike(each, total)
            and each.group == total.group
        ),
        backwards(view, total, _LOOK_BACK),
    )
    return _joined_run(view, list(before))


def _named_alike(view: View, total: Mention, name: str) -> list[Mention]:
    """The like figures right before a total, of its sentence, whose names end with the total's own."""
    found: list[Mention] = []
    for mention in backwards(view, total, _LOOK_BACK):
        called = view.words_of(mention).strip(_SUM_OF)
        named = len(name) >= _PAIR and called.endswith(name) and called != name
        if mention.sentence != total.sentence or not named or not alike(mention, total) or mention.role != "level":
            break
        found.append(mention)
    return found[::-1]


def _account(view: View, total: Mention, *, across: bool = False) -> list[Mention]:
    """The like levels of the sentence before a total, whatever they are called, from the last semicolon on.

    across  look behind semicolons too
    """
    found: list[Mention] = []
    # a total in a stretch of its own counts up what the stretches before it made
    across = across or view.text.endswith(";", 0, total.clause)
    for mention in backwards(view, total, _LOOK_BACK):
        end = found[-1].start if found else total.start
        if mention.sentence != total.sentence or (not across and ";" in view.text[mention.end : end]):
            break
        if mention.role == "level" and alike(mention, total) and mention.group == total.group:
            found.append(mention)
    return found[::-1]


def _whole_account(view: View, total: Mention) -> list[Mention] | None:
    """Those figures where all of them make the total exactly: 支出1150万元，调出资金2000万元，支出总计3150万元."""
    for across in (False, True):
        members = _account(view, total, across=across)
        told = max((len(digits(each).strip("0")) for each in (total, *members)), default=0)
        telling = told > _PAIR if across else told > 1
        if len(members) > 1 and telling and closes(total, members):
            return members
    return None


def _slipped_account(view: View, total: Mention) -> list[Mention] | None:
    """All of those figures where one slip, hardly chance, keeps them from making the total."""
    members = _account(view, total)
    return members if near_miss(total, members, _ODDS) else None


def _named_account(view: View, total: Mention, whole_of: Mapping[int, int]) -> tuple[list[Mention] | None, Strength]:
    """The figures before a total of some name that make it, or that one slip, hardly chance, keeps from making it.

    whole_of  the total that a part is listed under: 招录90人，其中甲类5人、乙类6人，两类共11人
    """
    members = _whole_account(view, total)
    if members is not None:
        return members, "stated"
    members = _account(view, total)
    listed = [each for each in members if whole_of.get(each.index) == members[0].index]
    if len(listed) > 1 and total.value < members[0].value and closes(total, listed):
        return listed, "stated"
    runs = (listed, members if len(members) > 1 else [], _account(view, total, across=True))
    for run in runs:
        if len(run) > 1 and near_miss(total, run, _rarity(view, total, run)):
            return run, "implied"
    above = _account_above(view, total, whole_of)
    told = above and (closes(total, above) or _is_slipped(view, total, above))
    return (above, "implied") if told else (None, "stated")


def _account_above(view: View, total: Mention, whole_of: Mapping[int, int]) -> list[Mention]:
    """The heads of the sentence before one that a total begins: 拨款8万元，其中甲5万元；其他1万元。收入总计9万元."""
    before = view.mentions[total.index - 1] if total.index else total
    if before.sentence != total.sentence - 1 or before.paragraph != total.paragraph:
        return []
    here = [each for each in view.by_sentence[before.sentence] if each.role == "level" and alike(each, total)]
    within = {each.index for each in here}
    heads = [each for each in here if each.group == total.group and whole_of.get(each.index) not in within]
    return heads if len(heads) > 1 and len(digits(total)) >= _TELLING else []


def _is_slipped(view: View, total: Mention, heads: Sequence[Mention]) -> bool:
    """Whether one slip, hardly chance, keeps heads from a total of their side of the accounts."""
    said = view.words_of(total)
    return near_miss(total, heads, _ODDS) and not any(opposed(said, view.words_of(each)) for each in heads)


def _rarity(view: View, total: Mention, members: Sequence[Mention]) -> Fraction:
    """How often chance may explain why an account misses its total: where a run leads right to 共 or 合计, always."""
    mark = total.mark("sum.after")
    next_to = mark is not None and total.index - members[0].index == len(members)
    if mark is None or not next_to or (mark.end != total.start and mark.start != total.clause):
        return _ODDS
    return _ANY if all(joined(view, one, two) for one, two in pairwise(members)) else _LED_ODDS


def _before(view: View, total: Mention, mark: Mark) -> tuple[list[Mention], bool]:
    """Like figures before the total, nearest first, down to another total; whether only those of one name."""
    head, tail = total_words(view, total, mark)
    word = head or tail
    named = total_members(view, total, word) if len(word) > 1 else []
    # a row has its name before its first figure
    rows = {each.index - each.row[0] for each in named}
    found: list[Mention] = []
    all_above = total.mark("above.all") is not None
    for mention in backwards(view, total, _LOOK_BACK):
        if mention.paragraph != total.paragraph:
            start = view.paragraphs[mention.paragraph]
            if not all_above or not view.labelled(start):
                break
            if any(
                each.paragraph == mention.paragraph and alike(each, total)
                for each in view.mentions[max(0, mention.index - 8) : mention.index]
            ):
                continue
        if mention.role != "level" or not alike(mention, total) or mention.group != total.group:
            continue
        if _qualifies(view, mention):
            continue
        if is_bare_total(view, mention) and not named:
            break
        if not named or mention.index - mention.row[0] in rows:
            found.append(mention)
    now = [each for each in found if each.basis != "prior"]
    if total.basis != "prior" and len(now) > 1 and not closes(total, found):
        # 运行费6.2万元，上年6.5万元；接待费1.1万元，上年1.4万元；合计7.3万元
        found = now
    if total.kind == "score":
        # 投入20分得19分、产出30分得29分，合计48分: what was scored is added up, and not what was to be had
        found = [each for each in found if is_scored(view, view.mentions[each.index - each.row[0]])] or found
    return found, bool(named)


def _of_paragraph_above(view: View, total: Mention) -> list[Mention] | None:
    """The like figures of the paragraph above that a total of 上述 adds up, all or those of one name."""
    if total.mark("above.all") is None or len(digits(total)) < _TELLING:
        return None
    told = [
        each
        for each in backwards(view, total, _LOOK_BACK)
        if each.paragraph == total.paragraph - 1 and each.role == "level" and alike(each, total) and not each.group
    ]
    named: dict[str, list[Mention]] = {}
    for each in told:
        named.setdefault(each.item[-_PAIR:], []).append(each)
    found = (_closing_suffix(total, each) for each in (told, *named.values()))
    return next((each for each in found if each is not None), None)


def _closing_suffix(total: Mention, before: Sequence[Mention]) -> list[Mention] | None:
    """The figures just before the total that add up to it."""
    for count in range(2, len(before) + 1):
        chosen = list(reversed(before[:count]))
        if closes(total, chosen):
            return chosen
    return None


def _whole_run(view: View, total: Mention, chosen: list[Mention], before: Sequence[Mention]) -> list[Mention]:
    """The run that 、 joins whose last figures, chosen, make the total by chance, where one slip keeps all from it.

    甲6项、乙21项、丙41项、丁9项，合计50项
    """
    run = _joined_run(view, before)
    if len(run) <= len(chosen) or chosen[-1] is not run[-1] or total.index != run[-1].index + 1:
        return chosen
    return run if near_miss(total, run) else chosen


def _joined_run(view: View, before: Sequence[Mention]) -> list[Mention]:
    """The last of the figures, nearest first, with those that 、 joins to it, in the order of the text."""
    run = list(before[:1])
    for each in before[1:]:
        if each.index + 1 != run[-1].index or not joined(view, each, run[-1]):
            break
        run.append(each)
    return run[::-1]


def _suffix(view: View, total: Mention, before: Sequence[Mention]) -> list[Mention] | None:
    """The figures just before a total that misses them, as one slip would make it."""
    same = [mention for mention in before if mention.sentence == total.sentence][::-1]
    start = view.text.rfind(";", 0, total.clause - 1)
    stretch = [mention for mention in same if mention.start > start]
    row = same[-same[-1].row[1] :] if same and same[-1].row[1] > 1 else []
    everything = list(reversed(before)) if total.mark("above.all") is not None else []
    run = _joined_run(view, before)
    mark = total.mark("sum.after")
    if len(run) > 1 and mark is not None and not view.text[run[-1].end : mark.start].strip():
        # 结案38件，调解12件、撤诉9件共22件: nothing parts the run from its total
        return run
    for reading in (everything, row, run, stretch, same):
        if len(reading) > 1 and near_miss(total, reading):
            return reading
    for count in range(2, len(before) + 1):
        chosen = list(reversed(before[:count]))
        if slips(total, chosen, least=2):
            return chosen
    return next((reading for reading in (everything, row, same) if len(reading) > 1), None)


def _is_of_run(view: View, total: Mention, parts: Sequence[Mention], mark: Mark) -> bool:
    """Whether a total that names nothing stands right behind the run of its parts: 甲23名、乙56名，共79名，其中…"""
    beside = mark.end == total.start and parts[-1].index + 1 == total.index
    return beside and all(joined(view, one, two) for one, two in pairwise(parts))


def is_of_others(view: View, total: Mention) -> bool:
    """Whether other things stand between the semicolon and a total: 甲补8万元；大学生6名、中学生3名，两项合计5万元."""
    start = view.text.rfind(";", view.sentences[total.sentence], total.start)
    behind = [each for each in view.by_sentence[total.sentence] if start < each.start < total.start]
    return start > 0 and len(behind) > 1 and not any(alike(each, total) for each in behind)


def _qualifies(view: View, mention: Mention) -> bool:
    """Whether a figure says of which size something is: 5000元(含)至1万元的41家."""
    return _OF_SIZE.match(view.text, mention.quantity.end) is not None
