"""What lies in something larger: subsets, scores of full marks, and names that a number counts.

subsets, nested            figures that come out of larger ones: by their words, by grammar alone
enumerations, enumerated   names that a number counts: one by one, and told otherwise
scores, score_sheets       points scored of the points to be had, and the totals of a score sheet
"""
