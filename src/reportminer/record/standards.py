"""Items of figures that measure nothing done: shares of a rule, standards each, thresholds and time limits."""

from __future__ import annotations

import re

from reportminer.model import Quantity
from reportminer.record.themes import Words

_OPENING = re.compile(r"[,;。:](?:其中)? ?\Z")
_GIVEN = re.compile(r"(?:发放|给予|奖励|补助|补贴)([\u4e00-\u9fff]{2,6}?)(?=[,。;:、]|每|按|\d|\Z)")
_GIVEN_AFTER = re.compile(
    r"(?:的?标准)?(?:向[^,。;:]{2,14}?)?(?:发放|给予|进行)([\u4e00-\u9fff]{2,10})(?=[,。;:、!?\n]|\Z)"
)
_EACH_OF = re.compile(
    r"每(?:个|名|家|户|所|村)(?P<whom>[\u4e00-\u9fff]{2,8}?)(?:安排|发放|给予|支持|拨付|补助)(?P<what>[\u4e00-\u9fff]{2,6})"
)
_NAME = 8
_EACH = re.compile("每|户均|人均")
_EDGE = re.compile(r"(?:以上|以下|及以上|及以下)\Z")
_NOUN_AFTER = re.compile(r"(?:的|\d+[家个户所])?(?P<noun>[\u4e00-\u9fff]{2,12})?")
_LEFT = re.compile(r"[\u4e00-\u9fff]{2,10}\Z")
_LIMIT = re.compile(r"(?:完成|办结|完成了)(?P<doing>[\u4e00-\u9fff“”]{2,16})")
_LIMITED = re.compile(r"(?:之内|以内|内)\Z")


def of_share(own: str, quantity: Quantity, plain: str, words: Words) -> str:
    """一般困难户分配比例 of 一般困难户按60%分配, 上交市总工会比例 of 其中40%上交市总工会; "" for other figures."""
    if quantity.kind != "percentage":
        return ""
    match = words.share.match(plain, quantity.end)
    if match is not None:
        clause = plain[max(0, quantity.start - 40) : quantity.start]
        if _OPENING.search(clause):
            return f"{match[0]}比例"
        head, by, base = own.partition("按")
        if by:
            own = head if clause.endswith("的") else base
        return f"{own}{match['verb']}比例" if len(own) > 1 else ""
    stands = plain.endswith(own, 0, quantity.start) and words.people_end.search(own) is not None
    return f"{own}占比" if stands and quantity.role == "level" else ""


def of_unit(own: str, quantity: Quantity, whom: str, begin: int, plain: str, words: Words) -> str:
    """一线职工慰问品标准 of 为120名一线职工发放慰问品，每人200元; "" for a figure that is none.

    whom   whom the figure before it counts, "" for nobody
    begin  where what may say what is given begins
    """
    ruled = words.per_end.search(own)
    if ruled is not None and 0 < ruled.start() <= _NAME:
        whom, own = own[: ruled.start()], own[ruled.start() :]
        if words.given.search(whom):
            return f"{whom}标准" if quantity.role == "per_unit" else ""
    per = words.per.match(own)
    if quantity.role != "per_unit" or quantity.kind != "amount" or per is None:
        return ""
    each = _EACH_OF.fullmatch(own)
    if each is not None:
        return f"{each['whom']}{each['what']}标准"
    rest = own[per.end() :]
    if rest and rest not in words.money and rest not in words.doing:
        return ""
    if not _EACH.search(own):
        return whom + own if whom and own not in whom else ""
    given = _GIVEN.search(plain, begin, quantity.start) or _GIVEN_AFTER.match(plain, quantity.end)
    what = rest or (given[1] if given is not None else "")
    if not what:
        said = list(words.given.finditer(plain, max(0, quantity.start - 120), quantity.start))
        what = said[-1][0] if said and whom and not words.given.search(whom) else ""
    if what:
        return f"{whom}{what}标准"
    return f"{whom}{own.lstrip('按照')}标准" if whom else ""


def of_threshold(own: str, quantity: Quantity, plain: str, words: Words) -> str:
    """企业规模门槛 of 百人以上企业, 设备单价门槛 of 单价50万元以上设备, 老年人年龄门槛 of 60岁以上老年人; else ""."""
    printed = plain[quantity.start : quantity.end]
    if not _EDGE.search(printed):
        return ""
    match = _NOUN_AFTER.match(plain, quantity.end)
    noun = match["noun"] or "" if match is not None else ""
    if noun:
        stop = words.stop.search(noun)
        noun = noun[: stop.start()] if stop is not None else noun
        people = words.people.search(noun)
        noun = noun[: people.end()] if people is not None else noun
    left = _LEFT.search(plain, max(0, quantity.start - 10), quantity.start)
    size = words.size.search(left[0]) if left is not None else None
    if quantity.unit == "岁":
        return f"{noun}年龄门槛"
    if quantity.kind == "headcount" and (body := next((each for each in words.body if each in noun), "")):
        return f"{noun[: noun.index(body)]}{body}规模门槛"
    if quantity.kind == "amount" and size is not None and noun:
        return f"{noun}{size[0]}门槛"
    return ""


def of_limit(quantity: Quantity, plain: str) -> str:
    """下拨消费券时限 of 24小时之内完成下拨消费券; "" for a figure that is none."""
    if quantity.kind != "duration" or not _LIMITED.search(plain, quantity.start, quantity.end):
        return ""
    match = _LIMIT.match(plain, quantity.end)
    return f"{match['doing']}时限" if match is not None else ""
