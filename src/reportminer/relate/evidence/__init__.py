"""What figures tell of themselves: whether they close, and how likely chance or one slip brings them that near.

closing   the intervals and digits of printed figures, and whether these close
slips     what one slip makes of a printed figure
chance    parts that one slip keeps from their total, by the share of all gaps that a slip would close
odds      two statements of one figure that one slip sets apart, by the digits that agree
misses    shares, rates, differences, products and balances that one slip keeps from coming out
growth    whether changes, rates and levels go together
"""
