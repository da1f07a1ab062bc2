"""Items that need another word: a figure's own noun with what it is of (防暑降温物品 + 价值), in the report's words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from reportminer.lexicon import Lexicon
from reportminer.lexicon.cutter import word_cutter
from reportminer.model import Analysis, Quantity, Section, Span
from reportminer.record.headed import in_list, of_bare, of_class, of_heading, of_net, of_other_kind, sections_of
from reportminer.record.inherited import (
    Sentence,
    Thing,
    of_change,
    of_comparison,
    other_side,
    respectively,
    set_against,
    taken_over,
    whole,
)
from reportminer.record.kinds import (
    counted_visits,
    of_award,
    of_doing_by,
    of_kind,
    of_part,
    of_taking_part,
    without_verb,
)
from reportminer.record.nouns import cell_items, own_noun
from reportminer.record.standards import of_limit, of_share, of_threshold, of_unit
from reportminer.record.themes import Words, activity, thing, titled, words_of_items
from reportminer.record.topics import classified
from reportminer.text import normalise

_MARK = re.compile(r"[;。\n,][一二三四五六七八九十]{1,2}是|[①-⑳]|\([一二三四五六七八九十\d]{1,2}\)|\n")
_SHARE_OF = re.compile("(?:分配|计提|提取|安排|补助|配套)比例\\Z")
_LISTED = re.compile(" ?、")
_AMONG = re.compile(r"其中|包括|含|按[^,。;:]{1,12}(?:分|看|划分)[,:]|\((?![^()]*\))")
_WHOM = ("headcount", "household", "percentage")
_CLASS = re.compile(r"[^:。;\n]*?(?P<name>[^()。;,:.、\n]{2,40})\((?:类|款|项)\)[:,]")
_PROJECT = re.compile(r"[。;:\n] *(?P<name>[^,。;:、\d\n]{2,24}项目)(?:绩效自评综述)?[,:]")
_SCORE = ("得分", "评分")
_SIDES = ("收入", "支出")
_VALUE_OF_SIDE = re.compile("(?:收入|支出)(?:决算|预算)数?(?:为|是)?\\Z")
_RULED = re.compile(",(?:标准|按)")
_PERSON = re.compile("(?:按照?|标准)?每[人名户位生]")
_IN_CAPITALS = re.compile(r"人民币|\(?大写\)?|人民币\(?大写\)?|小写")
_REACH = 160
_MEMORY = 60
"""figures of its sentence that a figure looks back on"""


def composed(
    quantities: Sequence[Quantity], analysis: Analysis, sentences: Mapping[str, Span], lexicon: Lexicon
) -> tuple[Quantity, ...]:
    """`quantities` in their order, with what an item is of before it where it only says which kind of thing it is.

    An item is of the thing that the figure before it in the sentence counts (防暑降温物品700份，价值10万元), of the
    activity that the sentence or the one before it names, or of the title of its section; a figure in a table is of
    its row and its column. Where none of them is there the item stays.
    """
    words = words_of_items(lexicon)
    cells = dict(cell_items(analysis)) if any(q.table is not None for q in quantities) else {}
    sections = {section.id: section for section in analysis.sections}
    plain = analysis.plain
    done: dict[str, Quantity] = {}
    said = Sentence()

    def last_word(item: str) -> str:
        return list(word_cutter(lexicon)(item))[-1] if item else ""

    for quantity in sorted(quantities, key=lambda quantity: quantity.start):
        if quantity.table is not None:
            item = cells.get(quantity.core_start, "") or quantity.item
        else:
            said = _moved(said, quantity, plain, sentences[quantity.id], words)
            part = _is_part(quantity, said, plain, words)
            own = own_noun(quantity, plain, words)
            said.spread = said.spread or respectively(own, quantity, said.things, plain)
            item = (
                said.spread.pop(0)
                if said.spread
                else _item(own, quantity, said, part, plain, sections.get(quantity.section or ""), words)
            )
            above = sections_of(sections.get(quantity.section or ""), sections)
            item = of_heading(own, item, said, above, plain) or item
            bare = ""
            if _IN_CAPITALS.fullmatch(own) and said.things:
                item = said.things[-1].item
            elif item == own:
                listed = part or in_list(own, quantity, said.things, plain)
                named = of_class(own, quantity, said, plain, words, last_word) if listed else ""
                bare = own if named else ""
                item = named or of_net(own, quantity, plain) or of_bare(own, quantity, plain, words) or own
            else:
                item = of_other_kind(item, quantity, said.things)
            counted = counted_visits(item, quantity, words) or item
            begin = said.things[-1].quantity.end if said.things else said.span[0]
            aside = bool(set_against(plain[begin : quantity.start], quantity, plain))
            name = thing(_SHARE_OF.sub("", bare or item), words) or thing(counted, words)
            said.things.append(Thing(quantity, counted, name, part, aside, bare))
            item = counted
            del said.things[:-_MEMORY]
        same = item == normalise(quantity.item)
        done[quantity.id] = quantity if same else replace(quantity, item=_printed(item, quantity.item))
    return tuple(done[quantity.id] for quantity in quantities)


def _printed(item: str, worded: str) -> str:
    """`item` with the full-width signs that `worded` has where it is half-width."""
    return item.translate({ord(normalise(sign)): sign for sign in worded if normalise(sign) not in ("", sign)})


def _moved(said: Sentence, quantity: Quantity, plain: str, span: Span, words: Words) -> Sentence:
    """`said` brought up to the beginning of `quantity`: a new sentence keeps the activity, a new point does not."""
    if span != said.span:
        between = plain[max(said.span[1], span[0] - _REACH, 0) : span[0]]
        marks = list(_MARK.finditer(between))
        near = said.span[0] >= 0 and 0 <= span[0] - said.span[1] < _REACH and not marks
        kept = activity(between[marks[-1].end() :] if marks else between, words)
        kept = kept or (said.activity if near and said.here else "")
        earlier = said.things if said.things and "\n" not in plain[said.span[1] : span[0]] else []
        said = Sentence(span, [], kept, False, max(span[0], quantity.start - _REACH), earlier)
    if quantity.start > said.read:
        stretch = plain[said.read : quantity.start]
        marks = list(_MARK.finditer(stretch))
        if marks:
            said.activity = ""
            stretch = stretch[marks[-1].end() :]
        named = activity(stretch, words)
        if named:
            said.activity, said.here = named, True
        said.read = max(said.span[0], quantity.start)
    return said


def _is_part(quantity: Quantity, said: Sentence, plain: str, words: Words) -> bool:
    """Whether a figure is one of a breakdown; the first of a list 甲3个、乙4个 is told when the second comes."""
    if not said.things:
        return False
    before = said.things[-1]
    gap = plain[before.quantity.end : quantity.start]
    listed = _LISTED.match(gap) is not None
    if listed and quantity.kind == before.quantity.kind:
        before.part = True
    if listed or _AMONG.search(gap) is not None:
        return True
    return before.part and (gap[:1] in ";:" or _next_account(quantity, before.quantity, gap, words))


def _next_account(quantity: Quantity, before: Quantity, gap: str, words: Words) -> bool:
    """Whether a part goes on with another account behind a comma: 其中基本支出14万元，项目支出15万元."""
    own = normalise(quantity.item)
    accounts = quantity.kind == before.kind == "amount" and quantity.role == before.role == "level"
    return accounts and gap == f",{own}" and own.endswith(words.account) and before.item.endswith(words.account)


def _item(
    own: str, quantity: Quantity, said: Sentence, part: bool, plain: str, section: Section | None, words: Words
) -> str:
    """The item of a figure in running text, composed where it needs it."""
    begin = said.things[-1].quantity.end if said.things else said.span[0]
    project = _of_project(own, quantity, said, plain, words)
    if project:
        return project
    if own in words.value or not own:
        return (
            other_side(own, said.things)
            or _classified(said, quantity, plain)
            or _of_title(said, plain, section, words)
            or of_limit(quantity, plain)
            or of_comparison(quantity, own, words.bare, begin, plain)
            or _of_earlier(own, quantity, said, plain, words)
            or own
        )
    if own == normalise(classified(plain, said.span)):
        return _spent(own)
    return (
        of_share(own, quantity, plain, words)
        or of_threshold(own, quantity, plain, words)
        or of_limit(quantity, plain)
        or of_taking_part(own, quantity, said, plain, words)
        or of_change(quantity, said.things, plain)
        or of_comparison(quantity, own, words.bare, begin, plain)
        or taken_over(own, quantity, said.things, said.earlier, plain)
        or of_award(own, said, words)
        or of_unit(own, quantity, _whom(own, quantity, said, plain), begin, plain, words)
        or of_doing_by(own, quantity, said, plain, words)
        or (of_part(own, said, words) if part else of_kind(own, quantity, said, plain, words))
        or without_verb(own, words)
    )


def _whom(own: str, quantity: Quantity, said: Sentence, plain: str) -> str:
    """Whom or what so much each is for: the last figure's, else (按每人 …) what its breakdown is of; "" for nobody."""
    if not said.things:
        return ""
    ruled = _RULED.match(plain, said.things[-1].quantity.end, quantity.start) is not None
    last = whole(said.things) if ruled else said.things[-1]
    if last is None or last.quantity.kind not in (_WHOM if _PERSON.match(own) else (*_WHOM, "count")):
        return ""
    return last.name


def _classified(said: Sentence, quantity: Quantity, plain: str) -> str:
    """What a heading of the functional classification that begins the sentence names last (…某事务(项):支出决算为)."""
    match = _CLASS.match(plain, said.span[0], quantity.start)
    return _spent(match["name"]) if match is not None else ""


def _of_project(own: str, quantity: Quantity, said: Sentence, plain: str, words: Words) -> str:
    """The project that a clause only names (某运行项目，全年预算数为…), for figures after it that name nothing else.

    A score is its project's score.
    """
    named = None
    for match in _PROJECT.finditer(plain, max(0, said.span[0] - 1), quantity.start):
        named = match
    if named is None:
        return ""
    if own.endswith(_SCORE) and quantity.kind == "score":
        return named["name"] + own
    told = own not in words.value and own in plain[named.end() : quantity.end + len(own)]
    return "" if told else named["name"]


def _spent(name: str) -> str:
    """What is spent on an item of the functional classification."""
    return name if name.endswith("支出") else f"{name}支出"


def _of_earlier(own: str, quantity: Quantity, said: Sentence, plain: str, words: Words) -> str:
    """The item of the whole that the sentence before is about, for a figure of money that names none."""
    above = whole(said.earlier) if not said.things else said.things[0]
    if above is None or not above.item.endswith(words.account):
        return ""
    if own in _SIDES and not _VALUE_OF_SIDE.search(plain, max(0, quantity.start - 8), quantity.start):
        return ""
    if any(side in own and above.item.endswith(other) for side, other in (_SIDES, _SIDES[::-1])):
        return ""
    return above.item if above.quantity.kind == "amount" == quantity.kind else ""


def _of_title(said: Sentence, plain: str, section: Section | None, words: Words) -> str:
    """What the section's title names, for a figure that is only said to be 年初预算 or 决算 in its first sentence."""
    if section is None or plain[section.title_end : said.span[0]].strip(" 。:、\n"):
        return ""
    return titled(plain[section.title_start : section.title_end], words)
