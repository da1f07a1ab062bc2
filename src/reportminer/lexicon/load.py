"""Reads patterns/ into one frozen `Lexicon`: the only reader of that folder."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml
from msgspec import Struct

from reportminer.errors import PatternError
from reportminer.lexicon.entries import (
    Cue,
    Entity,
    Entry,
    Identity,
    Indicator,
    Label,
    Modifier,
    Noise,
    Template,
    Unit,
    Word,
)

E = TypeVar("E", bound=Entry)


class Lexicon(Struct, frozen=True, eq=False):
    """Everything that patterns/ says, in the order of its files. Hashed by identity, so that stages may cache on it."""

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


_FILES: dict[str, tuple[str, type[Entry]]] = {
    "units": ("units.yaml", Unit),
    "modifiers": ("modifiers.yaml", Modifier),
    "noise": ("noise.yaml", Noise),
    "cues": ("cues.yaml", Cue),
    "labels": ("headings.yaml", Label),
    "words": ("words.yaml", Word),
    "indicators": ("indicators/*.yaml", Indicator),
    "identities": ("identities.yaml", Identity),
    "templates": ("templates/*.yaml", Template),
    "entities": ("entities.jsonl", Entity),
}


def packaged_patterns() -> Path:
    """The folder of the embedded patterns: inside an installed wheel, else the checkout's."""
    inside = Path(str(files("reportminer"))) / "patterns"
    return inside if inside.is_dir() else Path(__file__).resolve().parents[3] / "patterns"


def load_lexicon(*folders: Path | str) -> Lexicon:
    """The embedded patterns, with the entries of `folders` added or, where an id is the same, put in their place.

    Raises `PatternError` with file and line.
    """
    paths = [packaged_patterns(), *map(Path, folders)]
    return Lexicon(**{name: _merged(paths, glob, kind) for name, (glob, kind) in _FILES.items()})


def _merged(folders: Iterable[Path], glob: str, kind: type[E]) -> tuple[E, ...]:
    entries: dict[str, E] = {}
    for folder in folders:
        for path in sorted(folder.glob(glob)):
            for entry in _entries(path, kind):
                entries[entry.id] = entry
    return tuple(entries.values())


def _entries(path: Path, kind: type[E]) -> list[E]:
    text = path.read_text(encoding="utf-8")
    try:
        if path.suffix == ".jsonl":
            raw: Any = [msgspec.json.decode(line) for line in text.splitlines() if line.strip()]
        else:
            raw = yaml.load(text, Loader=yaml.CSafeLoader) or []
        return msgspec.convert(raw, list[kind], strict=False)  # type: ignore[valid-type]
    except (yaml.YAMLError, msgspec.MsgspecError) as error:
        raise PatternError(str(path), f"{error}。") from error
