"""Lists of nothing but names and figures, which divide the figure right before them: 27场，其中市级8场、行业19场."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from reportminer.relate.base import alike
from reportminer.relate.clauses import Mark, Mention, View
from reportminer.relate.evidence.closing import exceeds
from reportminer.relate.lists.reading import OPENERS

_LONG = 14
_PAIR = 2
_SEPARATORS = "、和及与以,; "
_ENDS = (",", ";", "。", ")", "\n")
_OPEN = re.compile(r"\s*(?:余|多)?[等、]")
_REST_UNTOLD = re.compile(r"\s*等[,;。\n]|\s*[,、;](?:其[余他它]|余下|剩余)[^\d,;。、()\n]*[,;。\n]")
_LEAD = re.compile(r"[^\d,;:。()、\n]{0,12}(?:,?[^\d,;:。()、\n]{0,10}:|[,(](?:[从按][^\d,;:。()、\n]{1,12},)?)")
"""what may stand between a whole and the names of its parts where no cue does: 9个项目评价，从结果看，; 35户分到："""
_SIZE = re.compile(r"以[上下内]的?[^,;。、]{0,8}\d")
_ASIDE = re.compile(r"\([^()]*\)")
_NOT = ("不", "非", "未")
_NOUN = re.compile("[\u4e00-\u9fff]{0,6}|,?(?:占|占比)[^\\d,;:。()、\n]{0,8}\\d+(?:\\.\\d+)?%")
"""what may stand between a total and the bracket of its parts: 9个乡镇（7个镇、2个乡）; 461人，占84.2%（医师152人、…"""
_PICK = "none.pick"
_SEX = "none.kind.closed.sex"
_OTHER_BASES = ("budget", "prior")
_TOP = "none.pick.top"
_STRAY = (*OPENERS, "sum.after", "sum.stop", "sum.plus", "sum.minus")
_YEAR = re.compile(r"(?:19|20)\d\d年")
_NEAR = 24


def is_bare(view: View, whole: Mention, parts: Sequence[Mention], opener: Mark | None = None) -> bool:
    """Whether parts are one run of short names with a figure each that stands right behind `whole` and then ends.

    opener  the cue that opens the list (其中); None where the names follow the whole without one
    False for lists that 等 leaves open, where a name picks some out of the whole (女, 博士) or counts anew (新增), and
    for what each gets (生均小学800元、初中1000元).
    """
    if len(parts) < 2 or any(each.bound != "exact" or each.role == "per" for each in (whole, *parts)):
        return False
    if not _is_beside(view, whole, parts[0], opener) or not ends(view, parts[-1]):
        return False
    names = names_of(view, parts, opener)
    return all(names) and len(set(names)) == len(names) and not picks(parts)


def are_heads(view: View, whole: Mention, parts: Sequence[Mention], opener: Mark) -> bool:
    """Whether parts begin the stretches between semicolons of one sentence, each with a short name and no other words.

    税收收入8亿元，增长6%；非税收入4亿元，下降2%。
    """
    if len(parts) < _PAIR or any(each.bound != "exact" for each in (whole, *parts)):
        return False
    starts = [opener.end, *(view.text.rfind(";", 0, part.start) + 1 for part in parts[1:])]
    inside = all(one.end < start for one, start in zip(parts, starts[1:], strict=False))
    names = [_name(view, part, start) for part, start in zip(parts, starts, strict=True)]
    same = all(part.sentence == parts[0].sentence for part in parts)
    return inside and same and all(names) and not picks(parts) and _is_beside(view, whole, parts[0], opener)


def names_of(view: View, parts: Sequence[Mention], opener: Mark | None = None) -> list[str]:
    """The name of each part of a bare run; "" for one that is no bare name. Behind a cue a year may be one."""
    begin = parts[0].lead
    if opener is not None:
        begin = max(begin, opener.end)
    elif (lead := _LEAD.match(view.text, begin, parts[0].start)) is not None:
        begin = lead.end()
    names = [_name(view, parts[0], begin, opener is not None)]
    separators = set()
    for one, other in pairwise(parts):
        gap = _ASIDE.sub("", view.text[one.end : other.start])
        separators.add("," in gap or ";" in gap)
        names.append("" if "\n" in gap or "。" in gap else _name(view, other, one.end, opener is not None))
    # 甲5个、乙6个，丙7个: where the run ends is not sure
    return names if len(separators) == 1 else [""]


def _name(view: View, part: Mention, begin: int, years: bool = False) -> str:
    # 食品领域9件，安全生产、妇女权益等其他领域18件: the rest names what others it takes first
    begin = next((mark.start for mark in part.marks if mark.meaning == "sum.rest" and mark.start > begin), begin)
    text = _ASIDE.sub("", view.text[begin : part.start]).strip(_SEPARATORS + ":\n")
    stray = any(mark.start >= begin and mark.meaning in _STRAY for mark in part.marks)
    if years and _YEAR.fullmatch(text):
        return text
    return "" if stray or len(text) > _LONG or any(char in ",;:。、\n" or char.isdigit() for char in text) else text


def picks(parts: Sequence[Mention]) -> bool:
    """Whether names pick members out and leave others: they cross, or are the two upper ranks (博士3人、硕士8人)."""
    return crosses(parts) or (len(parts) == _PAIR and _differ(parts, _PICK, _TOP))


def crosses(parts: Sequence[Mention]) -> bool:
    """Whether some names, but not all alike, take what others may be as well: 党员8人、女职工6人."""
    sexes = [any(mark.meaning == _SEX for mark in part.marks) for part in parts]
    return _differ(parts, _PICK) or (any(sexes) and not all(sexes))


def _differ(parts: Sequence[Mention], *meanings: str) -> bool:
    """Whether some parts have words with these meanings, and not all the same one."""
    picked = [{mark.word for mark in part.marks if mark.meaning in meanings} for part in parts]
    return any(picked) and not set.intersection(*picked)


def by_size(view: View, parts: Sequence[Mention]) -> bool:
    """Whether a part is told by a size that others may have as well: 三年以上的26笔314万元，50万元以上的2笔128万元."""
    return any(_SIZE.search(view.text, one.end, part.start) for one, part in pairwise(parts))


def are_opposites(names: Sequence[str]) -> bool:
    """Whether two names leave nothing between them: 合格、不合格; 脱贫村、非脱贫村."""
    if len(names) != _PAIR:
        return False
    one, other = sorted(names, key=len)
    return any(no in other and other.replace(no, "", 1) == one for no in _NOT)


def are_parallel(names: Sequence[str], above: str) -> bool:
    """Whether names have the same head, not one of their total's own: 市领导带队9批次、部门带队29批次; 东片、西片."""
    head = names[0][-1:]
    return all(name.endswith(head) and len(name) > 1 for name in names) and head not in above


def in_bracket_of(view: View, whole: Mention, part: Mention) -> bool:
    """Whether a part stands in the bracket right behind a whole, or behind its noun."""
    opened = view.opens[part.group]
    return (
        part.group != whole.group and whole.end <= opened and _NOUN.fullmatch(view.text, whole.end, opened) is not None
    )


def is_some_of(view: View, whole: Mention, part: Mention) -> bool:
    """Whether a name says that a figure is of some among those of another: 新增会员480人，…，女会员535人."""
    name = _name(view, part, part.words_start)
    picked = any(mark.meaning in (_PICK, _SEX) and mark.start >= part.clause for mark in part.marks)
    return picked and len(name) > _PAIR and whole.item.endswith(name[-_PAIR:])


def _is_beside(view: View, whole: Mention, first: Mention, opener: Mark | None) -> bool:
    """Whether nothing that is like the parts, but a budget or last year's figure, stands between them and a whole."""
    between = view.mentions[whole.index + 1 : first.index]
    if any(alike(each, first) and each.role == "level" and each.basis not in _OTHER_BASES for each in between):
        return False
    if first.sentence != whole.sentence and first.sentence != whole.sentence + 1:
        return False
    if opener is None and not in_bracket_of(view, whole, first):
        return whole.index + 1 == first.index and _LEAD.match(view.text, whole.end, first.start) is not None
    gap = view.text[whole.end : max(whole.end, opener.start)] if opener is not None else ""
    # 43个单位，其中: the noun of the whole may follow it
    return len(gap) <= _NEAR or whole.index + 1 < first.index


def leaves_rest(view: View, whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether a list ends with a rest without a figure, which makes up its total: 甲15人，其余为乙类; 甲15人等."""
    return _REST_UNTOLD.match(view.text, parts[-1].quantity.end) is not None and not exceeds(whole, parts)


def ends(view: View, last: Mention) -> bool:
    """Whether a run ends with this part: at a mark of punctuation, and not at 等, 、 or 其余为丙类."""
    tail = view.text[last.quantity.end : last.quantity.end + 4]
    return (
        not _REST_UNTOLD.match(view.text, last.quantity.end)
        and not _OPEN.match(tail)
        and (not tail.strip(" ”") or tail.strip(" ”").startswith(_ENDS))
    )
