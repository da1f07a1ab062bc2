"""Reads patterns/ into one frozen `Lexicon`: the only reader of that folder."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct

from reportminer.errors import PatternError
from reportminer.lexicon.cache import fingerprint, keep, recall
from reportminer.lexicon.claims import refuse_conflicts
from reportminer.lexicon.entries import (
    Cue,
    Entity,
    Entry,
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

E = TypeVar("E", bound=Entry)


class Lexicon(Struct, frozen=True, eq=False):
    """Everything that patterns/ says, in the order of its files. Hashed by identity, so that stages may cache on it.

    replaced  what a folder put in the place of an embedded entry, one Chinese line each
    """

    numerals: tuple[Numeral, ...] = ()
    units: tuple[Unit, ...] = ()
    modifiers: tuple[Modifier, ...] = ()
    noise: tuple[Noise, ...] = ()
    cues: tuple[Cue, ...] = ()
    labels: tuple[Label, ...] = ()
    words: tuple[Word, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    identities: tuple[Identity, ...] = ()
    templates: tuple[Template, ...] = ()
    entities: tuple[Entity, ...] = ()
    replaced: tuple[str, ...] = ()


_FILES: dict[str, tuple[str, type[Entry]]] = {
    "numerals": ("numerals.yaml", Numeral),
    "units": ("units.yaml", Unit),
    "modifiers": ("modifiers.yaml", Modifier),
    "noise": ("noise*.yaml", Noise),
    "cues": ("cues.yaml", Cue),
    "labels": ("headings.yaml", Label),
    "words": ("words*.yaml", Word),
    "indicators": ("indicators/*.yaml", Indicator),
    "identities": ("identities.yaml", Identity),
    "templates": ("templates/*.yaml", Template),
    "entities": ("entities.jsonl", Entity),
}


class Source(Struct, frozen=True):
    """A folder of patterns; `shown` is its name in errors, `prefix` what an entry's `file` begins with."""

    folder: Path
    shown: str
    prefix: str


def packaged_patterns() -> Path:
    """The folder of the embedded patterns: inside an installed wheel, else the checkout's."""
    inside = Path(str(files("reportminer"))) / "patterns"
    return inside if inside.is_dir() else Path(__file__).resolve().parents[3] / "patterns"


def load_lexicon(*folders: Path | str) -> Lexicon:
    """The embedded patterns, with the entries of `folders` added or, where an id is the same, put in their place.

    An entry's `file` is relative to its folder ("units.yaml"); those of `folders` begin with the folder's name.
    Raises `PatternError` with file and line for what can't be read, is written wrongly or claimed twice.
    """
    if not folders:
        return _embedded()
    return _read([_own_source(Path(folder)) for folder in folders])


def _embedded() -> Lexicon:
    """The embedded patterns alone: as kept where not a character of them has changed, else read and kept."""
    folder = packaged_patterns()
    try:
        key = fingerprint(path for glob, _ in _FILES.values() for path in sorted(folder.glob(glob)))
    except OSError:
        return _read([])
    kept = recall(Lexicon, key)
    if kept is not None:
        return kept
    lexicon = _read([])
    keep(lexicon, key)
    return lexicon


def _read(own: Sequence[Source]) -> Lexicon:
    """The embedded patterns with those of `own` added or put in their place."""
    sources = [Source(packaged_patterns(), "patterns", ""), *own]
    replaced: list[str] = []
    tables: dict[str, Any] = {name: _merged(sources, glob, kind, replaced) for name, (glob, kind) in _FILES.items()}
    return Lexicon(**tables, replaced=tuple(replaced))


def _own_source(folder: Path) -> Source:
    if not folder.is_dir():
        raise PatternError(str(folder), "没有这个文件夹。", "写一个放着模式文件的文件夹。")
    known = [glob for glob, _ in _FILES.values()]
    found = [path for path in sorted(folder.rglob("*")) if path.suffix in (".yaml", ".yml", ".jsonl")]
    for path in found:
        name = path.relative_to(folder).as_posix()
        if not any(path.match(glob) for glob in known):
            near = difflib.get_close_matches(name, known, 1, 0.7)
            remedy = f"你是不是要写 {near[0]}？" if near else f"可以用的文件名：{'、'.join(known)}。"
            raise PatternError(str(path), f"没有叫 {name} 的模式文件。", remedy)
    if not found:
        raise PatternError(str(folder), "这个文件夹里没有模式文件。", f"可以用的文件名：{'、'.join(known)}。")
    return Source(folder, str(folder), f"{folder.resolve().name}/")


def _merged(sources: Sequence[Source], glob: str, kind: type[E], replaced: list[str]) -> tuple[E, ...]:
    """The entries of all `sources`, later ones in the place of earlier ones; what was replaced goes to `replaced`."""
    entries: dict[str, E] = {}
    shown: dict[str, str] = {}
    for source in sources:
        mine: set[str] = set()
        for entry, place in _entries(source, glob, kind):
            if entry.id in mine:
                raise PatternError(place, f"id {entry.id} 已在 {shown[entry.id]} 用过。", "换一个 id，或删去一条。")
            mine.add(entry.id)
            if entry.id in entries:
                replaced.append(f"{place}: {entry.id} 替换了 {shown[entry.id]} 的同名条目。")
            entries[entry.id] = entry
            shown[entry.id] = place
    refuse_conflicts(entries.values(), shown)
    return tuple(entries.values())


def _entries(source: Source, glob: str, kind: type[E]) -> Iterator[tuple[E, str]]:
    """The entries of a folder with their file and line."""
    from reportminer.lexicon.build import build
    from reportminer.lexicon.nodes import nodes

    for path in sorted(source.folder.glob(glob)):
        name = path.relative_to(source.folder).as_posix()
        shown = f"{source.shown}/{name}"
        for node in nodes(path, shown):
            entry = build(node, kind, shown, source.prefix + name)
            yield entry, f"{shown}:{entry.line}"
