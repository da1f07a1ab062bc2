"""The nouns: frozen structs that the stages hand on, and the record that is published of them.

Offsets are half-open Python character offsets into `Document.text`. Figures are `Decimal`; encoded they are decimal
strings. Absent is `None`. Field names are those of the analysis record, version 1; fields that it does not name are
additions.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from decimal import Decimal
from typing import Any, Final, Literal

import msgspec
from msgspec import Struct, field

SCHEMA: Final = "reportminer.analysis/1"

Span = tuple[int, int]
Kind = Literal[
    "amount", "headcount", "household", "percentage", "percentage_point", "count", "duration", "score", "measure"
]
Bound = Literal["exact", "about", "over", "under", "at_least", "at_most", "range"]
Role = Literal["level", "increase", "decrease", "rate", "share", "per_unit"]
Basis = Literal["actual", "budget", "prior", "plan"]
Direction = Literal["up", "down", "flat"]
QuantityStatus = Literal["consistent", "inconsistent", "unchecked"]
RelationType = Literal[
    "sum", "part_of", "change", "rate", "share", "partition", "product", "equal", "balance", "enumeration"
]
RelationStatus = Literal["consistent", "rounding", "inconsistent", "not_checkable"]
Strength = Literal["stated", "implied", "weak"]
Severity = Literal["error", "warning", "note"]
Slip = Literal["unit", "digit", "transposition", "decimal_point", "sign", "swap", "restated"]
LabelOrigin = Literal["typed", "auto", "restored"]
BlockKind = Literal["paragraph", "heading", "cell", "footnote", "header", "footer", "toc"]


class Notice(Struct, frozen=True):
    """Something that could not be read or understood; published among `warnings`."""

    code: str
    message: str
    where: str


class Block(Struct, frozen=True, gc=False):
    """A paragraph, heading or table cell as the file holds it: `Document.text[start:end]`.

    level       heading level of its style, 1 the highest; None for body text
    label       the automatic number that the reader rendered at the start of the text ("（一）"), else ""
    table, row, column  0-based, for cells; merged cells stand at their first row and column with their spans
    confidence  0 to 1, the lowest recognition confidence of a scanned line, else None
    """

    start: int
    end: int
    kind: BlockKind = "paragraph"
    page: int | None = None
    level: int | None = None
    label: str = ""
    table: int | None = None
    row: int | None = None
    column: int | None = None
    row_span: int = 1
    column_span: int = 1
    confidence: float | None = None


class Document(Struct, frozen=True):
    """A report as read. `text` is canonical: every offset anywhere counts in it.

    page_starts  offset at which each page begins, page 1 first; () where the format has no pages
    """

    path: str
    sha256: str
    media_type: str
    text: str
    blocks: tuple[Block, ...] = ()
    page_starts: tuple[int, ...] = ()
    encoding: str | None = None
    notices: tuple[Notice, ...] = ()

    def page(self, offset: int) -> int | None:
        """The page, counted from 1, that holds `offset`; None where there are no pages."""
        return bisect_right(self.page_starts, offset) or 1 if self.page_starts else None

    def line(self, offset: int) -> int:
        """The line of `text`, counted from 1, that holds `offset`."""
        return self.text.count("\n", 0, offset) + 1


class Section(Struct, frozen=True):
    """A numbered (or clearly headed) part; `start` is where its label or title begins, `end` where it ends.

    style  the label grammar's name for its way of numbering, such as "cn_comma" for 一、 ("" without a label)
    """

    id: str
    label: str
    number: int | None
    title: str
    level: int
    start: int
    end: int
    parent: str | None
    inline: bool
    label_origin: LabelOrigin
    title_start: int
    title_end: int
    style: str = ""


class Quantity(Struct, frozen=True, gc=False):
    """A figure with its unit. `low`/`high` is the interval that the printed digits and the bound allow.

    value      in the base unit (元, 人, %, the measure word)
    step       the worth of one unit of the last printed digit, base unit; None for counts and heads
    direction  what the text says the figure does (增长 up, 下降 down), for role increase, decrease and rate
    malformed  printed in a way that no number is (38,65.2万元, 2..2%); kept as printed
    confidence recognition confidence of a scanned figure, else None
    """

    id: str
    start: int
    end: int
    text: str
    core_start: int
    core_end: int
    kind: Kind
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    low_open: bool
    high_open: bool
    unit: str | None
    stated_unit: str | None
    bound: Bound
    item: str = ""
    indicator: str | None = None
    code: str | None = None
    period: int | None = None
    basis: Basis | None = None
    role: Role = "level"
    section: str | None = None
    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    status: QuantityStatus = "unchecked"
    reason: str | None = None
    by: str = ""
    step: Decimal | None = None
    direction: Direction | None = None
    malformed: bool = False
    confidence: float | None = None


class ListItem(Struct, frozen=True):
    """One member of an enumeration."""

    text: str
    start: int
    end: int


class Relation(Struct, frozen=True):
    """Figures that the text claims belong together; `lhs` and `rhs` are quantity ids.

    rhs       of a share the part, or all parts that it is of together, and last the whole
    form      how `rhs` of a rate is read: "change_current", "change_previous" or "current_previous"; "tiers" of a
              product that adds up pairs of figures; else ""
    factors   for a signed or weighted sum, one factor per `rhs` (-1 for a figure taken away, 2 for 对); () means all 1
    constant  a total that no figure states, such as 100 for a partition; lhs is then empty
    computed  the value that `rhs` gives, base unit
    complete  the text claims that the parts are the whole
    truncated true where only a reading by truncation reconciles
    """

    id: str
    type: RelationType
    lhs: tuple[str, ...]
    rhs: tuple[str, ...]
    expression: str = ""
    status: RelationStatus = "not_checkable"
    reason: str | None = None
    list_items: tuple[ListItem, ...] = ()
    difference: Decimal | None = None
    unit: str | None = None
    strength: Strength = "stated"
    cue: str = ""
    form: str = ""
    factors: tuple[Decimal, ...] = ()
    constant: Decimal | None = None
    computed: Decimal | None = None
    complete: bool = False
    truncated: bool = False


class Change(Struct, frozen=True, rename={"from_": "from"}):
    """One printed value that would have to be another; values in the base unit."""

    quantity: str
    from_: Decimal
    to: Decimal
    why: Slip


class Explanation(Struct, frozen=True):
    """A smallest set of changes that makes the relations of a group hold; `certain` when all smallest sets share it."""

    changes: tuple[Change, ...]
    certain: bool


class Repair(Struct, frozen=True):
    """What diagnosis found for one connected group of relations.

    relations     the ids of the group's inconsistent relations
    explanations  the smallest sets, likeliest first
    reason        why there is none (group too large to search), else None
    usual         one usual slip of one figure explains the whole group
    """

    relations: tuple[str, ...]
    explanations: tuple[Explanation, ...]
    reason: str | None = None
    usual: bool = False


class Finding(Struct, frozen=True):
    """What an auditor is told; `relations` holds every relation that the same slip breaks, the first in `relation`."""

    id: str
    code: str
    name: str
    severity: Severity
    message: str
    start: int
    end: int
    spans: tuple[Span, ...]
    quantities: tuple[str, ...]
    relation: str | None
    explanations: tuple[Explanation, ...]
    fingerprint: str
    relations: tuple[str, ...] = ()
    section: str | None = None
    page: int | None = None


class Fact(Struct, frozen=True):
    """One flat row per figure whose indicator is known, for other systems; `role` tells a level from its change.

    indicator  the id in the catalogue, name the Chinese name that goes with it
    """

    organization: str | None
    year: int | None
    indicator: str
    code: str | None
    period: int | None
    basis: Basis | None
    value: Decimal
    unit: str | None
    section: str | None
    page: int | None
    quantity: str
    status: QuantityStatus
    decimals: int | None = None
    role: Role = "level"
    name: str | None = None


class CheckOutcome(Struct, frozen=True):
    """How one check ended on one report."""

    code: str
    outcome: Literal["passed", "failed", "not_applicable", "lacking_data"]
    findings: int


class Coverage(Struct, frozen=True):
    """How much of a report was checked."""

    quantities: int
    in_relations: int
    consistent: int
    inconsistent: int
    unchecked: int
    relations: int
    not_checkable: int
    checks: tuple[CheckOutcome, ...] = ()


class DocumentInfo(Struct, frozen=True):
    """What a report is: published as `document`."""

    path: str
    sha256: str
    media_type: str
    pages: int | None
    title: str | None
    organization: str | None
    year: int | None
    report_kind: str | None
    encoding: str | None = None


class Record(Struct, frozen=True, rename={"schema_": "schema"}):
    """The published form of an analysis, version 1."""

    schema_: Literal["reportminer.analysis/1"]
    document: DocumentInfo
    text: str
    sections: tuple[Section, ...]
    quantities: tuple[Quantity, ...]
    relations: tuple[Relation, ...]
    findings: tuple[Finding, ...]
    facts: tuple[Fact, ...]
    coverage: Coverage
    warnings: tuple[Notice, ...]


class Analysis(Struct, frozen=True):
    """A report and what each stage has found in it so far; every stage fills one field.

    plain  `document.text` made easy to match, character for character: half-width, noise blanked, soft line breaks
           turned into spaces
    """

    document: Document
    plain: str = ""
    sections: tuple[Section, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    relations: tuple[Relation, ...] = ()
    repairs: tuple[Repair, ...] = ()
    findings: tuple[Finding, ...] = ()
    facts: tuple[Fact, ...] = ()
    info: DocumentInfo | None = None
    coverage: Coverage = field(default_factory=lambda: Coverage(0, 0, 0, 0, 0, 0, 0))
    warnings: tuple[Notice, ...] = ()

    def record(self) -> Record:
        """The published form."""
        document = self.document
        info = self.info or DocumentInfo(
            document.path,
            document.sha256,
            document.media_type,
            len(document.page_starts) or None,
            None,
            None,
            None,
            None,
            document.encoding,
        )
        return Record(
            SCHEMA,
            info,
            document.text,
            self.sections,
            self.quantities,
            self.relations,
            self.findings,
            self.facts,
            self.coverage,
            self.warnings,
        )

    def to_json(self) -> bytes:
        """One line of UTF-8 JSON in the shape of the analysis record, version 1."""
        return msgspec.json.encode(self.record())

    def to_dict(self) -> dict[str, Any]:
        """The analysis record, version 1, as plain dicts and lists; figures are decimal strings."""
        return dict(json.loads(self.to_json()))
