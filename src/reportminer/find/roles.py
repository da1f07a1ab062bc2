"""How a sentence uses a figure: its role and direction, the year it belongs to and whether it is planned or done."""

from __future__ import annotations

import re

from reportminer.find.scan import Figure
from reportminer.find.vocabulary import Vocabulary
from reportminer.model import Basis, Direction, Role

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d) ?\Z")
_THIS = frozenset("本今当")
_LAST = frozenset("上去")
_CARRIED_OVER = re.compile("度?末?(?:财政拨款)?[结滚]")
_AFTER_CHANGE = re.compile(r"的?(增长|增幅|增速|涨幅)|的?(下降|降幅|减幅|跌幅)")
_REACHED = re.compile(r"[ ]?(?:了?[到至]|[到至]了|[到至]约)")
_SIGNED = frozenset("+-负")
_NEAR = 6
"""characters between a word of comparison and a signed rate (比上年同期-2.4%)"""
_PER_REACH = 32
_THAN = "于"
_POINTED = frozenset("到至")
_OTHER = frozenset("比较与同于从自距")
_UNTIL = frozenset({"截至", "止到", "止至"})
_SINCE = re.compile(r" ?年?(?:\d{1,2}月)?(?:底|初|末)?(?:以来|开始|起)")


def role_of(left: str, right: str, figure: Figure, words: Vocabulary) -> tuple[Role, Direction | None]:
    """Role and direction of a figure.

    left   its clause up to it; right what follows it in its clause
    A word of change right before it makes it an increase or decrease, or a rate where it is a percentage; 增长到 and
    增加至 state a level; 多 少 高 低 only beside a comparison.
    """
    direction = _direction(left, words)
    if direction is None and figure.kind == "percentage":
        after = _AFTER_CHANGE.match(right)
        if after is not None and not right.startswith(after[0] + "到"):
            direction = "up" if after[1] else "down"
    if direction is None and figure.kind == "percentage_point":
        direction = _beyond(left, words)
    if direction is not None:
        if figure.kind == "percentage" or figure.unit in ("倍", "番"):
            return "rate", direction
        return ("increase" if direction == "up" else "decrease"), direction
    if figure.sign in _SIGNED and (compared := words.compared(left)) and len(left) - compared.end() <= _NEAR:
        return "rate", "up" if figure.sign == "+" else "down"
    if figure.per or _is_per_unit(left, figure, words):
        return "per_unit", None
    if figure.kind == "percentage" and (
        words.share.search(left) or words.degree.search(left) or _is_portion(left, right, words)
    ):
        return "share", None
    return "level", None


def _direction(left: str, words: Vocabulary) -> Direction | None:
    compared = words.compared(left)
    up = down = None
    if left.rstrip()[-1:] in words.change_ends:
        back = left.rstrip()[::-1]
        if words.unchanged_back.match(back):
            return None
        up, down = words.up_back.match(back), words.down_back.match(back)
    found = up or down
    if up is not None and down is not None:
        found = up if len(up[0]) > len(down[0]) else down
    if found is not None:
        word = found[0][::-1].strip().rstrip("了约为达 ")
        if len(word) > 1 or compared or left.strip(" 、") == word:
            return "up" if found is up else "down"
    if compared is not None:
        rest = left[compared.end() :]
        if len(rest) > 30:
            return None
        change = list(_changes(rest, words))
        if change and change[-1][0] > len(rest) - 14:
            at, length, direction = change[-1]
            if not _REACHED.match(rest, at + length):
                return direction
    return None


def _beyond(left: str, words: Vocabulary) -> Direction | None:
    """Which way points lie that a level is above or below another by: 高于目标值3个百分点."""
    last = next(reversed(_changes(left, words)), None)
    if last is None:
        return None
    at, length, direction = last
    end = at + length
    return direction if left[end - 1] == _THAN and 0 < len(left) - end <= _NEAR else None


def _changes(text: str, words: Vocabulary) -> list[tuple[int, int, Direction]]:
    found: list[tuple[int, int, Direction]] = [(m.start(), len(m[0]), "up") for m in words.up.finditer(text)]
    found += [(m.start(), len(m[0]), "down") for m in words.down.finditer(text)]
    return sorted((at, length, direction) for at, length, direction in found)


def _is_per_unit(left: str, figure: Figure, words: Vocabulary) -> bool:
    if figure.kind not in ("amount", "count", "measure", "score", "duration", "headcount"):
        return False
    near = left[-_PER_REACH:]
    if words.per_signs.isdisjoint(near):
        return False
    ends = [match.end() for match in words.per.finditer(near)]
    return bool(ends) and len(near) - ends[-1] <= (16 if figure.kind == "amount" else 8)


def _is_portion(left: str, right: str, words: Vocabulary) -> bool:
    """按60%分配, 其中40%上交."""
    return left.strip() == "的" or words.share_after.match(right) is not None or left.rstrip().endswith(("按", "按照"))


def basis_of(text: str, words: Vocabulary) -> Basis | None:
    """The basis that the last word of basis in `text` names; None without one. 比上年 names none."""
    if words.basis_signs.isdisjoint(text):
        return None
    found: Basis | None = None
    for match in words.bases.finditer(text):
        name = words.basis_of[match[0]]
        if name == "none":
            continue
        if name == "prior" and text[max(0, match.start() - 1) : match.start()] in ("比", "较", "与", "同", "于"):
            continue
        found = name  # type: ignore[assignment]
    return found


def year_of(text: str, year: int | None) -> int | None:
    """The year that `text` names last for its own figures: 2019年, 本年, 上年; one after 比 or 较 is not its own.

    year  the year of the report, from which 本年 and 上年 are reckoned
    """
    at = text.rfind("年")
    while at >= 0:
        found = _year_at(text, at)
        if found is not None:
            start, end, named, shift = found
            lead = text[max(0, start - 2) : start]
            owned = lead[-1:] not in _OTHER and (lead[-1:] not in _POINTED or lead in _UNTIL)
            if owned and not _SINCE.match(text, end):
                return int(named) if named else None if year is None else year + shift
        at = text.rfind("年", 0, at)
    return None


def _year_at(text: str, at: int) -> tuple[int, int, str, int] | None:
    """Where the year whose 年 stands at `at` begins and ends, its digits, and its distance from the report's."""
    before = text[at - 1 : at]
    if before in _THIS:
        return at - 1, at + 1, "", 0
    if before in _LAST or text[max(0, at - 2) : at] == "上一":
        start = at - 1 if before in _LAST else at - 2
        return None if _CARRIED_OVER.match(text, at + 1) else (start, at + 1, "", -1)
    match = _YEAR.search(text, max(0, at - 6), at)
    return None if match is None else (match.start(), at, match[1], 0)
