"""What a figure is of whose noun anybody's figure could have: people, money, awards, rates, doings."""

from __future__ import annotations

import re

from reportminer.model import Quantity
from reportminer.record.inherited import Sentence, whole
from reportminer.record.themes import Words, activity, joined, thing

_CLAUSE = re.compile(r"[^,。;:、!?\n()\d]{0,24}(?=[,。;:、!?\n()\d]|\Z)")
_HAN = re.compile(r"[\u4e00-\u9fff“”]{3,14}")
_LINKS = re.compile(r"(?:近|约|共|共计|累计|达|超过?|逾|合计)+\Z")
_NO_DOING = re.compile("[的是了按不未无占每]|其中|以上|以下|^(?:发放|送|举行)")
_GONE_TO = re.compile(r"(?:到|赴|在)[^,。;:]{2,14}?(?:进行|开展|参加)([\u4e00-\u9fff]{2,6})(?=[,。;:])")
_DONE_BEFORE = re.compile(r"(?:进行|开展|实行|实施)([\u4e00-\u9fff]{2,8}),\Z")
_GAP = re.compile(r"[,、;: ]*\Z")
_COUNTED = ("count", "headcount", "household")
_WHOM = ("headcount", "household", "percentage")
_RATES = ("percentage", "percentage_point", "duration")
_SORTS = ("类", "种", "类别", "方面", "大类")
_OF_PEOPLE = ("人", "人次", "户", "家", "个", "支", "所", "名", "户次", "对", "队", "批", "批次", "家次")
_COUNT_OF = {"人": "人数", "人次": "人次"}
_NEAR = 60
_EACH = ("每", "户均", "人均", "平均")
_LONG_DOING = 6
_SHORT = 2
_NAME = 16


def of_award(own: str, said: Sentence, words: Words) -> str:
    """职工演讲比赛三等奖 of 参加职工演讲比赛，获三等奖1人."""
    match = words.award.fullmatch(own)
    if match is None:
        return ""
    named = activity(match["before"], words) or said.activity
    return f"{named}{match['award']}" if named else ""


def of_taking_part(own: str, quantity: Quantity, said: Sentence, plain: str, words: Words) -> str:
    """医疗互助受益人数 of 616人受益, 某培训参加者 of a list of people before 50余人参加培训; "" for other figures."""
    if quantity.kind != "headcount" or plain.startswith(own, quantity.end):
        return ""
    verb = words.verb_after.match(plain, quantity.end)
    gone = _GONE_TO.match(plain, quantity.end)
    if gone is not None and own:
        return joined(own, gone[1])
    if verb is None:
        return ""
    before = said.things[-1].quantity.end if said.things else said.span[0]
    count = _COUNT_OF.get(quantity.unit or "", "")
    named = activity(own, words) if own else ""
    if named or _GAP.fullmatch(plain, before, quantity.start):
        topic = named or said.activity
        return f"{topic}{verb[0]}{count}" if topic else ""
    return f"{said.activity}参加者" if "、" in own and said.activity and words.part.match(verb[0]) else ""


def of_doing_by(own: str, quantity: Quantity, said: Sentence, plain: str, words: Words) -> str:
    """参加医疗互助职工 of 8460名职工参加医疗互助, 绩效自评项目 of 对6个项目开展绩效自评; "" for other figures."""
    if quantity.kind not in _COUNTED or not plain.startswith(own, quantity.end):
        return ""
    clause = _CLAUSE.match(plain, quantity.end + len(own))
    doing = clause[0].strip() if clause is not None else ""
    if clause is not None and doing[:1] == "中" and plain[clause.end() : clause.end() + 1].isdigit():
        return ""
    lead = words.light.match(doing)
    light = lead["verb"] if lead is not None else None
    doing = doing[lead.end() :] if lead is not None else doing
    generic = words.people.fullmatch(own) is not None
    part = words.part.match(doing)
    if part is not None and part.end() == len(doing):
        return f"{part['verb'] or ''}{said.activity}{own}" if generic and said.activity else ""
    doing = _LINKS.sub("", doing)
    framed = light is not None or words.frame.search(plain, max(0, quantity.start - 6), quantity.start) is not None
    short = light is not None and len(own) == _SHORT
    if not (generic or short or words.people_end.search(own) or (framed and own.endswith(words.framed))):
        return ""
    if len(own) > (5 if light is None else 8):
        return ""
    if not _HAN.fullmatch(doing) or _NO_DOING.search(doing) or doing.count("“") != doing.count("”"):
        return ""
    return f"{doing}{'的' if len(doing) > _LONG_DOING and part is None else ''}{own}"


def of_kind(own: str, quantity: Quantity, said: Sentence, plain: str, words: Words) -> str:
    """公有制企业职工, 防暑降温物品价值: `own` with what it is of before it; "" where it needs nothing."""
    if own in words.result:
        return joined(_thing_of_result(own, said), own)
    verb = words.thing_verb.match(own)
    bare = own[verb.end() :] if verb is not None else own
    people = words.people.fullmatch(own) or words.people.fullmatch(bare)
    if people is not None:
        return _of_people(people, quantity, said, plain, words)
    money = _bare_money(own, words)
    if money and quantity.kind == "amount":
        return _of_money(money, said, words) or _echoed(money, quantity, plain, words)
    if own in words.doing and plain[quantity.start - 1 : quantity.start] != "等":
        kept = words.kept_back.fullmatch(own) is not None
        topic = (_last_thing(said, words) if kept else "") or said.activity
        count = _COUNT_OF.get(quantity.unit or "", "")
        return f"{topic}{'' if topic.endswith(own) else own}{count}" if topic or count else ""
    named = activity(own, words) if len(own) > _NAME else ""
    if named and quantity.kind in ("duration", "count"):
        return named
    helped = words.helped.match(own)
    if helped is not None and said.here and quantity.kind in _WHOM:
        return joined(said.activity, own[helped.end() :])
    done = _DONE_BEFORE.search(plain, max(said.span[0], quantity.start - 40), quantity.start - len(own) - 1)
    if done is not None and done[1].endswith(own[:2]):
        return joined(done[1], own)
    shared = words.shared_verb.match(said.things[-1].quantity.item) if said.things else None
    listed = shared is not None and plain[said.things[-1].quantity.end : quantity.start] == f",{own}"
    if shared is not None and listed and quantity.kind in _COUNTED and not words.shared_verb.match(own):
        return shared[0] + own if words.people_end.search(own) else ""
    return ""


def of_part(own: str, said: Sentence, words: Words) -> str:
    """新建服务站点 of 建成服务站点39个，其中新建14个; "" for a part with a name of its own."""
    if own not in words.part_verb:
        return ""
    name = _last_thing(said, words)
    return own + name if name else ""


def counted_visits(own: str, quantity: Quantity, words: Words) -> str:
    return f"{own}人次" if quantity.unit == "人次" and own.endswith(words.counted_doing) else ""


def _of_people(people: re.Match[str], quantity: Quantity, said: Sentence, plain: str, words: Words) -> str:
    own = people[0]
    if quantity.unit in _SORTS:
        subject = words.subject.search(plain, max(said.span[0], quantity.start - 30), quantity.start)
        return joined(thing(subject["subject"], words) if subject is not None else "", own)
    if quantity.kind not in _COUNTED or quantity.unit not in _OF_PEOPLE:
        return ""
    if said.activity:
        return joined(said.activity, own)
    last = whole(said.things)
    if last is None or last.quantity.kind == "headcount":
        return ""
    if last.quantity.kind == "amount" and not last.name.endswith(words.account):
        return ""
    kept = people["noun"] if words.dropped.fullmatch(people["verb"] or "") else own
    return joined(_last_thing(said, words), kept)


def _bare_money(own: str, words: Words) -> str:
    """The word of money that `own` is but for verbs before it; "" where it names more."""
    for at in range(len(own)):
        if own[at:] in words.money and (not at or words.carrying.fullmatch(own, 0, at)):
            return own[at:]
    return ""


def _of_money(own: str, said: Sentence, words: Words) -> str:
    """困难劳模补助资金, 医疗互助补助金: money is of people or of what they take part in, else of a thing."""
    last = whole(said.things)
    name = _last_thing(said, words)
    if name.endswith(own[:2]):
        return joined(name, own)
    if last is not None and last.quantity.kind in _WHOM and said.here:
        name = said.activity
    elif own[:2] in name[2:] and last is not None and last.quantity.kind not in _WHOM:
        name = name[: name.rindex(own[:2])]
    return joined(name or said.activity, own)


def _echoed(own: str, quantity: Quantity, plain: str, words: Words) -> str:
    """困难职工帮扶资金 of 加大困难职工帮扶力度。帮扶资金8万元: whom the paragraph has said it is for just before."""
    given = words.given.match(own)
    if given is None:
        return ""
    line = plain.rfind("\n", 0, quantity.start) + 1
    before = re.compile(rf"([\u4e00-\u9fff]{{2,10}}){given[0]}")
    found = list(before.finditer(plain, max(line, quantity.start - _NEAR), quantity.start - len(own)))
    name = thing(found[-1][1], words) if found else ""
    return "" if words.per.match(name) or name.startswith(_EACH) else joined(name, own)


def _thing_of_result(own: str, said: Sentence) -> str:
    """What a rate or score is of: the thing that its stem is said of (合格率 of 验收合格2107户), else the last one."""
    stem = own[:-1]
    whole = [each for each in said.things if not each.part and each.quantity.kind not in _RATES and each.name]
    for each in reversed(whole):
        head, held, rest = each.name.rpartition(stem)
        if held:
            return "" if _NO_DOING.search(each.name) else rest if len(rest) >= _SHORT else head + held
    name = whole[-1].name if whole else ""
    for tail in ("分值", "得分", "满分"):
        name = name.removesuffix(tail)
    return "" if _NO_DOING.search(name) else name


def _last_thing(said: Sentence, words: Words) -> str:
    """What the last figure that is no part of another counts; "" where that names nothing by itself or was a rate."""
    last = whole(said.things)
    if last is None or last.quantity.role != "level" or last.quantity.kind not in (*_COUNTED, "amount"):
        return ""
    name = last.name
    if name in words.money or name in words.doing or name in words.result or words.people.fullmatch(name):
        return ""
    return "" if name in _SORTS else name


def without_verb(own: str, words: Words) -> str:
    """`own` without a light verb before a noun; 提供线索的群众 keeps its own."""
    verb = words.thing_verb.match(own)
    rest = own[verb.end() :] if verb is not None else ""
    kept = len(rest) < _SHORT or len(rest) > _NAME or "的" in rest or rest[0] in "、和及与" or rest in words.money
    return own if kept else rest
