"""Whether a number with a unit after it is a quantity in its sentence, or part of a word."""

from __future__ import annotations

import re

from reportminer.find.grammar import Grammar
from reportminer.find.reading import Reading

_ONE_LEADS = frozenset("括含共仅只设建增聘购买评获了计各期时达成办入业训户助派配供供供出发")
"""what may stand before 二 where it counts other things than money and measures: 任务共二个，"""
_TWO_LEADS = (_ONE_LEADS | frozenset("有")) - frozenset("计各时达成办")
"""what may stand before 二名 and 二人 where they count: 有二名职工患病"""
_HALF_LEADS = frozenset("占近过超约的逾达足有")
"""what may stand before 一半 where it counts: 近一半用于民生"""
_END = re.compile(r" *(?:[,。;:、)!?\n]|\Z)")
_QUOTE = frozenset('“‘「《"')
_TWO_OF = frozenset({"个", "项", "家", "座", "辆", "户", "件", "间"})
_MEMBERS = ("、", ",", ";", "(")
_NUMERALS = "一二三四五六七八九十"
_NEAR = 40
_PERIOD_LEADS = frozenset("了共办展出过计训刊发编织举的满续达")
_DAY_CUES = re.compile(
    r"(?:为期|历时|连续|满|限|期限|时间为|不少于|不超过|达|每|共|累计|近|时限|工期|日均|提前|缩短|延长|需|用时|仅用|压缩至|压减至)\Z"
)
_DAY_AFTER = re.compile(r"(?:之内|以内|内|以上|左右|游|之后|后内|培训|活动)")


def is_quantity(plain: str, reading: Reading, grammar: Grammar, ranged: bool = False) -> bool:
    """Whether `reading`, which has a unit, is a figure.

    A bare multiplier needs a bounding word (近万人); 一 needs a place where it counts (就业一人); Chinese numerals need
    a unit that takes them; 15日 is a date unless the sentence says how long; letters before digits make a name.
    ranged  whether a second end follows it (一至三人)
    """
    form = reading.form
    assert form is not None
    before = plain[reading.start - 1 : reading.start]
    kind = form.entry.kind
    if not reading.chinese:
        if before.isascii() and before.isalpha() and plain[reading.start].isdecimal():
            return kind in ("amount", "percentage", "percentage_point") or bool(reading.number.scale)
        if reading.word == "日":
            return bool(
                reading.number.step < 1
                or _DAY_CUES.search(plain, max(0, reading.start - 6), reading.start)
                or _DAY_AFTER.match(plain, reading.end)
            )
        return True
    signs = plain[reading.start : reading.number_end]
    if reading.word == "%":
        return True
    if not form.entry.numeral_ok and not (len(signs) > 1 and (kind == "score" or _is_spelt(signs, kind, grammar))):
        return False
    if before in _QUOTE or plain.startswith("一", reading.end):
        return False
    if ranged and signs in grammar.digits:
        return True
    if signs[0] in grammar.scales or (signs[0] in grammar.multipliers and len(signs) == 1 and signs not in "十拾"):
        return _bounded(plain, reading, grammar)
    if signs[0] in grammar.multipliers and signs[0] not in "十拾廿":
        return _bounded(plain, reading, grammar)
    if reading.word == "期" and "、" in signs:
        # 二、三期工程 are the second and the third
        return before in _PERIOD_LEADS
    if len(signs) > 1 or signs in grammar.multipliers:
        return signs != "一一"
    if signs in grammar.halves:
        return kind == "duration" and before not in ("上", "下", "前", "后", "大", "小")
    if signs == "一":
        return _one(plain, reading, before) or (not reading.word and before in _HALF_LEADS)
    if signs in grammar.some:
        return False
    if signs == "二":
        return _two(plain, reading, before)
    if signs == "零" or signs == "〇":
        return _END.match(plain, reading.end) is not None
    if plain[reading.end : reading.end + 1].isdecimal() and before in _MEMBERS:
        # 一批38个、二批24个、三批13个 are the first, the second and the third
        counted = _NUMERALS.find(signs)
        named = f"{_NUMERALS[counted - 1]}{reading.word}" if counted > 0 else ""
        if named and named in plain[max(0, reading.start - _NEAR) : reading.start]:
            return False
    if reading.word == "期" and signs != "两":
        return before in _PERIOD_LEADS or _END.match(plain, reading.end) is not None
    if reading.word == "年" and before in ("近", "这", "前", "后", "未", "来"):
        return True
    return True


def _is_spelt(signs: str, kind: str, grammar: Grammar) -> bool:
    """Whether a Chinese numeral is long enough to be a number beside any unit (二十四小时, 一百二十组)."""
    large = any(sign in grammar.scales or grammar.multipliers.get(sign, 0) >= 100 for sign in signs)
    return signs[0] in grammar.digits and (large or kind != "count")


def _one(plain: str, reading: Reading, before: str) -> bool:
    """Whether 一 counts here: at the end of a clause (就业一人), or after a word that counts (新建一所)."""
    if reading.inside or reading.half:
        return True
    kind = reading.form.entry.kind if reading.form else "count"
    if kind in ("amount", "percentage"):
        return _END.match(plain, reading.end) is not None
    if reading.word == "番":
        return "翻" in plain[max(0, reading.start - 2) : reading.start]
    if kind in ("duration", "measure", "score"):
        return before in ("期", "时", "满", "续", "长", "达", "限", "为", "近", "约", "逾") and reading.word != "度"
    if kind in ("headcount", "household"):
        never = plain[reading.start - 2 : reading.start - 1] in ("不", "没", "未")
        return (_END.match(plain, reading.end) is not None or before in _ONE_LEADS) and not never
    if before in _ONE_LEADS or (reading.word == "个" and before == "为" and plain.startswith(":", reading.end)):
        return True
    return bool(
        _END.match(plain, reading.end) is not None
        and reading.word in ("家", "个", "所", "辆", "台", "套", "部", "处")
        and before not in ("每", "另", "同", "某", "任", "哪", "这", "那", "有", "是", "第", "为", "了", "在", "成")
    )


def _two(plain: str, reading: Reading, before: str) -> bool:
    """Whether 二 counts here, where most write 两: 下设二个科室, 新建二处, but 督查二处, 二期工程 and 二次供水 name."""
    kind = reading.form.entry.kind if reading.form else "count"
    if kind in ("amount", "measure") or reading.word in _TWO_OF:
        return True
    if kind == "headcount":
        return _END.match(plain, reading.end) is not None or before in _TWO_LEADS
    return kind == "count" and before in _ONE_LEADS and reading.word not in ("次", "期", "级")


def _bounded(plain: str, reading: Reading, grammar: Grammar) -> bool:
    """Whether a bounding word stands before or after a bare multiplier."""
    if reading.inside or reading.number.open:
        return True
    if grammar.after.match(plain, reading.end):
        return True
    end = reading.start
    return any(
        plain.startswith(word, end - len(word)) and plain[end - len(word) - 1 : end - len(word)] not in m.not_after
        for word, m in grammar.before.get(plain[end - 1 : end], ())
    ) or plain[end - 1 : end] in ("过", "达", "数", "破")
