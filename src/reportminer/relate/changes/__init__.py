"""Increases and decreases: the level that changes, what it is measured against, and what makes the change up.

changes, finder, levels     changes and rates with the levels that they compare
own_names, structures       changes whose own clause says of what they are, or of which part of a ratio
upon, steps, years          growth upon a level, changes between dated levels, years compared by their names
plans                       growth that a plan means
further                     changes of levels that stand sections further up and go by their name
gaps, moves                 differences from a level told right before them, and moves told in any words behind two
progress, shortfalls        how far completion is ahead of time, and what a plan is short of or exceeded by
savings, adjustments        what is left of a budget, and budgets that are added to or cut
reasons                     changes that make another one up
"""
