"""What the paragraph styles of a Word file say about numbering and rank, resolved once a style along w:basedOn."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from reportminer.read.numbering import W, integer, value

_TITLE = "title"
_HEADING = "heading "
_TABLE_OF_CONTENTS = ("toc ", "table of figures")
_BODY = 9


class Numbered(Struct, frozen=True):
    """A w:numPr: each half None where it says nothing; `number` "0" takes numbering away."""

    number: str | None = None
    level: int | None = None


class Style(Struct, frozen=True):
    """A paragraph style with all that it inherits.

    chain    its own id and those that it is based on, nearest first
    outline  rank of its headings, 1 the highest; None for body text
    title    the style of the report's own title, which heads no section
    toc      the style of entries in a table of contents
    """

    chain: tuple[str, ...] = ()
    numbered: Numbered = Numbered()
    outline: int | None = None
    title: bool = False
    toc: bool = False


def read_numbered(properties: Any) -> Numbered:
    """The w:numPr in a w:pPr, which may be None."""
    element = properties.find(W + "numPr") if properties is not None else None
    if element is None:
        return Numbered()
    return Numbered(value(element, "numId"), integer(value(element, "ilvl")))


def read_outline(properties: Any) -> int | None:
    """The outline rank in a w:pPr, 1 to 9; 0 where it says body text, None where it says nothing."""
    level = integer(value(properties, "outlineLvl"))
    if level is None:
        return None
    return level + 1 if 0 <= level < _BODY else 0


class Styles:
    """The paragraph styles of one file, by id."""

    def __init__(self, root: Any) -> None:
        self._elements: dict[str, Any] = {}
        self._resolved: dict[str, Style] = {}
        self.default = ""
        self.lists: dict[str, str] = {}
        """Numbering style id → its numId."""
        for element in () if root is None else root.iterchildren(W + "style"):
            name, kind = element.get(W + "styleId", ""), element.get(W + "type", "paragraph")
            if kind == "numbering":
                self.lists[name] = read_numbered(element.find(W + "pPr")).number or ""
            elif kind == "paragraph":
                self._elements[name] = element
                if element.get(W + "default") in ("1", "true", "on"):
                    self.default = name

    def get(self, name: str | None) -> Style:
        """The style named by a paragraph (None: the default one)."""
        key = self.default if name is None or name not in self._elements else name
        found = self._resolved.get(key)
        if found is None:
            found = self._resolved[key] = self._resolve(key)
        return found

    def _resolve(self, key: str) -> Style:
        chain: list[str] = []
        number: str | None = None
        level: int | None = None
        outline: int | None = None
        title = toc = False
        at: str | None = key
        while at in self._elements and at not in chain:
            element = self._elements[at]
            chain.append(at)
            properties = element.find(W + "pPr")
            numbered = read_numbered(properties)
            number = numbered.number if number is None else number
            level = numbered.level if level is None else level
            name = (value(element, "name") or "").lower()
            outline = _rank(name, properties) if outline is None else outline
            title = title or name == _TITLE
            toc = toc or name.startswith(_TABLE_OF_CONTENTS)
            at = value(element, "basedOn")
        return Style(tuple(chain), Numbered(number, level), outline or None, title, toc)


def _rank(name: str, properties: Any) -> int | None:
    outline = read_outline(properties)
    if outline is None and name.startswith(_HEADING):
        return integer(name.removeprefix(_HEADING).partition(" ")[0])
    return outline
