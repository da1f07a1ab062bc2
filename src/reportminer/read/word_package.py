"""The parts of a .docx by their relationships, parsed by python-docx one by one as they are needed.

python-docx opens every part of a package, images too, and gives up where one relationship points at nothing, as it
does in files that Word and WPS open without a word; so the package is walked here.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

from docx.oxml.parser import parse_xml
from lxml import etree

from reportminer.errors import UnreadableError
from reportminer.read.container import read_member
from reportminer.read.memory import raise_starved
from reportminer.read.source import Source

_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class Package:
    """A Word file: `main` is the root of its document, `related` finds what belongs to it."""

    def __init__(self, source: Source, archive: ZipFile) -> None:
        self._source = source
        self._archive = archive
        self._names = set(archive.namelist())
        self._name = next(self._targets("", "officeDocument"), "word/document.xml")
        self.main: Any = self._parse(self._name)

    def related(self, kind: str) -> Iterator[Any]:
        """The roots of the parts in relation `kind` ("styles", "header") to the document; damaged ones raise."""
        for name in self._targets(self._name, kind):
            yield self._parse(name)

    def _targets(self, name: str, kind: str) -> Iterator[str]:
        folder, base = posixpath.split(name)
        relations = posixpath.join(folder, "_rels", f"{base}.rels")
        if relations not in self._names:
            return
        for relation in self._parse(relations).iter(_RELATIONSHIPS):
            if relation.get("Type", "").rpartition("/")[2] != kind or relation.get("TargetMode") == "External":
                continue
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
            if target in self._names:
                yield target

    def _parse(self, name: str) -> Any:
        data = read_member(self._source.path, self._archive, name)
        try:
            return parse_xml(data.replace(_STRICT, _TRANSITIONAL))
        except (etree.XMLSyntaxError, ValueError) as error:
            raise_starved(error)
            raise damaged(self._source) from error


def damaged(source: Source) -> UnreadableError:
    """The error for a package whose parts are not what they should be."""
    return source.unreadable("Word文件损坏或不完整。", "请用Word或WPS打开后另存一份。")
