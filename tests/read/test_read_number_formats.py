"""Every number format of Word lists that Chinese reports use, number by number."""

from __future__ import annotations

import pytest

from reportminer.read.number_formats import render, render_custom

NUMBERS = (1, 2, 9, 10, 11, 12, 20, 21, 99)
FORMS = {
    "decimal": "1 2 9 10 11 12 20 21 99",
    "decimalZero": "01 02 09 10 11 12 20 21 99",
    "decimalHalfWidth": "1 2 9 10 11 12 20 21 99",
    "decimalFullWidth": "１ ２ ９ １０ １１ １２ ２０ ２１ ９９",
    "decimalFullWidth2": "１ ２ ９ １０ １１ １２ ２０ ２１ ９９",
    "decimalEnclosedCircle": "① ② ⑨ ⑩ ⑪ ⑫ ⑳ 21 99",
    "decimalEnclosedCircleChinese": "① ② ⑨ ⑩ 11 12 20 21 99",
    "decimalEnclosedParen": "⑴ ⑵ ⑼ ⑽ ⑾ ⑿ ⒇ 21 99",
    "decimalEnclosedFullstop": "⒈ ⒉ ⒐ ⒑ ⒒ ⒓ ⒛ 21 99",
    "chineseCounting": "一 二 九 十 十一 十二 二十 二十一 九十九",
    "chineseCountingThousand": "一 二 九 十 十一 十二 二十 二十一 九十九",
    "taiwaneseCounting": "一 二 九 十 十一 十二 二十 二十一 九十九",
    "taiwaneseCountingThousand": "一 二 九 十 十一 十二 二十 二十一 九十九",
    "chineseLegalSimplified": "壹 贰 玖 壹拾 壹拾壹 壹拾贰 贰拾 贰拾壹 玖拾玖",
    "ideographLegalTraditional": "壹 貳 玖 壹拾 壹拾壹 壹拾貳 貳拾 貳拾壹 玖拾玖",
    "ideographDigital": "一 二 九 一〇 一一 一二 二〇 二一 九九",
    "japaneseCounting": "一 二 九 十 十一 十二 二十 二十一 九十九",
    "ideographTraditional": "甲 乙 壬 癸 11 12 20 21 99",
    "ideographZodiac": "子 丑 申 酉 戌 亥 20 21 99",
    "ideographZodiacTraditional": "甲子 乙丑 壬申 癸酉 甲戌 乙亥 癸未 甲申 壬寅",
    "ideographEnclosedCircle": "㈠ ㈡ ㈨ ㈩ 11 12 20 21 99",
    "upperRoman": "I II IX X XI XII XX XXI XCIX",
    "lowerRoman": "i ii ix x xi xii xx xxi xcix",
    "upperLetter": "A B I J K L T U UUUU",
    "lowerLetter": "a b i j k l t u uuuu",
    "ordinal": "1st 2nd 9th 10th 11th 12th 20th 21st 99th",
    "hex": "1 2 9 A B C 14 15 63",
    "someFormatOfTheFuture": "1 2 9 10 11 12 20 21 99",
}
LARGE = {
    "chineseCounting": {100: "一○○", 101: "一○一", 123: "一二三"},
    "chineseCountingThousand": {100: "一百", 101: "一百零一", 110: "一百一十", 115: "一百一十五", 1005: "一千零五"},
    "chineseLegalSimplified": {101: "壹佰零壹", 2030: "贰仟零叁拾", 10001: "壹万零壹"},
    "ideographDigital": {100: "一〇〇"},
    "japaneseCounting": {100: "百", 101: "百一", 110: "百十", 1200: "千二百"},
    "lowerLetter": {26: "z", 27: "aa", 28: "bb", 53: "aaa"},
    "decimal": {0: "0", 100_000: "100000"},
    "chineseLegalTraditional": {5: "5"},
}


@pytest.mark.parametrize("number_format", FORMS)
def test_the_first_hundred_print_as_word_prints_them(number_format):
    assert " ".join(render(number_format, number) for number in NUMBERS) == FORMS[number_format]


@pytest.mark.parametrize("number_format", LARGE)
def test_large_numbers_and_nought_print_as_word_prints_them(number_format):
    assert {number: render(number_format, number) for number in LARGE[number_format]} == LARGE[number_format]


@pytest.mark.parametrize("number_format", ["none", "bullet"])
def test_some_formats_print_nothing(number_format):
    assert [render(number_format, number) for number in NUMBERS] == [""] * len(NUMBERS)


def test_a_custom_format_fills_with_noughts_to_its_width():
    assert [render_custom("001, 002, 003, ...", number) for number in (7, 12, 1234)] == ["007", "012", "1234"]
