"""Items that a figure takes over from one before it: of a range of change, of the whole after its parts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from reportminer.model import Quantity, Span
from reportminer.text import normalise

_FROM = re.compile(r"(?:^|[,。;:、!?\n])(?P<subject>[^,。;:、!?\n]{2,24}?)(?:由|从)[^,。;:!?\n]{0,8}\Z")
_TO = re.compile(r"[\u4e00-\u9fff]{2,4}?(?:到|至|为)了?(?:约|近)?")
_BY = re.compile(r",[\u4e00-\u9fff]{2,3}了?(?:约|近)?")
_AGAINST = re.compile(r"(?:(?<![相同环对])比|对比|较|与)(?P<name>[\u4e00-\u9fff]{3,8})\Z")
_PRIOR = re.compile(
    "上年|去年|同期|上一年|上期|^年初|^预算|^前|^计划|^目标|^各|增|减|提高|提升|下降|上升|降|季度|半年|月"
)
_BASE = re.compile(r"(?P<base>(?:调整|年初|全年|年度)?(?:预算|任务|计划|目标)数?)\Z")
_TARGET = re.compile(
    r"(?:占|完成了?|为|达到?)(?P<base>(?:(?![支收费])[^,。;:\d]){0,8}?(?:下达)?(?:预算|任务|计划|目标|指标){1,2}数?)\Z"
)
_AIM = re.compile(r"[,(](?P<base>(?:年初|全年|年度)?(?:目标任务|目标|任务|计划))数?[值为是]?")
_SUBJECT = re.compile(
    r"[,。;]?\s*(?P<subject>[\u4e00-\u9fff“”()]{2,16}?)(?:比|较|与)(?:上年|去年|20\d\d ?年|年初|预算)"
)
_COMPARED = re.compile(r" ?相比,(?P<name>[\u4e00-\u9fff“”]{3,12}?)各?(?:增加|减少|增长|下降|上升|降低)")
_RATE = re.compile("(?:率|比例|比重|占比|度|强度)\\Z")
_SAME_RATE = re.compile(r"[,(](?:上年|去年|上年同期|去年同期|20\d\d年|较|比|同比|与)[^,。;:、]{0,12}")
_SIDE = re.compile("(?:收入|支出)\\Z")
_NO_WHOLE = (",占", "、", ",合计", ",共", ",总计", ",分别")
_RESPECTIVELY = re.compile(
    r"(?:\([^()\d]{1,6}\))?[,;](?:(?:[同环]比|[比较][^,。;:\d]{1,8}|占比|比重)?(?:分别|依次)[^,。;:\d]{0,14}"
    r"|各占|(?:占比|比重|比例)[为是])"
)
_AND = "(?:、|和|及|与|以及)"
_ONE = r"[\d.,%‰]+(?:个?百分点|[万亿千百]*[元人户个]?)"
_LIST = re.compile(rf"{_ONE}(?:{_AND}{_ONE})+")
_NEXT = re.compile(_AND)
_NAMED_AT = 12
"""how far before a bracket the noun of the figure behind it begins: 产出(50分)49.5分"""
_STANDARD = re.compile(r"(?:标准|单价|均价)\Z")
_MONEY = re.compile("(?:[金费款]|补[助贴])\\Z")
_EACH = re.compile("(?:平均)?每.{1,4}\\Z")
_RATES = ("percentage", "percentage_point")
_RULES = ("门槛", "时限")


class Thing(Struct):
    """What a figure counts; `part` where it is one of a breakdown (其中 …、…), so that what follows is not of it.

    item   its whole item; `name` as the beginning of another
    aside  whether it is only what another is compared with (比控制价310万元), whose item nothing takes over
    """

    quantity: Quantity
    item: str
    name: str
    part: bool
    aside: bool = False
    bare: str = ""
    """its item without the noun of the whole that was added to it (城镇 of 城镇零售额)"""


class Sentence(Struct):
    """What has been said before a figure: in its sentence the things counted, in its paragraph the activity named.

    here  whether the sentence itself names the activity; it holds for the next one
    """

    span: Span = (-1, -1)
    things: list[Thing] = []
    activity: str = ""
    here: bool = False
    read: int = 0
    earlier: list[Thing] = []
    """those of the sentence before it in the same paragraph"""
    spread: list[str] = []
    """the items over which 分别 still spreads figures"""


def whole(things: Sequence[Thing]) -> Thing | None:
    """The last thing that is no part of another."""
    return next((each for each in reversed(things) if not each.part), None)


def of_change(quantity: Quantity, things: Sequence[Thing], plain: str) -> str:
    """The item of both ends of 处置时间由5小时缩短到3小时，缩短2小时 and of what lies between; "" for other figures."""
    begin = max(0, quantity.start - 40)
    start = _FROM.search(plain, begin, quantity.start)
    if start is not None and _TO.match(plain, quantity.end):
        return "" if normalise(quantity.item) in start["subject"] else _trimmed(start["subject"])
    if not things:
        return ""
    last = things[-1]
    gap = plain[last.quantity.end : quantity.start]
    if _TO.fullmatch(gap) and _FROM.search(plain, max(0, last.quantity.start - 40), last.quantity.start):
        return last.item
    if len(things) > 1 and _BY.fullmatch(gap):
        first = things[-2]
        if _TO.fullmatch(plain[first.quantity.end : last.quantity.start]) and first.item == last.item:
            return last.item
    return ""


def _trimmed(subject: str) -> str:
    return subject.strip(" 的").removeprefix("其中").rstrip("都均各也")


def taken_over(own: str, quantity: Quantity, things: Sequence[Thing], earlier: Sequence[Thing], plain: str) -> str:
    """The item that a figure without a noun of its own has from those before it; "" for a noun of its own.

    things   of its sentence; earlier of the sentence before it in the same paragraph
    After a list of parts (其中甲3万元、乙2万元，比上年增加1万元) it is of the whole.
    """
    if plain.startswith(own, quantity.end) or quantity.role == "per_unit":
        return ""
    begin = (
        things[-1].quantity.end if things else (earlier[-1].quantity.end if earlier else max(0, quantity.start - 40))
    )
    gap = plain[begin : quantity.start]
    if things and own not in gap and (named := _priced(things[-1], quantity)):
        alike = own in things[-1].item or own[:1] == "每" or own[1:2] == "均"
        return named if alike or not _MONEY.search(own) else own
    aim = _AIM.fullmatch(gap) if things and quantity.role == "level" else None
    if aim is not None and quantity.kind == things[-1].quantity.kind:
        return _settled(things).item + aim["base"]
    target = _TARGET.search(gap.rstrip()) if things and quantity.role == "level" else None
    if target is not None and plain.startswith("的", quantity.end):
        opened = plain.rfind("(", 0, begin) if gap.startswith(")") else begin
        outer = [each for each in things if each.quantity.end <= opened] or things
        subject = normalise(_settled(outer).quantity.item)
        return _item_of(subject, quantity, [*earlier, *outer], gap, plain) + target["base"]
    if own in gap.removeprefix(",").removeprefix("。") and own:
        return ""
    if gap.startswith(")") and own in plain[plain.rfind("(", 0, begin) - _NAMED_AT : begin]:
        return ""
    against = set_against(gap, quantity, plain)
    if against:
        return (
            against
            if not _BASE.fullmatch(against)
            else _item_of(own, quantity, [*earlier, *things], gap, plain) + against
        )
    last = things[-1] if things else None
    rated = last is not None and quantity.kind in _RATES and last.quantity.kind == "percentage"
    if last is not None and rated and _RATE.search(last.item) and _SAME_RATE.fullmatch(gap):
        return last.item
    return _item_of(own, quantity, [*earlier, *things], gap, plain)


def _priced(price: Thing, quantity: Quantity) -> str:
    """What is paid at a price each (慰问金 of 每人300元，共6000元), where `quantity` is the whole of it; else ""."""
    each = price.quantity
    whole = each.role == "per_unit" and each.kind == quantity.kind == "amount" and quantity.role == "level"
    return _EACH.sub("", _STANDARD.sub("", price.item)) if whole else ""


def set_against(gap: str, quantity: Quantity, plain: str) -> str:
    """What a figure is that another is only held against: 控制价 of 比控制价310万元, 预算 of 完成预算29万元的."""
    gap = gap.rstrip()
    against = _AGAINST.search(gap)
    if quantity.role == "level" and against is not None and not _PRIOR.search(against["name"]):
        return against["name"]
    base = _TARGET.search(gap) or _BASE.search(gap)
    return base["base"] if base is not None and plain.startswith("的", quantity.end) else ""


def _settled(things: Sequence[Thing]) -> Thing:
    """The last thing that is more than what others are held against."""
    return next((each for each in reversed(things) if not each.aside), things[0])


def _item_of(own: str, quantity: Quantity, said: Sequence[Thing], gap: str, plain: str) -> str:
    source = next((each for each in reversed(said) if not each.aside and normalise(each.quantity.item) == own), None)
    if source is None or source.item.endswith(_RULES):
        return ""
    settled = [each for each in said if not each.aside]
    if source.part and source is settled[-1] and not gap.startswith(_NO_WHOLE):
        parts = 0
        while parts < len(settled) and settled[-1 - parts].part:
            parts += 1
        above = whole([each for each in settled if each.quantity.kind == source.quantity.kind])
        comparable = quantity.kind in _RATES or quantity.kind == source.quantity.kind
        ended = gap.startswith(("。", ";"))
        listed = parts > 1 and plain[settled[-2].quantity.end] != ","
        if (ended or listed) and comparable and above is not None and above.item:
            source = above
    return _STANDARD.sub("", source.item) if source.quantity.role == "per_unit" else source.item


def respectively(own: str, quantity: Quantity, things: Sequence[Thing], plain: str) -> list[str]:
    """The items of the figures that 分别 begins with `quantity`: those of as many figures before it, in their order.

    甲20万元、乙30万元，分别占40%、60%; with what they are said to cover (分别覆盖职工30人、50人); [] where as many were
    not listed.
    """
    begin = things[-1].quantity.end if things else quantity.start
    if not _RESPECTIVELY.fullmatch(plain, begin, quantity.start):
        return []
    listed = _LIST.match(plain, quantity.start)
    count = len(_NEXT.findall(listed[0])) + 1 if listed is not None else 0
    told = [each for each in things if each.quantity.role == "level" and each.quantity.kind not in _RATES]
    ends = [each for at, each in enumerate(told) if each.item not in {after.item for after in told[at + 1 : at + 2]}]
    named = [each for each in ends[-count:] if each.quantity.kind == ends[-1].quantity.kind]
    covered = own if own and plain.startswith(own, quantity.start - len(own)) else ""
    return [each.item + covered for each in named] if count > 1 and len(named) == count else []


def other_side(own: str, things: Sequence[Thing]) -> str:
    """财政拨款支出 of 财政拨款收入420万元、支出430万元; "" for other figures."""
    if not things or not _SIDE.fullmatch(own):
        return ""
    stem = _SIDE.sub("", things[-1].item)
    return stem + own if stem != things[-1].item and stem else ""


def of_comparison(quantity: Quantity, own: str, values: frozenset[str], begin: int, plain: str) -> str:
    """What the figure's sentence compares with the year before, where the figure does not say it; "" for others.

    资产总额 of 与上年310万元相比，资产总额增加…, 收入预算 of 收入预算比上年减少9万元.
    """
    named = _COMPARED.match(plain, quantity.end)
    if named is not None:
        return "" if named["name"] in values else named["name"]
    if quantity.role == "level":
        return ""
    subject = _SUBJECT.match(plain, begin, quantity.start)
    name = _trimmed(subject["subject"]) if subject is not None else ""
    return "" if name in values or own in name or own == f"{name}总计" else name
