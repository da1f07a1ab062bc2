"""Percentages that compare two figures: what they are of, and which part they are given for."""
