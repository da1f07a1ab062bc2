"""Figures that are others multiplied: standards times numbers, months or days."""
