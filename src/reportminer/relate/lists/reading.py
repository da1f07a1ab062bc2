"""How a list of parts is read: which cue opens it, which figures stand in it, which total stands before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportminer.relate.base import akin, alike, backwards, joined, onwards, same_basis
from reportminer.relate.clauses import Mark, Mention, View
from reportminer.relate.evidence.closing import closes
from reportminer.relate.lists.bare_totals import is_bare_total
from reportminer.relate.lists.points import is_points
from reportminer.relate.lists.wording import in_next_bracket, is_recipient

OPENERS = ("sum.parts", "sum.include", "sum.divided", "sum.closed", "sum.mainly", "sum.respective", "sum.colon")
_BREAK = re.compile(r"[;。\n]")
_INLINE_LABEL = re.compile(r"[。;:]\s*(?:\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[)、]|\.(?!\d))|[①-⑳])")
_UNITLESS = re.compile(r"\d\s*\Z")
_EACH = re.compile(r"每[一-鿿]{1,2}\Z")
_FROM_TO = re.compile(r"[由从][^,;。、]+[到至为]")
_NOUN = re.compile("[\u4e00-\u9fff()]{1,8}:")
_ROW = ("", "、")
_LOOK_BACK = 12
_PAIR = 2
_WIDER = 24
_TO_THE_LIST = " \n:;,。以下几个方面如项"
_FOR, _DIVIDED = "用于", "分为"
_FOR_NOUN = re.compile(",|的[^,。;:、\\d]{0,6}(?:经费|资金|投入|款项|拨款|支出)(?!分配)[^、]{0,8}\\Z")
_BESIDES = "另"
_CARRIED = frozenset("年转")
_AND_SO_ON = "等"


def opener_of(view: View, mention: Mention) -> Mark | None:
    """The cue between this figure and the one before that opens a list with it."""
    mark = mention.mark(*OPENERS)
    if mark is not None and mention.group and mark.start < view.opens[mention.group] and is_points(view, mention):
        # 其中投入(20分)19分: the list is of what was scored
        return None
    opening = view.opens[mention.group] if mention.group else 0
    if mark is not None and mark.end < opening and _UNITLESS.search(view.text, mark.end, opening):
        # 其中评审费12(按总投资3500万元计取): the bracket is of a figure without its unit
        return None
    if mark is not None and mark.meaning == "sum.mainly" and mention.mark("change.against") is not None:
        # 接待费主要用于来访，较上年的3万元减少1万元
        return None
    if mark is not None and mark.meaning == "sum.respective" and _are_bases(view, mention):
        return None
    if mark is not None and mark.word == _FOR and _is_told_alike(view, mention):
        return None
    if mark is not None and _opens(view, mark, mention):
        return mark
    if not mention.index:
        return None
    before = view.mentions[mention.index - 1]
    if mention.lead == before.end:
        if view.text.startswith(":", mention.lead) and "。" not in view.text[mention.lead : mention.start]:
            return Mark(mention.lead, mention.lead + 1, "sum.colon", ":")
        if before.kind == "count" and not alike(before, mention):
            noun = _NOUN.match(view.text, mention.lead, mention.start)
            whole = view.mentions[before.index - 1] if before.index else before
            if noun is not None and whole.sentence == mention.sentence and alike(whole, mention):
                # 300人，分布在4个县：甲县100人、…
                return Mark(noun.end() - 1, noun.end(), "sum.colon", ":")
    elif before.paragraph < mention.paragraph <= before.paragraph + 2:
        for mark in view.marks_between(before.end, mention.lead):
            if mark.meaning in OPENERS and not view.text[mark.end : mention.lead].strip(_TO_THE_LIST):
                return mark
        end = len(view.text[before.end : mention.lead].rstrip()) + before.end
        if view.text[before.end : end].endswith(":"):
            return Mark(end - 1, end, "sum.colon", ":")
    return None


def _is_told_alike(view: View, mention: Mention) -> bool:
    """Whether the amount before is said to be for something too: 用于甲40万元，占57%；用于乙30万元 lie side by side."""
    for before in backwards(view, mention, _PAIR + 1):
        if before.sentence != mention.sentence:
            return False
        if before.role == "level" and alike(before, mention):
            mark = before.mark(*OPENERS)
            return mark is not None and mark.word == _FOR and mark.start >= before.clause
    return False


def _opens(view: View, mark: Mark, mention: Mention) -> bool:
    """Whether nothing closes the list before its first figure: 包括工资、奖金等；公用经费5万元 is no list.

    Neither is (含部分整改)，资金5万元: the bracket that the cue stands in closes before the figure.
    """
    between = view.text[mark.end : mention.start]
    # 包括甲、乙等23所 counts the names before it, 用于补助，其他支出4万元 goes on, 用于科普的经费达1亿元 is all for it
    names = mark.meaning == "sum.include" or mark.word == _DIVIDED
    counted = names and between.rstrip().endswith(_AND_SO_ON)
    if counted or between.count(")") > between.count("(") or (mark.word == _FOR and _FOR_NOUN.search(between)):
        return False
    if mark.meaning == "sum.parts" or view.labelled(after_cue(view, mark)):
        return True
    return _BREAK.search(view.text, mark.end, mention.start) is None


def after_cue(view: View, opener: Mark) -> int:
    """Where the list proper begins: behind the cue and its colon."""
    place = opener.end
    while place < len(view.text) and view.text[place] in ": \n,":
        place += 1
    return place


def _are_bases(view: View, first: Mention) -> bool:
    """Whether a row that a figure begins is what percentages are of: 分别为计划6座、6公里的100%和140%."""
    for each in onwards(view, first.index + 1):
        between = view.text[view.mentions[each.index - 1].end : each.start]
        if each.sentence != first.sentence or "," in between:
            return False
        if each.kind == "percentage":
            return between.strip() == "的"
    return False


def members_of(view: View, first: Mention, opener: Mark) -> list[Mention]:
    """The levels of the list that `first` begins, at its own depth.

    A list inside a list ends with the figure that closes it, else at the first semicolon; 由…组成 ends at 组成.
    """
    members = list(_walk(view, first, opener))
    if opener.meaning == "sum.closed":
        end = next(
            (
                mark.start
                for mark in view.marks_between(opener.end, view.sentence_end(first.start))
                if mark.meaning == "sum.composed"
            ),
            -1,
        )
        return [member for member in members if end < 0 or member.start < end]
    nested = len(members) > 1 and _is_nested(view, first)
    if len(members) < 2 or not (nested or _in_stretch(view, members, opener)):
        return members
    wholes = wholes_of(view, first, opener, first)
    closing = closing_prefix(wholes[0], members) if wholes and nested else None
    if closing is not None:
        return closing
    end = view.text.find(";", members[0].end, members[-1].start)
    return [member for member in members if end < 0 or member.start < end]


def _walk(view: View, first: Mention, opener: Mark) -> Iterator[Mention]:
    below = _lines_below(view, first, opener) and not _in_one_line(view, first)
    labelled = (numbered := view.labelled(after_cue(view, opener))) or below
    reason = False
    resume = first.index
    seen: set[tuple[str | None, str]] = set()
    previous = first
    for mention in onwards(view, first.index):
        if mention.group not in (first.group, previous.group) and not in_next_bracket(view, opener, previous, mention):
            if first.group:
                return
            continue
        if mention is not first:
            total = alike(mention, first) and is_bare_total(view, mention)
            if total or mention.mark("sum.stop") or _leaves(view, first, previous, mention, labelled, below):
                return
            between = view.text[previous.end : mention.start]  # a line without label may hold several: 甲5万元；乙3万元
            if "\n" in between or (";" in between and not numbered) or _INLINE_LABEL.search(between):
                seen.clear()
            inner = opener_of(view, mention)
            if inner is not None and inner.start != opener.start and mention.index >= resume:
                inside = members_of(view, mention, inner)
                resume = inside[-1].index + 1 if inside else mention.index + 1
        reason = _in_reason(view, mention, reason)
        previous = mention
        if is_recipient(view, mention) or _EACH.search(view.words_of(mention)):
            # 礼堂椅420把每把350元计147000元
            continue
        if mention.index < resume or reason or mention.role != "level" or mention.bound == "at_most":
            # 控制在限额235亿元以内 is no part
            continue
        if (mention.basis == "prior" and first.basis != "prior") or _is_left_over(view, mention):
            continue
        if _FROM_TO.match(view.text, mention.start - 1, mention.end + 3):
            # 其中大案由18件降到11件: what there was before is no part
            continue
        if labelled and (mention.unit, mention.basis) in seen:
            continue
        seen.add((mention.unit, mention.basis))
        yield mention


def _lines_below(view: View, first: Mention, opener: Mark) -> bool:
    """Whether the cue ends its line, so that the list stands in the lines below."""
    return opener.end < view.paragraphs[first.paragraph]


def _is_left_over(view: View, mention: Mention) -> bool:
    """Whether a figure is what of the whole has not been used, after a comma of its own: …，节约资金5万元."""
    mark = mention.mark("saving.left")
    start = mention.words_start
    if mark is None or mention.clause < mention.lead or len(view.text[mark.end : mention.start].strip()) > 1:
        return False
    return not view.text[start : mark.start].strip() and not _CARRIED & set(mark.word)


def _in_one_line(view: View, first: Mention) -> bool:
    """Whether a list without labels goes on in its first line: 支出构成为: and below it 甲5万元，乙6万元."""
    if view.labelled(view.paragraphs[first.paragraph]) or first.index + 1 >= len(view.mentions):
        return False
    second = view.mentions[first.index + 1]
    if second.sentence == first.sentence and view.text[first.end : second.start] in _ROW:
        # 433户、1256人；60户、67人: the next row goes on with the unit of the first
        inside = view.mentions[first.index + 2 : first.index + _LOOK_BACK]
        following = (each for each in inside if each.group == first.group)
        second = next(following, second)
    beside = second.sentence == first.sentence and second.role == "level" and second.basis == first.basis
    return beside and alike(first, second)


def _leaves(view: View, first: Mention, previous: Mention, mention: Mention, labelled: bool, below: bool) -> bool:
    """Whether the list of `first` has ended before `mention`: with its sentence, or with the last labelled line."""
    if labelled and (view.labelled(view.paragraphs[first.paragraph]) or not below):
        return mention.paragraph != first.paragraph and not _labelled_paragraph(view, first, mention)
    if labelled:
        return mention.paragraph - previous.paragraph > 1 or view.labelled(view.paragraphs[mention.paragraph])
    return mention.sentence != first.sentence and not _runs_on(view, first, mention)


def _runs_on(view: View, first: Mention, mention: Mention) -> bool:
    """Whether every line from that of `first` on ends in a semicolon, and the next has no label: 甲5万元；↵乙6万元。"""
    starts = view.paragraphs[first.paragraph + 1 : mention.paragraph + 1]
    on = all(view.text[start - 4 : start].rstrip()[-1:] == ";" and not view.labelled(start) for start in starts)
    return on and 0 < len(starts) == mention.sentence - first.sentence


def _in_reason(view: View, mention: Mention, before: bool) -> bool:
    """Whether a figure stands in words that explain another: from 主要原因 to the end of that part of the sentence."""
    breaks = [match.start() for match in _BREAK.finditer(view.text, mention.lead, mention.start)]
    mark = mention.mark("change.reason")
    if mark is not None:
        return not breaks or mark.start > breaks[-1]
    return before and not breaks


def _is_nested(view: View, first: Mention) -> bool:
    """Whether another list of the same sentence and depth is open where this one begins."""
    return any(
        mention.mark("sum.parts", "sum.include", "sum.closed") is not None
        for mention in view.by_sentence[first.sentence]
        if mention.index < first.index and mention.group == first.group
    )


def _in_stretch(view: View, members: Sequence[Mention], opener: Mark) -> bool:
    """Whether a cue stands in one of several stretches and has its list there: 甲6万元；乙2万元，其中丙1万元，…；…"""
    stretch = view.text.rfind(";", view.sentences[members[0].sentence], opener.start)
    several = alike(members[0], members[1]) and ";" not in view.text[opener.end : members[1].start]
    whole = view.mentions[members[0].index - 1]
    inside = stretch >= 0 and whole.start > stretch and alike(whole, members[0])
    return inside and several and not closes(whole, members)


def _labelled_paragraph(view: View, first: Mention, mention: Mention) -> bool:
    """Whether every paragraph from the one after `first` up to that of `mention` begins with a list label."""
    if mention.paragraph - first.paragraph > 30:
        return False
    for number in range(first.paragraph + 1, mention.paragraph + 1):
        start = view.paragraphs[number]
        if view.text[start : view.paragraph_end(start)].strip() and not view.labelled(start):
            return False
    return True


def wholes_of(view: View, first: Mention, opener: Mark, part: Mention) -> list[Mention]:
    """Figures before the cue that the list can divide, nearest first, those of the part's own basis before others."""
    found: list[Mention] = []
    inside = first.group
    if inside and view.opens[inside] >= (view.mentions[first.index - 1].end if first.index else 0):
        inside = view.parents[inside]
    paragraph, sentence = view.paragraph_at(opener.start), view.sentence_at(opener.start)
    nearest, head = None, ""
    aside = _list_beside(view, opener)
    for mention in reversed(view.mentions[max(0, first.index - _WIDER) : first.index]):
        if mention.group not in (inside, first.group) or aside[0] <= mention.start < aside[1]:
            continue
        if nearest is None:
            apart = paragraph - mention.paragraph
            head = view.text[view.paragraph_start(opener.start) : opener.start].strip(" :,") if apart else ""
            if apart > 2 or (head and not _names(view, head, *view.by_sentence[mention.sentence])):
                break
            paragraph, sentence = mention.paragraph, min(sentence, mention.sentence + 1)
            nearest = mention
        if mention.paragraph != paragraph or sentence - mention.sentence > 3:
            break
        planned = bool(found) and part.basis != "budget" and all(each.basis == "budget" for each in found)
        if found and mention.sentence != found[0].sentence and not planned:
            break
        if mention.basis == "prior" != part.basis and not (mention is nearest and mention.mark("sum.after")):
            continue
        like = mention.role == "level" and alike(mention, part) and same_basis(mention, part)
        if like and (not head or _names(view, head, mention)):
            found.append(mention)
            if first.group != inside:
                break
    if aside[1] and not found:
        return []
    beside_it = [each for each in found if view.text[each.clause : each.clause + 1] == _BESIDES]
    if 0 < len(beside_it) < len(found):
        # 慰问金9万元，另送物资1万元。其中…: what was given besides is not what is divided
        found = [each for each in found if each not in beside_it]
    if first.group != inside and (added := view.mentions[first.index - 1]).role == "change" and alike(added, part):
        # 新增9个项目（含结转项目4个）: what is added has the bracket behind it
        return [added]
    apart = not found or found[0].sentence < first.sentence
    if apart and part is first and first.index and opener.meaning == "sum.parts":
        # …还有476人。设岗位62个，其中保洁员15人，护林员28人: the posts beside are meant, not those further up
        ahead = [
            each for each in backwards(view, first, _PAIR + 1) if each.start < opener.start and each.role != "rate"
        ]
        beside = next(iter(ahead), first)
        for each in ahead[1:]:
            # 来件499件次，较上年同期453件次；其中来信256件: last year's is only what this year's is measured against
            if beside.basis == "prior" != each.basis and each.sentence == beside.sentence and akin(each, beside):
                beside = each
        near = beside.sentence == first.sentence or (
            not found
            and beside.sentence == sentence - 1
            and not view.text[view.sentences[sentence] : opener.start].strip(" :,")
        )
        if near and beside is not first and beside.role == "level" and akin(beside, part):
            return [beside]
    if part.basis != "budget" and any(each.basis != "budget" for each in found):
        found.sort(key=lambda each: each.basis == "budget")
    if opener.meaning == "sum.divided":
        # 督办375件，已完成320件；按类型分，道路212件、其他163件: it is the largest that is divided again
        found.sort(key=lambda each: each.value, reverse=True)
    return found


def _list_beside(view: View, opener: Mark) -> tuple[int, int]:
    """Where the list beside this one stands (收入包括：甲5万元；支出包括：…), whose figures are no total of it."""
    start = view.sentences[view.sentence_at(opener.start)]
    end = view.text.rfind(";", start, opener.start)
    if end < 0 or not view.text[end + 1 : opener.start].strip():
        return 0, 0
    beside = [mark for mark in view.marks_between(start, end) if mark.meaning == opener.meaning]
    return (beside[0].start, end) if beside else (0, 0)


def _names(view: View, head: str, *figures: Mention) -> bool:
    """Whether the words that begin the cue's paragraph name a figure above: 支出主要用于：…."""
    return len(head) >= _PAIR and any(view.words_of(each).endswith(head) for each in figures)


def closing_prefix(whole: Mention, parts: Sequence[Mention]) -> list[Mention] | None:
    """All parts when they close, else the longest beginning of at least two that does."""
    usable = [part for part in parts if same_basis(whole, part)]
    for count in range(len(usable), 0, -1):
        if count == 1 and len(usable) > 1:
            return None
        chosen = usable[:count]
        # points are printed in full: what only rounding could explain is another list
        if count < len(usable) and whole.kind == "score" and whole.value != sum(each.value for each in chosen):
            continue
        if closes(whole, chosen):
            return chosen
    return None


def run_of(view: View, parts: Sequence[Mention]) -> list[Mention]:
    """The first parts that 、 and 和 join, at least two; else all."""
    count = 1
    while count < len(parts) and joined(view, parts[count - 1], parts[count]):
        count += 1
    return list(parts[:count]) if count > 1 else list(parts)


def is_rest(part: Mention) -> bool:
    """Whether a part is the rest (其他…), which makes a list whole."""
    return any(mark.meaning == "sum.rest" and mark.start >= part.clause for mark in part.marks)


def until_rest(parts: Sequence[Mention]) -> list[Mention]:
    """The parts up to the rest (其他…), where there is one behind at least one other; else all."""
    for place, part in enumerate(parts):
        if place and is_rest(part):
            return list(parts[: place + 1])
    return list(parts)


def segment_heads(view: View, parts: Sequence[Mention]) -> list[Mention]:
    """The first part of each stretch between semicolons; all of them in a list without semicolons."""
    if len(parts) < 2 or ";" not in view.text[parts[0].end : parts[-1].start]:
        return list(parts)
    heads = [parts[0]]
    for before, part in pairwise(parts):
        if before.sentence != part.sentence or _BREAK.search(view.text, before.end, part.start):
            heads.append(part)
    return heads
