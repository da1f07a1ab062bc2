"""What a figure measures, in the report's words, from the clause before it or the noun after it."""

from __future__ import annotations

import re

from reportminer.find.scan import Figure
from reportminer.find.vocabulary import Vocabulary

_NOUN = re.compile(r"(?:[\u4e00-\u9fffA-Za-z·“”\"]|\((?:[一二三四]|[省市区县州乡镇村旗盟、]{1,7}|街道|社区)\)){1,24}")
_CLOSED = re.compile(r"\([^()]*\)")
_GAP = re.compile("(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])")
_OPEN = re.compile(r"\([^()]*\Z")
_UNIT_NOTE = re.compile(r"\([^()]{1,8}\)\Z")
_IS = re.compile(r"(?:为|是|系)([\u4e00-\u9fffA-Za-z()、“”]{2,24})")
_GIVEN = re.compile(r"的?([\u4e00-\u9fff“”]{2,16})(?=[,。;:、)!?\n]|\Z)")
_MARK = re.compile("[,、:;()]")
_NAMES = re.compile(r"[、和及与]|以及")
_EDGES = " 、,:;。'—-·)"
_HANZI = re.compile("[\u4e00-\u9fff]")
_OWN_NOUNS = frozenset(("人", "户", "人次", "户次"))
"""units that need no noun behind them: 616人参加活动"""
_COUNTED = frozenset({"count", "headcount", "household"})
_OF = re.compile(r"(?:在[^,。;:]{2,24}中|为)?(?:占(?!比|地|用|有)|完成(?=.{0,12}(?:预算|计划|目标|任务)|\Z)|达到)")
_BASE = re.compile(
    r"[只仅约已共各]?占(?!比|地|用|有|领|据)|(?:完成了?|为|达到?)[^,。;:\d]{0,8}?(?:预算|任务|计划|目标|指标)(?:预算|任务|计划|目标|指标|数)?\Z"
)
_SHARED = re.compile("\\A[只仅约已共各]?占")
_DONE = re.compile("[了并]")
_AVERAGE = re.compile("[人户村亩校班车]均\\Z")
_DATED = re.compile(r"\d年度?\Z")
_LONGEST = 64


def last_clause(left: str) -> str:
    """What stands after the last separator of `left`, and after a bracket that is not closed; in one cell of a row."""
    clause = left[max(left.rfind(","), left.rfind(":"), left.rfind(";"), left.rfind("。")) + 1 :]
    if "\t" in clause:
        clause = next(filter(str.strip, reversed(clause.split("\t"))), "")
    opened = _OPEN.search(clause) if "(" in clause else None
    return clause[opened.start() + 1 :] if opened else clause


def without_brackets(left: str) -> str:
    """`left` without the brackets that are closed in it."""
    return _CLOSED.sub("", left)


def joined(clause: str) -> str:
    """`clause` without the spaces that a line break or the layout leaves inside its words."""
    return _GAP.sub("", clause) if " " in clause else clause


def named_before(clause: str, words: Vocabulary) -> str:
    """The name that `clause` ends with, without conjunctions, time words, light verbs and what links it to its figure;
    "" where nothing is left."""
    name = _trim_end(clause.partition("=")[0], words)
    while name and name not in words.names and not words.whole.match(name):
        lead = words.lead.match(name)
        if lead is None:
            verb = words.verb.match(name)
            if verb is None or len(name) - verb.end() < 2:
                break
            lead = verb
        name = name[lead.end() :]
    if len(name) > 2 and name[-1] == name[-2] and _catalogued(name[:-1], words):
        name = name[:-1]
    if len(name) > _LONGEST:
        name = _catalogued(name, words) or name[-_LONGEST:]
    return _trimmed(name)


def _trimmed(name: str) -> str:
    """`name` without the marks around it; a bracket that it opens stays closed."""
    return name.strip(_EDGES[:-1]) if name.count("(") == name.count(")") else name.strip(_EDGES)


def named_after(right: str, figure: Figure, words: Vocabulary) -> str:
    """The noun that follows a counted figure (43名困难职工), or what an amount is said to be (6.8万元为帮扶基金)."""
    if figure.unit is None:
        return ""
    if figure.kind in _COUNTED or figure.bound == "at_least":
        noun = _NOUN.match(right)
        if noun is None or words.after_stop.match(noun[0]):
            return ""
        stop = words.stop.search(noun[0])
        if stop is not None and stop.end() == len(noun[0]) and stop[0] in words.heads:
            stop = None
        kind = words.attributed.match(noun[0]) if stop is not None and not stop.start() else None
        if kind is not None and figure.stated not in _OWN_NOUNS:
            return kind[0].removeprefix("已")
        name = _trimmed(noun[0][: stop.start()] if stop else noun[0])
        name = name[: among_at(name, words)]
        return "" if words.changed(name) else name
    # 总产4.2万吨为连续第八年增产: what is said of a measure is no name of it
    said = _IS.match(right) if figure.kind != "measure" else None
    if said is None:
        return ""
    return said[1].strip(_EDGES)


def among_at(text: str, words: Vocabulary) -> int:
    """Where in `text` a noun ends that 中 takes up (单位中企业: 2); its length where none does."""
    if "中" not in text:
        return len(text)
    return next((match.start(1) for match in words.inside.finditer(text) if match[1]), len(text))


def first_clause(text: str) -> str:
    """What stands in `text` before its first mark."""
    return _MARK.split(text, maxsplit=1)[0]


def priced(item: str) -> str:
    """What has a price each, of 取暖费按每户."""
    name, by, _ = item.partition("按")
    return name if by and len(name) > 1 else item


def what_is_given(name: str, words: Vocabulary) -> str:
    """救助金, of 申请了救助金 and 发放救助金."""
    name = _DONE.split(name)[-1]
    ends = (verb.end() for verb in words.giving.finditer(name) if len(verb[0]) > 1)
    end = next(ends, 0)
    return name[end:] if len(name) - end > 2 else name


def given_after(right: str, words: Vocabulary, *, anything: bool = False) -> str:
    """The noun of money that follows an amount (500元救助金, 90万元的总收入), or any noun; "" where none does."""
    given = _GIVEN.match(right)
    if given is None:
        return ""
    stop = words.stop.search(given[1])
    name = given[1][: stop.start()] if stop else given[1]
    fitting = anything or words.money.search(name)
    return name if len(name) > 1 and fitting and not words.changed(name) else ""


def without_change(clause: str, words: Vocabulary) -> str:
    """`clause` without its comparison and words of change: what it says has changed."""
    compared = words.compared(clause)
    if compared is not None:
        head = clause[: compared.start()]
        tail = clause[compared.end() :]
        if head.strip(_EDGES):
            return head
        found = list(words.up.finditer(tail)) + list(words.down.finditer(tail))
        if not found:
            return ""
        last = max(found, key=lambda match: match.end())
        return "" if last.end() >= len(tail.rstrip()) else tail[last.end() :]
    back = clause.rstrip()[::-1]
    change = words.up_back.match(back) or words.down_back.match(back)
    return back[change.end() :][::-1] if change else clause


def without_share(clause: str) -> str:
    """`clause` up to 占 or 完成: what has the share."""
    cut = _OF.search(clause)
    return clause[: cut.start()] if cut else clause


def without_verb_of_share(item: str) -> str:
    """`item` without the 占 or 只占 that it begins with."""
    return _SHARED.sub("", item)


def is_base(clause: str) -> bool:
    """Whether `clause` only holds what was said before it against its figure (占目标任务, 占在校学生)."""
    return _BASE.match(clause.strip()) is not None


def is_average(item: str) -> bool:
    """Whether `item` breaks off before what each has on average (农民人均, of 农民人均增收)."""
    return _AVERAGE.search(item) is not None


def distributed(clause: str, words: Vocabulary) -> list[str]:
    """The names over which 分别 spreads the figures after it; [] where there are not several, or they are years."""
    head, sign, _ = clause.rpartition("分别")
    if not sign:
        return []
    names = [name.strip(_EDGES) for name in _NAMES.split(without_change(head, words))]
    whole = all(name and name.count("(") == name.count(")") for name in names)
    return names if len(names) > 1 and whole and not any(map(_DATED.search, names)) else []


def _trim_end(clause: str, words: Vocabulary) -> str:
    text = clause.strip(" ")
    while text:
        back = text[::-1]
        basis = words.basis_back.match(back)
        if basis is not None and len(text) > basis.end() and text not in words.names:
            text = text[: len(text) - basis.end()].rstrip(" 的")
            continue
        note = _UNIT_NOTE.search(text) if back[0] == ")" else None
        if note is not None and note.start() > 1 and text not in words.names and _is_unit_note(note[0]):
            text = text[: note.start()]
            continue
        link = words.link_back.match(back)
        if link is None or text in words.names:
            return text
        kept = len(text) - link.end()
        if kept == 1 and _HANZI.match(text):
            return text
        if _AVERAGE.search(text, 0, kept + 1):
            return text[: kept + 1]
        text = text[:kept]
    return text


def _is_unit_note(note: str) -> bool:
    return note[-2] in "元人户%个家次份亩米吨分天年"


def _catalogued(text: str, words: Vocabulary) -> str:
    """The longest catalogue name at the end of `text`, "" without one."""
    for size in range(min(words.longest_name, len(text)), 1, -1):
        if text[-size:] in words.names:
            return text[-size:]
    return ""
