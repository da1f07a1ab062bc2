"""Which forms an entry claims for itself: two entries of one file kind can't claim the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from reportminer.errors import PatternError
from reportminer.lexicon.entries import Cue, Entity, Entry, Indicator, Label, Modifier, Template, Word
from reportminer.text import normalise


def forms(entry: Entry) -> Iterator[tuple[str, str]]:
    """What `entry` claims: pairs of the place where a form counts and the form, half-width.

    A modifier claims its words before, inside or after a figure, a cue within its meaning in its family of relations,
    a word within its use; an indicator its name and aliases; every other entry its words.
    """
    place, claimed = _claim(entry)
    for form in claimed:
        yield place, normalise(form)


def _claim(entry: Entry) -> tuple[str, Iterable[str]]:
    match entry:
        case Indicator():
            return "", (entry.name, *entry.aliases)
        case Modifier():
            return entry.place, entry.words
        case Cue():
            return f"{entry.relation}/{entry.meaning}", entry.words
        case Word():
            return entry.use, entry.words
        case Label():
            return "", (entry.regex,)
        case Template():
            return "", entry.title_words
        case Entity():
            return "", (entry.pattern,)
    return "", getattr(entry, "words", ())


def refuse_conflicts(entries: Iterable[Entry], shown: Mapping[str, str]) -> None:
    """Raises `PatternError` when two of `entries` claim one form; `shown` gives an id's file and line."""
    owners: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        for claim in forms(entry):
            owner = owners.setdefault(claim, entry)
            if owner is not entry:
                raise PatternError(
                    shown[entry.id],
                    f"「{claim[1]}」已由 {shown[owner.id]} 的 {owner.id} 认领。",
                    "从其中一条删去它；要替换那一条，就用同一个 id。",
                )
