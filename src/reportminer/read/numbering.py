"""Word's automatic numbering: list definitions read once, then counted paragraph by paragraph as Word counts them."""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from reportminer.read.number_formats import render, render_custom

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS = 9

_PLACE = re.compile(r"%([1-9])")


class Level(Struct, frozen=True):
    """One w:lvl.

    restart  None: after every higher level; 0: never; n: after level n (counted from 1) or a higher one
    legal    w:isLgl, every number of the label in plain digits
    """

    start: int = 1
    number_format: str = "decimal"
    custom: str = ""
    text: str = ""
    restart: int | None = None
    legal: bool = False


class List(Struct, frozen=True):
    """One w:num with its overrides applied; lists of one `abstract` share their counters.

    starts       levels whose counter this list sets anew when it first uses them (w:startOverride)
    style_levels paragraph style id → the level that names it (w:pStyle)
    """

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]
    style_levels: dict[str, int]


def value(element: Any, name: str) -> str | None:
    """The w:val of the child `name`; None without the child, "" without the attribute."""
    child = element.find(W + name) if element is not None else None
    return None if child is None else child.get(W + "val", "")


def integer(text: str | None) -> int | None:
    """A whole number as XML has it; None for nothing and for nonsense."""
    try:
        return int(text) if text else None
    except ValueError:
        return None


def switched_on(element: Any, name: str) -> bool:
    """Whether an on/off property is set: present, and not switched off."""
    state = value(element, name)
    return state is not None and state not in ("0", "false", "off")


def read_lists(root: Any, style_lists: dict[str, str]) -> dict[str, List]:
    """numId → list, from the root of word/numbering.xml (None when the file has none).

    style_lists  numbering style id → its numId, for abstract lists that only point at a style (w:numStyleLink)
    """
    if root is None:
        return {}
    abstracts = {element.get(W + "abstractNumId", ""): element for element in root.iterchildren(W + "abstractNum")}
    numbers = {element.get(W + "numId", ""): element for element in root.iterchildren(W + "num")}
    lists: dict[str, List] = {}
    read: dict[str, tuple[dict[int, Level], dict[str, int]]] = {}
    for number, element in numbers.items():
        key = _follow(value(element, "abstractNumId") or "", abstracts, numbers, style_lists)
        if key not in abstracts:
            continue
        if key not in read:
            read[key] = _read_levels(abstracts[key])
        lists[number] = _overridden(key, *read[key], element)
    return lists


def _follow(key: str, abstracts: dict[str, Any], numbers: dict[str, Any], style_lists: dict[str, str]) -> str:
    """The abstract list that has the levels, past links to numbering styles."""
    for _ in range(LEVELS):
        link = value(abstracts.get(key), "numStyleLink")
        if not link:
            break
        key = value(numbers.get(style_lists.get(link, "")), "abstractNumId") or ""
    return key


def _read_levels(abstract: Any) -> tuple[dict[int, Level], dict[str, int]]:
    levels: dict[int, Level] = {}
    styles: dict[str, int] = {}
    for element in abstract.iterchildren(W + "lvl"):
        index = integer(element.get(W + "ilvl"))
        if index is None or not 0 <= index < LEVELS:
            continue
        levels[index] = _read_level(element)
        style = value(element, "pStyle")
        if style:
            styles[style] = index
    return levels, styles


def _read_level(element: Any) -> Level:
    text = element.find(W + "lvlText")
    number_format, custom = _read_format(element)
    start = integer(value(element, "start"))
    return Level(
        # Word counts from 0 where w:start is missing (ECMA-376 17.9.25).
        start=0 if start is None else start,
        number_format=number_format,
        custom=custom,
        text="" if text is None else text.get(W + "val", ""),
        restart=integer(value(element, "lvlRestart")),
        legal=switched_on(element, "isLgl"),
    )


def _read_format(element: Any) -> tuple[str, str]:
    """The w:numFmt and the form of a custom one, which Word wraps in alternatives."""
    formats = list(element.iter(W + "numFmt"))
    if not formats:
        return "decimal", ""
    return formats[0].get(W + "val", "decimal"), formats[0].get(W + "format", "")


def _overridden(key: str, levels: dict[int, Level], styles: dict[str, int], number: Any) -> List:
    levels = dict(levels)
    starts: dict[int, int] = {}
    for override in number.iterchildren(W + "lvlOverride"):
        index = integer(override.get(W + "ilvl"))
        if index is None or not 0 <= index < LEVELS:
            continue
        own = override.find(W + "lvl")
        if own is not None:
            # Word takes no w:lvlRestart from an override (MS-OI29500 on 17.9.10).
            levels[index] = replace(_read_level(own), restart=levels.get(index, Level()).restart)
        start = integer(value(override, "startOverride"))
        if start is not None:
            starts[index] = start
    return List(key, levels, starts, styles)


class Counter:
    """Counts the numbered paragraphs of one document in their order."""

    def __init__(self, lists: dict[str, List]) -> None:
        self._lists = lists
        self._counts: dict[str, list[int | None]] = {}
        self._used: set[tuple[str, int]] = set()

    def level_of_style(self, number: str, style: str) -> int | None:
        """The level of list `number` that names the paragraph style, if one does."""
        found = self._lists.get(number)
        return found.style_levels.get(style) if found else None

    def label(self, number: str, index: int) -> str:
        """Count one paragraph of list `number` (a w:numId) at level `index` (a w:ilvl) and give its label.

        "" for bullets, for lists that are not defined and for levels that print nothing; never ends in a space.
        """
        found = self._lists.get(number)
        if found is None or not 0 <= index < LEVELS:
            return ""
        counts = self._counts.setdefault(found.abstract, [None] * LEVELS)
        self._advance(number, found, counts, index)
        level = found.levels.get(index)
        if level is None or level.number_format == "bullet":
            return ""

        def printed(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            if at > index:
                return ""
            # A level that has been passed over shows its start value and is still to be used (as in Word).
            count = counts[at]
            count = self._start(found, at) if count is None else count
            shown = found.levels.get(at, Level())
            if level.legal:
                return str(count)
            return render_custom(shown.custom, count) if shown.custom else render(shown.number_format, count)

        return _PLACE.sub(printed, level.text).strip()

    def _advance(self, number: str, found: List, counts: list[int | None], index: int) -> None:
        count = counts[index]
        fresh = index in found.starts and (number, index) not in self._used
        counts[index] = self._start(found, index) if count is None or fresh else count + 1
        self._used.add((number, index))
        for below in range(index + 1, LEVELS):
            restart = found.levels.get(below, Level()).restart
            if restart is None or restart > below or index < restart:
                counts[below] = None

    @staticmethod
    def _start(found: List, index: int) -> int:
        return found.starts.get(index, found.levels.get(index, Level()).start)


def join(label: str, text: str) -> str:
    """The printed paragraph: label and text, parted by a space where they would run into one word or number."""
    if not label or not text:
        return label or text
    last = label[-1]
    tight = not last.isalnum() or not (last.isidentifier() or last.isdecimal())
    if tight and not (last in ".．" and text[0].isdecimal()):
        return label + text
    return f"{label} {text}"
