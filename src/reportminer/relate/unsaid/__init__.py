"""What no word claims, and the figures alone tell: they fit each other too well for chance.

sums, shares  figures that their neighbours make, and percentages that figures near by make, to the last digit
misreckoned   percentages that they make only if reckoned the wrong way
agreed        what was spent, where its degree and what is left agree on another figure
"""
