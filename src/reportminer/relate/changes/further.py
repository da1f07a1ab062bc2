"""Changes and rates of a level that only their name tells, sentences or sections further up."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from reportminer.lexicon import Lexicon
from reportminer.model import Relation
from reportminer.relate.base import alike, backwards, draft
from reportminer.relate.changes.finder import Changed
from reportminer.relate.changes.levels import AGAINST, OTHERS, cue_of
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import closes, digits
from reportminer.relate.evidence.growth import gives, grows, is_base, signed
from reportminer.relate.evidence.misses import difference_miss, grown_miss, growth_miss
from reportminer.relate.keys import key_of, phrase

_FURTHER, _PARAGRAPHS = 60, 14
_TELLING = 3
_RARE = 0.02
"""how likely chance may be to put a level of that name one slip away"""
_SHORT = 2
_YEAR = re.compile(r"\d{4}年")
_COMPARED = re.compile(r"[较比与同]")
_NAMED = (
    r"(?:相?[较比与同])?(?:(?:\d{4})?年度?)?的?(.+?)(?:\([类款项]\))*"
    r"(?:[较比与同]?(?:{basis_prior}|上届|\d{4}年)度?(?:.?.?[预决]算数?)?)?"
)
"""an item with what it is compared with around it: 与上年的业务收入, 培训费较上年决算数"""


def find_further(
    view: View, changed: Sequence[Changed], relations: Sequence[Relation]
) -> tuple[list[Changed], list[Relation]]:
    """The changes and their relations, with those that the sentences around them leave without a level.

    changed, relations  what is found of changes already
    They have the nearest level further up that goes by their name, and none that goes by another. Given where the
    level bears them out, or would but for one slip that is hardly chance.
    """
    misled = {each.change.id for each in changed if _is_misled(view, each)}
    relations = [each for each in relations if each.type != "change" or each.lhs[0] not in misled]
    changed = [each for each in changed if each.change.id not in misled]
    told = {id for each in relations for id in each.lhs}
    held = {each.change.index for each in changed if each.current is not None}
    found: list[Changed] = []
    drafts: list[Relation] = []
    for mention in view.mentions[1:]:
        if mention.id in told or mention.direction is None or mention.bound != "exact":
            continue
        if mention.role == "change" and mention.index not in held:
            before = _earlier(view, mention)
            level = _ended(view, mention, before) if before is not None else None
            if level is not None and before is not None:
                found.append(Changed(mention, level, before))
                drafts.append(draft("change", [mention], [level, before], cue=cue_of(mention)))
                continue
            rate = _rate_behind(view, mention, told)
            level = _level_of(view, mention, rate) if rate is not None else None
            if level is not None and rate is not None:
                found.append(Changed(mention, level, None, sure=False))
                drafts.append(draft("rate", [rate], [mention, level], form="change_current", cue=cue_of(rate)))
        elif mention.role == "rate" and mention.kind == "percentage" and not mention.mark("change.average", OTHERS):
            before = _earlier(view, mention)
            level = _grown(view, mention, before) if before is not None else None
            if level is not None and before is not None:
                drafts.append(draft("rate", [mention], [level, before], form="current_previous", cue=cue_of(mention)))
    return [*changed, *found], [*relations, *drafts]


def _is_misled(view: View, found: Changed) -> bool:
    """Whether a change does not lead from the level before it, which bears a name, to one of another name elsewhere."""
    change, level, before = found.change, found.current, found.previous
    if level is None or before is None or before.index != change.index - 1 or level.sentence == change.sentence:
        return False
    name = _key(before.item, view.lexicon)
    named = _is_past(view, before) and len(name) > _SHORT and before.sentence == change.sentence
    own = view.text[level.lead : level.end + len(name)]
    if not named or name in own or name in _names(view, level):
        return False
    return not closes(change, [level, before], signed(change))


def _earlier(view: View, change: Mention) -> Mention | None:
    """The level right before a change or rate, in its sentence, that is of an earlier year or compared with."""
    before = view.mentions[change.index - 1]
    if before.role != "level" or before.sentence != change.sentence or before.group != change.group:
        return None
    if ";" in view.text[before.end : change.start] or (change.role == "change" and not alike(before, change)):
        return None
    return before if before.basis == "prior" or _is_past(view, before) else None


def _is_past(view: View, level: Mention) -> bool:
    """Whether the words before a level name an earlier year than the figures around it are of, or compare with it."""
    words = view.text[level.clause : level.start]
    return _YEAR.search(words) is not None or _COMPARED.search(words) is not None


def _ended(view: View, change: Mention, before: Mention) -> Mention | None:
    """The nearest level of the name of one year before to which a change leads, else the nearest but for one slip."""
    levels = list(_later(view, before))
    led = next((each for each in levels if closes(change, [each, before], signed(change))), None)
    if led is not None or not levels:
        return led if led is None or len(digits(change)) >= _TELLING else None
    ends = (before, levels[0]) if change.direction == "down" else (levels[0], before)
    opposed = closes(change, ends[::-1], (1, -1))
    chance = difference_miss(change, *ends)
    return levels[0] if opposed or (chance is not None and chance < _RARE) else None


def _grown(view: View, rate: Mention, before: Mention) -> Mention | None:
    """The nearest level of the name of an earlier one to which a rate leads, else the nearest but for one slip."""
    levels = list(_later(view, before))
    borne = next((each for each in levels if grows(rate, each, before)), None)
    if borne is not None or not levels:
        return borne
    chance = grown_miss(rate, levels[0], before)
    return levels[0] if chance is not None and chance < _RARE else None


def _rate_behind(view: View, change: Mention, told: Collection[str]) -> Mention | None:
    """The rate right behind a change, which nothing tells yet."""
    if change.index + 1 == len(view.mentions):
        return None
    rate = view.mentions[change.index + 1]
    beside = rate.sentence == change.sentence and rate.group == change.group and not rate.mark(OTHERS)
    own = rate.role == "rate" and rate.kind == "percentage" and rate.direction == change.direction
    return rate if beside and own and rate.id not in told and rate.bound == "exact" else None


def _level_of(view: View, change: Mention, rate: Mention) -> Mention | None:
    """The nearest level of the name of a change that gives its rate, else the nearest one but for one slip."""
    if change.mark(*AGAINST) is None:
        return None
    name = _name_of(view, change)
    levels = list(_named(view, change, name))
    # 三公经费减少, of which the level is 三公经费财政拨款支出
    longer = _named(view, change, name, longer=True) if len(name) > _TELLING and not levels else ()
    borne = next((each for each in (*levels, *longer) if gives(rate, change, each)), None)
    if borne is not None or not levels:
        return borne
    # 75万元。…比上年减少45万元，下降60%: reckoned on this year's
    chance = growth_miss(rate, change, levels[0])
    missed = is_base(rate, change, levels[0]) or (chance is not None and chance < _RARE)
    return levels[0] if missed else None


def _named(view: View, place: Mention, name: str, *, later: bool = False, longer: bool = False) -> Iterator[Mention]:
    """The like levels further up that go by a name, nearest first; none of a name that says nothing.

    later  whether they are of a later year than the figure at `place`
    longer  whether their name only begins so
    """
    if len(name) < _SHORT:
        return
    for level in backwards(view, place, _FURTHER):
        if place.paragraph - level.paragraph > _PARAGRAPHS:
            return
        if level.role != "level" or level.basis == "prior" or level.bound != "exact":
            continue
        if _COMPARED.search(view.words_of(level)) is not None or (level.period or 0) < (place.period or 0) + later:
            continue
        names = _names(view, level) if place.kind == "percentage" or alike(level, place) else ()
        if any(each.startswith(name) for each in names) if longer else name in names:
            yield level


def _later(view: View, before: Mention) -> Iterator[Mention]:
    """The levels further up of the name of one that is of an earlier year or compared with."""
    year = _YEAR.search(view.text, before.clause, before.start)
    dated = year is not None and before.period is not None and int(year[0][:4]) == before.period
    return _named(view, before, _key(before.item, view.lexicon), later=dated)


def _names(view: View, level: Mention) -> tuple[str, str]:
    """The keys of a level's item, and of the words of its clause that lead to it."""
    return _key(level.item, view.lexicon), _key(view.words_of(level).strip(" ,。"), view.lexicon)


def _name_of(view: View, change: Mention) -> str:
    """The key of what a change is of: its item, or the words of its clause before the comparison."""
    if change.item:
        return _key(change.item, view.lexicon)
    mark = next((each for each in change.marks if each.meaning in AGAINST and each.start >= change.clause), None)
    return _key(view.text[view.after_label(change.clause) : mark.start], view.lexicon) if mark is not None else ""


def _key(item: str, lexicon: Lexicon) -> str:
    bare = phrase(_NAMED, lexicon).fullmatch(item)
    return key_of(bare[1] if bare is not None else item, lexicon)
