"""Derives the gold record of a source and refuses a source whose figures, relations or findings do not agree."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import Any

from maker.figures import Figure, convert
from maker.forms import chinese_number
from maker.markup import Mark, Source
from maker.relations import Finding, Relation, judge, read_finding, read_relation

_UNITS = "[个项名人家次场期类份条处户台辆所间件支批篇套册天年位张座只部片对幅块组本成倍]"
_NUMERAL = re.compile(rf"第?[零〇一二两三四五六七八九十百千万亿数几]+[余多]?{_UNITS}")
_VERBS = re.compile("新建|改造|发放|接收|参加|获得|新增|培训|慰问|补助|占比|金额|资金|投入|合计|收入|支出|预算")
_SPELT = re.compile(
    r"[壹贰叁肆伍陆柒捌玖拾佰仟]{2,}|[百千]分之[一二三四五六七八九十]|[一二三四五六七八九]成(?!立)|[近上]万人"
)
_DIGITS = re.compile(r"\d[\d,.]*")
_AUTOMATIC = [
    ("date/year", re.compile(r"(?:19|20)\d\d年(?:度|初|末|底|以来)?(?:\d{1,2}月(?:\d{1,2}日|份|底|初)?)?")),
    ("date/year", re.compile(r"(?:19|20)\d\d[—－-](?:19|20)\d\d年")),
    ("date/year", re.compile(r"\d{1,2}月(?:\d{1,2}日|份|底|初)?")),
    ("document number", re.compile(r"[〔【\[(（](?:19|20)\d\d[〕】\])）]\d+号")),
    (
        "ordinal",
        re.compile(r"第[\d一二三四五六七八九十]+(?:次|期|届|批|类|名|条|款|项|季度|位|人民医院|小学|中学|年|个)?"),
    ),
    ("ordinal", re.compile(r"(?:附件|表|图)\d+")),
    ("phone", re.compile(r"\d{3,4}-\d{7,8}")),
    (
        "word, not a number",
        re.compile(
            r"一般|进一步|统一|[一二三]级(?=项目|指标)|每一个|一线|一并|一定|一致|一起|一体|一系列|一个口径|一批|万一|下一步|同一|单一|唯一"
        ),
    ),
    (
        "fixed phrase",
        re.compile(
            r"公益[一二]类|三公|两项补贴|三重一大|两癌|一事一议|第三方|一卡通|一站式|一老一小|十四五|一网通办|两会|一盘棋"
        ),
    ),
]


class GoldError(ValueError):
    """A source contradicts itself; the message says where."""


def build_gold(source: Source, document: str) -> dict[str, Any]:
    """The gold record of `source`, in the shape of hand-made gold plus `text`."""
    figures = {mark.name: _figure(mark, mark.text) for mark in source.figures}
    intended = {mark.name: _figure(mark, mark.options.get("was", mark.text)) for mark in source.figures}
    relations = [read_relation(line) for line in source.relations]
    findings = [read_finding(line) for line in source.findings]
    ids = {mark.name: f"q{number}" for number, mark in enumerate(source.figures, 1)}
    _check_bounds(source)
    verdicts = _judge_all(source, relations, figures, intended)
    _check_findings(source, relations, findings, ids)
    meta = source.meta
    return {
        "document": document,
        "title": source.text[slice(*source.title)] if source.title else None,
        "organization": meta.get("organization"),
        "year": int(meta["year"]),
        "title_span": list(source.title) if source.title else None,
        "about": meta.get("about", ""),
        "clean": not any(finding.severity != "note" for finding in findings),
        "text": source.text,
        "sections": _sections(source),
        "quantities": [_quantity(mark, figures[mark.name], ids, source) for mark in source.figures],
        "relations": [
            _relation(number, relation, verdict, ids, figures, source)
            for number, (relation, verdict) in enumerate(zip(relations, verdicts, strict=True), 1)
        ],
        "unchecked_relations": [],
        "exclusions": _exclusions(source),
        "findings": [_finding(number, finding, relations, ids, source) for number, finding in enumerate(findings, 1)],
    }


def _figure(mark: Mark, text: str) -> Figure:
    try:
        figure = convert(text, mark.options.get("u"), mark.options.get("k"))
    except (ValueError, KeyError) as error:
        raise GoldError(f"{mark.name}（{mark.item}）：{error}") from error
    if "v" in mark.options:
        value = Fraction(mark.options["v"])
        figure = replace(figure, value=value, low=value, high=value)
    return figure


def _judge_all(
    source: Source, relations: list[Relation], figures: dict[str, Figure], intended: dict[str, Figure]
) -> list[tuple[bool, Fraction]]:
    verdicts = []
    for relation in relations:
        for name in relation.lhs + relation.rhs:
            if name not in figures:
                raise GoldError(f"关系里没有这个数：{name}（{relation.claim}）")
        members = len(source.items.get(relation.lhs[0], [])) if relation.type == "enumeration" else None
        holds, miss = judge(relation, figures, members)
        if holds == relation.broken:
            raise GoldError(f"{relation.type} {relation.claim}：{'成立' if holds else '不成立'}，相差{float(miss)}")
        changed = any(intended[name] != figures[name] for name in relation.lhs + relation.rhs)
        if changed and relation.strength != "weak" and not judge(relation, intended, members)[0]:
            raise GoldError(f"还原后仍不成立：{relation.claim}")
        verdicts.append((holds, miss))
    return verdicts


def _check_findings(source: Source, relations: list[Relation], findings: list[Finding], ids: dict[str, str]) -> None:
    told = {name for finding in findings for name in finding.names}
    for finding in findings:
        missing = [name for name in finding.names if name not in ids]
        if missing or (finding.place and finding.place not in source.places):
            raise GoldError(f"发现里没有这个数或位置：{missing or finding.place}")
        if not finding.names and not finding.place:
            raise GoldError(f"发现没有位置：{finding.message}")
    for relation in relations:
        if relation.broken and relation.strength != "weak" and not told & {*relation.lhs, *relation.rhs}:
            raise GoldError(f"不成立的关系没有对应的发现：{relation.claim}")
    for mark in source.figures:
        if "was" in mark.options and mark.name not in told:
            raise GoldError(f"改过的数没有对应的发现：{mark.name}")


def _sections(source: Source) -> list[dict[str, Any]]:
    result: list[dict[str, Any]] = []
    open_at: dict[int, str] = {}
    for number, heading in enumerate(source.headings, 1):
        identity = f"s{number}"
        parent = next((open_at[level] for level in range(heading.level - 1, 0, -1) if level in open_at), None)
        open_at = {level: name for level, name in open_at.items() if level < heading.level} | {heading.level: identity}
        inline = not heading.line_start or heading.label.endswith("是")
        result.append(
            {
                "id": identity,
                "level": heading.level,
                "label": heading.label,
                "number": label_number(heading.label),
                "title": source.text[heading.title_start : heading.title_end],
                "start": heading.start,
                "parent": parent,
                "title_start": heading.title_start,
                "title_end": heading.title_end,
                "line_start": heading.line_start,
            }
            | ({"inline": True} if inline else {})
        )
    return result


def label_number(label: str) -> int | None:
    """The number that a section label carries: 3 for （三）, 三、, 3. or ③; None without one."""
    if not label:
        return None
    if "①" <= label[0] <= "⑳":
        return ord(label[0]) - ord("①") + 1
    digits = re.search(r"\d+", label)
    if digits:
        return int(digits[0])
    numerals = re.search(r"[一二三四五六七八九十]+", label)
    return chinese_number(numerals[0]) if numerals else None


def decimal(value: Fraction, places: int = 10) -> str:
    """`value` as a plain decimal string, rounded to `places` where it does not end."""
    scaled = round(value * 10**places)
    sign = "-" if scaled < 0 else ""
    whole, rest = divmod(abs(scaled), 10**places)
    return f"{sign}{whole}.{rest:0{places}d}".rstrip("0").rstrip(".")


def _item(item: str, before: str) -> tuple[str, str | None]:
    """What is measured in the report's own words, and apart from it the side of it that the figure tells.

    item    the measure with its side: 上年… in front, …增长率 …占比 …年初预算 behind
    before  the text in front of the figure; where its sentence does not name the measure in full, the part of the name
            that stands right before the figure is taken
    """
    match = re.fullmatch(r"(上年)?(.{2,}?)(增长率|下降率|占比|完成率|年初预算|预算数|执行数)?", item)
    assert match is not None
    name, qualifier = match[2], " ".join(part for part in (match[1], match[3]) if part) or None
    sentence = re.split(r"[。；\n]", before)[-1]
    shorter = re.sub(r"(?:预算|支出|金额|收入|分值|得分)$", "", name)
    if name not in sentence and len(shorter) > 1 and shorter in sentence:
        name = shorter
    elif name not in sentence:
        tail = sentence.rstrip("为达约了共")
        parts = (name[start:end] for start in range(len(name)) for end in range(start + 2, len(name) + 1))
        name = max(
            (part for part in parts if tail.endswith(part) and not _VERBS.fullmatch(part)), key=len, default=name
        )
    return name, qualifier


def _quantity(mark: Mark, figure: Figure, ids: dict[str, str], source: Source) -> dict[str, Any]:
    if source.text[mark.start : mark.end] != mark.text:
        raise GoldError(f"位置不对：{mark.name}")
    item, qualifier = _item(mark.item, source.text[: mark.start])
    record: dict[str, Any] = {
        "id": ids[mark.name],
        "start": mark.start,
        "end": mark.end,
        "text": mark.text,
        "kind": figure.kind,
        "value": decimal(figure.value),
        "unit": figure.unit,
        "stated_unit": None if "u" in mark.options and mark.cell is None else figure.stated_unit,
        "item": item,
        "qualifier": mark.options.get("q") or qualifier,
        "section": f"s{mark.section + 1}" if mark.section is not None else None,
        "core_start": mark.start + figure.core[0],
        "core_end": mark.start + figure.core[1],
        "bound": figure.bound,
    }
    if mark.cell is not None:
        record["table"], record["row"], record["column"] = mark.cell
    if "ambiguous" in mark.options:
        record["ambiguous"] = True
    if "alt" in mark.options:
        record["kind_alt"] = mark.options["alt"]
    if "was" in mark.options:
        record["intended"] = decimal(_figure(mark, mark.options["was"]).value)
        record["intended_text"] = mark.options["was"]
    return record


def _relation(
    number: int,
    relation: Relation,
    verdict: tuple[bool, Fraction],
    ids: dict[str, str],
    figures: dict[str, Figure],
    source: Source,
) -> dict[str, Any]:
    expression = re.sub(r"[A-Za-z_]\w*", lambda match: ids[match[0]], relation.claim)
    if relation.type in {"rate", "share"}:
        expression += " * 100"
    if relation.type == "enumeration":
        expression += " = count(list_items)"
    marks = [mark for mark in source.figures if mark.name in relation.lhs + relation.rhs]
    cue = relation.cue or _around(source, marks)
    record: dict[str, Any] = {
        "id": f"r{number}",
        "type": relation.type,
        "lhs": [ids[name] for name in relation.lhs],
        "rhs": [ids[name] for name in relation.rhs],
        "expression": expression,
        "stated_by": cue,
        "holds": verdict[0],
        "difference": decimal(verdict[1], 4) if verdict[1] < 10**14 else None,
        "unit": figures[(relation.lhs or relation.rhs)[0]].unit,
        "strength": relation.strength,
    }
    if relation.type == "enumeration":
        record["list_items"] = [
            {"text": source.text[start:end], "start": start, "end": end}
            for start, end in source.items.get(relation.lhs[0], [])
        ]
    if relation.type == "partition":
        record["constant"] = relation.claim.partition("=")[0].strip()
    return record


def _around(source: Source, marks: list[Mark]) -> str:
    start, end = min(mark.start for mark in marks), max(mark.end for mark in marks)
    begin = max(source.text.rfind(char, 0, start) for char in "。\n，；：") + 1
    text = " ".join(source.text[begin:end].split())
    return text if len(text) <= 60 else f"{text[:40]}…{text[-18:]}"


def _finding(
    number: int, finding: Finding, relations: list[Relation], ids: dict[str, str], source: Source
) -> dict[str, Any]:
    if finding.place:
        start, end = source.places[finding.place]
    else:
        mark = next(mark for mark in source.figures if mark.name == finding.names[0])
        start, end = mark.start, mark.end
    broken = [
        f"r{at}"
        for at, relation in enumerate(relations, 1)
        if relation.broken and set(finding.names) & {*relation.lhs, *relation.rhs}
    ]
    record: dict[str, Any] = {
        "id": f"f{number}",
        "severity": finding.severity,
        "type": finding.type,
        "quantities": [ids[name] for name in finding.names],
        "start": start,
        "end": end,
        "text": source.text[start:end],
        "probable_cause": finding.cause,
        "tag": finding.tag,
        "message": finding.message,
    }
    if broken:
        record["relations"] = broken
    return record


def _exclusions(source: Source) -> list[dict[str, Any]]:
    """Numerals that are no figures; refuses digits and counted numerals that nothing accounts for."""
    taken = [(mark.start, mark.end) for mark in source.figures]
    taken += [(heading.start, heading.title_start) for heading in source.headings]
    found = [(start, end, reason) for start, end, reason in source.exclusions]
    for reason, pattern in _AUTOMATIC:
        for match in pattern.finditer(source.text):
            if not _overlaps(match.start(), match.end(), taken + [(start, end) for start, end, _ in found]):
                found.append((match.start(), match.end(), reason))
    covered = taken + [(start, end) for start, end, _ in found]
    stray = [
        f"{source.text[max(0, match.start() - 6) : match.end() + 4]!r}"
        for pattern in (_DIGITS, _NUMERAL, _SPELT)
        for match in pattern.finditer(source.text)
        if not _overlaps(match.start(), match.end(), covered)
    ]
    if stray:
        raise GoldError("没有标注的数：" + "；".join(stray))
    return [
        {"start": start, "end": end, "text": source.text[start:end], "reason": reason}
        for start, end, reason in sorted(found)
    ]


def _check_bounds(source: Source) -> None:
    """Refuses a figure whose bound word stands outside its mark."""
    for mark in source.figures:
        before, after = source.text[max(0, mark.start - 3) : mark.start], source.text[mark.end : mark.end + 2]
        if (
            re.search(r"(?:近|不足|不到|(?<![节签合预])约|超过|逾|不超过|不低于|不少于)$", before)
            and mark.text[0] not in "近不约超逾"
        ):
            raise GoldError(f"界限词在标注之外：{before}{mark.text}")
        if after in {"以上", "以下", "以内", "之内", "左右"}:
            raise GoldError(f"界限词在标注之外：{mark.text}{after}")


def _overlaps(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(start < other_end and other_start < end for other_start, other_end in spans)
