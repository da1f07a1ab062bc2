"""Which figure a share is of, and which part it is given for: 占 and the words around it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from reportminer.model import Strength
from reportminer.relate.base import alike, backwards
from reportminer.relate.clauses import Mention, View
from reportminer.relate.cues import fillers
from reportminer.relate.evidence.closing import significant
from reportminer.relate.evidence.misses import share_miss
from reportminer.relate.keys import any_of, holds, key_of, related, stem_of
from reportminer.relate.shares.candidates import (
    RARE,
    before,
    counted_by,
    han,
    in_bracket,
    is_missed,
    named_after,
    named_before,
    without_year,
    worded_before,
)
from reportminer.relate.shares.ratios import fits, telling

_HUNDRED = 100
_FAR_OFF = 10
_TOTAL = "总"
_LOOK_BACK = 30
_FAR = 60
_NEAR = 8
_FURTHEST = 100
_COMMAS = (",", "、", "")
_WORDS = 3
_NOUN = 2
_LINKS = " 、,和其中:"
_COUNTED = "额数量"
_AMONG = "中"
"""what leads from the whole to the part in one clause: 总收入中税收收入6亿元"""
_NAME = re.compile(
    r"[比重例率]?(?:约|近|为|达|到(?!位)|了)*(.*?)(?:的?(?:比例|比重|份额)?(?:为|是|达)?|的)[约近]?\s*\Z"
)
_REMOTE = 0.007


class Base(Struct, frozen=True):
    """A part and the whole that its share is of; `fitted` where the figures bear it out."""

    part: Mention
    whole: Mention
    fitted: bool = False
    strength: Strength = "stated"


def name_of_base(view: View, mark_end: int, share: Mention) -> str:
    """The words between 占 and the share, as printed: "" for a share without a named base."""
    named = _NAME.fullmatch(view.text[mark_end : share.start].strip())
    return named[1] if named else ""


def base_of(view: View, share: Mention, part: Mention, said: str, wholes: Mapping[int, Mention]) -> Base | None:
    """The whole of which `part` has this share.

    said    the base as named after 占, "" for none
    wholes  the total of each part of a list, by index
    """
    parent = wholes.get(part.index)
    if said and any_of("share_everywhere", view.lexicon).fullmatch(said):
        # 占全乡的40%: only the total of its own list is sure to be what is meant
        if parent is None or not alike(part, parent):
            return None
        return Base(part, parent) if fits(share, part, parent) or is_missed(share, part, parent, RARE) else None
    told = in_bracket(view, share, part, said) if said else None
    if told is not None:
        return Base(part, told)
    name = key_of(said, view.lexicon) if said else ""
    if parent is not None and parent.value < part.value and share.value < _HUNDRED:
        # a list that its total can't hold tells no base
        parent = None
    worded: list[Mention] = []
    # 支出412万元和86万元，两项共498万元，占总支出的60%: no total is a share of what it is made of
    own = {index for index, total in wholes.items() if total is part}
    by_name = [each for each in named_before(view, part, name) if each.index not in own] if name else []
    near = by_name if name else list(before(view, part)) if part.value else []
    above = [] if parent is None else [parent]
    for whole in (*above, *near):
        if fits(share, part, whole) and not _is_rough(share, part, whole):
            return Base(part, whole, fitted=True)
    found = _further(view, share, part, name) if name else _unnamed(view, share, part)
    if found is None and name and not by_name:
        worded = list(worded_before(view, share, part, said))
        found = next((whole for whole in worded if fits(share, part, whole)), None)
    if found is not None and (parent is None or not is_missed(share, part, parent, _REMOTE)):
        return Base(part, found, fitted=True)
    if parent is not None and (not name or related(key_of(parent.item, view.lexicon), name)):
        return Base(part, parent)
    if parent is not None and by_name and by_name[0].value == parent.value:
        # the base that is named is the total of the list under another name
        return Base(part, parent)
    if name and not by_name:
        by_name = [each for each in named_before(view, part, name, _FURTHEST) if each.index not in own]
    if worded and not by_name:
        missed = next((whole for whole in worded if is_missed(share, part, whole, RARE)), None)
        if missed is not None:
            return Base(part, missed, strength="implied")
    if not name:
        return _beside(view, share, part, wholes)
    named = _named(view, share, part, said, by_name)
    close = worded and worded[0].sentence >= part.sentence - 1 and len({each.value for each in worded}) == 1
    if named is None and close and share_miss(share, part, worded[0]) is not None:
        return Base(part, worded[0], strength="implied")
    return named


def _is_rough(share: Mention, part: Mention, whole: Mention) -> bool:
    """Whether a whole is printed so roundly that it bears out shares far from what it makes: 3718人 of 1万名, 60%."""
    if significant(whole) > 1 or not whole.value:
        return False
    return abs(part.value / whole.value * _HUNDRED - share.value) > _FAR_OFF


def _named(view: View, share: Mention, part: Mention, said: str, by_name: Sequence[Mention]) -> Base | None:
    """The figure that the words after 占 name, whatever its value."""
    if not by_name:
        return _counted(view, share, part, said)
    by_name = [each for each in by_name if not _has_part(view, each, said)]
    if not by_name:
        return _counted(view, share, part, said)
    nearest = by_name[0]
    kind = said.startswith(_TOTAL) and nearest.item.endswith(said[1:]) and nearest.item != said[1:]
    if kind and nearest.group == part.group and share_miss(share, part, nearest) is None:
        # 公益支出300万元，管理费用12万元，占总支出的3.85%: one kind of expenditure is not all of it
        return _counted(view, share, part, said)
    alone = len({each.value for each in by_name}) == 1
    if nearest.sentence >= part.sentence - 1 or (alone and nearest.paragraph == part.paragraph):
        return Base(part, nearest)
    words = without_year(said)
    worded = [each for each in by_name if _is_worded(view, each, words)]
    if worded and len({each.value for each in worded}) == 1:
        return Base(part, worded[0])
    return _counted(view, share, part, said)


def _has_part(view: View, figure: Mention, said: str) -> bool:
    """Whether a figure is itself a share of what is called so: 基本支出12万元，占本年支出的70%."""
    share = view.mentions[figure.index + 1]
    mark = share.mark("share.of") if share.role == "share" and share.sentence == figure.sentence else None
    return mark is not None and mark.start >= figure.end and name_of_base(view, mark.end, share) == said


def _is_worded(view: View, whole: Mention, words: str) -> bool:
    """Whether a figure is called by these words, or they add a word before its item: 项目总支出, 总支出."""
    item = whole.item
    if len(words) >= _WORDS and words in view.text[whole.clause : whole.start]:
        return True
    return len(item) >= _WORDS and words.endswith(item)


def _counted(view: View, share: Mention, part: Mention, said: str) -> Base | None:
    """占登记总数的18.5%: the figure whose words hold those before 总数, in the sentence or the one before."""
    counted = counted_by(said)
    if counted is None:
        return None
    named = counted or "总"
    found: list[Mention] = []
    for whole in backwards(view, part, _NEAR):
        if part.sentence - whole.sentence > 1 or whole.paragraph != part.paragraph:
            break
        if whole.role == "level" and alike(whole, part) and holds(view.text[whole.clause : whole.start], named):
            found.append(whole)
    borne = (each for each in found if fits(share, part, each))
    # 手术6852台，三四级手术2318台; 占手术总量的28%: not that of a kind
    called = (each for each in found if each.item == counted)
    # 代理仲裁52件、诉讼21件，胜诉70件，占代理总数的96%: nor less than the part
    best = next(borne, None) or next(called, None) or next((each for each in found if each.value >= part.value), None)
    return None if best is None else Base(part, best)


def _beside(view: View, share: Mention, part: Mention, wholes: Mapping[int, Mention]) -> Base | None:
    """A share without a named base: of the figure before, where the two are the only ones like each other."""
    here = [
        each
        for each in view.mentions[max(0, part.index - 8) : part.index]
        if each.role in ("level", "base") and each.sentence == part.sentence and alike(each, part)
    ]
    heads = [each for each in here if each.index not in wholes and not _is_shared(view, each)]
    if len(heads) == 1 and heads[0].group == part.group and share_miss(share, part, heads[0]) is not None:
        return Base(part, heads[0], strength="implied")
    for whole in [*reversed(heads), *before(view, part)][:3]:
        if not _is_shared(view, whole) and is_missed(share, part, whole, RARE):
            return Base(part, whole, strength="implied")
    return None


def _is_shared(view: View, figure: Mention) -> bool:
    """Whether a figure is a part itself, with a share right behind it."""
    after = view.mentions[figure.index + 1]
    return after.role == "share" and after.sentence == figure.sentence


def _further(view: View, share: Mention, part: Mention, name: str) -> Mention | None:
    """A figure that bears the share out, behind it by its name, or above by the end of its name."""
    for whole in named_after(view, share, part, name):
        if fits(share, part, whole):
            return whole
    if not telling(share):
        return None
    for whole in reversed(view.mentions[max(0, part.index - _LOOK_BACK) : part.index]):
        if (
            whole.role == "level"
            and alike(whole, part)
            and whole.item.endswith(name[-2:])
            and part.value
            and fits(share, part, whole)
        ):
            return whole
    return None


def _unnamed(view: View, share: Mention, part: Mention) -> Mention | None:
    """占比 without a base: of the like figure further up that bears it out, before of the list around it."""
    if not telling(share) or not part.value:
        return None
    for whole in reversed(view.mentions[max(0, part.index - _LOOK_BACK) : part.index]):
        if (
            whole.role == "level"
            and whole.paragraph == part.paragraph
            and alike(whole, part)
            and whole.item.endswith(part.item[-2:])
            and fits(share, part, whole)
        ):
            return whole
    return None


def has_subject(view: View, start: int, end: int) -> bool:
    """Whether the words before 占 name a part of their own, which the figure before them does not measure."""
    return len(han(fillers(view.lexicon).sub("", view.text[start:end]))) > 1


def base_of_named(view: View, share: Mention, name: str, wholes: Mapping[int, Mention]) -> Base | None:
    """农林水支出占83.29%: the figure of the item named before 占, in the figures of the sentence that it divides."""
    key = key_of(name, view.lexicon)
    if not key:
        return None
    here = [each for each in view.mentions[max(0, share.index - 12) : share.index] if each.role == "level"]
    only = [each for each in here if each.sentence == share.sentence and each.group == share.group]
    missed = None
    for part in reversed(view.mentions[max(0, share.index - _FAR) : share.index]):
        if part.role != "level" or not _is_named(view, share, part, key):
            continue
        parent = wholes.get(part.index)
        if parent is not None and _is_of_each(view, share, part, key, wholes):
            continue
        if parent is not None and parent.sentence == share.sentence and alike(parent, part):
            return Base(part, parent)
        for whole in here:
            if (
                whole.paragraph == share.paragraph
                and whole is not part
                and alike(whole, part)
                and whole.value >= part.value
                and fits(share, part, whole)
            ):
                return Base(part, whole, fitted=True)
        if missed is None and len(only) == 1 and only[0] is not part and alike(only[0], part):
            missed = None if share_miss(share, part, only[0]) is None else Base(part, only[0], strength="implied")
    return missed


def base_of_growth(view: View, share: Mention, name: str) -> Base | None:
    """西部客流增量占新增客流的52%: the increase of the item named, in the nearest larger one that bears it out."""
    key = key_of(any_of("share_of_growth", view.lexicon).sub("", name), view.lexicon)
    grown = [
        each for each in reversed(view.mentions[max(0, share.index - _FAR) : share.index]) if each.role == "change"
    ]
    part = next((each for each in grown if key and key_of(each.item, view.lexicon) == key), None)
    if part is None:
        return None
    larger = (each for each in grown if alike(each, part) and each.value > part.value)
    whole = next((each for each in larger if fits(share, part, each)), None)
    return None if whole is None else Base(part, whole, fitted=True, strength="implied")


def part_named(view: View, share: Mention, name: str) -> Mention | None:
    """The figure right before a share whose item ends with the name before 占."""
    part = view.mentions[share.index - 1] if share.index else share
    key = key_of(name, view.lexicon)
    named = part.role == "level" and len(key) > _WORDS and related(key_of(part.item, view.lexicon), key)
    return part if named and part.sentence == share.sentence else None


def _is_of_each(view: View, share: Mention, part: Mention, key: str, wholes: Mapping[int, Mention]) -> bool:
    """Whether the name is of the total and its parts: 支出总额9万元，其中现金支出3万元，实物支出6万元，支出占…."""
    if key_of(part.item, view.lexicon) == key or key not in wholes[part.index].item:
        return False
    beside = view.mentions[max(0, part.index - _FAR) : share.index]
    others = (each for each in beside if each is not part and wholes.get(each.index) is wholes[part.index])
    return any(_is_named(view, share, each, key) for each in others)


def _is_named(view: View, share: Mention, part: Mention, key: str) -> bool:
    """Whether a figure is the one of this name: by its item, or in the share's own sentence by the words before it."""
    if len(key) < _NOUN or part.sentence == share.sentence:
        words, stem = view.text[part.clause : part.start], stem_of(key, view.lexicon)
        if part.sentence == share.sentence and part.item.startswith(key):
            # 药品收入6万元，其他2万元，药占比60%
            return True
        if len(key) < _NOUN:
            return False
        if key[-1] in _COUNTED and len(key) > _NOUN and words.endswith(key[:-1]):
            return True
        if (
            (words.endswith(key) and holds(words, key))
            or words.lstrip(_LINKS).startswith(key)
            or (len(key) > _NOUN and key_of(words.rpartition(_AMONG)[2], view.lexicon) == key)
            or (len(stem) >= _WORDS and words.endswith(stem) and holds(words, stem))
        ):
            return True
    return len(key) > 2 and key_of(part.item, view.lexicon) == key


def part_of_share(share: Mention, view: View) -> Mention | None:
    """The figure whose share is given: the nearest level before, in the same sentence."""
    around = view.parents[share.group]
    place, length = share.row
    if length > 1:
        levels = [
            each
            for each in view.mentions[max(0, share.index - 3 * length) : share.index]
            if each.sentence == share.sentence and each.role == "level" and each.group in (share.group, around)
        ]
        return levels[place - length] if len(levels) >= length else None
    for each in reversed(view.mentions[max(0, share.index - 6) : share.index]):
        if each.sentence != share.sentence:
            return None
        if each.group != share.group and each.group != around:
            continue
        if each.role == "level":
            return each
        if each.role == "share" and _follows(view, share, each):
            # 投资81万元，占计划的90%，占到位资金的95%: of one part twice
            continue
        if each.role == "share" or (each.role == "done" and each.index != share.index - 1):
            return None
    return None


def _follows(view: View, share: Mention, before: Mention) -> bool:
    """Whether nothing but a comma stands between a share and the word that says of what the next one is."""
    of, mark = before.mark("share.of"), share.mark("share.of")
    if of is None or mark is None or share.index != before.index + 1 or before.row[1] > 1 or share.row[1] > 1:
        return False
    return view.text[before.end : mark.start].strip() in _COMMAS and mark.end < share.start - 1


def base_of_row(view: View, share: Mention, wholes: Mapping[int, Mention]) -> Base | None:
    """三次产业占比分别为22%、38%、40%: the parts of the last list above that has as many, in their order.

    All of the row but one must be borne out.
    """
    place, length = share.row
    parts: list[Mention] = []
    for each in reversed(view.mentions[max(0, share.index - place - _LOOK_BACK) : share.index - place]):
        whole = wholes.get(each.index)
        if each.paragraph != share.paragraph or share.sentence - each.sentence > 1:
            break
        if whole is None or (parts and whole is not wholes[parts[0].index]):
            if parts and each.role == "level":
                break
            continue
        parts.insert(0, each)
    if len(parts) != length or any(not alike(each, wholes[each.index]) for each in parts):
        return None
    row = view.mentions[share.index - place : share.index - place + length]
    borne = sum(fits(one, part, wholes[part.index]) for one, part in zip(row, parts, strict=True))
    part = parts[place]
    return Base(part, wholes[part.index]) if borne >= length - 1 else None
