"""Figures → rows for other systems: what the report is, whose it is, and which indicator each figure states."""

from reportminer.record.names import Named, entities
from reportminer.record.schema import schema
from reportminer.record.stage import record

__all__ = ["Named", "entities", "record", "schema"]
