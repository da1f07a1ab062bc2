"""Increases and decreases: the level that changes, what it is measured against, and what makes the change up.

changes, finder, levels     changes and rates with the levels that they compare
own_names                   changes whose own clause says of what they are
plans                       growth that a plan means
gaps                        differences from a level told right before them
savings, adjustments        what is left of a budget, and budgets that are added to or cut
reasons                     changes that make another one up
"""
