"""Increases and decreases: the level that changes, what it is measured against, and what makes the change up.

changes, finder             changes and rates with the levels that they compare
levels, previous            the level that a change speaks of, and the one that it is measured against
own_names                   changes whose own clause says of what they are
steps, years                changes between dated levels, growth upon a level; years compared behind the figures of all
plans                       growth that a plan means
further                     changes of levels that stand sections further up and go by their name
gaps, moves                 differences from a level told right before them, and moves told in any words behind two
shortfalls                  what a plan is short of or exceeded by, and how far completion is ahead of time
savings, adjustments        what is left of a budget, and budgets that are added to or cut
reasons                     changes that make another one up
"""
