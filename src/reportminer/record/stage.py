"""The stage: what the report is, the item and indicator of its figures, and one flat row per figure that has one."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from msgspec.structs import replace

from reportminer.front import front_matter
from reportminer.lexicon import Indicator, Lexicon
from reportminer.model import Analysis, DocumentInfo, Fact, Quantity, Span
from reportminer.record.bodies import owner, reporting_body, without_body
from reportminer.record.composed import composed
from reportminer.record.indicators import indicator_of, without_leads
from reportminer.record.items import refine, words_of
from reportminer.record.names import Named, entities
from reportminer.record.topics import classified, is_generic, item_before, topic_of
from reportminer.record.windows import sentences_of, windows

_CLAUSE_END = ",;:。()\n"
_REACH = 160
"""characters before a figure that its clause may hold"""
_MEMORY = 50
"""figures of its sentence that a figure with a generic item looks back on"""


def record(analysis: Analysis, lexicon: Lexicon) -> Analysis:
    """`analysis` with its `info`, the `item`, `indicator` and `code` of its quantities, and `facts`.

    Loads jieba and spaCy on first use. Text that holds no figure is looked at for the reporting body only.
    """
    document, plain = analysis.document, analysis.plain
    front = front_matter(analysis, lexicon)
    body = reporting_body(plain, front, lexicon)
    pages = len(document.page_starts) or None
    info = DocumentInfo(
        document.path,
        document.sha256,
        document.media_type,
        pages,
        front.title,
        body,
        front.year,
        front.report_kind,
        document.encoding,
    )
    sentences = sentences_of(plain, analysis.quantities)
    named = _bodies(plain, sentences, lexicon)
    quantities = _filed(analysis, sentences, named, lexicon)
    names = {indicator.id: indicator.name for indicator in lexicon.indicators}
    facts = tuple(
        replace(_fact(quantity, plain, sentences[quantity.id], named, info, lexicon), name=names[quantity.indicator])
        for quantity in quantities
        if quantity.indicator is not None
    )
    quantities = composed(quantities, analysis, sentences, lexicon)
    return replace(analysis, info=info, quantities=quantities, facts=facts)


def _bodies(plain: str, sentences: dict[str, Span], lexicon: Lexicon) -> dict[Span, list[Named]]:
    """The bodies that each sentence with a figure names in full."""
    held = windows(plain, tuple(sentences.values()))
    bodies: dict[Span, list[Named]] = {span: [] for span in held.spans}
    for entity in entities(held.text, lexicon):
        if entity.name:
            place = held.place(entity.start)
            moved = replace(entity, start=place, end=place + entity.end - entity.start)
            bodies[held.sentence(entity.start)].append(moved)
    return bodies


def _filed(
    analysis: Analysis, sentences: dict[str, Span], named: dict[Span, list[Named]], lexicon: Lexicon
) -> tuple[Quantity, ...]:
    plain = analysis.plain
    cover = words_of(windows(plain, tuple(sentences.values())), lexicon)
    sections = {section.id: section for section in analysis.sections}
    filed: list[Quantity] = []
    earlier: dict[Span, list[tuple[Quantity, Indicator | None]]] = {}
    for quantity in sorted(analysis.quantities, key=lambda quantity: quantity.start):
        sentence = sentences[quantity.id]
        before = earlier.setdefault(sentence, [])[-_MEMORY:]
        heading = classified(plain, sentence)
        if is_generic(quantity, before, lexicon):
            indicator = topic_of(quantity, plain, sentence, before, sections.get(quantity.section or ""), lexicon)
            item = heading or item_before(quantity, before, lexicon)
            if item:
                quantity = replace(quantity, item=item)
            elif indicator is None and not before:
                quantity, indicator = _named_by_item(quantity, analysis, sentence, named[sentence], cover, lexicon)
        else:
            quantity, indicator = _named_by_item(quantity, analysis, sentence, named[sentence], cover, lexicon)
        earlier[sentence].append((quantity, indicator))
        if indicator is not None:
            quantity = replace(quantity, indicator=indicator.id, code=indicator.code)
        filed.append(quantity)
    order = {quantity.id: place for place, quantity in enumerate(analysis.quantities)}
    return tuple(sorted(filed, key=lambda quantity: order[quantity.id]))


def _named_by_item(
    quantity: Quantity,
    analysis: Analysis,
    sentence: Span,
    named: list[Named],
    cover: Mapping[int, Span],
    lexicon: Lexicon,
) -> tuple[Quantity, Indicator | None]:
    """`quantity` with its item in whole words, less the body that it begins with where that names an indicator."""
    plain = analysis.plain
    quantity = refine(quantity, analysis, sentence, cover, lexicon)
    clause = _clause(plain, quantity, sentence)
    indicator = indicator_of(quantity, plain, clause, lexicon)
    if indicator is not None:
        return quantity, indicator
    bare = without_body(quantity, named)
    if bare is None:
        return quantity, None
    indicator = indicator_of(bare, plain, clause, lexicon)
    return (quantity if indicator is None else replace(bare, item=without_leads(bare.item, lexicon))), indicator


def _clause(plain: str, quantity: Quantity, sentence: Span) -> Span:
    begin = max(sentence[0], quantity.start - _REACH)
    start = max(plain.rfind(sign, begin, quantity.start) for sign in _CLAUSE_END)
    return max(start + 1, begin), quantity.end


def _fact(
    quantity: Quantity,
    plain: str,
    sentence: Span,
    named: dict[Span, list[Named]],
    info: DocumentInfo,
    lexicon: Lexicon,
) -> Fact:
    return Fact(
        owner(plain, sentence, quantity.start, named[sentence], lexicon) or info.organization,
        info.year,
        quantity.indicator or "",
        quantity.code,
        _period(quantity, info.year),
        quantity.basis,
        quantity.value,
        quantity.unit,
        quantity.section,
        quantity.page,
        quantity.id,
        quantity.status,
        _decimals(quantity.step),
        quantity.role,
    )


def _period(quantity: Quantity, year: int | None) -> int | None:
    """The year that the figure is of: the stated one, else the report's, or the one before it for a prior figure."""
    if quantity.period is not None or year is None:
        return quantity.period
    return year - 1 if quantity.basis == "prior" else year


def _decimals(step: Decimal | None) -> int | None:
    """Places after the point, in the base unit, to which the figure is printed; negative for tens and thousands."""
    return 0 if step is None else -step.adjusted()
