"""The cues of the lexicon as one pattern."""

from __future__ import annotations

from reportminer.pipeline import packaged_lexicon
from reportminer.relate.cues import compile_cues, find_cues


def test_most_places_are_passed_over_for_their_first_characters():
    assert compile_cues(packaged_lexicon()).pattern.pattern.startswith("(?=[")


def test_words_expressions_and_words_broken_by_a_line_end_are_found_in_their_order():
    text = "全年支出80万元，比上 年多3万元，其中培训5万元"
    found = list(find_cues(text, 0, len(text), compile_cues(packaged_lexicon())))
    assert [(text[start:end], meaning) for start, end, meaning, _ in found] == [
        ("比上 年", "change.against"),
        ("多", "change.up"),
        ("其中", "sum.parts"),
    ]
