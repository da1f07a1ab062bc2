"""Items that lack a word of the whole or of the heading: 城镇 of a 零售额, 支出 under 一般公共预算财政拨款收支."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from reportminer.model import Quantity, Section
from reportminer.record.inherited import Sentence, Thing
from reportminer.record.themes import Words, joined
from reportminer.text import normalise

_SIDE = re.compile("(?:全年|同期|当期|年)?(?P<own>(?:本年|当年)?(?:基金)?(?P<side>收入|支出|收支)(?:总计|合计)?)")
_TITLE = re.compile(
    r"(?:(?:19|20)\d\d ?年?度?)?(?:本单位|本部门|我[局委会院校])?(?P<stem>[“”\u4e00-\u9fff()]*?)(?P<budget>预算|决算)?"
    r"(?P<side>收支|收入支出|收、支|收入|支出)(?:总)?(?:预算|决算)?(?:总体|执行|完成|具体|安排){0,3}(?:情况)?(?:说明)?"
)
_BOTH = ("收支", "收入支出", "收、支")
_NO_STEM = re.compile("[和与及、]|总体|部门|单位|整体|安排|情况|财务|年度|主要")
_RATES = ("percentage", "percentage_point")
_NEXT = re.compile(r" ?、[\u4e00-\u9fff“”]{1,14}(?:\([^()]{1,12}\))? ?\d")
_GRANT = "财政拨款"
_SENTENCE = ",。;:\n()"
_FAR = 70
_COUNTED = ("count", "headcount", "household")
_LEADS = ("总", "城乡", "各类", "各级", "实有", "正式", "在校", "在职")
_TOTAL_TAIL = re.compile("(?:总额|总计|合计|总数|总量)\\Z")
_CLAUSE = re.compile("因|按|从|用于|其中|比|为|占|向|对|结转|人民币")
_UNNAMED = re.compile(r"[,。;:\d%]")
_LONGEST = 14
_NET = re.compile(r"(?:[,。;:、(]|\A)[^,。;:、()\d]{0,12}?(?P<verb>净增加?|净减少?|核减|审减)(?:金额|资金|投资)?了?\Z")
_NET_REACH = 24
_NET_VERB = 6


def of_heading(own: str, item: str, said: Sentence, sections: Iterable[Section], plain: str) -> str:
    """国有资本经营预算支出 of 支出 under the heading 国有资本经营预算收支情况; "" for items that say whose they are.

    sections  the sections that hold the figure, innermost first
    """
    side = _SIDE.fullmatch(own)
    if side is None or item not in (own, side["own"]):
        return ""
    if any(_names_side(thing) for thing in said.things):
        return ""
    for section in sections:
        title = _TITLE.fullmatch(plain[section.title_start : section.title_end].strip(" 。:、"))
        if title is None:
            return ""
        stem = title["stem"]
        if title["side"] not in _BOTH and title["side"] != side["side"]:
            return ""
        if stem:
            kept = title["budget"] or ""
            if _NO_STEM.search(stem) or len(stem) < 2:
                return ""
            return joined(stem if side["own"].startswith("基金") else stem + kept, side["own"])
    return ""


def _names_side(thing: Thing) -> bool:
    return not thing.part and thing.item.endswith(("收入", "支出")) and len(thing.item) > len("本年收入")


def of_class(
    own: str, quantity: Quantity, said: Sentence, plain: str, words: Words, last_word: Callable[[str], str]
) -> str:
    """城镇零售额 of 零售额38亿元，其中城镇32亿元; "" for a part with a noun of its own.

    last_word  the last word of an item
    """
    if (
        quantity.role != "level"
        or own.endswith(")")
        or plain.startswith(own, quantity.end)
        or not 1 < len(own) <= _LONGEST
    ):
        return ""
    if _CLAUSE.match(own) or _UNNAMED.search(own):
        return ""
    above = _whole_of(quantity, said)
    if above is None:
        return ""
    name = _TOTAL_TAIL.sub("", above.item)
    if quantity.kind == "amount":
        head = words.head.search(name)
        granted = own.endswith(_GRANT) and head is not None and head[0] in ("收入", "支出")
        if words.money_end.search(own) and not granted:
            return ""
        return joined(own, head[0]) if head is not None and own not in head[0] else ""
    if quantity.kind not in _COUNTED or words.which.search(own) is None or words.which.search(name):
        return ""
    last = last_word(name)
    last = last[last.rfind(own[-1]) + 1 :]
    for lead in _LEADS:
        last = last.removeprefix(lead)
    if words.no_head.search(last):
        return ""
    return joined(own, last) if len(last) > 1 and not own.endswith(last) and own not in last else ""


def _whole_of(quantity: Quantity, said: Sentence) -> Thing | None:
    """The last figure of the sentence that is no part and counts the same."""
    for each in reversed(said.things):
        other = each.quantity
        if each.part or each.aside or other.kind != quantity.kind or other.role != "level":
            continue
        return each if other.kind == "amount" or other.unit == quantity.unit else None
    return None


def in_list(own: str, quantity: Quantity, things: Sequence[Thing], plain: str) -> bool:
    """Whether another part follows a figure (市容类41件、环卫类20件) or stands before it (离休1人，退休41人)."""
    if _NEXT.match(plain, quantity.end) is not None:
        return True
    last = things[-1] if things else None
    return last is not None and bool(last.bare) and plain[last.quantity.end : quantity.start] == f",{own}"


def of_other_kind(item: str, quantity: Quantity, things: Iterable[Thing]) -> str:
    """`item`, without the noun that it has from the whole of a figure of another kind."""
    for each in things:
        if each.bare and each.item == item and quantity.kind not in (each.quantity.kind, *_RATES):
            return each.bare
    return item


def of_bare(own: str, quantity: Quantity, plain: str, words: Words) -> str:
    """覆盖乡镇 of 覆盖石门乡、桐木镇等五个乡镇, 实施项目 of 实施项目15个; "" for a noun that says more."""
    if own not in words.bare_noun or quantity.kind not in _COUNTED or quantity.role != "level":
        return ""
    begin = max(plain.rfind(sign, max(0, quantity.start - _FAR), quantity.start) for sign in _SENTENCE) + 1
    clause = plain[max(begin, quantity.start - _FAR) : quantity.start].rstrip(" ")
    if not plain.startswith(own, quantity.end):
        clause, found, rest = clause.rpartition(own)
        if not found or len(rest) > len("共计"):
            return ""
    verb = words.counting.search(clause)
    if verb is None:
        return ""
    return f"内设{own}" if own.endswith("室") else verb["verb"] + own


def of_net(own: str, quantity: Quantity, plain: str) -> str:
    """净增 of 净增458户, 多计工程量核减 of 多计工程量核减286万元; "" for other figures."""
    if quantity.role not in ("increase", "decrease", "level"):
        return ""
    before = plain[max(0, quantity.start - _NET_VERB) : quantity.start]
    if "净" not in before and "减" not in before:
        return ""
    match = _NET.search(plain, max(0, quantity.start - _NET_REACH), quantity.start)
    if match is None or match["verb"] in own:
        return ""
    stretch = match[0].lstrip(",。;:、(").removeprefix("其中")
    verb = stretch[stretch.rindex(match["verb"]) :].removesuffix("了")
    subject = stretch[: -len(verb)] if stretch.endswith(verb) else ""
    return own + verb if subject and normalise(own).endswith(subject) else verb


def sections_of(section: Section | None, by_id: Mapping[str, Section]) -> Iterable[Section]:
    """`section` and what holds it, innermost first, two at most."""
    if section is not None:
        yield section
        above = by_id.get(section.parent or "")
        if above is not None:
            yield above
