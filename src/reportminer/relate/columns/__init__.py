"""Figures of several measures that stand side by side in a list, each measure with a total of its own."""
