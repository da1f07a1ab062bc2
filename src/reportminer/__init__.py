"""Reads Chinese narrative reports, turns every figure into a record and shows the sums that do not add up.

The door: `read` and `analyse` a report, `export` analyses, `load_lexicon` with patterns of your own, `catalogue` of
indicators, and the nouns. Nothing else is promised.
"""

from reportminer.errors import LimitError, PatternError, ReportminerError, UnreadableError, UnsupportedError, UsageError
from reportminer.export import export
from reportminer.lexicon import Lexicon, catalogue, load_lexicon
from reportminer.model import (
    Analysis,
    Block,
    Change,
    CheckOutcome,
    Coverage,
    Document,
    DocumentInfo,
    Explanation,
    Fact,
    Finding,
    ListItem,
    Notice,
    Quantity,
    Record,
    Relation,
    Section,
)
from reportminer.pipeline import analyse
from reportminer.read import read
from reportminer.version import __version__

__all__ = [
    "Analysis",
    "Block",
    "Change",
    "CheckOutcome",
    "Coverage",
    "Document",
    "DocumentInfo",
    "Explanation",
    "Fact",
    "Finding",
    "Lexicon",
    "LimitError",
    "ListItem",
    "Notice",
    "PatternError",
    "Quantity",
    "Record",
    "Relation",
    "ReportminerError",
    "Section",
    "UnreadableError",
    "UnsupportedError",
    "UsageError",
    "__version__",
    "analyse",
    "catalogue",
    "export",
    "load_lexicon",
    "read",
]
