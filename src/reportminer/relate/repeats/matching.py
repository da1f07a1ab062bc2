"""When two figures of one value are the same item: how much their names and digits must tell."""

from __future__ import annotations

from reportminer.lexicon import Lexicon
from reportminer.relate.base import COUNTED
from reportminer.relate.clauses import Mention
from reportminer.relate.evidence.closing import digits, high, low, significant
from reportminer.relate.keys import is_generic, is_known, is_within, opposed, related, says, says_at_end, twin
from reportminer.relate.repeats.items import BOTH_SIDES, Topic

_TELLING = 4
"""significant digits that a general name needs"""
_PLAIN = 3
"""significant digits that a name shared in part needs"""
_UNIQUE = 6
"""significant digits that no two items share by chance"""
_SINGLE = 5
_LONG = 6
"""characters of a name that no two items share by chance"""
_RATES = ("percentage",)


def agrees(one: Mention, other: Mention) -> bool:
    """Whether two figures can be the same value; 95 and 96, whose intervals only touch, can't."""
    mine, theirs = one, other.quantity
    return one.value == other.value or (low(mine) < high(theirs) and low(theirs) < high(mine))


def restates(one: Mention, other: Mention, mine: Topic, theirs: Topic, lexicon: Lexicon) -> bool:
    """Whether two figures of the same value are one item, by their names and by how telling the value is."""
    told = min(_told(one), _told(other))
    generic = is_generic(mine.key, lexicon) or is_generic(theirs.key, lexicon)
    if one.kind in _RATES:
        return told >= _PLAIN and mine.key == theirs.key and not generic
    if opposed(mine.key, theirs.key):
        return BOTH_SIDES in (mine.key, theirs.key) and told >= (_TELLING if is_double(mine, theirs) else _SINGLE)
    if one.kind == "score":
        return mine.whole and theirs.whole and mine.key == theirs.key and told > 1
    if not (mine.key and theirs.key):
        return one.kind == "amount" and told >= _SINGLE and one.sentence != other.sentence
    if mine.key == theirs.key:
        if not one.value:
            return not generic and len(mine.stem) >= _TELLING and one.sentence != other.sentence
        if one.kind in COUNTED:
            if told == 1 and one.paragraph != other.paragraph and says_at_end(mine.key, "fleet", lexicon):
                return True
            return _same_people(mine, theirs, told, generic)
        return told > 1 or (not generic and one.sentence != other.sentence and len(digits(one)) > 1)
    if not one.value:
        return mine.stem == theirs.stem and len(mine.stem) >= _TELLING and one.sentence != other.sentence
    if twin(mine.key, theirs.key, lexicon) is not None:
        return told >= _PLAIN
    if one.kind in COUNTED:
        return _people_renamed(one, other, mine, theirs, told, lexicon)
    if one.kind == "measure":
        return related(mine.stem, theirs.stem) and told >= _PLAIN
    return _same_amount(one, other, mine, theirs, told, generic, lexicon)


def _same_people(mine: Topic, theirs: Topic, told: int, generic: bool) -> bool:
    """Whether counts under one name are one: parts of different wholes must be telling."""
    if mine.home is not None and theirs.home is not None and mine.home.value != theirs.home.value:
        return False
    return told >= _PLAIN if generic else told > 1


def _people_renamed(one: Mention, other: Mention, mine: Topic, theirs: Topic, told: int, lexicon: Lexicon) -> bool:
    """Whether counts under two names are one: the noun agrees, or the value is so telling that no noun need to."""
    if one.sentence == other.sentence:
        return related(mine.key, theirs.key) and told >= _PLAIN
    printed = len(digits(one))
    if printed > 1 and any(len(full) >= _LONG and full == name for full, name in _names(mine, theirs)):
        return True
    if related(mine.key, theirs.key):
        return told >= (_PLAIN if min(len(mine.key), len(theirs.key)) < _LONG else 2)
    if one.unit == other.unit and all(says_at_end(each.key, "fleet", lexicon) for each in (mine, theirs)):
        return mine.home is theirs.home is None and one.paragraph != other.paragraph
    if printed >= _PLAIN and (is_counted_again(mine, theirs) or is_counted_again(theirs, mine)):
        return True
    if told < _PLAIN:
        return False
    if (mine.whole or theirs.whole) and one.paragraph == other.paragraph and mine.home is theirs.home is None:
        return True
    if told >= _TELLING and not (mine.twice or theirs.twice):
        return True
    return mine.home is None and says(mine.key, "reckoned", lexicon)


def _names(mine: Topic, theirs: Topic) -> tuple[tuple[str, str], ...]:
    return (mine.full, theirs.full), (mine.full, theirs.key), (theirs.full, mine.key)


def is_counted_again(mine: Topic, theirs: Topic) -> bool:
    """Whether the noun right behind a count is what the other one counts: 共查出问题35项 … 35项问题中."""
    return len(mine.noun) > 1 and mine.noun[:2] in theirs.key


def _told(mention: Mention) -> int:
    """The digits that tell: the significant ones, and one zero printed behind four of them, as in 107.40."""
    printed = significant(mention)
    return printed + 1 if printed >= _TELLING and len(digits(mention)) == printed + 1 else printed


def _same_amount(
    one: Mention, other: Mention, mine: Topic, theirs: Topic, told: int, generic: bool, lexicon: Lexicon
) -> bool:
    stems = bool(mine.stem) and (mine.stem == theirs.stem or related(mine.stem, theirs.stem))
    shared = min(len(mine.stem), len(theirs.stem))
    if related(mine.key, theirs.key) and min(len(mine.key), len(theirs.key)) >= _TELLING:
        return told >= _PLAIN
    if stems and shared >= _TELLING:
        return told >= _PLAIN
    if mine.home is not None and theirs.home is not None and _abbreviates(mine.stem, theirs.stem):
        return told >= _PLAIN
    if stems and mine.stem == theirs.stem and shared > 1:
        return told >= _TELLING
    for total, item in ((mine, theirs), (theirs, mine)):
        if total.whole and total.home is None and (stems or item.key.startswith(total.key)):
            return told >= _PLAIN
    if generic or mine.whole:
        return told >= _SINGLE
    known = is_known(mine.key, lexicon) and is_known(theirs.key, lexicon)
    apart = one.sentence != other.sentence and one.paragraph != other.paragraph
    if any(each.home is not None and each.home.value == one.value for each in (mine, theirs)):
        return told >= _UNIQUE and apart and not known
    if told >= (_SINGLE if known else _PLAIN) and is_within(*sorted((mine.key, theirs.key), key=len)):
        return True
    return told >= _SINGLE and apart and not (mine.twice or theirs.twice)


def _abbreviates(one: str, other: str) -> bool:
    """Whether the shorter stem begins the longer one: 中央 and 中央水利发展."""
    return min(len(one), len(other)) > 1 and (one.startswith(other) or other.startswith(one))


def is_double(mine: Topic, theirs: Topic) -> bool:
    """Whether one of two totals is that of income and expenditure in one."""
    return mine.whole and theirs.whole and BOTH_SIDES in (mine.key, theirs.key)
