"""Figures that are others multiplied: standards times numbers, months or days.

standards            a standard and the figures around it, and what they may claim together
products, elsewhere  standards times numbers: in one sentence, with the total in another
yearly, spans        standards and amounts of a month, quarter, week or day against those of a year
rounds, reckoned     so many lots of so many each; what is said to be reckoned from two figures
tiers                several standards, each with its number, and one total
"""
