"""Lists that no cue opens and that stand away from their total: a sentence of parts, or a section called like it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from decimal import Decimal
from fractions import Fraction

from reportminer.model import Section
from reportminer.relate.base import alike, backwards, same_basis
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.chance import near_miss
from reportminer.relate.evidence.closing import closes, digits
from reportminer.relate.evidence.slips import slips
from reportminer.relate.keys import is_generic, key_of, phrase
from reportminer.relate.lists.listing import Listing, sum_of
from reportminer.relate.lists.reading import is_rest

_LEAST = 2
_MOST = 40
_BACK = 24
_FAR = 60
_TRIED = 4
_TELLING = 4
_NAME = 24
_COMPACT = 18
_STRAY = Decimal("0.1")
_ODDS = Fraction(1, 20)
_RARE = Fraction(1, 60)
_OPEN = Decimal("0.1")
_OPEN_ODDS = Fraction(1, 500)
_SPLIT = re.compile(r"[;。\n]")
_AGE = "岁"
_INSIDE = frozenset("中里")
_TOLD = ("exact", "about")
"""bounds of a figure that can be a total; any parts fit in 300万元以内"""


def find_headed_lists(view: View, sections: Sequence[Section], listings: Sequence[Listing]) -> Iterator[Listing]:
    """Totals that the heads of a sentence's stretches make up, and totals that a section by their name divides.

    Heads are the first figures of the stretches between semicolons, or all figures of a sentence that holds nothing
    but levels, each with a name of its own. Only what adds up is given, and in a section called like the total also
    what misses it by a slip that is hardly chance.
    """
    taken = {part.index for each in listings if each.is_sum for part in each.parts}
    runs = dict(_runs(view))
    done: set[int] = set()
    for found in _titled(view, sections, runs, taken):
        done.update(part.index for part in found.parts)
        yield found
    readings = [(heads, False) for heads in runs.values()]
    lines = (heads for heads in _labelled(view) if _LEAST < len(heads) <= _MOST and not _is_aside(heads))
    further = (*_sectioned(view, sections), *lines)
    for heads, far in (*readings, *((heads, True) for heads in further)):
        if not any(head.index in taken or head.index in done for head in heads):
            whole = _above(view, heads, far)
            if whole is not None:
                done.update(head.index for head in heads)
                yield sum_of(whole, heads, sure=closes(whole, heads))


def _runs(view: View) -> Iterator[tuple[int, list[Mention]]]:
    """By the number of the sentence, the heads of each that is a list of them."""
    group: list[Mention] = []
    for mention in (*view.mentions, None):
        if mention is not None and group and mention.sentence == group[0].sentence:
            group.append(mention)
            continue
        if len(group) >= _LEAST:
            heads = _heads(view, group)
            if _LEAST <= len(heads) <= _MOST:
                yield group[0].sentence, heads
        group = [mention] if mention is not None else []


def _heads(view: View, group: Sequence[Mention]) -> list[Mention]:
    """The heads of one sentence's figures; none where it is no list."""
    first = group[0]
    if ";" not in view.text[first.end : group[-1].start]:
        # 已解决126件、正在解决43件、列入规划11件，解决率70%: a degree may end the list
        group = [each for each in group if each.unit != _AGE]
        levels = [each for each in group if each.kind != "percentage"]
        if not levels:
            return []
        first = levels[0]
        if _INSIDE & set(view.text[first.end : levels[1].start if len(levels) > 1 else first.end]):
            # 三个片区中东片5人，西片6人，南片7人
            group = levels = levels[1:] if first.value == len(levels) - 1 else levels
            first = levels[0]
        plain = len(levels) > _LEAST and levels == group[: len(levels)] and len(group) - len(levels) < _LEAST
        return levels if plain and all(_is_head(view, each, first) for each in levels) else []
    heads: list[Mention] = []
    end = -1
    for mention in group:
        if mention.group != first.group:
            continue
        if heads and not _SPLIT.search(view.text, end, mention.start):
            end = mention.end
            continue
        end = mention.end
        if not _is_head(view, mention, first):
            return []
        heads.append(mention)
    return heads


def _sectioned(view: View, sections: Sequence[Section]) -> Iterator[list[Mention]]:
    """The first figures of all stretches of a section of several sentences, where all are like levels."""
    stretches: dict[str, list[Mention]] = {}
    last: Mention | None = None
    for mention in view.mentions:
        section = mention.section
        if section is None or mention.group:
            continue
        if last is None or section != last.section or _SPLIT.search(view.text, last.end, mention.start):
            stretches.setdefault(section, []).append(mention)
        last = mention
    for part in sections:
        heads = stretches.get(part.id, [])
        several = _LEAST < len(heads) <= _MOST and heads[0].sentence != heads[-1].sentence
        if several and all(_is_head(view, each, heads[0]) for each in heads):
            yield heads


def _labelled(view: View) -> Iterator[list[Mention]]:
    """The first amounts of labelled paragraphs that follow each other: 一是…完成16.05亿元。 二是…完成6.3亿元。"""
    firsts: list[Mention] = []
    for mention in view.mentions:
        if mention.kind != "amount" or mention.role != "level" or mention.group:
            continue
        if firsts and mention.paragraph == firsts[-1].paragraph:
            continue
        goes_on = firsts and mention.paragraph == firsts[-1].paragraph + 1 and alike(mention, firsts[0])
        if firsts and not goes_on:
            yield firsts
            firsts = []
        if view.labelled(view.paragraphs[mention.paragraph]):
            firsts.append(mention)
    yield firsts


def _is_aside(heads: Sequence[Mention]) -> bool:
    """Whether one of these is last year's or planned."""
    return any(each.basis in ("prior", "budget") for each in heads)


def _is_head(view: View, mention: Mention, first: Mention) -> bool:
    """Whether a figure is a level like the first one, with a short name and no cue of a list or total before it."""
    if mention.role != "level" or mention.basis in ("prior", "budget") or not alike(mention, first):
        return False
    if mention.group != first.group or mention.bound != "exact":
        return False
    name = view.words_of(mention).strip()
    counted = mention.mark("sum.after", "sum.plus", "sum.minus", "saving.left")
    # 工人(含学徒)65人: a bracket may part a name from its figure
    named = len(name) > 1 or view.text[mention.start - 1] == ")"
    return named and len(name) <= _NAME and (counted is None or counted.start < mention.clause)


def _above(view: View, heads: Sequence[Mention], far: bool) -> Mention | None:
    """The nearest level before the sentence of the heads that they make up, by figures that are no chance.

    far  heads of a whole section: their total may stand further up, and in a bracket
    Of heads said to leave nothing out also one that a slip keeps from it, which is no chance either.
    """
    first = heads[0]
    greatest = max(head.value for head in heads)
    above: list[Mention] = []
    tried = 0
    for whole in backwards(view, first, _FAR if far or len(heads) > _TRIED else _BACK):
        if whole.role != "level" or (whole.group != first.group and not far) or not alike(whole, first):
            continue
        if whole.bound not in _TOLD or whole.basis == "prior" or not same_basis(whole, first):
            continue
        tried += 1
        telling = _telling(whole, heads)
        beside = whole.paragraph == first.paragraph or (
            tried == 1 and whole.paragraph + 1 == first.paragraph and len(heads) >= _TRIED
        )
        if telling < _TELLING and (tried > _TRIED or not beside or telling < _LEAST + 1):
            continue
        if whole.value > greatest:
            above.append(whole)
            if closes(whole, heads):
                return whole
    # 按用途分 says that nothing is left out, and so does a rest at the end; else they must stand right behind the total
    said = first.mark("sum.divided") is not None or is_rest(heads[-1])
    listed = len(heads) > _LEAST and not far
    for number, whole in enumerate(above[:_TRIED], start=1):
        near = listed and whole.paragraph == first.paragraph and whole.sentence + 1 == first.sentence
        if (said or near) and near_miss(whole, heads, _RARE / number):
            return whole
    return None


def _telling(whole: Mention, parts: Sequence[Mention]) -> int:
    """How many digits of a total speak for its parts: all but the zeros that each of the figures ends with."""
    printed = [digits(figure) for figure in (whole, *parts) if figure.value]
    return len(printed[0]) - min(len(each) - len(each.rstrip("0")) for each in printed) if printed else 0


def next_sentences(view: View, used: set[int]) -> Iterator[Listing]:
    """A sentence that states one total and the next that is nothing but a list."""
    for number, mentions in view.by_sentence.items():
        parts, whole = view.by_sentence.get(number + 1, ()), mentions[-1]
        if len(mentions) > 1 or len(parts) < 2 or whole.paragraph != parts[0].paragraph or whole.index in used:
            continue
        if not all(_is_item(view, part) and alike(part, whole) and same_basis(part, whole) for part in parts):
            continue
        sure = closes(whole, parts)
        near = abs(whole.value - sum((part.value for part in parts), Decimal(0))) <= _STRAY * whole.value
        if whole.role == "level" and (sure or near or slips(whole, parts)):
            yield sum_of(whole, parts, strength="implied", sure=sure)


def _is_item(view: View, mention: Mention) -> bool:
    """Whether a figure is preceded by its name only."""
    name = view.text[mention.clause : mention.start].strip()
    return (
        mention.role == "level"
        and mention.kind == "amount"
        and not mention.group
        and 1 < len(name) <= _COMPACT
        and not any(mark.meaning != "sum.rest" and not mark.meaning.startswith("none") for mark in mention.marks)
    )


def _titled(
    view: View, sections: Sequence[Section], runs: Mapping[int, Sequence[Mention]], taken: Set[int]
) -> Iterator[Listing]:
    """Totals told earlier whose name is the title of a section that lists parts and tells no total of its own."""
    own: dict[str, list[Mention]] = {}
    for mention in view.mentions:
        if mention.section is not None:
            own.setdefault(mention.section, []).append(mention)
    below: dict[str, list[Section]] = {}
    for section in sections:
        if section.parent is not None:
            below.setdefault(section.parent, []).append(section)
    # 基本支出预算安排情况 is about 基本支出
    tails = phrase("{item_title_tail}+\\Z", view.lexicon)
    by_key: dict[str, list[Mention]] | None = None
    for section in sections:
        heads = _parts_of(section, own, below, runs)
        if len(heads) < _LEAST or any(head.index in taken for head in heads):
            continue
        name = key_of(tails.sub("", section.title), view.lexicon)
        if is_generic(name, view.lexicon):
            continue
        if by_key is None:
            by_key = {}
            for mention in view.mentions:
                if mention.role == "level" and mention.kind == "amount" and mention.basis != "prior":
                    by_key.setdefault(key_of(mention.item, view.lexicon), []).append(mention)
        near = [
            each
            for each in by_key.get(name, ())
            if 0 < heads[0].index - each.index <= _FAR and alike(each, heads[0]) and each not in heads
        ]
        for test in (closes, _slips):
            whole = next((each for each in reversed(near) if each.value and test(each, heads)), None)
            if whole is not None:
                yield sum_of(whole, heads, sure=test is closes)
                break


def _slips(whole: Mention, parts: Sequence[Mention]) -> bool:
    # a section may list some of its parts alone
    room = whole.value - sum((part.value for part in parts), Decimal(0))
    return near_miss(whole, parts, _OPEN_ODDS if room > _OPEN * whole.value else _ODDS)


def _parts_of(
    section: Section,
    own: Mapping[str, Sequence[Mention]],
    below: Mapping[str, Sequence[Section]],
    runs: Mapping[int, Sequence[Mention]],
) -> Sequence[Mention]:
    """The first figures of a section's subsections, each of which has one; else the heads of its first sentence."""
    children = below.get(section.id, ())
    figures = own.get(section.id, ())
    if figures:
        return runs.get(figures[0].sentence, ()) if not children else ()
    firsts = [own[child.id][0] for child in children if child.id in own]
    like = all(each.role == "level" and alike(each, firsts[0]) and each.basis != "prior" for each in firsts)
    return firsts if like and len(firsts) == len(children) else ()
