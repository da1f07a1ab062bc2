"""spaCy's entity ruler over the catalogue, loaded once per process and lexicon, and only when a record is made."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from reportminer.lexicon import Lexicon
from reportminer.text import normalise

_TOKEN = re.compile(r"(\S)( ?)|(\s+)")
"""a character with the space after it, as spaCy cuts, or white space beyond that"""


@lru_cache(maxsize=4)
def entity_ruler(lexicon: Lexicon) -> Callable[[str], Any]:
    """A spaCy pipeline with an entity ruler over the lexicon's entities, one token a character.

    On words instead of characters a phrase that is cut differently in context would be missed.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import spacy
        from spacy.tokens import Doc
    pipeline = spacy.blank("zh")

    def doc_of(text: str) -> Any:
        tokens = _TOKEN.findall(text)
        return Doc(
            pipeline.vocab, words=[one or gap for one, _, gap in tokens], spaces=[bool(space) for _, space, _ in tokens]
        )

    ruler: Any = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": entity.label, "pattern": normalise(entity.pattern), "id": f"{entity.file}#{entity.id}"}
            for entity in lexicon.entities
        ]
    )
    return lambda text: ruler(doc_of(text))
