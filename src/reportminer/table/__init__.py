"""The tables of a document as grids: for every cell its heads, the unit stated for it and what it holds."""

from reportminer.table.grid import TABULAR, Cell, Grid, State, is_tabular, state_of
from reportminer.table.heads import grids
from reportminer.table.tabbed import line_blocks

__all__ = ["TABULAR", "Cell", "Grid", "State", "grids", "is_tabular", "line_blocks", "state_of"]
