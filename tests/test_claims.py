"""Ratios of usual figures go a quicker way than others: it must lead to the same place."""

from __future__ import annotations

from fractions import Fraction
from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st

from reportminer.claims import Ratio
from reportminer.intervals import Interval, point, union
from reportminer.multiples import Tiers
from reportminer.portion import Portion

ends = st.one_of(st.integers(-3, 30), st.fractions(-3, 30, max_denominator=20))
widths = st.sampled_from([0, 1, Fraction(1, 2), Fraction(1, 100), 5])
signs = st.sampled_from([1, -1])


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, width = draw(ends), draw(widths)
    both = (False, False) if not width else (draw(st.booleans()), draw(st.booleans()))
    return Interval(low, low + width, *both)


@st.composite
def ratios(draw: st.DrawFn) -> Ratio:
    shape = draw(st.sampled_from(["plain", "growth", "part"]))
    return Ratio("r", "t", "b", (draw(signs), draw(signs), draw(signs)), draw(st.sampled_from([1, 10, 100])), shape)


@given(ratios(), intervals(), intervals(), intervals())
@settings(max_examples=600, deadline=None)
def test_the_quick_way_gives_what_the_long_way_gives(claim: Ratio, rate: Interval, top: Interval, bottom: Interval):
    values = {"r": rate, "t": top, "b": bottom}
    quick = claim.holds(values), [union(claim.needed(id, values)) for id in "rtb"]
    with mock.patch.object(Interval, "is_positive", lambda _: False):
        assert quick == (claim.holds(values), [union(claim.needed(id, values)) for id in "rtb"])


@given(ratios(), intervals(), intervals(), intervals())
@settings(max_examples=300, deadline=None)
def test_a_claim_holds_where_what_a_figure_needs_meets_it(
    claim: Ratio, rate: Interval, top: Interval, bottom: Interval
):
    values = {"r": rate, "t": top, "b": bottom}
    if 0 not in bottom:
        assert claim.holds(values) == any(piece.meets(top) for piece in claim.needed("t", values))


def test_the_one_value_that_meets_a_rate_of_decrease_is_exact():
    claim = Ratio("r", "t", "b", (-1, -1, 1), 100, "part")
    assert claim.solved("r", {"r": 0, "t": 25, "b": 75}) == 25
    assert claim.solved("t", {"r": 25, "t": 0, "b": 75}) == 25
    assert claim.solved("b", {"r": 25, "t": 25, "b": 0}) == 75
    assert claim.solved("r", {"r": 0, "t": 25, "b": 0}) is None
    assert claim.solved("t", {"r": 100, "t": 0, "b": 75}) is None


@given(intervals(), intervals(), intervals(), st.sampled_from([1, 100, 1000]))
def test_a_share_of_one_part_is_a_plain_ratio(rate: Interval, part: Interval, whole: Interval, scale: int) -> None:
    values = {"r": rate, "t": part, "b": whole}
    ratio, portion = Ratio("r", "t", "b", (1, 1, 1), scale), Portion("r", ("t",), "b", scale)
    assert portion.holds(values) == ratio.holds(values)


@given(st.lists(st.integers(1, 500), min_size=2, max_size=4), st.integers(1, 2000))
def test_each_figure_of_a_share_of_several_is_solved_from_the_others(parts: list[int], whole: int) -> None:
    names = tuple(f"p{number}" for number in range(len(parts)))
    rate = Fraction(100 * sum(parts), whole)
    values = {"r": rate, "w": Fraction(whole), **dict(zip(names, map(Fraction, parts), strict=True))}
    claim, intervals_ = Portion("r", names, "w"), {name: point(value) for name, value in values.items()}
    assert claim.holds(intervals_)
    for name in claim.ids():
        assert claim.solved(name, values) == values[name]
        assert any(values[name] in piece for piece in claim.needed(name, intervals_))


@given(st.lists(st.tuples(st.integers(1, 90), st.integers(1, 90)), min_size=1, max_size=4), st.integers(0, 7))
def test_what_the_pairs_of_tiers_make_is_met_by_each_of_their_figures(pairs: list[tuple[int, int]], place: int):
    names = tuple((f"s{number}", f"n{number}") for number in range(len(pairs)))
    figures = [*(id for pair in names for id in pair), "t"]
    values = dict(
        zip(figures, (*(value for pair in pairs for value in pair), sum(a * b for a, b in pairs)), strict=True)
    )
    claim, around = Tiers("t", names), {id: point(value) for id, value in values.items()}
    id = figures[place % len(figures)]
    assert claim.holds(around)
    assert claim.solved(id, values) == values[id]
    assert all(values[id] in piece for piece in claim.needed(id, around))
    assert not claim.holds({**around, id: point(values[id] + 1)})
