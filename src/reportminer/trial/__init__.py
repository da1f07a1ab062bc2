"""Runs sentences through the stages to show what each pattern entry finds: its examples, or a sentence of one's own."""

from reportminer.trial.examples import PatternProblem, check_patterns
from reportminer.trial.sentence import Found, try_sentence

__all__ = ["Found", "PatternProblem", "check_patterns", "try_sentence"]
