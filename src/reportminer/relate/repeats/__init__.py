"""One item stated twice: how it is known again, and when two figures of it are a slip.

items, scope          what each figure is about, and which figures may be compared
equals                every statement with the first of its item
matching, in_order,   when two statements that agree are one: by names and digits, side by side in one order, in a
summaries, referred,  sentence that sums the report up, worded as known already, or by digits and rare words where
alike                 nothing else tells
slipped               when two that do not agree are one but for a slip
told                  figures said to be equal
changes               changes told twice
"""
