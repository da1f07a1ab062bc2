"""Figures of several measures that stand side by side in a list, each measure with a total of its own.

parallels, rows  totals by several measures at once: member by member, right behind them
beside           changes, last year's figures and budgets beside the parts of a list
"""
