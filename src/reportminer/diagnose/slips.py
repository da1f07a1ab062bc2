"""How a printed figure may have gone wrong: the most plausible of the values that it may have been meant to have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from reportminer.diagnose.habits import Habits
from reportminer.diagnose.naming import NAMED, RESTATED, UNKNOWN, Print, digits_of, name, name_power
from reportminer.intervals import Exact, Interval, exact, point, printed_factor, printed_places, tidy
from reportminer.model import Quantity, Slip

_SCAN = 12
_INEXACT = 0.5
"""what a value costs that meets the claim only within rounding"""
_MANY, _FAR = 1.5, 0.5
_POWERS = (1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 8, -8)
_WHOLE = ("headcount", "household", "count")
_PADDED = re.compile(r"[-−－]?0\d")

Range = tuple[int | None, int | None]
Guess = tuple[float, Exact, Slip, Exact]
"""Cost, value in steps, name of the slip, and by how much the unit changes."""


class Target(Struct, frozen=True):
    """The value that meets a claim with all other figures as printed; exact for a sum, of a ratio the quotient."""

    value: Exact
    is_exact: bool


class Candidate(Struct, frozen=True):
    """A value that a figure may have been meant to have; `cost` is lower for what happens more often."""

    to: Decimal
    why: Slip
    cost: float
    interval: Interval


def print_of(quantity: Quantity, neighbours: Sequence[Quantity], habits: Habits) -> Print:
    """How the figure is printed beside the figures that stand in a relation with it."""
    step = Fraction(quantity.step or 1)
    scales = {printed_factor(other) for other in neighbours if other.unit == quantity.unit} - {None}
    return Print(
        mantissa=int(Fraction(quantity.value) / step),
        step=step,
        factor=printed_factor(quantity),
        places=printed_places(quantity) if quantity.step is not None else 0,
        padded=_PADDED.match(quantity.text) is not None,
        is_amount=quantity.kind == "amount",
        is_rate=quantity.kind in ("percentage", "percentage_point"),
        is_level=quantity.role == "level" and quantity.direction is None,
        scales=frozenset(scale for scale in scales if scale is not None),
        usual_factor=habits.factor(quantity),
        usual_places=habits.places(quantity),
    )


def best_candidate(
    quantity: Quantity,
    shape: Print,
    pieces: Sequence[Interval],
    target: Target | None,
    restated: Sequence[Quantity],
) -> Candidate | None:
    """The most plausible value for a figure that brings it into `pieces`, None where it can't be.

    shape     how it is printed
    pieces    the values that meet every claim on it; a figure meets one as soon as its interval does
    target    the value that meets the broken claim
    restated  figures that state the same item elsewhere
    """
    width = _Width(quantity, shape.step)
    ranges = [width.range(piece) for piece in pieces]
    best: Guess | None = None
    for guess in _guesses(quantity, shape, width, pieces, ranges, target, restated):
        if (best is not None and guess[0] > best[0]) or not _is_possible(quantity, shape, guess, pieces):
            continue
        if best is None or guess[0] < best[0] or _rank(guess, shape) < _rank(best, shape):
            best = guess
    return None if best is None else _candidate(best, shape, width)


def usual_slips(quantity: Quantity, shape: Print, pieces: Sequence[Interval]) -> list[Candidate]:
    """Every value that one usual slip away brings the figure into `pieces`, likeliest first, the nearest of equals."""
    width = _Width(quantity, shape.step)
    ranges = [width.range(piece) for piece in pieces]
    found: dict[Fraction, Guess] = {}
    for guess in _guesses(quantity, shape, width, pieces, ranges, None, ()):
        meant = Fraction(guess[1])
        if (
            guess[0] < NAMED
            and _is_possible(quantity, shape, guess, pieces)
            and guess[0] < found.get(meant, (NAMED,))[0]
        ):
            found[meant] = guess
    return sorted((_candidate(_among_many(guess, shape), shape, width) for guess in found.values()), key=_cost)


def _candidate(guess: Guess, shape: Print, width: _Width) -> Candidate:
    cost, meant, why, factor = guess
    return Candidate(tidy(meant * shape.step), why, cost, width.at(meant, factor))


class _Width:
    """The interval of a figure around its value, in steps of its last digit."""

    def __init__(self, quantity: Quantity, step: Fraction) -> None:
        value = exact(quantity.value)
        self.step = step
        self._step = step.numerator if step.denominator == 1 else step
        self._low = None if quantity.low is None else exact(quantity.low) - value
        self._high = None if quantity.high is None else exact(quantity.high) - value
        self.below = None if self._low is None else self._low / step
        self.above = None if self._high is None else self._high / step
        self.low_open, self.high_open = quantity.low_open, quantity.high_open
        self.is_amount = quantity.kind == "amount"

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

    def at(self, meant: Exact, factor: Exact) -> Interval:
        """The interval, in base units, around `meant` steps; a factor of -1 mirrors it, others change its unit."""
        if not meant and self.is_amount:
            return point(0)
        middle = meant * self._step
        low = None if self._low is None else middle + self._low * factor
        high = None if self._high is None else middle + self._high * factor
        if factor > 0:
            return Interval(low, high, self.low_open, self.high_open)
        return Interval(high, low, self.high_open, self.low_open)


def _rank(guess: Guess, shape: Print) -> tuple[float, Fraction, Fraction]:
    meant = Fraction(guess[1])
    return guess[0], abs(meant - shape.mantissa), meant


def _among_many(guess: Guess, shape: Print) -> Guess:
    """The guess with its cost where a bound leaves many values open: of wrong digits the nearest is likeliest."""
    _, meant, why, factor = guess
    if why != "digit":
        return guess
    one, other = abs(Fraction(meant)), abs(Fraction(shape.mantissa))
    apart = abs(one - other) / (one if one > other else other)
    return _MANY + _FAR * float(apart), meant, why, factor


def _cost(candidate: Candidate) -> float:
    return candidate.cost


def _is_possible(quantity: Quantity, shape: Print, guess: Guess, pieces: Sequence[Interval]) -> bool:
    _, meant, why, _ = guess
    if not meant and quantity.kind == "amount" and not any(0 in piece for piece in pieces):
        return False
    if meant == shape.mantissa or (meant < 0 <= shape.mantissa and why != "sign"):
        return False
    return quantity.step is not None or quantity.kind not in _WHOLE or meant.denominator == 1


def _guesses(
    quantity: Quantity,
    shape: Print,
    width: _Width,
    pieces: Sequence[Interval],
    ranges: Sequence[Range],
    target: Target | None,
    restated: Sequence[Quantity],
) -> Iterator[Guess]:
    mantissa, one = shape.mantissa, 1
    for other in restated:
        meant = Fraction(other.value) / shape.step
        if any(width.at(meant, one).meets(piece) for piece in pieces):
            yield RESTATED, meant, _restated(shape, meant), one
    for power in _POWERS:
        if mantissa and _is_near(mantissa, power, ranges):
            scaled = _scaled(mantissa, power)
            factor = 10**power if power > 0 else Fraction(1, 10**-power)
            if any(width.at(scaled, factor).meets(piece) for piece in pieces):
                why, cost = name_power(shape, power)
                apart = 0.0
                if target is not None and target.value:
                    apart = 5 * float(abs(scaled * shape.step - target.value) / abs(Fraction(target.value)))
                if why != "digit":
                    yield cost + min(apart, UNKNOWN), scaled, why, factor
    if mantissa and any(width.at(-mantissa, -one).meets(piece) for piece in pieces):
        why, cost = name(shape, -mantissa)
        yield cost, -mantissa, why, -one
    if target is not None:
        wanted = Fraction(target.value) / shape.step
        near = (2 * wanted + 1).__floor__() // 2
        for low, high in ranges:
            least = near - _SCAN if low is None else max(low, near - _SCAN)
            most = near + _SCAN if high is None else min(high, near + _SCAN)
            for meant_steps in range(least, most + 1):
                if meant_steps != -mantissa:
                    why, cost = name(shape, meant_steps)
                    off = abs(meant_steps - near)
                    inexact = off or (target.is_exact and meant_steps != wanted)
                    yield cost + (_INEXACT + 0.02 * off if inexact else 0), meant_steps, why, one
        if all(low is not None and high is not None and high - low < _SCAN for low, high in ranges):
            return
    misprints = {int(misprint) for misprint in set(_misprints(digits_of(mantissa, shape.places)))}
    for low, high in ranges:
        for size in misprints:
            meant_steps = size if mantissa >= 0 else -size
            if (low is None or low <= meant_steps) and (high is None or meant_steps <= high):
                why, cost = name(shape, meant_steps)
                yield cost if target is None else cost + _INEXACT, meant_steps, why, one
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


def _is_near(mantissa: int, power: int, ranges: Sequence[Range]) -> bool:
    """Whether the figure × 10^`power` can meet a range at all, its interval being scaled too."""
    slack = 2 * 10 ** max(power, 0) + 2
    scaled, whole = (mantissa * 10**power, 1) if power > 0 else (mantissa, 10**-power)
    for low, high in ranges:
        if (low is None or (low - slack) * whole <= scaled) and (high is None or scaled <= (high + slack) * whole):
            return True
    return False


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
