"""What patterns/ says, as one frozen Lexicon."""

from reportminer.lexicon.catalogue import catalogue
from reportminer.lexicon.entries import (
    Cue,
    Entity,
    Entry,
    Example,
    Identity,
    Indicator,
    Label,
    Modifier,
    Noise,
    Numeral,
    Template,
    Unit,
    Word,
)
from reportminer.lexicon.load import Lexicon, load_lexicon, packaged_patterns

__all__ = [
    "Cue",
    "Entity",
    "Entry",
    "Example",
    "Identity",
    "Indicator",
    "Label",
    "Lexicon",
    "Modifier",
    "Noise",
    "Numeral",
    "Template",
    "Unit",
    "Word",
    "catalogue",
    "load_lexicon",
    "packaged_patterns",
]
