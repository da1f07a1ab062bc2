"""Figures that are others multiplied: standards times numbers, months or days.

standards            a standard and the figures around it, and what they may claim together
products, means,     standards times numbers in one sentence, means beside their total and number, the total in
elsewhere            another sentence
several              several numbers with a standard each, and what they come to together
yearly, spans        standards and amounts of a month, quarter, week or day against those of a year
rounds, reckoned     so many lots of so many each; what is said to be reckoned from two figures
"""
