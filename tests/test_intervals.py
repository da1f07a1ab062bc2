"""Interval arithmetic against brute force over grids of values, and figures as printed."""

from __future__ import annotations

from decimal import Decimal, Inexact
from fractions import Fraction
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from reportminer.intervals import (
    WHOLE_LINE,
    Interval,
    common,
    exact_sum,
    is_sane,
    point,
    printed,
    printed_factor,
    printed_number,
    printed_places,
    quotient,
    rounded,
    tidy,
    union,
)
from reportminer.model import Quantity

FINE = Fraction(1, 8)
"""Sample spacing; interval ends are whole or half numbers, so that samples fall on ends and between them."""
ends = st.integers(-6, 6).map(lambda half: Fraction(half, 2))


@st.composite
def intervals(draw, unbounded: bool = True) -> Interval:
    low, high = sorted((draw(ends), draw(ends)))
    low_open, high_open = (draw(st.booleans()), draw(st.booleans())) if low < high else (False, False)
    if unbounded and draw(st.integers(0, 9)) == 0:
        return Interval(None, high, False, high_open)
    if unbounded and draw(st.integers(0, 9)) == 0:
        return Interval(low, None, low_open, False)
    return Interval(low, high, low_open, high_open)


def inside(interval: Interval, value: Fraction) -> bool:
    """Membership written out, independent of `intersection`."""
    above = interval.low is None or value > interval.low or (value == interval.low and not interval.low_open)
    below = interval.high is None or value < interval.high or (value == interval.high and not interval.high_open)
    return above and below


def samples(interval: Interval) -> list[Fraction]:
    """Values inside: every end that is reached, values next to open ends, and a grid between."""
    low = interval.low if interval.low is not None else Fraction(-40)
    high = interval.high if interval.high is not None else Fraction(40)
    grid = [low + (high - low) * Fraction(step, 16) for step in range(17)]
    near = [low + Fraction(1, 1000), high - Fraction(1, 1000)]
    return [value for value in grid + near if inside(interval, value)]


@given(intervals(), intervals())
@settings(max_examples=300, deadline=None)
def test_sums_differences_and_products_hold_every_result_of_two_values(one: Interval, other: Interval):
    for mine, yours in product(samples(one), samples(other)):
        assert inside(one + other, mine + yours)
        assert inside(one - other, mine - yours)
        assert inside(one * other, mine * yours)


@given(intervals(unbounded=False), intervals(unbounded=False))
@settings(max_examples=300, deadline=None)
def test_a_closed_end_of_a_result_is_reached_and_an_open_one_is_not(one: Interval, other: Interval):
    corners_one, corners_other = (one.low, one.high, Fraction(0)), (other.low, other.high, Fraction(0))
    for found, operate in (
        (one + other, Fraction.__add__),
        (one - other, Fraction.__sub__),
        (one * other, Fraction.__mul__),
    ):
        reached = {
            operate(mine, yours)
            for mine, yours in product(corners_one, corners_other)
            if inside(one, mine) and inside(other, yours)
        }
        touched = {operate(mine, yours) for mine, yours in product(corners_one, corners_other)}
        assert found.low in touched and found.high in touched
        assert (found.low in reached or _on_an_edge(one, other, found.low, operate)) is not found.low_open
        assert (found.high in reached or _on_an_edge(one, other, found.high, operate)) is not found.high_open


def _on_an_edge(one: Interval, other: Interval, value: Fraction, operate) -> bool:
    """Whether a value is reached with a sample inside one interval and an end or zero of the other."""
    ends_one = [end for end in (one.low, one.high, Fraction(0)) if inside(one, end)]
    ends_other = [end for end in (other.low, other.high, Fraction(0)) if inside(other, end)]
    pairs = [*product(ends_one, samples(other)), *product(samples(one), ends_other)]
    return any(operate(mine, yours) == value for mine, yours in pairs)


@given(intervals(), intervals())
@settings(max_examples=300, deadline=None)
def test_quotients_hold_every_result_and_nothing_that_no_two_values_give(one: Interval, other: Interval):
    pieces = quotient(one, other)
    for mine, yours in product(samples(one), samples(other)):
        if yours != 0:
            assert any(inside(piece, mine / yours) for piece in pieces)
    for step in range(-48, 49):
        value = step * FINE
        assert any(inside(piece, value) for piece in pieces) == _solvable(value, one, other)


def _solvable(value: Fraction, one: Interval, other: Interval) -> bool:
    """Whether value × y lies in `one` for some y in `other` that is not zero."""
    for side in (Interval(None, Fraction(0), False, True), Interval(Fraction(0), None, True, False)):
        part = other.intersection(side)
        if part is not None and part.times(value).intersection(one) is not None:
            return True
    return False


@given(st.lists(intervals(), max_size=4), st.lists(intervals(), max_size=4))
@settings(max_examples=200, deadline=None)
def test_unions_and_common_values_agree_with_membership(first: list[Interval], second: list[Interval]):
    merged, shared = union(first), common(first, second)
    for step in range(-40, 41):
        value = step * FINE
        in_first = any(inside(one, value) for one in first)
        in_second = any(inside(one, value) for one in second)
        assert any(inside(one, value) for one in merged) == in_first
        assert any(inside(one, value) for one in shared) == (in_first and in_second)
    for left, right in pairwise(merged):
        assert left.high is not None and right.low is not None and left.high <= right.low


digits = st.integers(-30, 30)


@given(st.lists(digits, min_size=1, max_size=3), digits, st.booleans())
@settings(max_examples=500, deadline=None)
def test_a_sum_of_printed_figures_is_judged_as_brute_force_over_their_sources_judges_it(parts, total, truncated):
    """Sources lie on a grid of a twentieth; printed figures are whole numbers, rounded half either way, or cut off."""
    figures = [figure(str(part)) for part in parts]
    whole = figure(str(total))
    reach = printed(figures[0], truncated)
    for other in figures[1:]:
        reach = reach + printed(other, truncated)
    grid = 20

    def sources(value: int) -> range:
        if not truncated:
            return range(value * grid - grid // 2, value * grid + grid // 2 + 1)
        return (
            range(value * grid, (value + 1) * grid) if value >= 0 else range((value - 1) * grid + 1, value * grid + 1)
        )

    sums = {0}
    for part in parts:
        sums = {known + source for known in sums for source in sources(part)}
    assert reach.meets(printed(whole, truncated)) == bool(sums & set(sources(total)))


def figure(text: str, step: str = "1", bound: str = "exact", **fields) -> Quantity:
    value, worth = Decimal(text), Decimal(step)
    low, high = value - worth / 2, value + worth / 2
    defaults = {"kind": "amount", "low": low, "high": high, "low_open": False, "high_open": False, "unit": "元"}
    known = {"id": "q", "start": 0, "end": 1, "text": text, "core_start": 0, "core_end": 1, "stated_unit": None}
    return Quantity(**known, **(defaults | fields), value=value, bound=bound, step=worth)


def test_a_zero_that_is_reached_makes_a_product_reach_zero_beside_an_open_end():
    closed_zero = Interval(Fraction(0), Fraction(1))
    assert closed_zero * Interval(Fraction(2), Fraction(3), True, True) == Interval(
        Fraction(0), Fraction(3), False, True
    )


def test_a_divisor_across_zero_gives_two_pieces():
    pieces = quotient(point(1), Interval(Fraction(-2), Fraction(4)))
    assert pieces == (Interval(None, Fraction(-1, 2)), Interval(Fraction(1, 4), None))


def test_a_divisor_of_zero_alone_gives_nothing():
    assert quotient(point(1), point(0)) == ()


def test_an_unbounded_factor_keeps_its_open_side():
    assert point(-2) * Interval(Fraction(3), None) == Interval(None, Fraction(-6))
    assert WHOLE_LINE * point(0) == point(0)


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        ("2.345", 2, "2.35"),
        ("-2.345", 2, "-2.35"),
        ("2.344999", 2, "2.34"),
        ("0.00004", 4, "0"),
        ("8.99186", 4, "8.9919"),
    ],
)
def test_rounding_is_half_up_and_tidy(value: str, places: int, expected: str):
    assert str(rounded(Decimal(value), places)) == expected


@pytest.mark.parametrize(("value", "plain"), [("1E+3", "1000"), ("-0.00", "0"), ("2.500", "2.5"), ("10", "10")])
def test_tidy_figures_print_as_plain_decimals(value: str, plain: str):
    assert str(tidy(Decimal(value))) == plain


def test_a_fraction_without_a_finite_decimal_form_is_refused():
    with pytest.raises(Inexact):
        tidy(Fraction(1, 3))


def test_sums_of_millions_of_millions_stay_exact():
    assert str(exact_sum([Decimal("1000000000000.01"), Decimal("0.00000001")])) == "1000000000000.01000001"


def test_figures_with_hundreds_of_digits_are_told_apart():
    assert is_sane(Decimal("123456789012.34"))
    assert not is_sane(Decimal("1" * 80))
    assert not is_sane(Decimal("1E+90"))


@pytest.mark.parametrize(
    ("text", "value", "number", "factor", "places"),
    [
        ("3018.95千元", "3018950", "3018.95", 1000, 2),
        ("1,367.76万元", "13677600", "1367.76", 10000, 2),
        ("2.5万余元", "25000", "2.5", 10000, 1),
        ("638元", "638", "638", 1, 0),
        ("１２．５％", "12.5", "12.5", 1, 1),
    ],
)
def test_the_printed_number_and_its_unit_are_read_off_the_text(text, value, number, factor, places):
    quantity = replace(figure(value), text=text)
    assert str(printed_number(quantity)) == number
    assert printed_factor(quantity) == factor
    assert printed_places(quantity) == places


def test_numerals_have_no_printed_number():
    quantity = replace(figure("3"), text="三个")
    assert printed_number(quantity) is None and printed_factor(quantity) is None and printed_places(quantity) == 0
