"""From a document to its plain text and to the tree of its sections."""

from __future__ import annotations

from reportminer import text
from reportminer.front import front_matter
from reportminer.lexicon import Lexicon
from reportminer.model import Analysis, Document, Section
from reportminer.segment.contents import hidden_spans
from reportminer.segment.heads import find_heads
from reportminer.segment.labels import find_marks, inner_label, line_label, residues
from reportminer.segment.outline import outline
from reportminer.segment.sections import to_sections

__all__ = ["plain_text", "segment"]


def plain_text(document: Document, lexicon: Lexicon) -> str:
    """`document.text` made easy to match, character for character: see `text.plain`."""
    return text.plain(document.text, document.blocks, residues(lexicon), line_label(lexicon), inner_label(lexicon))


def segment(analysis: Analysis, lexicon: Lexicon) -> tuple[Section, ...]:
    """The sections in the order of the text, ids s1, s2 …; `level` is the depth in the tree, 1 at the top.

    Tables, tables of contents, running heads and footnotes have none. A heading that has lost its number has label ""
    and number None, and label_origin "restored" when its place in a numbered sequence is clear.
    """
    plain, document = analysis.plain, analysis.document
    title = front_matter(analysis, lexicon).title_span
    hidden = hidden_spans(document, plain, lexicon, [title] if title else [])
    marks = find_marks(plain, document.blocks, hidden, lexicon)
    heads = find_heads(plain, document.blocks, hidden, marks, lexicon)
    tree = outline(plain, sorted([*marks, *heads], key=lambda mark: mark.start))
    return to_sections(document.text, plain, tree)
