"""Shares of several parts together, and of a part named again: 甲类和乙类合计占总数的55%, 绿化占20%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from reportminer.model import Relation
from reportminer.relate.base import alike, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.keys import key_of, phrase, says_at_end
from reportminer.relate.lists.listing import Listing
from reportminer.relate.shares.bases import name_of_base
from reportminer.relate.shares.candidates import is_absurd, named_before

_BACK = 30
_PAIR = 2
_NAME = 2
_NUMBERS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_COUNTED = re.compile(
    r"(?:(?:以上|上述|这|其中)*(前)?([两二三四五六])(?:大?[类项者种个]|部分|方面|块)(?:费用|支出|资金|任务)?)\Z"
)
_AND = re.compile(r"[、和与及]")
_YEAR = re.compile(r"20\d\d年度?")
_DIGITS = 4
_APART = ("各", "均", "都", "分别", "只", "仅")
_LINKS = " 、,和其中:;的"


def find_combined(view: View, listings: Sequence[Listing], known: Set[str]) -> Iterator[Relation]:
    """The share of the sum of parts that the words before 占 name or count, in the total that a list divides.

    known  the shares found by other means, which are left out
    """
    homes: dict[int, Listing] = {}
    for listing in listings:
        if len(listing.parts) >= _PAIR:
            homes.update((part.index, listing) for part in listing.parts if part.index not in homes)
    for share in view.mentions:
        if share.role != "share" or share.row[1] > 1 or share.id in known:
            continue
        mark = share.mark("share.of")
        if mark is None or mark.start < share.clause:
            continue
        subject = view.text[_start(view, share) : mark.start].strip(_LINKS)
        if subject.endswith(_APART) or says_at_end(subject, "share_of_growth", view.lexicon):
            continue
        parts = _parts(view, share, phrase(r"{share_sum}+\Z", view.lexicon).sub("", subject), homes)
        home = homes.get(parts[0].index) if parts else None
        if home is None or any(part not in home.parts for part in parts) or not alike(parts[0], home.whole):
            continue
        if len({part.index for part in parts}) == len(parts):
            said = name_of_base(view, mark.end, share)
            name = key_of(said, view.lexicon) if said else ""
            others = named_before(view, parts[0], name) if name else []
            if name and not others and any(name.endswith(part.item) for part in parts):
                # 事故5起、占全区事故的13%: all there are of what the part is
                continue
            whole = others[0] if others and all(each.value != home.whole.value for each in others) else home.whole
            if whole not in parts and not is_absurd(share, parts, whole):
                yield draft("share", [share], [*parts, whole], cue=mark.word)


def _start(view: View, share: Mention) -> int:
    """Where the clause of a share begins, a count in it looked past: 甲和乙两项占70%."""
    before = view.mentions[share.index - 1] if share.index else share
    return before.words_start if before.end == share.clause and before.value in _NUMBERS.values() else share.clause


def _parts(view: View, share: Mention, subject: str, homes: Mapping[int, Listing]) -> list[Mention]:
    """The figures that the subject of a share names, each one's name told; else the last so many of a list, or all."""
    counted = _COUNTED.search(subject)
    names = [name.strip(_LINKS) for name in _AND.split(_COUNTED.sub("", subject))]
    if names == [""]:
        return _counted(view, share, counted, homes) if counted is not None else []
    if any(len(name) < _NAME for name in names) or (counted is not None and _NUMBERS[counted[2]] != len(names)):
        return []
    near = [
        each
        for each in view.mentions[max(0, share.index - _BACK) : share.index]
        if each.paragraph == share.paragraph and each.index in homes
    ]
    if len(names) == 1 and _YEAR.fullmatch(names[0]) and near:
        return _of_year(view, homes[near[-1].index].parts, names[0])
    found: list[Mention] = []
    for name in names:
        called = [each for each in near if _is_called(view.words_of(each).strip(_LINKS), name)]
        if not called or (len(called) > 1 and called[-1].sentence == called[-2].sentence):
            return []
        found.append(called[-1])
    return found


def _of_year(view: View, parts: Sequence[Mention], year: str) -> list[Mention]:
    """The parts told of a year, those behind one that names it too: 2021年一批3万元，二批2万元，2022年一批4万元."""
    found: list[Mention] = []
    told = ""
    for part in parts:
        named = _YEAR.search(view.words_of(part))
        told = told if named is None else named[0]
        if told[:_DIGITS] == year[:_DIGITS]:
            found.append(part)
    return found


def _counted(view: View, share: Mention, counted: re.Match[str], homes: Mapping[int, Listing]) -> list[Mention]:
    """All parts of the list that ends right before the share, where the words count as many; of 前两项 the first."""
    before = view.mentions[max(0, share.index - _PAIR) : share.index]
    last = next((each for each in reversed(before) if each.index in homes), None)
    if last is None or last.paragraph != share.paragraph:
        return []
    parts, number = homes[last.index].parts, _NUMBERS[counted[2]]
    whole = parts[-1] is last and (len(parts) > number if counted[1] else len(parts) == number)
    return list(parts[:number]) if whole else []


def _is_called(words: str, name: str) -> bool:
    """Whether the words before a figure and a name are one name: 种植业, 种植业贷款; 用于道路, 道路."""
    if len(words) < _NAME:
        return False
    return words.endswith(name) or name.startswith(words) or words.startswith(name)
