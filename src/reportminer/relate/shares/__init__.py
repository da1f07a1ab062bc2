"""Percentages and multiples that compare two figures: what they are of, and which part they are given for.

shares                          every percentage, by what it is
bases, siblings, rows, listed   the base of a share: by its words, by the shares beside it, in rows, in lines of a list
candidates                      the figures around a share that may be its base
told                            shares before their part or their base, or alone in a bracket
combined                        shares of several parts together
times                           how many times one figure is another
completion                      what was done of what was planned
ratios, named_rates             rates of two figures; rates whose name says of which
unlike, denied                  what stands beside a rate and is none of its figures; shares that cannot be meant
partitions                      percentages that divide a whole, and structures told as ratios of hundredths
"""
