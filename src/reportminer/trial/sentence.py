"""What the stages find in one sentence, each thing with the entry that found it."""

from __future__ import annotations

from msgspec import Struct

from reportminer.lexicon import Lexicon
from reportminer.model import Kind, Quantity
from reportminer.record import entities, record
from reportminer.trial.finders import entry_of_cue, examined, name_of


class Found(Struct, frozen=True):
    """One thing found in a sentence.

    what     标题, 数字, 指标, 关系 or 机构
    text     the words that it was found in
    meaning  what was understood, Chinese
    by       file and id of the entry that found it, "" where no single entry did
    """

    what: str
    text: str
    meaning: str
    by: str


def try_sentence(text: str, lexicon: Lexicon) -> tuple[Found, ...]:
    """What the stages find in `text`, in the order of the text, each with the entry that found it."""
    analysis = record(examined(text, lexicon), lexicon)
    found: list[tuple[int, Found]] = []
    for section in analysis.sections:
        by = next((name_of(label) for label in lexicon.labels if label.style == section.style), "")
        found.append((section.start, Found("标题", section.label or section.title, f"第 {section.level} 层", by)))
    indicators = {indicator.id: indicator for indicator in lexicon.indicators}
    for quantity in analysis.quantities:
        found.append((quantity.start, Found("数字", quantity.text, _meaning(quantity), quantity.by)))
        if quantity.indicator in indicators:
            indicator = indicators[quantity.indicator]
            code = f"（{indicator.code}）" if indicator.code else ""
            said = Found("指标", quantity.item, indicator.name + code, name_of(indicator))
            found.append((quantity.start, said))
    places = {quantity.id: quantity.start for quantity in analysis.quantities}
    for relation in analysis.relations:
        start = min((places[id] for id in (*relation.lhs, *relation.rhs)), default=0)
        meaning = f"{relation.type} {relation.expression}".strip()
        found.append((start, Found("关系", relation.cue, meaning, entry_of_cue(relation.cue, lexicon))))
    for entity in entities(analysis.plain, lexicon):
        said = Found("机构", entity.text, f"{entity.label} {entity.name}".strip(), entity.by)
        found.append((entity.start, said))
    return tuple(said for _, said in sorted(found, key=lambda pair: pair[0]))


_KINDS: dict[Kind, str] = {
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
    said = f"{item}{_KINDS[quantity.kind]} {quantity.value}{quantity.unit or ''}"
    if quantity.low == quantity.high:
        return said
    low = "不限" if quantity.low is None else quantity.low
    high = "不限" if quantity.high is None else quantity.high
    return f"{said}，在 {'(' if quantity.low_open else '['}{low}, {high}{')' if quantity.high_open else ']'} 之内"
