"""Lists of parts and the figure that they make up: how they are read, and every way in which they are told.

listing                       a list found: total, parts, and what it claims of them
reading, wording, measures,   how a list is read: the cue that opens it, the figures in it, the total before it, its
edges, onward, bare, points   columns and ends, the sentence behind it, the names in it, points to be had
fitting, claimed              the reading that goes with a total; what a list that does not add up still claims
sums, plain, assorted,        lists behind their total: with a cue, without one, under a change, by other words,
tracks, trailing, otherwise,  several stages of each member, other words between, counted in another word, one slip
uncued                        away from their total
totals, running, tallies,     totals behind their parts: right behind, of an account, of so many parts; what 共计
bare_totals                   before them leaves unsaid
members                       what the members of one list are not to each other
outlines, heads, named,       parts that stand away: in other lines, sections and sentences, or told by their names,
sectors                       as the same measures of each sector
splits, nests, around,        lists set right by others: a part divided again, a list inside a list, a subtotal,
alongside                     further measures
brackets                      parts in the bracket behind their whole; classes of expenditure that leave little out
"""

from __future__ import annotations

from collections.abc import Sequence

from reportminer.model import Section
from reportminer.relate.clauses import View
from reportminer.relate.lists.alongside import find_measures, with_parallels
from reportminer.relate.lists.around import find_around, with_bracketed
from reportminer.relate.lists.assorted import find_assorted, find_lists_of_changes, find_topped_up
from reportminer.relate.lists.claimed import Official
from reportminer.relate.lists.heads import find_headed_lists
from reportminer.relate.lists.listing import Listing
from reportminer.relate.lists.measures import mixes_scores
from reportminer.relate.lists.named import find_gathered, find_named_parts
from reportminer.relate.lists.nests import unnested
from reportminer.relate.lists.otherwise import find_counted_otherwise
from reportminer.relate.lists.outlines import find_outline_sums, find_totals_above
from reportminer.relate.lists.plain import find_class_sums, find_plain_lists
from reportminer.relate.lists.running import find_increments, find_running
from reportminer.relate.lists.sectors import find_sectors
from reportminer.relate.lists.splits import (
    find_own_sums,
    inner_splits,
    past_splits,
    second_divisions,
    with_subtotals,
    without_longer,
)
from reportminer.relate.lists.sums import find_listings
from reportminer.relate.lists.tallies import find_tallies
from reportminer.relate.lists.totals import find_totals_after
from reportminer.relate.lists.tracks import find_tracks
from reportminer.relate.lists.trailing import find_trailing


def find_lists(view: View, sections: Sequence[Section], official: Official) -> list[Listing]:
    """Every total with its parts, surer ways of telling it first: later ones look at what is left.

    official  whether official accounts divide a total into exactly the parts given
    """
    listings = find_listings(view, official)
    mixed = [*find_lists_of_changes(view), *find_assorted(view), *find_topped_up(view)]
    tracks = find_tracks(view)
    opened = {each.opener.start for each in mixed} | tracks.opened
    listings = [each for each in listings if each.claimed or each.opener.start not in opened]
    listings += [*mixed, *tracks.listings]
    running = [*find_running(view), *find_increments(view)]
    listings += running
    tallies = list(find_tallies(view, {each.whole.index for each in (*running, *tracks.listings)}))
    listings += find_totals_after(view, listings, {each.whole.index for each in (*running, *tallies)} | tracks.counted)
    listings += tallies
    listings += find_plain_lists(view, listings)
    listings += list(find_counted_otherwise(view, listings))
    listings += list(find_trailing(view, listings))
    listings += list(find_around(view, listings))
    listings += find_class_sums(view)
    listings += list(find_outline_sums(view, sections, listings))
    listings += list(find_totals_above(view, listings))
    listings += list(find_named_parts(view, listings))
    listings += list(find_headed_lists(view, sections, listings))
    listings += list(find_sectors(view, listings))
    listings += list(find_gathered(view, {each.whole.index for each in listings if each.is_sum}))
    listings = [each for each in listings if not (each.is_sum and mixes_scores(view, each)) or each.adds_up()]
    listings += list(find_measures(view, listings))
    listings = list(with_subtotals(view, list(with_parallels(list(with_bracketed(view, listings))))))
    listings += list(find_own_sums(view, listings))
    listings = list(second_divisions(list(past_splits(view, listings))))
    listings = list(unnested(view, list(inner_splits(view, listings))))
    return without_longer(listings)
