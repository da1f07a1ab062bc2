"""How a printed figure may have gone wrong: the most plausible of the values that it may have been meant to have."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from reportminer.diagnose.habits import Habits
from reportminer.diagnose.naming import NAMED, RESTATED, UNKNOWN, Print, name_power, scaled
from reportminer.intervals import Exact, Interval, distance, exact, point, printed_factor, printed_places, tidy
from reportminer.model import Quantity, Slip

_SCAN = 12
_INEXACT, _OFF = 0.5, 0.02
"""what a value costs that meets the claim only within rounding, and each step that it is off"""
_MANY, _FAR = 1.5, 0.5
_APART = 5
_ROUGHLY = 1.2
"""how much less likely a figure is to say what another place says less exactly"""
_POWERS = (1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 8, -8)
_SCALES = tuple((power, 10 ** max(power, 0), 10 ** max(-power, 0), 2 * 10 ** max(power, 0) + 2) for power in _POWERS)
"""Each power with what it multiplies and divides by, and the steps by which a figure so scaled may be off."""
_WHOLE = ("headcount", "household", "count")
_PADDED = re.compile(r"[-−－]?0\d")

Range = tuple[int | None, int | None]
Guess = tuple[float, Exact, Slip, Exact]
"""Cost, value in steps, name of the slip, and by how much the unit changes."""


class Target(Struct, frozen=True):
    """The values, mostly one, that meet a claim with all other figures as printed.

    is_exact  no rounding leaves others open: it is a sum of figures printed no more roughly than this one
    """

    values: tuple[Exact, ...]
    is_exact: bool

    def is_nearest(self, value: Exact, shape: Print) -> bool:
        """Whether no other value that the print can show is nearer."""
        return any(distance(value, wanted) * 2 <= shape.step for wanted in self.values)

    def apart(self, value: Exact) -> float:
        """How far the value is from the nearest, as a share of it."""
        return min((float(distance(value, one) / abs(Fraction(one))) for one in self.values if one), default=0.0)

    def doubt(self, off: int, hit: bool) -> float:
        """What it costs to lie so many steps beside the nearest whole number of them; `hit` by none at all.

        All that rounding leaves open in a ratio is as likely as the quotient itself.
        """
        if self.is_exact:
            return 0 if hit else _INEXACT + _OFF * min(off, _SCAN)
        return _OFF * min(off, _SCAN)


class Candidate(Struct, frozen=True):
    """A value that a figure may have been meant to have; `cost` is lower for what happens more often."""

    to: Decimal
    why: Slip
    cost: float
    interval: Interval


class Found(Struct, frozen=True):
    """A set of changed figures with a value for each."""

    values: tuple[tuple[str, Candidate], ...]

    @property
    def cost(self) -> float:
        """The sum of the costs of the changes."""
        return sum(candidate.cost for _, candidate in self.values)

    @property
    def worst(self) -> float:
        """The cost of the least likely change."""
        return max(candidate.cost for _, candidate in self.values)

    @property
    def ids(self) -> frozenset[str]:
        """The changed figures."""
        return frozenset(id for id, _ in self.values)


def print_of(quantity: Quantity, neighbours: Sequence[Quantity], habits: Habits) -> Print:
    """How the figure is printed beside the figures that stand in a relation with it."""
    step, value = exact(quantity.step or 1), exact(quantity.value)
    size = abs(value.numerator * step.denominator) // (value.denominator * step.numerator)
    places = printed_places(quantity) if quantity.step is not None else 0
    scales = {printed_factor(other) for other in neighbours if other.unit == quantity.unit}
    return Print(
        mantissa=size if value >= 0 else -size,
        digits=str(size).rjust(places + 1, "0"),
        step=step,
        factor=printed_factor(quantity),
        places=places,
        padded=_PADDED.match(quantity.text) is not None,
        is_amount=quantity.kind == "amount",
        is_rate=quantity.kind in ("percentage", "percentage_point"),
        is_level=quantity.role == "level" and quantity.direction is None,
        scales=frozenset(scale for scale in scales if scale is not None),
        usual_factor=habits.factor(quantity),
        usual_places=habits.places(quantity),
        near_places=_shared([printed_places(other) for other in neighbours if _is_printed_alike(quantity, other)]),
    )


def _shared(places: Sequence[int]) -> int | None:
    return places[0] if len(places) > 1 and len(set(places)) == 1 else None


def _is_printed_alike(one: Quantity, other: Quantity) -> bool:
    return one.unit == other.unit and other.step is not None and printed_factor(one) == printed_factor(other)


def possible_guesses(
    quantity: Quantity,
    shape: Print,
    pieces: Sequence[Interval],
    target: Target | None,
    restated: Sequence[Quantity],
) -> list[Guess]:
    """The values for a figure that bring it into `pieces`; some stand twice, named differently.

    shape     how it is printed
    pieces    the values that meet every claim on it; a figure meets one as soon as its interval does
    target    the value that meets the broken claim; without one, a bound leaves many values open
    restated  figures that state the same item elsewhere
    """
    width = _Width(quantity, shape.step)
    ranges = [width.range(piece) for piece in pieces]
    every = _guesses(quantity, shape, width, pieces, ranges, target, restated)
    return [guess for guess in every if _is_possible(quantity, shape, guess, pieces)]


def best_candidate(quantity: Quantity, shape: Print, guesses: Sequence[Guess]) -> Candidate | None:
    """The most plausible of the guesses, the nearest of equals; None without any."""
    least = min((guess[0] for guess in guesses), default=None)
    if least is None:
        return None
    likeliest = [guess for guess in guesses if guess[0] == least]
    best = likeliest[0] if len(likeliest) == 1 else min(likeliest, key=lambda guess: _rank(guess, shape))
    return _candidate(best, shape, _Width(quantity, shape.step))


def usual_slips(quantity: Quantity, shape: Print, guesses: Sequence[Guess], target: Target | None) -> list[Candidate]:
    """Every value of the guesses that is one usual slip away, likeliest first, the nearest of equals.

    A rate may also have been wrongly computed: what it should be is among them.
    """
    found: dict[Exact, Guess] = {}
    for guess in guesses:
        meant = guess[1]
        computed = shape.is_rate and target is not None and target.is_nearest(meant * shape.step, shape)
        if guess[0] < found.get(meant, (UNKNOWN if computed else NAMED,))[0]:
            found[meant] = guess
    if target is not None and target.is_exact:
        exactly = {meant: guess for meant, guess in found.items() if meant * shape.step in target.values}
        found = exactly or found
    kept = list(found.values()) if target is not None else [_among_many(guess, shape) for guess in found.values()]
    width = _Width(quantity, shape.step)
    return [_candidate(guess, shape, width) for guess in sorted(kept, key=lambda guess: _rank(guess, shape))]


def stays_as_printed(quantity: Quantity, shape: Print, pieces: Sequence[Interval]) -> bool:
    """Whether the figure meets the pieces with no other value than the printed one, but for one in its last digit."""
    width, mantissa = _Width(quantity, shape.step), shape.mantissa
    ranges = (width.range(piece) for piece in pieces)
    return all(
        low is not None and high is not None and mantissa - 1 <= low and high <= mantissa + 1 for low, high in ranges
    )


def _candidate(guess: Guess, shape: Print, width: _Width) -> Candidate:
    cost, meant, why, factor = guess
    return Candidate(tidy(meant * shape.step), why, cost, width.at(meant, factor))


class _Width:
    """The interval of a figure around its value, in steps of its last digit."""

    def __init__(self, quantity: Quantity, step: Exact) -> None:
        value = exact(quantity.value)
        self._step = step
        self._low = None if quantity.low is None else exact(quantity.low) - value
        self._high = None if quantity.high is None else exact(quantity.high) - value
        self.low_open, self.high_open = quantity.low_open, quantity.high_open
        self.is_amount = quantity.kind == "amount"

    def range(self, piece: Interval) -> Range:
        """The least and the greatest whole number of steps whose interval meets the piece; None without bound."""
        low = high = None
        if piece.low is not None and self._high is not None:
            edge = piece.low - self._high
            low = edge // self._step + 1 if piece.low_open or self.high_open else -(-edge // self._step)
        if piece.high is not None and self._low is not None:
            edge = piece.high - self._low
            high = -(-edge // self._step) - 1 if piece.high_open or self.low_open else edge // self._step
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


def in_unit(quantity: Quantity, shape: Print, scale: Exact) -> Candidate | None:
    """The figure with its number in the unit worth `scale`; None where it is printed in none, or in this one."""
    if shape.factor is None or scale == shape.factor:
        return None
    factor = Fraction(scale) / shape.factor
    power = len(str(factor.numerator)) - len(str(factor.denominator))
    why, cost = name_power(shape, power)
    meant = scaled(shape.mantissa, power)
    return _candidate((cost, meant, why, scaled(1, power)), shape, _Width(quantity, shape.step))


def _rank(guess: Guess, shape: Print) -> tuple[float, Exact, Exact]:
    cost, meant, _, _ = guess
    return cost, distance(meant, shape.mantissa), meant


def _among_many(guess: Guess, shape: Print) -> Guess:
    """The guess with its cost where a bound leaves many values open: of wrong digits the nearest is likeliest."""
    _, meant, why, factor = guess
    if why != "digit":
        return guess
    one, other = distance(meant, 0), abs(shape.mantissa)
    apart = distance(one, other) / (one if one > other else other)
    return _MANY + _FAR * float(apart), meant, why, factor


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
    mantissa = shape.mantissa
    for other in restated:
        said = Fraction(exact(other.value)) / Fraction(shape.step)
        why = _restated(shape, said)
        if why != "unit" and any(width.at(said, 1).meets(piece) for piece in pieces):
            rough = _ROUGHLY if (other.step or 0) > (quantity.step or 0) else 0
            yield RESTATED + rough, said, why, 1
    for power in _near_powers(mantissa, ranges):
        meant, factor = scaled(mantissa, power), scaled(1, power)
        if any(width.at(meant, factor).meets(piece) for piece in pieces):
            why, cost = name_power(shape, power)
            apart = 0.0 if target is None else _APART * target.apart(meant * shape.step)
            if why != "digit":
                yield cost + min(apart, UNKNOWN), meant, why, factor
    if mantissa and any(width.at(-mantissa, -1).meets(piece) for piece in pieces):
        why, cost = shape.named(-mantissa)
        yield cost, -mantissa, why, -1
    if target is not None:
        yield from _nearby(shape, ranges, target)
        if all(low is not None and high is not None and high - low < _SCAN for low, high in ranges):
            return
    far = 0.0 if target is None else target.doubt(_SCAN, False)
    for low, high in ranges:
        first = 0 if low is None else bisect_left(shape.misprints, low)
        last = None if high is None else bisect_right(shape.misprints, high)
        for steps in shape.misprints[first:last]:
            why, cost = shape.named(steps)
            yield cost + far, steps, why, 1
    if target is None:
        for low, high in ranges:
            for edge in (low, high):
                if edge is not None:
                    yield UNKNOWN + 1, edge, "digit", 1


def _nearby(shape: Print, ranges: Sequence[Range], target: Target) -> Iterator[Guess]:
    """The values around those that meet the claim."""
    for value in target.values:
        wanted, parts = _in_steps(value, shape.step)
        near = (2 * wanted + parts) // (2 * parts)
        for low, high in ranges:
            least = near - _SCAN if low is None else max(low, near - _SCAN)
            most = near + _SCAN if high is None else min(high, near + _SCAN)
            for steps in range(least, most + 1):
                why, cost = shape.named(steps)
                # a figure whose unit changes is as fine as that makes it: its powers of ten are tried by themselves
                if steps != -shape.mantissa and why != "unit":
                    yield cost + target.doubt(abs(steps - near), steps * parts == wanted), steps, why, 1


def _restated(shape: Print, meant: Fraction) -> Slip:
    """restated, or unit where the other place has the same digits."""
    if meant.denominator == 1:
        why, _ = shape.named(meant.numerator)
        return "unit" if why == "unit" else "restated"
    return "unit" if any(scaled(shape.mantissa, power) == meant for power in _POWERS) else "restated"


def _in_steps(value: Exact, step: Exact) -> tuple[int, int]:
    """The value in steps, as a dividend and a positive divisor."""
    return value.numerator * step.denominator, value.denominator * step.numerator


def _near_powers(mantissa: int, ranges: Sequence[Range]) -> Iterator[int]:
    """The powers of ten that the figure × 10^power may meet a range with, its interval being shifted too."""
    if not mantissa:
        return
    for power, up, down, slack in _SCALES:
        shifted = mantissa * up
        for low, high in ranges:
            if (low is None or (low - slack) * down <= shifted) and (high is None or shifted <= (high + slack) * down):
                yield power
                break
