"""The order of the stages, the only module that knows it."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from os import PathLike

from msgspec.structs import replace

from reportminer.check import run_checks
from reportminer.diagnose import diagnose
from reportminer.find import find
from reportminer.lexicon import Lexicon, load_lexicon
from reportminer.model import Analysis, Document
from reportminer.read import read, supported
from reportminer.record import record
from reportminer.relate import relate
from reportminer.segment import plain_text, segment
from reportminer.table import line_blocks

_HALF_PAIR = re.compile("[\ud800-\udfff]")


@cache
def packaged_lexicon() -> Lexicon:
    """The embedded patterns, loaded once and kept."""
    return load_lexicon()


def examine(document: Document, lexicon: Lexicon) -> Analysis:
    """All that checking needs: sections, quantities, relations, repairs, findings, coverage."""
    analysis = Analysis(document, plain=plain_text(document, lexicon), warnings=document.notices)
    analysis = replace(analysis, sections=segment(analysis, lexicon))
    analysis = replace(analysis, quantities=find(analysis, lexicon))
    analysis = relate(analysis, lexicon)
    analysis = replace(analysis, repairs=diagnose(analysis))
    return run_checks(analysis, lexicon)


def analyse(source: str | PathLike[str] | Document, lexicon: Lexicon | None = None) -> Analysis:
    """The whole analysis of a report.

    source  a path (a `PathLike`, or a string without line breaks that names an existing file or ends in a suffix that
            can be read), a `Document`, or the text of a report
    Raises `UnreadableError` for a file that can't be read, `PatternError` for patterns that can't be loaded.
    """
    lexicon = lexicon or packaged_lexicon()
    return record(examine(_document(source), lexicon), lexicon)


def document_of(text: str, path: str = "<text>") -> Document:
    """A `Document` of bare text, one block a line; lines of cells parted by tabs are a table.

    Halves of surrogate pairs, which are no characters and fit no record, become U+FFFD.
    """
    text = _HALF_PAIR.sub("\ufffd", text)
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return Document(path, digest, "text/plain", text, line_blocks(text))


def _document(source: str | PathLike[str] | Document) -> Document:
    if isinstance(source, Document):
        return source
    if isinstance(source, str) and ("\n" in source or not _names_file(source)):
        return document_of(source)
    return read(source)


def _names_file(source: str) -> bool:
    from pathlib import Path

    if source.lower().endswith(supported()):
        return True
    try:
        return Path(source).is_file()
    except (OSError, ValueError):
        return False
