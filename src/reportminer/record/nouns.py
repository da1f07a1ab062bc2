"""The noun of a figure itself: whole where it follows, with what its verb says of it, by row and column in a table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportminer.model import Analysis, Quantity
from reportminer.record.themes import Words
from reportminer.table import grids
from reportminer.text import normalise

_MORE = re.compile(r"(?P<by>的|和|及|与|、)(?P<noun>[\u4e00-\u9fff]{2,16})(?=[,。;:!?\n]|\Z)")
_WORK = re.compile(r"(?P<noun>[\u4e00-\u9fff]{2,10}?)(?:工作|情况|问题)?")
_SUM_AFTER = re.compile(r"(金额|总额|决算总计|总计|决算(?=合计)|资金)(?:达到?|约?为|共计|共|合计|近|约|均为)*\Z")
_BOTH = re.compile(r"(?P<of>.*?)(?:收、支|收支|收入、支出|收入和支出|收入(?P<sum>总计)(?:、|和|与)支出总计)")
_BOUND = re.compile("(?<=[\u4e00-\u9fff]{2})[近逾]\\Z")
_VALUE_AFTER = re.compile(r"(?P<value>(?:全年|年度)?(?:支出|收入)?预算数?)(?:为|是|达)?")
_ADJUSTED = "调整后"
_ACCOUNT = re.compile(r"(?:收、支|收入、支出|收入|支出|收支)\Z")
_LASTING = re.compile(r"[\u4e00-\u9fff“”]{3,16}(?=[,。;:!?\n]|\Z)")
_UNIT_NOTE = re.compile(r"\([^()]{1,8}\)\Z")
_NO_MEASURE = re.compile(r"(?:19|20)\d\d年?(?:度|末|初)?|本年|年度|金额|数量|数值|数额|")
_LABEL = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、])|^其中:?")
_FIGURED = re.compile(r"\d")
_DONE = "已"
_UNITS = frozenset("人名个户家件项所次份宗起")
_SIDE_VALUE = re.compile("(?P<side>支出|收入)(?P<value>决算|预算)(?:数|为|是)*\\Z")
_YEARS = frozenset("上去今当")
_TWO_TOTALS = {"收": "收入总计", "支总计": "支出总计"}
"""收、支总计分别为…"""
_STOCK_OF = re.compile("(?:当期|上期|本期|当年|本年|上年)\\Z")
_STOCKS = ("结余", "结转", "结转和结余")
_ASPECT = "方面"
_SHORT = 6
_TOTALS = frozenset({"合计", "总计", "小计", "总分"})


def own_noun(quantity: Quantity, plain: str, words: Words) -> str:
    """The figure's own noun, half-width: whole where it follows the figure, with 总计, 金额 or 惠及 that stand by it.

    Of three groups' work (三类人群的精神帮扶工作) it is the work and the group.
    """
    own = normalise(quantity.item).removeprefix("即")
    if not own:
        return own
    own = words.time_end.sub("", _BOUND.sub("", own))
    both = _both_sides(own, quantity, plain)
    if both:
        return both
    if plain.startswith(own, quantity.end):
        return _following(own, quantity, plain, words)
    if quantity.kind == "duration" and own in words.doing:
        noun = _LASTING.match(plain, quantity.end)
        return noun[0] if noun is not None and words.activity.search(noun[0]) else own
    clause = plain[max(0, quantity.start - 40) : quantity.start].rstrip(" ")
    at = clause.rfind(own)
    if at < 0:
        return own
    if own[0] == "年" and clause[at - 1 : at] in _YEARS:
        own = own[1:]
        at += 1
    if own[0] == "中" and clause[at - 1 : at] in _UNITS:
        own = own[1:]
        at += 1
    side = _SIDE_VALUE.match(clause, at)
    if side is not None and own == side["side"]:
        return side["side"] + side["value"]
    if own in _TWO_TOTALS:
        return _TWO_TOTALS[own]
    own = _DONE + own if clause[at - 1 : at] == _DONE and own not in words.part_verb else own
    of = _STOCK_OF.search(clause, 0, at) if own.endswith(_STOCKS) else None
    if of is not None:
        return of[0] + own
    kept = words.kept_back.search(clause[:at])
    if kept is not None:
        return kept[0] + own
    value = _VALUE_AFTER.fullmatch(clause, at + len(own))
    if value is not None and own.endswith(_ADJUSTED):
        return own + value["value"]
    after = _SUM_AFTER.search(clause)
    if after is None or after.start() != at + len(own) or own.endswith(after[1]):
        return own
    if "总计" in after[1] or after[1] == "决算":
        return own.replace("、", "") + after[1] if _ACCOUNT.search(own) else own
    return own + after[1] if quantity.kind == "amount" else own


def _both_sides(own: str, quantity: Quantity, plain: str) -> str:
    """财政拨款收支总计 of 财政拨款收、支总计各增加12万元; "" for other items."""
    match = _BOTH.fullmatch(own.partition("(")[0])
    if own == "收支" and "总计" in plain[max(0, quantity.start - 160) : quantity.start]:
        return own + "总计"
    if match is None or (not match["sum"] and f"{own}总计" not in plain[max(0, quantity.start - 160) : quantity.start]):
        return ""
    return f"{match['of']}收支总计"


def _following(own: str, quantity: Quantity, plain: str, words: Words) -> str:
    begin = quantity.end + len(own)
    more = _MORE.match(plain, begin)
    if more is None:
        return own
    by, noun = more["by"], more["noun"]
    stop = words.stop.search(noun)
    if by == "的" and words.people.fullmatch(own):
        work = _WORK.fullmatch(noun)
        return work["noun"] + own if work is not None and stop is None else own
    if own == _ASPECT and by == "的" and len(noun) <= _SHORT:
        return own + by + noun
    if by == "的":
        noun = noun[: stop.start()] if stop is not None else noun
        return own + by + noun if words.people_end.search(noun) else own
    if stop is None or (stop.end() == len(noun) and stop.start() > 3):
        return own + by + noun
    return own


def cell_items(analysis: Analysis) -> Iterator[tuple[int, str]]:
    """Row and column of every cell with a figure, by the figure's place; no column that only says 金额 or a year."""
    for grid in grids(analysis.document):
        for cell in grid.cells:
            if not cell.measures or cell.in_head or not cell.row_head or not cell.column_head:
                continue
            column = _UNIT_NOTE.sub("", cell.column_head).removeprefix("年度")
            named = [head for head in cell.row_heads if not _FIGURED.search(head)]
            row = _LABEL.sub("", _UNIT_NOTE.sub("", named[-1] if named else cell.row_head))
            if not _NO_MEASURE.fullmatch(column) and column != row:
                yield cell.start, column + row if row in _TOTALS else row + column
