"""The text of one Word paragraph as Word prints it: fields as their results, deletions left out, insertions kept."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from reportminer.read.numbering import W, switched_on

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SYMBOLS = {
    **dict.fromkeys(("F0FE", "F052", "F053"), "☑"),
    **dict.fromkeys(("F0A8", "F06F", "F0A3", "F030"), "□"),
    **dict.fromkeys(("F0FC", "F050"), "√"),
    **dict.fromkeys(("F0B4",), "×"),
    **dict.fromkeys(("F0B1",), "±"),
}
_PLAIN = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
_GONE = {W + "del", W + "moveFrom", W + "pPr", W + "rPr", W + "rt", W + "instrText", W + "delText", W + "sdtPr"}
_DRAWN = {W + "drawing", W + "pict", W + "object"}
_BOX = W + "txbxContent"


class _Field(Struct):
    code: bool = True
    instruction: str = ""


class TextReader:
    """Reads paragraph after paragraph of one story; fields may span paragraphs, so their state is kept.

    boxes  the text boxes met so far (w:txbxContent), to be read apart
    """

    def __init__(self) -> None:
        self.boxes: list[Any] = []
        self._fields: list[_Field] = []
        self._entry = False

    def read(self, paragraph: Any) -> str:
        """The paragraph's text; "\\t" for tabs and "\\n" for line breaks inside it."""
        parts: list[str] = []
        self._entry = False
        self._walk(paragraph, parts)
        # A field whose code never ends within its paragraph is broken; its text would swallow the rest of the report.
        self._fields = [field for field in self._fields if not field.code]
        return "".join(parts)

    @property
    def in_contents(self) -> bool:
        """Whether the paragraph just read is an entry of a table of contents field."""
        contents = any(field.instruction.lstrip().upper().startswith("TOC") for field in self._fields)
        return contents and self._entry

    def _walk(self, element: Any, parts: list[str]) -> None:
        for child in element.iterchildren("*"):
            tag = child.tag
            if tag == W + "r":
                self._run(child, parts)
            elif tag == W + "fldSimple":
                if child.get(W + "instr", "").strip().upper().startswith("PAGEREF"):
                    self._entry = True
                self._walk(child, parts)
            elif tag == _COMPATIBLE + "AlternateContent":
                self._alternative(child, parts, self._walk)
            elif tag == _MATH + "t":
                parts.append(child.text or "")
            elif tag in _DRAWN:
                self._boxes(child)
            elif tag not in _GONE:
                self._walk(child, parts)

    def _run(self, run: Any, parts: list[str]) -> None:
        properties = run.find(W + "rPr")
        if properties is not None and switched_on(properties, "vanish"):
            self._codes(run)
            return
        self._content(run, parts)

    def _content(self, run: Any, parts: list[str]) -> None:
        for child in run.iterchildren("*"):
            tag = child.tag
            if tag == W + "t":
                if not self._in_code():
                    parts.append(child.text or "")
            elif tag == W + "fldChar":
                self._field(child)
            elif tag == W + "instrText":
                self._instruct(child.text or "")
            elif tag == W + "br":
                if child.get(W + "type", "textWrapping") == "textWrapping" and not self._in_code():
                    parts.append("\n")
            elif tag == W + "sym":
                if not self._in_code():
                    parts.append(_SYMBOLS.get(child.get(W + "char", "").upper(), ""))
            elif tag in _PLAIN:
                if not self._in_code():
                    parts.append(_PLAIN[tag])
            elif tag in _DRAWN:
                self._boxes(child)
            elif tag == _COMPATIBLE + "AlternateContent":
                self._alternative(child, parts, self._content)
            elif tag == W + "ruby":
                self._walk(child, parts)

    def _codes(self, run: Any) -> None:
        """The field marks of hidden text: they open and close fields that show."""
        for child in run.iterchildren(W + "fldChar", W + "instrText"):
            if child.tag == W + "fldChar":
                self._field(child)
            else:
                self._instruct(child.text or "")

    def _field(self, mark: Any) -> None:
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            self._fields[-1].code = False
        elif self._fields and kind == "end":
            self._fields.pop()

    def _instruct(self, text: str) -> None:
        if self._fields:
            self._fields[-1].instruction += text
            self._entry = self._entry or self._fields[-1].instruction.lstrip().upper().startswith("PAGEREF")

    def _in_code(self) -> bool:
        return bool(self._fields) and any(field.code for field in self._fields)

    def _alternative(self, element: Any, parts: list[str], read: Any) -> None:
        """One of several forms of the same content: the first, which newer versions of Word show."""
        for choice in element.iterchildren("*"):
            read(choice, parts)
            return

    def _boxes(self, element: Any) -> None:
        """Collect the text boxes of a drawing, without those inside them and without the fallback form."""
        for child in element.iterchildren("*"):
            if child.tag == _BOX:
                self.boxes.append(child)
            elif child.tag == _COMPATIBLE + "AlternateContent":
                first = next(child.iterchildren("*"), None)
                if first is not None:
                    self._boxes(first)
            else:
                self._boxes(child)
