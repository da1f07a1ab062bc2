"""Word files built for the tests: paragraphs with numbering, and parts of one's own XML."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

NAMESPACES = " ".join(
    (
        nsdecls("w"),
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
        'xmlns:v="urn:schemas-microsoft-com:vml"',
    )
)


def element(xml: str):
    """An element from XML without namespace declarations; w, mc, wps and v are known."""
    return parse_xml(re.sub(r"\A<([\w:]+)", rf"<\1 {NAMESPACES}", xml))


def level(index: int, number_format: str, text: str, extra: str = "", start: int = 1) -> str:
    """A w:lvl; `extra` stands after the format (w:lvlRestart, w:isLgl, w:pStyle)."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


class WordFile:
    """A Word file in the making; `bytes()` is the .docx."""

    def __init__(self) -> None:
        self.document = docx.Document()

    def list(self, number: int, levels: Iterable[str] = (), overrides: str = "", abstract: int | None = None) -> None:
        """Define list `number` (w:num) with levels of its own, or with those of the list `abstract`."""
        root = self.document.part.numbering_part.element
        key = 900 + (number if abstract is None else abstract)
        if abstract is None:
            definition = element(f'<w:abstractNum w:abstractNumId="{key}">{"".join(levels)}</w:abstractNum>')
            root.insert(0, definition)
        number_xml = f'<w:num w:numId="{number}"><w:abstractNumId w:val="{key}"/>{overrides}</w:num>'
        root.append(element(number_xml))

    def paragraph(self, text: str, number: int | None = None, index: int | None = 0, style: str | None = None) -> None:
        """A paragraph, at level `index` of list `number` (each may be left out)."""
        paragraph = self.document.add_paragraph(text, style=style)
        if number is not None or (index and style):
            ilvl = "" if index is None else f'<w:ilvl w:val="{index}"/>'
            num = "" if number is None else f'<w:numId w:val="{number}"/>'
            paragraph._p.get_or_add_pPr().append(element(f"<w:numPr>{ilvl}{num}</w:numPr>"))

    def body(self, xml: str) -> None:
        """Any element, before the section's end."""
        self.document.element.body.insert_element_before(element(xml), "w:sectPr")

    def style(self, name: str, properties: str, based_on: str = "Normal") -> None:
        """A paragraph style with these paragraph properties."""
        style = (
            f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>'
            f'<w:basedOn w:val="{based_on}"/><w:pPr>{properties}</w:pPr></w:style>'
        )
        self.document.styles.element.append(element(style))

    def bytes(self) -> bytes:
        """The .docx."""
        stream = io.BytesIO()
        self.document.save(stream)
        return stream.getvalue()
