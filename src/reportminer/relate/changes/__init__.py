"""Increases and decreases: the level that changes, what it is measured against, and what makes the change up."""
