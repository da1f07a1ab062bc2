"""Which figures the text claims belong together: a module per family of relations, a room for those of one kind.

cues, clauses, roles,       the view: figures with their clause, role and cues, and how it is made
viewing
base, keys                  which figures may be compared, and what their names say
evidence                    whether figures close, and how likely chance or one slip brings them that near
lists                       totals and their parts
shares                      percentages of one figure in another, and multiples of it
changes                     increases, decreases, what they are measured against and what makes them up
columns                     lists of several measures, each with its own total
parts                       what lies in something larger, and names that a number counts
products                    standards times numbers
accounts                    balances: what was there, came, went and is left
repeats                     one item stated twice
tables                      all of these inside tables, and between tables and text
unsaid                      sums and shares that no word claims, where the figures fit too well for chance
evaluate, settling          whether a relation holds; repeats left out, and what becomes of each figure

Rooms import downwards only: evidence knows nothing of lists, lists nothing of shares, shares nothing of changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from reportminer.lexicon import Lexicon
from reportminer.model import Analysis, Quantity, Relation, Section
from reportminer.relate.accounts.balances import find_balances
from reportminer.relate.accounts.caseloads import find_caseloads, find_open_by_kind
from reportminer.relate.accounts.complements import find_complements
from reportminer.relate.accounts.flows import find_flows
from reportminer.relate.accounts.identities import find_identities, official_lists
from reportminer.relate.accounts.ledgers import find_ledgers
from reportminer.relate.accounts.margins import find_margins
from reportminer.relate.accounts.nets import find_nets
from reportminer.relate.accounts.remnants import find_remnants, find_stocks
from reportminer.relate.changes.adjustments import find_adjusted, find_adjustments, of_whole_budgets
from reportminer.relate.changes.changes import find_changes
from reportminer.relate.changes.finder import Changed
from reportminer.relate.changes.further import find_further
from reportminer.relate.changes.gaps import find_gaps, rates_behind
from reportminer.relate.changes.moves import find_moves
from reportminer.relate.changes.reasons import find_reasons
from reportminer.relate.changes.savings import find_leftovers, find_savings
from reportminer.relate.changes.shortfalls import find_progress, find_shortfalls
from reportminer.relate.changes.steps import find_steps, find_upon
from reportminer.relate.changes.years import find_compared_years, find_year_gaps
from reportminer.relate.clauses import View
from reportminer.relate.columns.beside import find_change_sums, find_column_sums, official_change_sums
from reportminer.relate.columns.parallels import find_parallels
from reportminer.relate.columns.rows import find_row_sums
from reportminer.relate.evaluate import evaluate
from reportminer.relate.lists import find_lists
from reportminer.relate.lists.brackets import find_bracket_sums, find_brackets, find_class_lists
from reportminer.relate.lists.listing import Listing
from reportminer.relate.lists.members import not_of_members
from reportminer.relate.lists.running import is_grown, is_running
from reportminer.relate.lists.tallies import numbers_in
from reportminer.relate.parts.enumerations import find_enumerations
from reportminer.relate.parts.score_sheets import find_score_sheets
from reportminer.relate.parts.scores import find_scores
from reportminer.relate.parts.subsets import find_subsets
from reportminer.relate.products.products import find_products
from reportminer.relate.products.reckoned import find_reckoned, find_respective
from reportminer.relate.products.rounds import find_rounds
from reportminer.relate.products.several import find_several
from reportminer.relate.products.spans import find_spans
from reportminer.relate.repeats.changes import find_named_again, find_repeats
from reportminer.relate.repeats.equals import find_equals
from reportminer.relate.repeats.told import find_told_equal
from reportminer.relate.settling import judged, named_by_levels, told_by_share, without_repeats
from reportminer.relate.shares.combined import find_combined
from reportminer.relate.shares.listed import missed_shares, with_listed_shares, with_own_bases
from reportminer.relate.shares.partitions import find_compositions, find_divided, find_partitions
from reportminer.relate.shares.shares import find_shares
from reportminer.relate.shares.times import find_times
from reportminer.relate.shares.told import find_told_shares
from reportminer.relate.tables import table_relations
from reportminer.relate.unsaid.agreed import find_agreed
from reportminer.relate.unsaid.misreckoned import find_misreckoned
from reportminer.relate.unsaid.shares import find_unsaid_shares
from reportminer.relate.unsaid.sums import find_unsaid_sums
from reportminer.relate.viewing import view

__all__ = ["relate"]


def relate(analysis: Analysis, lexicon: Lexicon) -> Analysis:
    """The analysis with its relations found, numbered in text order and evaluated, and each quantity's status filled.

    A quantity is consistent when every relation it stands in is consistent or within rounding, inconsistent when one
    is not, and unchecked with a reason when it stands in none that could be checked. A change, a rate or a prior level
    that its own words do not name has the item of the level that it is held to.
    """
    seen = view(replace(analysis, quantities=_exact_zeros(analysis.quantities)), lexicon)
    quantities = _directed(analysis.quantities, seen)
    by_id = {quantity.id: quantity for quantity in quantities}
    order = {quantity.id: quantity.start for quantity in analysis.quantities}
    nothing = frozenset(quantity.id for quantity in quantities if not quantity.value)
    found, changed = _find(seen, analysis.sections, _titles(analysis))
    sums = list(find_unsaid_sums(seen, found))
    found += [*sums, *official_change_sums(seen, changed, sums), *find_unsaid_shares(seen, found)]
    found += [*find_misreckoned(seen, found), *find_agreed(seen, found)]
    found += table_relations(analysis, lexicon)
    drafts = without_repeats(found, nothing)
    drafts.sort(key=lambda each: tuple(order[id] for id in (*each.lhs, *each.rhs)))
    # a draft that comes with a reason says why it can't be checked
    settled = told_by_share([each if each.reason else evaluate(each, by_id) for each in drafts])
    relations = tuple(replace(each, id=f"r{number}") for number, each in enumerate(settled, start=1))
    quantities = named_by_levels(judged(quantities, relations), relations, analysis.plain)
    return replace(analysis, relations=relations, quantities=quantities)


def _find(
    seen: View, sections: Sequence[Section], titles: Mapping[str | None, str]
) -> tuple[list[Relation], Sequence[Changed]]:
    """The relations of running text, room by room, and the changes; of a claim made by several, the first stays."""
    listings = find_lists(seen, sections, official_lists(seen.lexicon))
    found = [listing.relation for listing in listings]
    changed, changes = find_changes(seen, listings)
    changed, changes = find_further(seen, changed, changes)
    upon = [*find_upon(seen), *find_compared_years(seen)]
    upon += rates_behind(seen, [each for each in upon if each.type == "change"], ())
    stepped = _told(upon)
    added = {each.parts[-1].id for each in listings if is_grown(each)}
    changes = [
        each for each in changes if each.lhs[0] not in stepped and (each.type != "change" or each.lhs[0] not in added)
    ]
    sums = list(find_change_sums(seen, changed, listings))
    compared = list(_compared(seen, listings, found, changes))
    everything = [
        *upon,
        *found,
        *changes,
        *sums,
        *_side_by_side(seen, listings),
        *find_reasons(seen, sums),
        *compared,
        *official_change_sums(seen, changed, compared),
        *_counted(seen, listings),
        *_balanced(seen, sections, titles, listings, found, changed),
    ]
    return everything, changed


def _told(relations: Iterable[Relation], *types: str) -> set[str]:
    """The figures that relations, those of some types or all, tell how to reckon."""
    return {id for each in relations if not types or each.type in types for id in each.lhs}


def _side_by_side(seen: View, listings: Sequence[Listing]) -> Iterator[Relation]:
    """Measures that stand beside each other in a list, and lists in brackets."""
    yield from find_column_sums(seen, listings)
    yield from find_parallels(seen)
    yield from find_row_sums(seen)
    yield from find_brackets(seen, listings)
    yield from find_class_lists(seen, listings)
    yield from find_bracket_sums(seen, listings)


def _compared(
    seen: View, listings: Sequence[Listing], found: Sequence[Relation], changes: Sequence[Relation]
) -> Iterator[Relation]:
    """What is left, was added, lacks or differs from a level, and the shares of one figure in another.

    found, changes  what the lists and the changes of running text tell
    """
    counted = {part.index for each in listings if is_running(each) for part in (each.whole, *each.parts[1:])}
    listed = {part.index for each in listings for part in each.parts}
    divided = {frozenset((*each.lhs, *each.rhs)) for each in found if each.type == "sum" and each.strength == "stated"}
    savings = [each for each in find_savings(seen, counted, listed) if {*each.lhs, *each.rhs} not in divided]
    yield from savings
    topped_up = {part.id for each in listings if each.is_sum and each.whole.role == "level" for part in each.parts}
    adjustments = [each for each in find_adjustments(seen, [*changes, *savings]) if each.lhs[0] not in topped_up]
    yield from adjustments
    gaps = list(find_gaps(seen, _told([*changes, *savings])))
    gaps += find_moves(seen, _told([*changes, *savings, *gaps], "change"))
    gaps += find_steps(seen, _told([*changes, *savings, *gaps], "change"))
    gaps += find_shortfalls(seen, _told([*changes, *savings, *adjustments, *gaps], "change"))
    gaps += find_progress(seen, _told([*changes, *gaps], "change"))
    gaps += find_year_gaps(seen, _told([*changes, *savings, *adjustments, *gaps], "change"))
    yield from gaps
    behind = list(rates_behind(seen, [*gaps, *adjustments], _told(changes)))
    yield from behind
    yield from find_adjusted(seen, [*changes, *savings, *adjustments], listed)
    told = _told([*behind, *changes])
    shares = [each for each in find_shares(seen, listings, savings) if each.type == "rate" or each.lhs[0] not in told]
    shares = with_own_bases(seen, with_listed_shares(seen, shares))
    shares += list(missed_shares(seen, listings, shares))
    wholes = {part.index: each.whole for each in listings for part in each.parts}
    shares += list(find_told_shares(seen, _told([*shares, *changes, *behind], "share", "rate"), wholes))
    shares = of_whole_budgets(seen, shares, adjustments)
    yield from shares
    yield from find_combined(seen, listings, _told(shares) | told)
    yield from find_leftovers(seen, [*savings, *adjustments], shares, counted, listed)
    yield from find_compositions(seen, listings)
    yield from find_partitions(seen, listings, shares)
    yield from find_divided(seen, listings, shares)


def _counted(seen: View, listings: Sequence[Listing]) -> Iterator[Relation]:
    """Standards times numbers, scores, names that a number counts, and what lies in something larger."""
    products = list(find_several(seen))
    told = _told(products)
    products += [each for each in find_products(seen, listings) if each.lhs[0] not in told]
    yield from products
    told = _told(products)
    yield from find_rounds(seen)
    yield from find_spans(seen, told)
    yield from (each for each in (*find_reckoned(seen), *find_respective(seen)) if each.lhs[0] not in told)
    yield from find_times(seen)
    yield from find_scores(seen, listings)
    yield from find_score_sheets(seen)
    numbers = numbers_in(seen, listings)
    yield from (each for each in find_enumerations(seen, listings) if each.lhs[0] not in numbers)
    yield from find_subsets(seen, listings)


def _balanced(
    seen: View,
    sections: Sequence[Section],
    titles: Mapping[str | None, str],
    listings: Sequence[Listing],
    found: Sequence[Relation],
    changed: Sequence[Changed],
) -> Iterator[Relation]:
    """Accounts of what was there, came, went and is left, and what is stated twice."""
    yield from find_complements(seen)
    flows = list(find_flows(seen))
    yield from flows
    yield from find_caseloads(seen)
    yield from find_open_by_kind(seen)
    yield from find_nets(seen)
    yield from find_margins(seen)
    yield from find_remnants(seen)
    stocks = list(find_stocks(seen))
    yield from stocks
    yield from find_told_equal(seen)
    again = [
        *find_equals(seen, listings, titles),
        *find_repeats(seen),
        *find_named_again(seen),
    ]
    yield from not_of_members(again, listings)
    official = list(find_identities(seen, found))
    yield from official
    yield from official_change_sums(seen, changed, official)
    balances = list(find_balances(seen, sections, [*found, *official]))
    yield from balances
    yield from find_ledgers(seen, [*found, *official, *flows, *stocks, *balances])


def _directed(quantities: Iterable[Quantity], seen: View) -> tuple[Quantity, ...]:
    """The quantities, with the direction that the cues give where none was found with them."""
    directions = {
        mention.id: mention.direction
        for mention in seen.mentions
        if mention.direction is not None and mention.role in ("change", "rate")
    }
    return tuple(
        replace(quantity, direction=directions[quantity.id])
        if quantity.direction is None and quantity.id in directions
        else quantity
        for quantity in quantities
    )


def _exact_zeros(quantities: Iterable[Quantity]) -> tuple[Quantity, ...]:
    """The quantities, amounts of zero exact, as evaluation reads them too; published they keep their interval."""
    return tuple(
        replace(quantity, low=quantity.value, high=quantity.value, step=None)
        if quantity.kind == "amount" and quantity.bound == "exact" and not quantity.value
        else quantity
        for quantity in quantities
    )


def _titles(analysis: Analysis) -> dict[str | None, str]:
    """The titles above each section, its own among them, as one text."""
    titles: dict[str | None, str] = {None: ""}
    for section in analysis.sections:
        titles[section.id] = f"{titles.get(section.parent, '')} {section.title}"
    return titles
