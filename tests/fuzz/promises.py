"""What every record promises, whatever the report was like."""

from __future__ import annotations

from decimal import Decimal

from reportminer.model import Analysis


def hold(analysis: Analysis) -> None:
    """Every place is one of the text, every reference has its object, every finding one line."""
    text = analysis.document.text
    assert len(analysis.plain) == len(text)
    ids = {figure.id for figure in analysis.quantities}
    sections = {section.id for section in analysis.sections}
    relations = {relation.id for relation in analysis.relations}
    for figure in analysis.quantities:
        assert 0 <= figure.start <= figure.core_start < figure.core_end <= figure.end <= len(text)
        assert figure.text == text[figure.start : figure.end]
        assert Decimal(figure.value).is_finite()
        assert figure.section is None or figure.section in sections
    for section in analysis.sections:
        assert 0 <= section.start <= section.title_start <= section.title_end <= section.end <= len(text)
        assert section.parent is None or section.parent in sections
    for relation in analysis.relations:
        assert {*relation.lhs, *relation.rhs} <= ids
    for finding in analysis.findings:
        assert all(0 <= first <= last <= len(text) for first, last in [(finding.start, finding.end), *finding.spans])
        assert set(finding.quantities) <= ids
        assert finding.relation is None or finding.relation in relations
        assert finding.message
        assert "\n" not in finding.message
