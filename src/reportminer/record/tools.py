"""The word tools, loaded once per process and lexicon: jieba with the catalogue as user dictionary, spaCy's ruler.

Both are imported here and only when a record is made: together they take more than a second.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from reportminer.lexicon import Lexicon
from reportminer.lexicon.cache import cache_folder
from reportminer.text import normalise

_TOKEN = re.compile(r"(\S)( ?)|(\s+)")
"""a character with the space after it, as spaCy cuts, or white space beyond that"""


class Cutter:
    """Cuts half-width text into words, with the names of indicators, bodies and programmes as words."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer

    def __call__(self, text: str) -> Iterator[str]:
        """The words of `text` in order; joined they are `text`."""
        words: Iterator[str] = self._tokenizer.cut(text, HMM=False)
        return words

    def frequency(self, word: str) -> int:
        """How often the dictionary counts `word`; 0 for one that it does not hold."""
        return int(self._tokenizer.FREQ.get(word) or 0)


@lru_cache(maxsize=4)
def word_cutter(lexicon: Lexicon) -> Cutter:
    """jieba with the lexicon's names as user dictionary.

    The index of its own dictionary is kept in the user's cache folder, never in a shared one.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.CRITICAL)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(cache_folder())
    tokenizer.initialize()
    for word in _names(lexicon):
        tokenizer.add_word(word)
    return Cutter(tokenizer)


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


def _names(lexicon: Lexicon) -> Iterator[str]:
    """What jieba must not cut: letters only, since it cuts at every sign, and no verb or time word before the name."""
    leads = tuple(word for entry in lexicon.words if entry.use == "indicator_lead" for word in entry.words)
    for indicator in lexicon.indicators:
        for name in (indicator.name, *indicator.aliases):
            if name.isalpha() and not name.startswith(leads):
                yield name
    for entity in lexicon.entities:
        if entity.pattern.isalpha():
            yield entity.pattern
