"""What a figure may be of whose item only says which kind of thing it is: activities, things counted, titles."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from reportminer.lexicon import Lexicon
from reportminer.text import normalise

_EDGES = " 、,:;。“”‘’\"'-—·【】《》的了"
_QUOTED = r"“[^“”]{2,12}”"
_BEGIN = re.compile(r"[,.。;:!?\n\t、)(]|\d|[“”【】《》]")
_ORDINAL = re.compile(
    r".*(?:第[一二三四五六七八九十\d]{1,4}[届期次批季]|首届|年度|[一二两三四五六七八九十]{1,2}个?(?:季度|期|次|场|项))"
)
_NAMED = re.compile(rf"(?:是|[展办动施续进的]|^| ){_QUOTED}(?=[,。;:、!)]|系列|活动)")
_LISTED = re.compile("等(?!级|次)")
_UNNAMED = re.compile(r"[,。;:\d]")
_MEASURES = tuple("场期次个项届轮批")
_TOWARDS = ("向", "为", "给", "对")
_BARE = 3
"""characters of the last word of an activity that names none by itself (活动), unlike 医疗互助"""
_LONGEST = 24
_CODED = re.compile(r"(?P<name>[^()。;,:\d]{2,40})\(\d{3}(?:\d\d){0,2}\)")
_ONE_SIDE = ("收入预算", "支出预算", "收入决算", "支出决算")
_WIDE = 16
"""characters of a thing beyond which an item with it would be a sentence"""


class Words(Struct, frozen=True):
    """The words of the lexicon by which items are told that need another word, compiled.

    people, money  what may be anybody's; a verb such as 参加 may stand before people
    activity       the end of an activity's name
    carrying       what may stand before a thing that another figure is of
    """

    people: re.Pattern[str]
    people_end: re.Pattern[str]
    part: re.Pattern[str]
    money: frozenset[str]
    result: frozenset[str]
    award: re.Pattern[str]
    doing: frozenset[str]
    activity: re.Pattern[str]
    bare_activity: re.Pattern[str]
    before_activity: re.Pattern[str]
    thing_verb: re.Pattern[str]
    carrying: re.Pattern[str]
    shared_verb: re.Pattern[str]
    helped: re.Pattern[str]
    verb_after: re.Pattern[str]
    dropped: re.Pattern[str]
    kept_back: re.Pattern[str]
    value: frozenset[str]
    bare: frozenset[str]
    title_tail: re.Pattern[str]
    title_lead: re.Pattern[str]
    account: tuple[str, ...]
    frame: re.Pattern[str]
    framed: tuple[str, ...]
    counted_doing: tuple[str, ...]
    part_verb: frozenset[str]
    light: re.Pattern[str]
    per: re.Pattern[str]
    per_end: re.Pattern[str]
    given: re.Pattern[str]
    share: re.Pattern[str]
    size: re.Pattern[str]
    body: tuple[str, ...]
    subject: re.Pattern[str]
    stop: re.Pattern[str]
    time_end: re.Pattern[str]
    head: re.Pattern[str]
    money_end: re.Pattern[str]
    which: re.Pattern[str]
    no_head: re.Pattern[str]
    bare_noun: frozenset[str]
    counting: re.Pattern[str]


@lru_cache(maxsize=4)
def words_of_items(lexicon: Lexicon) -> Words:
    """The compiled words of `lexicon`; kept for the lexicons in use."""

    def listed(*uses: str) -> list[str]:
        found = {normalise(word) for entry in lexicon.words if entry.use in uses for word in entry.words}
        return sorted(found, key=lambda word: (-len(word), word))

    def any_of(*uses: str) -> str:
        return "|".join(map(re.escape, listed(*uses))) or "(?!)"

    verb, people, tail = any_of("item_people_verb"), any_of("item_people"), any_of("item_activity")
    before = any_of("item_thing_verb", "item_carrying_verb", "item_lead", "item_time", "indicator_lead")
    subject = r"(?P<subject>[“\u4e00-\u9fff][“”\u4e00-\u9fff]{1,16})"
    return Words(
        people=re.compile(rf"(?P<verb>{verb})?的?(?P<noun>{people})"),
        people_end=re.compile(rf"(?:{people})\Z"),
        part=re.compile(rf"(?P<verb>{any_of('item_taking_part')})|参赛|参会|参训|受训"),
        money=frozenset(listed("item_money")),
        result=frozenset(listed("item_result")),
        award=re.compile(rf"(?P<before>.*?)(?:获得?了?)?(?P<award>{any_of('item_award')})"),
        doing=frozenset(listed("item_doing")),
        activity=re.compile(
            rf"(?P<tail>{tail})(?=[^\u4e00-\u9fff]|中|期间|获|仪式|班?\d|[一二两三四五六七八九十][个期次场项]|\Z)"
        ),
        bare_activity=re.compile(rf"(?:{tail})+"),
        before_activity=re.compile(rf".*(?:{any_of('item_before_activity')})了?"),
        thing_verb=re.compile(rf"(?:{any_of('item_thing_verb')})了?"),
        carrying=re.compile(rf"(?:(?:{before})了?)+"),
        shared_verb=re.compile(any_of("item_shared_verb")),
        helped=re.compile(any_of("item_helping_verb")),
        verb_after=re.compile(any_of("item_verb_after")),
        dropped=re.compile(any_of("item_dropped_verb")),
        kept_back=re.compile(rf"(?:{any_of('item_kept_verb')})\Z"),
        value=frozenset(listed("item_value")),
        bare=frozenset(
            [*listed("item_value"), *(w for w in listed("item_generic") if "收" not in w and "支" not in w)]
        ),
        title_tail=re.compile(rf"(?:{any_of('item_title_tail')})\Z"),
        title_lead=re.compile(rf"(?:{any_of('item_before_activity', 'item_thing_verb', 'item_time')})+"),
        account=tuple(listed("item_account")),
        framed=tuple(listed("item_framed")),
        counted_doing=tuple(listed("item_counted_doing")),
        part_verb=frozenset(listed("item_part_verb")),
        frame=re.compile(rf"(?:{any_of('item_frame')})\Z"),
        light=re.compile(
            rf"(?:{any_of('item_adverb')})*(?P<verb>(?:{any_of('item_light_verb')})+了?)?(?:{any_of('item_adverb')})*"
        ),
        per=re.compile(rf"(?:按照?|标准)?(?:{any_of('per')})+"),
        per_end=re.compile(rf"按照?(?:{any_of('per')})+\Z"),
        given=re.compile(any_of("item_given")),
        share=re.compile(rf"(?P<verb>{any_of('share_after')})(?P<to>[\u4e00-\u9fff]{{2,8}})?(?=[,。;:、!?\n)]|\Z)"),
        size=re.compile(rf"(?:{any_of('item_size')})\Z"),
        body=tuple(listed("item_body")),
        subject=re.compile(rf"(?:年|\A)?{subject}(?:{any_of('item_subject_verb')})了?\Z"),
        stop=re.compile(any_of("item_stop")),
        head=re.compile(rf"(?:{any_of('item_head')})(?:金额)?\Z"),
        money_end=re.compile(rf"(?:{any_of('item_head', 'item_account', 'item_money')}|[费款金税额券值价债])\Z"),
        no_head=re.compile(rf"(?:{any_of('item_no_head')})\Z"),
        bare_noun=frozenset(listed("item_bare_noun")),
        counting=re.compile(
            rf"(?P<verb>{any_of('item_count_verb')})了?(?:共|共计|近|约)?(?P<listed>[\u4e00-\u9fff、“”]{{2,60}}(?:等|、[\u4e00-\u9fff“”]{{1,12}}))?\Z"
        ),
        which=re.compile(rf"(?:{any_of('item_which')})\Z"),
        time_end=re.compile(rf"(?<=[\u4e00-\u9fff]{{2}})[是为比较]?(?:{any_of('item_time')})\Z"),
    )


def activity(text: str, words: Words) -> str:
    """The last activity that `text` names, without the verb, the number and the quotation before its name."""
    found, end = "", -1
    for match in words.activity.finditer(text):
        name = _activity_name(text, match.start(), match.end(), words)
        if name:
            found, end = name, match.end()
    for match in _NAMED.finditer(text):
        if match.end() > end:
            found, end = match[0][match[0].index("“") + 1 : -1], match.end()
    return found


def _activity_name(text: str, tail: int, end: int, words: Words) -> str:
    begin = tail
    listed = _LISTED.match(text, tail - 1) is not None
    while begin > 0 and tail - begin < _LONGEST:
        if _BEGIN.match(text[begin - 1]) and not (listed and text[begin - 1] == "、"):
            break
        begin -= 1
    name = text[begin:end]
    verb = words.before_activity.match(name, 0, tail - begin)
    if verb is not None:
        name = name[verb.end() :]
    ordinal = _ORDINAL.match(name)
    if ordinal is not None and len(name) - ordinal.end() > 2:
        name = name[ordinal.end() :]
    if name[:1] in _MEASURES and text[begin - 1 : begin].isdigit():
        name = name[1:]
    own = len(name) - (end - tail)
    if text[begin - 1 : begin] == "”" and own <= 2 and verb is None:
        quoted = text[text.rfind("“", 0, begin) + 1 : begin - 1]
        if 1 < len(quoted) <= 12:
            return quoted + name
    bare = words.bare_activity.fullmatch(name) is not None and (len(name) <= _BARE or name != text[tail:end])
    return "" if bare else name.strip(_EDGES)


def thing(item: str, words: Words) -> str:
    """`item` as the beginning of another item: without verbs before it; "" where it is too long to be one."""
    found = item
    if len(item) > _WIDE or item.startswith(_TOWARDS):
        verbs = list(words.carrying.finditer(item))
        found = item[verbs[-1].end() :] if verbs else item if len(item) <= _WIDE else ""
    verb = words.carrying.match(found)
    if verb is not None and verb.end() == len(found):
        return ""
    rest = found[verb.end() :] if verb is not None else found
    rest = (rest if len(rest) >= 2 else found).strip(" 、,:;。的")
    return rest if len(rest) <= _WIDE and rest.count("“") == rest.count("”") else ""


def titled(title: str, words: Words) -> str:
    """The account that a section's title names; "" where it names none (总体情况说明) or says a whole sentence.

    What the functional classification gives a code (行政运行(2010801)) is spent, and whole as it stands.
    """
    name = title.strip(_EDGES)
    coded = _CODED.fullmatch(name)
    if coded is not None:
        return coded["name"] if coded["name"].endswith("支出") else f"{coded['name']}支出"
    if name in _ONE_SIDE:
        return name
    while (tail := words.title_tail.search(name)) is not None:
        name = name[: tail.start()].strip(_EDGES)
    lead = words.title_lead.match(name)
    if lead is not None and len(name) - lead.end() >= 2:
        name = name[lead.end() :]
    name = f"“{name}" if "”" in name and "“" not in name else name
    plausible = 2 < len(name) <= _LONGEST and name.endswith(words.account) and not _UNNAMED.search(name)
    return name if plausible and name not in ("收入支出", "收支预算") else ""


def joined(topic: str, own: str) -> str:
    """`topic` and `own` in one, what the one ends and the other begins with once; "" without a topic."""
    if not topic or own in topic:
        return ""
    for size in range(min(len(topic), len(own)), 1, -1):
        if topic.endswith(own[:size]):
            return topic + own[size:]
    return topic + own
