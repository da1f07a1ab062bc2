"""What figures tell of themselves: whether they close, and how likely chance or one slip brings them that near.

closing   the intervals and digits of printed figures, and whether these close
slips     what one slip makes of a printed figure
chance    parts that one slip keeps from their total, by the share of all gaps that a slip would close
odds      two statements, products and balances that one slip sets apart, by the likeliest slip
misses    shares, rates and differences that one slip keeps from coming out, by what slips reach in all
growth    whether changes, rates and levels go together
"""
