"""Laws of finding figures: any rendering is read back, prose around it changes nothing, work grows with length."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from reportminer.find.grammar import grammar
from reportminer.find.scan import scan

SCALES = {"": 1, "千": 1000, "万": 10_000, "亿": 100_000_000, "百万": 1_000_000}
UNITS = {"元": "元", "人": "人", "名": "人", "户": "户", "个": "个", "家": "家", "份": "份", "场": "场", "台": "台"}
BOUNDS = {
    "{}": "exact",
    "约{}": "about",
    "{}左右": "about",
    "近{}": "under",
    "不足{}": "under",
    "超过{}": "over",
    "不超过{}": "at_most",
    "{}以内": "at_most",
    "{}以上": "at_least",
    "不少于{}": "at_least",
}
DIGITS = "零一二三四五六七八九"
PROSE = st.text("各级单位认真落实要求推进工作持续完善机制加强管理服务群众", max_size=30)

values = st.builds(
    lambda whole, places, decimals: Decimal(whole) + Decimal(decimals).scaleb(-places) if places else Decimal(whole),
    st.integers(1, 99_999),
    st.integers(0, 2),
    st.integers(0, 9),
)


def chinese(number: int) -> str:
    """The Chinese numeral of a number below 100,000,000."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        gap = "零" if 0 < low < 1000 else ""
        return chinese(high) + "万" + (gap + chinese(low) if low else "")
    text, gap = "", False
    for place, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + sign
            gap = False
        else:
            gap = True
    return text


def formal(numeral: str) -> str:
    return numeral.translate(str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟"))


def wide(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if sign in "0123456789.%" else sign for sign in text)


def printed(value: Decimal, style: str) -> str:
    if style == "thousands":
        return f"{value:,}"
    return wide(str(value)) if style == "wide" else str(value)


@settings(max_examples=300, deadline=None)
@given(
    values,
    st.sampled_from(sorted(SCALES)),
    st.sampled_from(sorted(UNITS)),
    st.sampled_from(["plain", "thousands", "wide"]),
    st.sampled_from(sorted(BOUNDS)),
)
def test_any_rendered_quantity_is_found_and_read_back_exactly(found, value, scale, unit, style, bound) -> None:
    core = printed(value, style) + scale + unit
    text = f"其中培训费{bound.format(core)}。"
    (quantity,) = found(text)
    assert quantity.value == value * SCALES[scale]
    assert quantity.unit == UNITS[unit]
    assert quantity.bound == BOUNDS[bound]
    assert text[quantity.core_start : quantity.core_end] == core
    assert quantity.text == bound.format(core)


@settings(max_examples=200, deadline=None)
@given(st.integers(3, 9_999_999), st.booleans())
def test_chinese_numerals_are_read_back_exactly(found, number, capital) -> None:
    numeral = formal(chinese(number)) + "元整" if capital else chinese(number) + "元"
    (quantity,) = found(f"本次支出{numeral}。")
    assert (quantity.value, quantity.text) == (number, numeral)


@settings(max_examples=200, deadline=None)
@given(values, st.sampled_from(["%", "个百分点", "万元", "人次", "公里"]), PROSE, PROSE)
def test_prose_around_a_figure_changes_nothing(found, value, unit, before, after) -> None:
    text = f"{before},{value}{unit}。{after}"
    (quantity,) = found(text)
    assert (quantity.start, quantity.end) == (len(before) + 1, len(before) + 1 + len(f"{value}{unit}"))
    assert quantity.value == value * (10_000 if unit == "万元" else 1)


@settings(max_examples=200, deadline=None)
@given(st.text("0123456789.,，%万亿元人个一二三十百千余约近-~至(（)）、。/ \n年月日第号半几", max_size=40))
def test_whatever_the_text_spans_lie_inside_it_and_do_not_overlap(found, text) -> None:
    last = 0
    for quantity in found(text):
        assert last <= quantity.start <= quantity.core_start < quantity.core_end <= quantity.end <= len(text)
        assert text[quantity.start : quantity.end] == quantity.text
        if quantity.low is not None and quantity.high is not None:
            assert quantity.low <= quantity.high
        last = quantity.end


class CountingScanner:
    """A scanner that counts how often it is asked, and how far the text is that it looked through."""

    def __init__(self, scanner) -> None:
        self.scanner, self.calls, self.covered = scanner, 0, 0

    def search(self, text, start, end):
        match = self.scanner.search(text, start, end)
        self.calls += 1
        self.covered += (match.end() if match else end) - start
        return match

    def match(self, text, start):
        self.calls += 1
        return self.scanner.match(text, start)


def test_work_grows_with_the_length_of_the_text(lexicon) -> None:
    sentence = "本年支出120.5万元，比上年增长3.2%，培训三期300余人次，进一步压实责任，一是抓落实。\n"
    work = []
    for copies in (10, 1000):
        counter = CountingScanner(grammar(lexicon).scanner)
        text = sentence * copies
        figures = list(scan(text, text, replace(grammar(lexicon), scanner=counter)))
        assert len(figures) == 4 * copies
        work.append((counter.calls, counter.covered))
    (few, short), (many, long) = work
    assert many <= few * 101
    assert long <= short * 101


def test_a_long_run_of_digits_or_spaces_is_passed_over_once(lexicon) -> None:
    for part in ("1", "1 ", "1,2", "3个、", "一", "1、", "2.", "1:", "(1"):
        counter = CountingScanner(grammar(lexicon).scanner)
        text = part * 2_000 + " " * 2_000 + "元"
        list(scan(text, text, replace(grammar(lexicon), scanner=counter)))
        assert counter.covered <= 20 * len(text), part
