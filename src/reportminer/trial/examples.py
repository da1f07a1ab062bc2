"""The examples of pattern entries: one holds when its entry finds `finds` in `text`, or with `finds: 无` nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from reportminer.lexicon import Cue, Entry, Lexicon, Noise, Word, load_lexicon
from reportminer.text import normalise
from reportminer.trial.finders import FINDERS, find_word_in_place

NOTHING = "无"


class PatternProblem(Struct, frozen=True):
    """An entry whose examples are missing or don't hold; `str()` is one Chinese line."""

    file: str
    line: int
    entry: str
    problem: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.entry} {self.problem}"


def check_patterns(*folders: Path | str) -> Iterator[PatternProblem]:
    """What is wrong with the examples of the entries of `folders`, or, without folders, of the embedded patterns.

    Raises `PatternError` where the patterns can't be loaded at all.
    """
    lexicon = load_lexicon(*folders)
    embedded = {(entry.file, entry.id) for entry in _entries(load_lexicon())} if folders else set()
    for entry in _entries(lexicon):
        if (entry.file, entry.id) not in embedded:
            yield from _check_entry(entry, lexicon)


def _entries(lexicon: Lexicon) -> Iterator[Entry]:
    for name in lexicon.__struct_fields__:
        for entry in getattr(lexicon, name):
            if isinstance(entry, Entry):
                yield entry


def _check_entry(entry: Entry, lexicon: Lexicon) -> Iterator[PatternProblem]:
    def problem(said: str) -> PatternProblem:
        return PatternProblem(entry.file, entry.line, entry.id, said)

    if not any(example.finds != NOTHING for example in entry.examples):
        yield problem("没有一个匹配的例子。加一个 {text: 一句话, finds: 找到的一段}。")
    if not any(example.finds == NOTHING for example in entry.examples):
        yield problem("没有一个不该匹配的例子。加一个 {text: 一句话, finds: 无}。")
    if isinstance(entry, Noise | Cue) and entry.regex and not entry.note:
        yield problem("用了 regex 却没有 note。写明为什么 words 不够。")
    for example in entry.examples:
        in_place = isinstance(entry, Word) and example.finds == NOTHING
        finder = find_word_in_place if in_place else FINDERS[type(entry)]
        found = list(dict.fromkeys(map(_comparable, finder(entry, example.text, lexicon))))
        if example.finds == NOTHING and found:
            yield problem(f"在「{example.text}」里找到了「{found[0]}」，例子说不该找到。改词或改例子。")
        elif example.finds != NOTHING and _comparable(example.finds) not in found:
            said = f"只找到「{'」「'.join(found)}」" if found else "什么也没找到"
            yield problem(f"在「{example.text}」里应找到「{example.finds}」，{said}。改词或改例子。")


def _comparable(found: str) -> str:
    return normalise(found).strip()
