"""The number formats of Word lists (ST_NumberFormat, ECMA-376 part 1, 17.18.59): a counter and its printed form."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL_SIMPLIFIED = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_LEGAL_JAPANESE = "〇壱弐参四伍六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LARGEST = 32_767


def render(number_format: str, number: int) -> str:
    """`number` as Word prints it in the given w:numFmt; in plain digits where the format ends or is not known.

    "" for `none` and `bullet`.
    """
    if number_format in ("none", "bullet"):
        return ""
    printer = _FORMATS.get(number_format)
    if printer is None or not 0 < number <= _LARGEST:
        return str(number)
    return printer(number)


def render_custom(pattern: str, number: int) -> str:
    """`number` under w:format such as "001, 002, 003, ...": zero-filled to the width of the first form."""
    first = pattern.split(",")[0].strip()
    return str(number).zfill(len(first)) if first.isdigit() else str(number)


def _tens(number: int) -> str:
    """十, 十一, 二十一: the common way of writing 1 to 99."""
    ten, one = divmod(number, 10)
    head = "" if ten == 0 else "十" if ten == 1 else _DIGITS[ten] + "十"
    return head + (_DIGITS[one] if one else "")


def _counting(number: int) -> str:
    """chineseCounting: 十一 below a hundred, from there digit by digit with ○ for nought."""
    return _tens(number) if number < 100 else "".join(_DIGITS[int(digit)] for digit in str(number)).replace("〇", "○")


def _positional(digits: str, units: str, *, one_dropped: bool) -> Callable[[int], str]:
    """Writes numbers with digits and units (十百千万), noughts between them once; `one_dropped`: 百 for 一百."""

    def below_ten_thousand(number: int, leading: bool) -> str:
        text = ""
        gap = False
        for power in (3, 2, 1, 0):
            digit = number // 10**power % 10
            if not digit:
                gap = bool(text) or not leading
                continue
            zero = digits[0] if gap and not one_dropped else ""
            shown = "" if one_dropped and digit == 1 and power else digits[digit]
            text += zero + shown + (units[power - 1] if power else "")
            gap = False
        return text

    def write(number: int) -> str:
        high, low = divmod(number, 10_000)
        head = below_ten_thousand(high, True) + units[3] if high else ""
        return head + below_ten_thousand(low, not high)

    return write


_thousand = _positional("零一二三四五六七八九", "十百千万", one_dropped=False)


def _counting_thousand(number: int) -> str:
    """chineseCountingThousand: 十, 一百零一, 一千二百."""
    return _tens(number) if number < 20 else _thousand(number)


def _by_digit(digits: str) -> Callable[[int], str]:
    return lambda number: "".join(digits[int(digit)] for digit in str(number))


def _single(characters: str) -> Callable[[int], str]:
    """One character a number; past the last one plain digits."""
    return lambda number: characters[number - 1] if number <= len(characters) else str(number)


def _run(first: str, count: int) -> str:
    return "".join(chr(ord(first) + step) for step in range(count))


def _letters(first: str) -> Callable[[int], str]:
    """a … z, aa, bb … zz, aaa …"""
    return lambda number: chr(ord(first) + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        count, number = divmod(number, worth)
        text += letters * count
    return text


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _chicago(number: int) -> str:
    return "*†‡§"[(number - 1) % 4] * ((number - 1) // 4 + 1)


def _sixty(number: int) -> str:
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12]


_full_width = _by_digit("０１２３４５６７８９")
_japanese = _positional(_DIGITS, "十百千万", one_dropped=True)

_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _single(_run("①", 20)),
    "decimalEnclosedCircleChinese": _single(_run("①", 10)),
    "decimalEnclosedFullstop": _single(_run("⒈", 20)),
    "decimalEnclosedParen": _single(_run("⑴", 20)),
    "numberInDash": lambda number: f"- {number} -",
    "hex": lambda number: f"{number:X}",
    "ordinal": _ordinal,
    "chicago": _chicago,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": _letters("A"),
    "lowerLetter": _letters("a"),
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": _counting_thousand,
    "taiwaneseCountingThousand": _counting_thousand,
    "chineseLegalSimplified": _positional(_LEGAL_SIMPLIFIED, "拾佰仟万", one_dropped=False),
    "ideographLegalTraditional": _positional(_LEGAL_TRADITIONAL, "拾佰仟萬", one_dropped=False),
    "ideographDigital": _by_digit(_DIGITS),
    "japaneseDigitalTenThousand": _by_digit(_DIGITS),
    "taiwaneseDigital": _by_digit(_DIGITS.replace("〇", "○")),
    "japaneseCounting": _japanese,
    "japaneseLegal": _positional(_LEGAL_JAPANESE, "拾百阡萬", one_dropped=False),
    "ideographTraditional": _single(_STEMS),
    "ideographZodiac": _single(_BRANCHES),
    "ideographZodiacTraditional": _sixty,
    "ideographEnclosedCircle": _single(_run("㈠", 10)),
}
