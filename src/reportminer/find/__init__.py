"""Figures: every number of a report with its unit, bounds, role and what it measures."""

from reportminer.find.stage import explain, find

__all__ = ["explain", "find"]
