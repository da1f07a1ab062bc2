"""What an entry of each pattern file holds; every entry has an example that matches and one that must not."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from msgspec import Struct

from reportminer.model import Kind


class Example(Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence and what the entry finds in it; "无" where it must find nothing."""

    text: str
    finds: str


class Entry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all entries share. `file` and `line` say where it stands; the loader fills them."""

    id: str
    note: str = ""
    examples: tuple[Example, ...] = ()
    file: str = ""
    line: int = 0


class Unit(Entry, frozen=True, kw_only=True):
    """A unit or measure word. `factor` turns a printed value into `base`."""

    words: tuple[str, ...]
    kind: Kind
    base: str
    """the unit that values are given in; "" for the printed word itself"""
    factor: Decimal = Decimal(1)
    currency: str | None = None
    suffix_words: tuple[str, ...] = ()
    """forms that it takes after a slash only: 月 in 元/月"""
    not_before: tuple[str, ...] = ()
    """what must not follow: 个 is no unit in 个人"""
    numeral_ok: bool = True
    """whether a bare Chinese numeral before it makes a quantity (三个), not only digits (3个)"""
    heads: tuple[str, ...] = ()
    """item heads that imply this unit where none is printed (人数 130)"""


class Numeral(Entry, frozen=True, kw_only=True):
    """Signs of a number. `place`: digit, multiplier 十 百 千, scale 万 亿, point 点, over 分之, some 几 and half 半."""

    words: tuple[str, ...]
    value: Decimal = Decimal(0)
    place: Literal["digit", "multiplier", "scale", "point", "over", "some", "half"]
    not_before: tuple[str, ...] = ()
    """what must not follow: 千 is no multiplier in 千瓦"""
    not_after: tuple[str, ...] = ()
    """what must not stand before it: 数 is no numeral in 人数"""


class Modifier(Entry, frozen=True, kw_only=True):
    """A word that bounds a figure: before it (近), inside it (余) or after it (以上)."""

    words: tuple[str, ...]
    bound: Literal["about", "over", "under", "at_least", "at_most"]
    place: Literal["before", "inside", "after"]
    not_after: tuple[str, ...] = ()
    """what must not stand before it: 约 bounds nothing in 节约"""


class Noise(Entry, frozen=True, kw_only=True):
    """Words that look like figures and are none (五一, 三公), or leftovers of a file format to be blanked."""

    words: tuple[str, ...] = ()
    regex: str | None = None
    starts: str = "0123456789"
    """the characters that a match of `regex` may begin with"""
    kind: Literal["phrase", "date", "ordinal", "document_number", "residue", "phone", "name"] = "phrase"


class Cue(Entry, frozen=True, kw_only=True):
    """A word by which a text claims that figures belong together."""

    words: tuple[str, ...] = ()
    regex: str | None = None
    relation: str
    """the family in relate/ that reads it"""
    meaning: str = ""
    """the sense inside the family: total, parts, closed, up, down, prior, budget"""


class Label(Entry, frozen=True, kw_only=True):
    """A way of numbering sections. `regex` has one group `number`."""

    style: str
    regex: str
    rank: int
    """usual depth, 1 the highest"""
    inline: bool = False
    """whether it may begin in the middle of a paragraph"""


class Word(Entry, frozen=True, kw_only=True):
    """Words of one use, by `use`: verbs and time words that are not part of an item, heads that name one."""

    use: str
    words: tuple[str, ...]


class Indicator(Entry, frozen=True, kw_only=True):
    """An indicator of the catalogue, with the official code where there is one."""

    name: str
    unit: str
    aliases: tuple[str, ...] = ()
    code: str | None = None
    not_near: tuple[str, ...] = ()
    kind: str = "level"


class Identity(Entry, frozen=True, kw_only=True):
    """An official identity between indicators: `total` is the sum of `parts` (ids), or no less than it."""

    name: str
    total: str
    parts: tuple[str, ...]
    closed: bool = True
    optional: tuple[str, ...] = ()
    """parts that may be missing from a report (使用非财政拨款结余)"""


class Template(Entry, frozen=True, kw_only=True):
    """What a kind of report must contain."""

    name: str
    title_words: tuple[str, ...] = ()
    """words of its title; a template without any holds for every report"""
    looks: Literal["back", "ahead"] = "back"
    """whether it reports on a year gone by or plans one to come"""
    required: tuple[Requirement, ...] = ()


class Requirement(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One required part: it is there when any of `any_of` stands in the text, with a figure where `figure` is set."""

    id: str
    name: str
    any_of: tuple[str, ...]
    place: Literal["text", "heading"] = "text"
    """heading: asked only of a section whose title has one of `any_of`"""
    figure: bool = False
    kinds: tuple[Kind, ...] = ()
    """the kinds of figure that count; none means amounts"""
    near: tuple[str, ...] = ()
    """one of these must stand in the sentence of the figure"""
    severity: Literal["warning", "note"] = "note"


class Entity(Entry, frozen=True, kw_only=True):
    """A line of entities.jsonl: a phrase and its label, for the spaCy entity ruler."""

    label: str
    pattern: str
