"""jieba with the catalogue as user dictionary, loaded once per process and lexicon, and only when words are asked for.

That takes about a second. For a few short texts a glance into its dictionary does, which takes some hundredths of one.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.util import find_spec
from math import log, prod
from pathlib import Path
from typing import Protocol

from reportminer.lexicon.cache import cache_folder
from reportminer.lexicon.load import Lexicon

_TOTAL = 60_101_967
"""what the frequencies of all words of jieba's dictionary add up to"""
_ALL = log(_TOTAL)
_LONGEST = 16
"""characters of the longest word looked for"""


class Tokenizer(Protocol):
    """What cuts, as jieba does."""

    FREQ: dict[str, int]

    def cut(self, sentence: str, *, HMM: bool) -> Iterator[str]:  # noqa: N803
        """The words of a sentence."""


class Cutter:
    """Cuts half-width text into words, with the names of indicators, bodies and programmes as words."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer

    def __call__(self, text: str) -> Iterator[str]:
        """The words of `text` in order; joined they are `text`."""
        return self._tokenizer.cut(text, HMM=False)

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


def glance(lexicon: Lexicon, texts: Iterable[str]) -> Cutter:
    """What cuts these texts, of Chinese characters alone, as `word_cutter` does.

    Of jieba's dictionary it reads the words that begin with a character of theirs, each but once in a process.
    """
    text = "\n".join(texts)
    few = _few(lexicon) if text else _Few("", ())
    few.read(text)
    return Cutter(few)


@lru_cache(maxsize=4)
def _few(lexicon: Lexicon) -> _Few:
    spec = find_spec("jieba")
    assert spec is not None and spec.origin is not None
    return _Few(Path(spec.origin).with_name("dict.txt").read_text("utf-8"), [*_names(lexicon)])


class _Few:
    """Cuts as jieba does with the words of its dictionary that may stand in a text: the likeliest words in a row."""

    def __init__(self, dictionary: str, names: Sequence[str]) -> None:
        self.FREQ: dict[str, int] = {}
        self._dictionary = dictionary
        self._names: dict[str, list[tuple[int, str]]] = {}
        for place, name in enumerate(names):
            self._names.setdefault(name[:2], []).append((place, name))
        self._read: set[str] = set()

    def read(self, text: str) -> None:
        """Makes known the words of the dictionary that begin with a character of a text, and the names in it."""
        new = {char for char in text if char.isalpha()} - self._read
        if new:
            self._read |= new
            lines = re.finditer(f"^([{''.join(sorted(new))}]\\S*) (\\d+)", self._dictionary, re.M)
            self.FREQ.update((line[1], int(line[2])) for line in lines)
        heads = {text[at : at + 2] for at in range(len(text))} & self._names.keys()
        for _, name in sorted(each for head in heads for each in self._names[head] if each[1] in text):
            if name not in self._read:
                self._read.add(name)
                self._add(name)

    def _add(self, word: str) -> None:
        """Makes a name just frequent enough not to be cut, as jieba's `add_word` does."""
        whole = prod(self.FREQ.get(piece, 1) / _TOTAL for piece in self.cut(word, HMM=False))
        self.FREQ[word] = max(int(whole * _TOTAL) + 1, self.FREQ.get(word, 1))

    def cut(self, sentence: str, *, HMM: bool) -> Iterator[str]:  # noqa: N803
        """The words of a sentence; unknown characters stand alone, whatever `HMM` asks for."""
        best: list[tuple[float, int]] = [(0.0, 0)] * (len(sentence) + 1)
        for start in reversed(range(len(sentence))):
            ends = range(start + 1, min(len(sentence), start + _LONGEST) + 1)
            known = [(count, end) for end in ends if (count := self.FREQ.get(sentence[start:end]))]
            best[start] = max((log(count) - _ALL + best[end][0], end) for count, end in known or [(1, start + 1)])
        at = 0
        while at < len(sentence):
            yield sentence[at : best[at][1]]
            at = best[at][1]
