"""Which figures the text claims belong together: one module per family of relations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set

from msgspec.structs import replace

from reportminer.lexicon import Lexicon
from reportminer.model import Analysis, Quantity, Relation, Section
from reportminer.relate.alongside import with_parallels
from reportminer.relate.balances import find_identities, official_lists
from reportminer.relate.brackets import find_bracket_sums, find_brackets
from reportminer.relate.caseloads import find_caseloads
from reportminer.relate.changes import find_changes
from reportminer.relate.classes import find_class_lists
from reportminer.relate.clauses import View, view
from reportminer.relate.columns import find_change_sums, find_column_sums
from reportminer.relate.combined import find_combined
from reportminer.relate.complements import find_complements
from reportminer.relate.compositions import find_compositions
from reportminer.relate.doubles import find_double_lists
from reportminer.relate.effects import find_adjustments, find_reasons, find_savings
from reportminer.relate.enumerations import find_enumerations
from reportminer.relate.equals import find_equals
from reportminer.relate.evaluate import evaluate
from reportminer.relate.flows import find_flows
from reportminer.relate.gaps import find_gaps, rates_behind
from reportminer.relate.heads import find_headed_lists
from reportminer.relate.leftovers import find_adjusted, find_leftovers
from reportminer.relate.listed_shares import find_listed_shares
from reportminer.relate.margins import find_margins
from reportminer.relate.mixed import find_mixed_lists
from reportminer.relate.named import find_named_parts
from reportminer.relate.nets import find_nets
from reportminer.relate.outlines import find_outline_sums
from reportminer.relate.parallels import find_parallels
from reportminer.relate.partitions import find_partitions
from reportminer.relate.plain import find_class_sums, find_plain_lists
from reportminer.relate.products import find_products
from reportminer.relate.recaps import find_recaps
from reportminer.relate.remnants import find_remnants
from reportminer.relate.repeated import find_named_again, find_repeats
from reportminer.relate.running import find_running
from reportminer.relate.scores import find_scores
from reportminer.relate.shares import find_shares
from reportminer.relate.sides import find_balances
from reportminer.relate.spans import find_spans
from reportminer.relate.splits import inner_splits, past_splits
from reportminer.relate.stocks import find_stocks
from reportminer.relate.subsets import find_subsets
from reportminer.relate.subtotals import find_own_sums, with_subtotals
from reportminer.relate.sums import find_listings
from reportminer.relate.tables import table_relations
from reportminer.relate.taken_up import find_taken_up
from reportminer.relate.totals import find_totals_after

__all__ = ["relate"]

_PAIR = 2


def relate(analysis: Analysis, lexicon: Lexicon) -> Analysis:
    """The analysis with its relations found, numbered in text order and evaluated, and each quantity's status filled.

    A quantity is consistent when every relation it stands in is consistent or within rounding, inconsistent when one
    is not, and unchecked with a reason when it stands in none that could be checked.
    """
    seen = view(replace(analysis, quantities=_exact_zeros(analysis.quantities)), lexicon)
    quantities = _directed(analysis.quantities, seen)
    by_id = {quantity.id: quantity for quantity in quantities}
    order = {quantity.id: quantity.start for quantity in analysis.quantities}
    nothing = frozenset(quantity.id for quantity in quantities if not quantity.value)
    found = [*_find(seen, analysis.sections, _titles(analysis), lexicon), *table_relations(analysis, lexicon)]
    drafts = _unique(found, nothing)
    drafts.sort(key=lambda each: tuple(order[id] for id in (*each.lhs, *each.rhs)))
    numbered = [replace(each, id=f"r{number}") for number, each in enumerate(drafts, start=1)]
    # a draft that comes with a reason says why it can't be checked
    relations = _told_by_share([each if each.reason else evaluate(each, by_id) for each in numbered])
    return replace(analysis, relations=relations, quantities=_judged(quantities, relations))


def _find(
    seen: View, sections: Sequence[Section], titles: Mapping[str | None, str], lexicon: Lexicon
) -> Iterable[Relation]:
    listings = find_listings(seen, official_lists(lexicon))
    mixed = list(find_mixed_lists(seen))
    opened = {each.opener.start for each in mixed}
    listings = [each for each in listings if each.claimed or each.opener.start not in opened]
    listings += mixed
    running = list(find_running(seen))
    listings += running
    listings += find_totals_after(seen, listings, {each.whole.index for each in running})
    listings += find_plain_lists(seen, listings)
    listings += find_class_sums(seen)
    listings += list(find_outline_sums(seen, sections, listings))
    listings += list(find_recaps(seen, listings))
    listings += list(find_named_parts(seen, listings))
    listings += list(find_headed_lists(seen, sections, listings, lexicon))
    listings = list(with_subtotals(seen, list(with_parallels(listings))))
    listings += list(find_own_sums(seen, listings))
    listings = list(inner_splits(seen, list(past_splits(seen, listings))))
    found = [listing.relation for listing in listings if listing.relation is not None]
    changed, changes = find_changes(seen, listings, lexicon)
    yield from found
    yield from changes
    sums = list(find_change_sums(seen, changed, listings))
    yield from sums
    yield from find_column_sums(seen, listings)
    yield from find_parallels(seen)
    yield from find_double_lists(seen)
    yield from find_brackets(seen, listings)
    yield from find_class_lists(seen, listings, lexicon)
    yield from find_bracket_sums(seen, listings)
    yield from find_reasons(seen, changed, sums)
    counted = {part.index for each in running for part in (each.whole, *each.parts[1:])}
    listed = {part.index for each in listings for part in each.parts}
    savings = list(find_savings(seen, counted, listed))
    yield from savings
    adjustments = list(find_adjustments(seen, [*changes, *savings]))
    yield from adjustments
    gaps = list(find_gaps(seen, {each.lhs[0] for each in (*changes, *savings) if each.type == "change"}, lexicon))
    yield from gaps
    behind = list(rates_behind(seen, [*gaps, *adjustments], {each.lhs[0] for each in changes}))
    yield from behind
    yield from find_adjusted(seen, [*changes, *savings, *adjustments], listed)
    told = {each.lhs[0] for each in behind}
    shares = [each for each in find_shares(seen, listings, savings, lexicon) if each.lhs[0] not in told]
    shares += list(find_listed_shares(seen, shares))
    yield from shares
    yield from find_combined(seen, listings, {each.lhs[0] for each in shares} | told, lexicon)
    yield from find_leftovers(seen, [*savings, *adjustments], shares, counted, listed)
    yield from find_compositions(seen, listings)
    yield from find_partitions(seen, listings, shares)
    yield from find_products(seen, listings)
    yield from find_spans(seen)
    yield from find_scores(seen, listings, lexicon)
    yield from find_enumerations(seen, listings, lexicon)
    yield from find_subsets(seen, listings, lexicon)
    yield from find_complements(seen, lexicon)
    yield from find_flows(seen, lexicon)
    yield from find_caseloads(seen, lexicon)
    yield from find_nets(seen, lexicon)
    yield from find_margins(seen, lexicon)
    yield from find_remnants(seen, lexicon)
    yield from find_stocks(seen, lexicon)
    yield from find_equals(seen, listings, titles, lexicon)
    yield from find_repeats(seen, lexicon)
    yield from find_named_again(seen)
    yield from find_taken_up(seen)
    official = list(find_identities(seen, found, lexicon))
    yield from official
    yield from find_balances(seen, sections, [*found, *official], lexicon)


def _directed(quantities: Iterable[Quantity], seen: View) -> tuple[Quantity, ...]:
    """The quantities, with the direction that the cues give where none was found with them."""
    directions = {
        mention.quantity.id: mention.direction
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


def _unique(drafts: Iterable[Relation], nothing: Set[str]) -> list[Relation]:
    """The drafts without repeats: the same figures joined in the same way count once, the first claim stays.

    nothing  the figures of zero, which make no other sum of one that has the same parts without them
    A difference (结余3 = 收入8 - 支出5) and a sum of the same three figures are one claim too; the surer one stays,
    else the difference. What is implied to lie in a figure that a sum divides into it is no claim of its own.
    """
    kept: dict[tuple[object, ...], Relation] = {}
    for each in drafts:
        sides = (frozenset(each.lhs), frozenset(each.rhs))
        if each.type == "sum" and len(sides[1] - nothing) > 1:
            sides = (sides[0], sides[1] - nothing)
        key: tuple[object, ...] = (each.type, *sides)
        if each.type == "equal" or (each.type in ("sum", "change") and len(sides[0]) == 1 and len(sides[1]) == _PAIR):
            key = ("change" if each.type == "sum" else each.type, sides[0] | sides[1])
        before = kept.setdefault(key, each)
        if before.type == each.type == "sum" and each.complete and not before.complete and before.lhs == each.lhs:
            kept[key] = replace(before, complete=True)
        surer = before.strength == "implied" != each.strength
        if before.type != each.type and (surer or (each.type == "change" and before.strength == each.strength)):
            kept[key] = each
    divided = {(*each.lhs, part) for each in kept.values() if each.type == "sum" for part in each.rhs}
    return [each for each in kept.values() if not _is_said_by(each, divided)]


def _is_said_by(draft: Relation, divided: Set[tuple[str, ...]]) -> bool:
    """Whether what is only implied to lie in a figure is, with others, the whole of it.

    divided  each sum's total with each of its parts
    """
    if draft.type != "part_of" or draft.strength != "implied" or len(draft.rhs) != 1:
        return False
    return all((draft.rhs[0], part) in divided for part in draft.lhs)


def _told_by_share(relations: Sequence[Relation]) -> tuple[Relation, ...]:
    """The relations, a part that no word claims weak where a share of the same two figures says it: 办结8件，占89%.

    A part larger than its whole is left as it is.
    """
    shares = {each.rhs for each in relations if each.type == "share"}
    return tuple(
        replace(each, strength="weak")
        if each.type == "part_of"
        and each.strength == "implied"
        and not each.cue
        and each.status != "inconsistent"
        and (*each.lhs, *each.rhs) in shares
        else each
        for each in relations
    )


def _judged(quantities: Iterable[Quantity], relations: Iterable[Relation]) -> tuple[Quantity, ...]:
    """The quantities with status and reason."""
    held: set[str] = set()
    broken: set[str] = set()
    waiting: dict[str, str] = {}
    for relation in relations:
        ids = (*relation.lhs, *relation.rhs)
        if relation.strength == "weak" and relation.status == "inconsistent":
            waiting.update((id, "只有把握不大的联系") for id in ids if id not in waiting)
        elif relation.status == "inconsistent":
            broken.update(ids)
        elif relation.status == "not_checkable":
            waiting.update((id, relation.reason or "缺少比较所需的数字") for id in ids if id not in waiting)
        else:
            held.update(ids)
    judged = []
    for quantity in quantities:
        if quantity.id in broken:
            judged.append(replace(quantity, status="inconsistent", reason=None))
        elif quantity.id in held:
            judged.append(replace(quantity, status="consistent", reason=None))
        else:
            reason = waiting.get(quantity.id) or quantity.reason or "文中没有可以互相核对的数字"
            judged.append(replace(quantity, status="unchecked", reason=reason))
    return tuple(judged)
