"""jieba with the catalogue as user dictionary, loaded once per process and lexicon, and only when words are asked for.

It takes about a second.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from reportminer.lexicon.cache import cache_folder
from reportminer.lexicon.load import Lexicon


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
