"""How a printed figure may have gone wrong: the most plausible of the values that it may have been meant to have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from reportminer.diagnose.naming import RESTATED, UNKNOWN, Print, name, name_power
from reportminer.intervals import Exact, Interval, printed, printed_factor, tidy
from reportminer.model import Quantity, Slip

_SCAN = 12
_POWERS = (1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 8, -8)
_WHOLE = ("headcount", "household", "count")

Range = tuple[int | None, int | None]
Guess = tuple[float, Fraction | int, Slip, Fraction]
"""Cost, value in steps, name of the slip, and by how much the unit changes."""


class Candidate(Struct, frozen=True):
    """A value that a figure may have been meant to have; `cost` is lower for what happens more often."""

    to: Decimal
    why: Slip
    cost: float
    interval: Interval


def print_of(quantity: Quantity, neighbours: Sequence[Quantity]) -> Print:
    """How the figure is printed beside the figures that stand in a relation with it."""
    step = Fraction(quantity.step or 1)
    scales = {printed_factor(other) for other in neighbours if other.unit == quantity.unit} - {None}
    return Print(
        mantissa=int(Fraction(quantity.value) / step),
        step=step,
        factor=printed_factor(quantity),
        pointed="." in quantity.text or "．" in quantity.text,
        is_amount=quantity.kind == "amount",
        is_rate=quantity.kind in ("percentage", "percentage_point"),
        is_level=quantity.role == "level" and quantity.direction is None,
        scales=frozenset(scale for scale in scales if scale is not None),
    )


def best_candidate(
    quantity: Quantity,
    shape: Print,
    pieces: Sequence[Interval],
    target: Exact | None,
    restated: Sequence[Quantity],
) -> Candidate | None:
    """The most plausible value for a figure that brings it into `pieces`, None where it can't be.

    shape     how it is printed
    pieces    the values that meet every claim on it; a figure meets one as soon as its interval does
    target    the value that meets the broken claim exactly
    restated  figures that state the same item elsewhere
    """
    width = _Width(quantity, shape.step)
    ranges = [width.range(piece) for piece in pieces]
    best: Guess | None = None
    for guess in _guesses(quantity, shape, width, pieces, ranges, target, restated):
        if (best is not None and guess[0] > best[0]) or not _is_possible(quantity, shape, guess):
            continue
        if best is None or guess[0] < best[0] or _rank(guess, shape) < _rank(best, shape):
            best = guess
    if best is None:
        return None
    cost, meant, why, factor = best
    to = tidy(meant * shape.step)
    return Candidate(to, why, cost, width.at(meant, factor))


class _Width:
    """The interval of a figure around its value, in steps of its last digit."""

    def __init__(self, quantity: Quantity, step: Fraction) -> None:
        value = Fraction(quantity.value)
        self.step = step
        self.below = None if quantity.low is None else (Fraction(quantity.low) - value) / step
        self.above = None if quantity.high is None else (Fraction(quantity.high) - value) / step
        self.low_open, self.high_open = quantity.low_open, quantity.high_open

    def range(self, piece: Interval) -> Range:
        """The least and the greatest whole number of steps whose interval meets the piece; None without bound."""
        low = high = None
        if piece.low is not None and self.above is not None:
            edge = piece.low / self.step - self.above
            low = edge.__floor__() + 1 if piece.low_open or self.high_open else edge.__ceil__()
        if piece.high is not None and self.below is not None:
            edge = piece.high / self.step - self.below
            high = edge.__ceil__() - 1 if piece.high_open or self.low_open else edge.__floor__()
        return low, high

    def at(self, meant: Fraction | int, factor: Fraction) -> Interval:
        """The interval, in base units, around `meant` steps; a factor of -1 mirrors it, others change its unit."""
        low = None if self.below is None else (meant + self.below * factor) * self.step
        high = None if self.above is None else (meant + self.above * factor) * self.step
        if factor > 0:
            return Interval(low, high, self.low_open, self.high_open)
        return Interval(high, low, self.high_open, self.low_open)


def _rank(guess: Guess, shape: Print) -> tuple[float, Fraction, Fraction]:
    meant = Fraction(guess[1])
    return guess[0], abs(meant - shape.mantissa), meant


def _is_possible(quantity: Quantity, shape: Print, guess: Guess) -> bool:
    _, meant, why, _ = guess
    if meant == shape.mantissa or (meant < 0 <= shape.mantissa and why != "sign"):
        return False
    return quantity.step is not None or quantity.kind not in _WHOLE or meant.denominator == 1


def _guesses(
    quantity: Quantity,
    shape: Print,
    width: _Width,
    pieces: Sequence[Interval],
    ranges: Sequence[Range],
    target: Exact | None,
    restated: Sequence[Quantity],
) -> Iterator[Guess]:
    mantissa, one = shape.mantissa, Fraction(1)
    for other in restated:
        if any(printed(other).meets(piece) for piece in pieces):
            meant = Fraction(other.value) / shape.step
            yield RESTATED, meant, _restated(shape, meant), one
    for power in _POWERS:
        scaled = _scaled(mantissa, power)
        if mantissa and _is_near(scaled, power, ranges):
            factor = Fraction(10) ** power
            if any(width.at(scaled, factor).meets(piece) for piece in pieces):
                why, cost = name_power(shape, power)
                apart = 5 * float(abs(scaled * shape.step - target) / abs(Fraction(target))) if target else 0.0
                if why != "digit":
                    yield cost + min(apart, UNKNOWN), scaled, why, factor
    if mantissa and any(width.at(-mantissa, -one).meets(piece) for piece in pieces):
        why, cost = name(shape, -mantissa)
        yield cost, -mantissa, why, -one
    if target is not None:
        near = (2 * target / shape.step + 1).__floor__() // 2
        for low, high in ranges:
            least = near - _SCAN if low is None else max(low, near - _SCAN)
            most = near + _SCAN if high is None else min(high, near + _SCAN)
            for meant_steps in range(least, most + 1):
                if meant_steps != -mantissa:
                    why, cost = name(shape, meant_steps)
                    yield cost + 0.02 * abs(meant_steps - near), meant_steps, why, one
        if all(low is not None and high is not None and high - low < _SCAN for low, high in ranges):
            return
    for misprint in set(_misprints(str(abs(mantissa)))):
        meant_steps = int(misprint) if mantissa >= 0 else -int(misprint)
        if any((low is None or low <= meant_steps) and (high is None or meant_steps <= high) for low, high in ranges):
            why, cost = name(shape, meant_steps)
            yield cost, meant_steps, why, one
    if target is None:
        for low, high in ranges:
            for edge in (low, high):
                if edge is not None:
                    yield UNKNOWN + 1, edge, "digit", one


def _restated(shape: Print, meant: Fraction) -> Slip:
    """restated, or unit where the other place has the same digits."""
    if meant.denominator == 1:
        why, _ = name(shape, meant.numerator)
        return "unit" if why == "unit" else "restated"
    return "unit" if any(_scaled(shape.mantissa, power) == meant for power in _POWERS) else "restated"


def _scaled(mantissa: int, power: int) -> Fraction | int:
    return mantissa * 10**power if power > 0 else Fraction(mantissa, 10**-power)


def _is_near(scaled: Fraction | int, power: int, ranges: Sequence[Range]) -> bool:
    """Whether the scaled figure can meet a range at all, its interval being scaled too."""
    slack = 2 * 10 ** max(power, 0) + 2
    return any(
        (low is None or low - slack <= scaled) and (high is None or scaled <= high + slack) for low, high in ranges
    )


def _misprints(digits: str) -> Iterator[str]:
    """Every string of digits one slip away: a digit replaced, two neighbours exchanged, a digit dropped or added."""
    for place, digit in enumerate(digits):
        for other in "0123456789":
            if other != digit:
                yield digits[:place] + other + digits[place + 1 :]
            yield digits[:place] + other + digits[place:]
        if len(digits) > 1:
            yield digits[:place] + digits[place + 1 :]
        if place + 1 < len(digits):
            yield digits[:place] + digits[place + 1] + digit + digits[place + 2 :]
