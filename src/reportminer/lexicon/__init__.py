"""What patterns/ says, as one frozen Lexicon."""

from reportminer.lexicon.entries import Cue, Entry, Identity, Indicator, Label, Modifier, Noise, Template, Unit, Word
from reportminer.lexicon.load import Lexicon, load_lexicon, packaged_patterns

__all__ = [
    "Cue",
    "Entry",
    "Identity",
    "Indicator",
    "Label",
    "Lexicon",
    "Modifier",
    "Noise",
    "Template",
    "Unit",
    "Word",
    "load_lexicon",
    "packaged_patterns",
]
