"""The quick passes over a text find what the plain ones find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportminer.text import matches, normalise, repeated, sieve, sifted, twins

CHARACTERS = st.text("收入支出 \n，（１%x😀\ud840", max_size=60)
REPEAT = re.compile(r"(?=(.{2,5})\1)", re.S)


@given(CHARACTERS)
@settings(max_examples=300, deadline=None)
def test_whatever_stands_twice_in_a_row_lies_in_a_repeated_stretch(text: str) -> None:
    spans = list(repeated(text, range(2, 6)))
    for match in REPEAT.finditer(text):
        end = match.end(1) + len(match[1])
        assert any(start <= match.start() and end <= stop for start, stop in spans)
    assert all(0 <= start < stop <= len(text) for start, stop in spans)


@given(CHARACTERS)
@settings(max_examples=300, deadline=None)
def test_twins_are_all_the_places_where_a_character_comes_again_at_once(text: str) -> None:
    assert list(twins(text)) == [at for at in range(len(text) - 1) if text[at] == text[at + 1]]


def test_a_text_without_repeats_has_no_stretch() -> None:
    assert list(repeated("全年收入一百万元，支出九十万元。", range(4, 9))) == []


def test_a_word_written_twice_is_found_where_it_stands() -> None:
    assert list(repeated("上报工作总结工作总结一份", range(4, 9))) == [(2, 10)]


@given(CHARACTERS, st.lists(st.text("收入支出 \n，（１%x😀", min_size=2, max_size=4), max_size=12))
@settings(max_examples=300, deadline=None)
def test_no_word_of_a_sieve_is_lost(text: str, words: list[str]) -> None:
    begun = {at for at in range(len(text)) if any(text.startswith(word, at) for word in words)}
    found = list(sifted(text, sieve(words)))
    assert begun <= set(found) and found == sorted(set(found))


def test_other_words_do_not_pass_a_sieve() -> None:
    assert list(sifted("全年总收人一百万元，预算执行率九成。", sieve(["收人", "预祘", "执形"]))) == [3]


@given(CHARACTERS)
@settings(max_examples=300, deadline=None)
def test_matches_at_every_place_are_what_finditer_gives(text: str) -> None:
    pattern = re.compile(r"收入|[入支]出|(?<=出)[ \n]+")
    assert [one.span() for one in matches(pattern, text, range(len(text)))] == [
        one.span() for one in pattern.finditer(text)
    ]


def test_places_without_a_match_are_passed_over() -> None:
    assert [one[0] for one in matches(re.compile("支出"), "支出收入支出", [0, 2])] == ["支出"]


@pytest.mark.parametrize("times", [1, 30])
def test_long_and_short_texts_are_normalised_alike(times: int) -> None:
    text = "收入（万元）：１２％；\u3000－３．５～\uff5e•\u2013\r\n"
    assert normalise(text * times) == "收入(万元):12%; -3.5~~·- \n" * times
