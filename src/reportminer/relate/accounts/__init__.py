"""Figures that make up an account by what their names say: what was there, came, went and is left.

balances, flows             opening + came = went + closing, by the words for each side or by figures alone
ledgers                     the same with others in between
identities                  official identities between items
caseloads, complements      cases taken in, closed and left; what is done and what is not
margins, nets, remnants     differences: by names, of what came and went, of what is left over or a stock became
"""
