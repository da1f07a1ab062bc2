"""Percentages that compare two figures: what they are of, and which part they are given for.

shares                          every percentage, by what it is
bases, siblings, rows, listed   the base of a share: by its words, by the shares beside it, in rows, in lines of a list
completion                      what was done of what was planned
ratios, named_rates             rates of two figures; rates whose name says of which
partitions                      percentages that divide a whole
"""
