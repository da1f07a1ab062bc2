"""Runs sentences through the stages to show what each pattern entry finds: the examples of all entries, or one's own.

An example holds when the entry finds `finds` in `text`; with `finds: 无` when it finds nothing there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from reportminer.find import find
from reportminer.lexicon import (
    Cue,
    Entity,
    Entry,
    Indicator,
    Label,
    Lexicon,
    Modifier,
    Noise,
    Numeral,
    Unit,
    Word,
    load_lexicon,
)
from reportminer.model import Analysis, Quantity
from reportminer.pipeline import document_of
from reportminer.record import entities, record
from reportminer.relate import relate
from reportminer.segment import plain_text, segment
from reportminer.text import normalise

NOTHING = "无"


class PatternProblem(Struct, frozen=True):
    """An entry whose examples are missing or don't hold; `str()` is one Chinese line."""

    file: str
    line: int
    entry: str
    problem: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.entry} {self.problem}"


class Found(Struct, frozen=True):
    """One thing found in a sentence.

    what  数字, 关系, 指标, 机构 or 标题
    text  the words that it was found in
    meaning  what was understood, Chinese
    by    file and id of the entry that found it, "" where no single entry did
    """

    what: str
    text: str
    meaning: str
    by: str


def check_patterns(*folders: Path | str) -> Iterator[PatternProblem]:
    """What is wrong with the examples of the entries of `folders`, or, without folders, of the embedded patterns.

    Raises `PatternError` where the patterns can't be loaded at all.
    """
    lexicon = load_lexicon(*folders)
    embedded = {(entry.file, entry.id) for entry in _entries(load_lexicon())} if folders else set()
    for entry in _entries(lexicon):
        if (entry.file, entry.id) not in embedded:
            yield from _check_entry(entry, lexicon)


def try_sentence(text: str, lexicon: Lexicon) -> tuple[Found, ...]:
    """What the stages find in `text`, in the order of the text, each with the entry that found it."""
    analysis = record(_examined(text, lexicon), lexicon)
    found: list[tuple[int, Found]] = []
    for section in analysis.sections:
        by = next((_by(label) for label in lexicon.labels if label.style == section.style), "")
        found.append((section.start, Found("标题", section.label or section.title, f"第 {section.level} 层", by)))
    names = {indicator.id: indicator for indicator in lexicon.indicators}
    for quantity in analysis.quantities:
        found.append((quantity.start, Found("数字", quantity.text, _meaning(quantity), quantity.by)))
        if quantity.indicator in names:
            indicator = names[quantity.indicator]
            code = f"（{indicator.code}）" if indicator.code else ""
            found.append((quantity.start, Found("指标", quantity.item, indicator.name + code, _by(indicator))))
    places = {quantity.id: quantity.start for quantity in analysis.quantities}
    for relation in analysis.relations:
        start = min(places[id] for id in (*relation.lhs, *relation.rhs))
        meaning = f"{relation.type} {relation.expression}".strip()
        found.append((start, Found("关系", relation.cue, meaning, _cue_by(relation.cue, lexicon))))
    for entity in entities(analysis.plain, lexicon):
        found.append((entity.start, Found("机构", entity.text, f"{entity.label} {entity.name}".strip(), entity.by)))
    return tuple(item for _, item in sorted(found, key=lambda pair: pair[0]))


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
    finder = _FINDERS.get(type(entry))
    if finder is None:
        return
    for example in entry.examples:
        if isinstance(entry, Word) and example.finds == NOTHING:
            finder = _find_word_in_place
        found = list(dict.fromkeys(map(_comparable, finder(entry, example.text, lexicon))))
        if example.finds == NOTHING and found:
            yield problem(f"在「{example.text}」里找到了「{found[0]}」，例子说不该找到。改词或改例子。")
        elif example.finds != NOTHING and _comparable(example.finds) not in found:
            said = f"只找到「{'」「'.join(found)}」" if found else "什么也没找到"
            yield problem(f"在「{example.text}」里应找到「{example.finds}」，{said}。改词或改例子。")


def _comparable(found: str) -> str:
    return normalise(found).strip()


def _examined(text: str, lexicon: Lexicon) -> Analysis:
    document = document_of(text)
    analysis = Analysis(document, plain=plain_text(document, lexicon))
    analysis = replace(analysis, sections=segment(analysis, lexicon))
    analysis = replace(analysis, quantities=find(analysis, lexicon))
    return relate(analysis, lexicon)


def _by(entry: Entry) -> str:
    return f"{entry.file}#{entry.id}"


def _cue_by(said: str, lexicon: Lexicon) -> str:
    said = normalise(said)
    for cue in lexicon.cues:
        if said in map(normalise, cue.words) or (cue.regex and re.fullmatch(cue.regex, said)):
            return _by(cue)
    return ""


_KINDS = {
    "amount": "金额",
    "headcount": "人数",
    "household": "户数",
    "percentage": "百分比",
    "percentage_point": "百分点",
    "count": "个数",
    "duration": "时长",
    "score": "得分",
    "measure": "计量",
}


def _meaning(quantity: Quantity) -> str:
    item = f"{quantity.item} " if quantity.item else ""
    low, high = quantity.low, quantity.high
    exact = low == high
    ends = f"{'(' if quantity.low_open else '['}{low}, {high}{')' if quantity.high_open else ']'}"
    range_said = "" if exact else f"，在 {ends} 之内"
    return f"{item}{_KINDS[quantity.kind]} {quantity.value}{quantity.unit or ''}{range_said}"


def _surfaces(quantities: Iterable[Quantity], text: str) -> Iterator[str]:
    for quantity in quantities:
        yield quantity.text
        yield text[quantity.core_start : quantity.core_end]


def _find_unit(entry: Entry, text: str, lexicon: Lexicon) -> Iterator[str]:
    found = (quantity for quantity in _examined(text, lexicon).quantities if quantity.by == _by(entry))
    return _surfaces(found, text)


def _find_word_of_number(entry: Entry, text: str, lexicon: Lexicon) -> Iterator[str]:
    assert isinstance(entry, Numeral | Modifier)
    words = tuple(map(normalise, entry.words))
    found = [
        quantity
        for quantity in _examined(text, lexicon).quantities
        if any(word in normalise(quantity.text) for word in words)
        and (isinstance(entry, Numeral) or quantity.bound in (entry.bound, "range"))
    ]
    return _surfaces(found, text)


def _find_noise(entry: Entry, text: str, lexicon: Lexicon) -> Iterator[str]:
    assert isinstance(entry, Noise)
    figures = _examined(text, lexicon).quantities
    for start, end in _occurrences(entry, normalise(text)):
        if not any(figure.start < end and start < figure.end for figure in figures):
            yield text[start:end].strip()


def _find_label(entry: Entry, text: str, lexicon: Lexicon) -> Iterator[str]:
    """Labels that segmentation found, and one at the start of the text, where a list of one item is no list."""
    assert isinstance(entry, Label)
    pattern = re.compile(entry.regex)
    norm = normalise(text)
    for section in _examined(text, lexicon).sections:
        if section.style == entry.style and pattern.match(norm, section.start):
            yield section.label
    match = pattern.match(norm)
    if match:
        yield text[: match.end()].strip()


def _find_cue(entry: Entry, text: str, lexicon: Lexicon) -> Iterator[str]:
    """The cue's words in the text, and the types of the relations that it made."""
    assert isinstance(entry, Cue)
    for start, end in _occurrences(entry, normalise(text)):
        yield text[start:end]
    for relation in _examined(text, lexicon).relations:
        if _cue_by(relation.cue, lexicon) == _by(entry):
            yield relation.type


def _find_indicator(entry: Entry, text: str, lexicon: Lexicon) -> Iterator[str]:
    analysis = record(_examined(text, lexicon), lexicon)
    return _surfaces((quantity for quantity in analysis.quantities if quantity.indicator == entry.id), text)


def _find_entity(entry: Entry, text: str, lexicon: Lexicon) -> Iterator[str]:
    for entity in entities(normalise(text), lexicon):
        if entity.by == _by(entry):
            yield entity.text


def _find_word(entry: Entry, text: str, lexicon: Lexicon) -> Iterator[str]:
    """The words that stand in the text."""
    assert isinstance(entry, Word)
    norm = normalise(text)
    return (word for word in map(_form, entry.words) if normalise(word) in norm)


def _find_word_in_place(entry: Entry, text: str, lexicon: Lexicon) -> Iterator[str]:
    """The words that stand where their use wants them: a tail at the end, a lead at the beginning, a head alone."""
    assert isinstance(entry, Word)
    for start, end in _occurrences(entry, normalise(text)):
        out_of_place = (
            (entry.use.endswith(("_tail", "_head")) and end < len(text))
            or (entry.use.endswith(("_lead", "_head")) and start > 0)
        )  # fmt: skip
        if not out_of_place:
            yield text[start:end]


def _form(word: str) -> str:
    """What stands in a text: of a pair such as 帐号=账号 the first."""
    return word.partition("=")[0] or word


def _occurrences(entry: Noise | Cue | Word, norm: str) -> Iterator[tuple[int, int]]:
    sources = [re.escape(normalise(_form(word))) for word in sorted(entry.words, key=len, reverse=True)]
    if not isinstance(entry, Word) and entry.regex:
        sources.append(entry.regex)
    for match in re.finditer("|".join(sources), norm) if sources else ():
        yield match.span()


_FINDERS: dict[type[Entry], Callable[[Entry, str, Lexicon], Iterable[str]]] = {
    Unit: _find_unit,
    Numeral: _find_word_of_number,
    Modifier: _find_word_of_number,
    Noise: _find_noise,
    Label: _find_label,
    Cue: _find_cue,
    Indicator: _find_indicator,
    Entity: _find_entity,
    Word: _find_word,
}
