"""What one entry finds in a sentence, by the stage that reads its file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from msgspec.structs import replace

from reportminer.find import find
from reportminer.front import front_matter
from reportminer.lexicon import (
    Cue,
    Entity,
    Entry,
    Identity,
    Indicator,
    Label,
    Lexicon,
    Modifier,
    Noise,
    Numeral,
    Template,
    Unit,
    Word,
)
from reportminer.model import Analysis, Quantity, Relation
from reportminer.pipeline import document_of
from reportminer.record import entities, record
from reportminer.relate import relate
from reportminer.segment import plain_text, segment
from reportminer.text import normalise

Finder = Callable[[Entry, str, Lexicon], Iterable[str]]


@lru_cache(maxsize=16)
def examined(text: str, lexicon: Lexicon) -> Analysis:
    """`text` as a report of its own, up to its relations."""
    document = document_of(text)
    analysis = Analysis(document, plain=plain_text(document, lexicon))
    analysis = replace(analysis, sections=segment(analysis, lexicon))
    analysis = replace(analysis, quantities=find(analysis, lexicon))
    return relate(analysis, lexicon)


def name_of(entry: Entry) -> str:
    """File and id of an entry: units.yaml#yuan."""
    return f"{entry.file}#{entry.id}"


def entry_of_cue(said: str, lexicon: Lexicon) -> str:
    """File and id of the entry that a relation's cue comes from; "" where it comes from none."""
    said = normalise(said)
    for identity in lexicon.identities:
        if said == normalise(identity.name):
            return name_of(identity)
    for cue in lexicon.cues:
        if said in map(normalise, cue.words) or (cue.regex and re.fullmatch(cue.regex, said)):
            return name_of(cue)
    return ""


def find_word_in_place(entry: Entry, text: str, lexicon: Lexicon) -> Iterator[str]:
    """The words that stand where their use wants them: a tail at the end, a lead at the beginning, a head alone."""
    assert isinstance(entry, Word)
    at_end = entry.use.endswith(("_tail", "_head"))
    at_start = entry.use.endswith(("_lead", "_head"))
    for start, end in _occurrences(entry, normalise(text)):
        if not (at_end and end < len(text)) and not (at_start and start > 0):
            yield text[start:end]


def _find_unit(entry: Entry, text: str, lexicon: Lexicon) -> Iterator[str]:
    return _surfaces((q for q in examined(text, lexicon).quantities if q.by == name_of(entry)), text)


def _find_word_of_number(entry: Entry, text: str, lexicon: Lexicon) -> Iterator[str]:
    assert isinstance(entry, Numeral | Modifier)
    words = tuple(map(normalise, entry.words))
    found = [
        quantity
        for quantity in examined(text, lexicon).quantities
        if any(word in normalise(quantity.text) for word in words)
        and (isinstance(entry, Numeral) or quantity.bound in (entry.bound, "range"))
    ]
    return _surfaces(found, text)


def _find_noise(entry: Entry, text: str, lexicon: Lexicon) -> Iterator[str]:
    """The words that no figure was found in."""
    assert isinstance(entry, Noise)
    figures = examined(text, lexicon).quantities
    for start, end in _occurrences(entry, normalise(text)):
        if not any(figure.start < end and start < figure.end for figure in figures):
            yield text[start:end]


def _find_label(entry: Entry, text: str, lexicon: Lexicon) -> Iterator[str]:
    """Labels that segmentation found, and one at the start of the text, where a list of one item is no list."""
    assert isinstance(entry, Label)
    pattern = re.compile(entry.regex)
    norm = normalise(text)
    for section in examined(text, lexicon).sections:
        if section.style == entry.style and pattern.match(norm, section.start):
            yield section.label
    match = pattern.match(norm)
    if match:
        yield text[: match.end()]


def _find_cue(entry: Entry, text: str, lexicon: Lexicon) -> Iterator[str]:
    """The cue's words in the text, and the types of the relations that it made."""
    assert isinstance(entry, Cue)
    for start, end in _occurrences(entry, normalise(text)):
        yield text[start:end]
    for relation in examined(text, lexicon).relations:
        if entry_of_cue(relation.cue, lexicon) == name_of(entry):
            yield relation.type


def _find_identity(entry: Entry, text: str, lexicon: Lexicon) -> Iterator[str]:
    """The figures of the relations that the identity made."""
    assert isinstance(entry, Identity)
    analysis = examined(text, lexicon)
    for relation in analysis.relations:
        if relation.cue == entry.name:
            yield from _surfaces(_members(relation, analysis), text)


def _find_template(entry: Entry, text: str, lexicon: Lexicon) -> Iterator[str]:
    """The words by which the text, read as a title, is known for this kind of report and for no other kind.

    Of a template that holds for every kind, the words that its required parts ask for.
    """
    assert isinstance(entry, Template)
    words = entry.title_words or tuple(word for part in entry.required for word in part.any_of)
    if front_matter(examined(text, lexicon), lexicon).kind in (entry, None):
        yield from (word for word in words if normalise(word) in normalise(text))


def _find_indicator(entry: Entry, text: str, lexicon: Lexicon) -> Iterator[str]:
    quantities = record(examined(text, lexicon), lexicon).quantities
    return _surfaces((quantity for quantity in quantities if quantity.indicator == entry.id), text)


def _find_entity(entry: Entry, text: str, lexicon: Lexicon) -> Iterator[str]:
    return (entity.text for entity in entities(normalise(text), lexicon) if entity.by == name_of(entry))


def _find_word(entry: Entry, text: str, lexicon: Lexicon) -> Iterator[str]:
    """The words that stand in the text."""
    assert isinstance(entry, Word)
    norm = normalise(text)
    return (word for word in map(_form, entry.words) if normalise(word) in norm)


def _surfaces(quantities: Iterable[Quantity], text: str) -> Iterator[str]:
    for quantity in quantities:
        yield quantity.text
        yield text[quantity.core_start : quantity.core_end]


def _members(relation: Relation, analysis: Analysis) -> Iterator[Quantity]:
    ids = {*relation.lhs, *relation.rhs}
    return (quantity for quantity in analysis.quantities if quantity.id in ids)


def _form(word: str) -> str:
    """What stands in a text: of a pair such as 帐号=账号 the first."""
    return word.partition("=")[0] or word


def _occurrences(entry: Noise | Cue | Word, norm: str) -> Iterator[tuple[int, int]]:
    sources = [re.escape(normalise(_form(word))) for word in sorted(entry.words, key=len, reverse=True)]
    if not isinstance(entry, Word) and entry.regex:
        sources.append(entry.regex)
    for match in re.finditer("|".join(sources), norm) if sources else ():
        yield match.span()


FINDERS: dict[type[Entry], Finder] = {
    Unit: _find_unit,
    Numeral: _find_word_of_number,
    Modifier: _find_word_of_number,
    Noise: _find_noise,
    Label: _find_label,
    Cue: _find_cue,
    Identity: _find_identity,
    Template: _find_template,
    Indicator: _find_indicator,
    Entity: _find_entity,
    Word: _find_word,
}
