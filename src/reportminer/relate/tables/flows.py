"""Rows of tables that carry an account: 上年结余 + 收入 = 支出 + 年末结余."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from reportminer.model import Relation
from reportminer.relate.tables.rates import heads_of, parts_of
from reportminer.relate.tables.sheets import Sheet, Words, draft, verdict

_SIDES = ("table_opening", "table_income", "table_outgoing", "table_closing")


def flows(sheet: Sheet, words: Words) -> Iterator[Relation]:
    """Opening + income = expenditure + closing in each row, where one column is each and most rows bear it out."""
    for rows in parts_of(sheet):
        sides = _sides(heads_of(rows), words)
        if sides is None:
            continue
        drafts = []
        for row in rows:
            figures = [sheet.figure(row[column]) if column in row else None for column in sides]
            known = [each for each in figures if each is not None]
            if len(known) == len(_SIDES) and len({(each.kind, each.unit) for each in known}) == 1:
                opening, income, outgoing, closing = (each.id for each in known)
                drafts.append(draft("balance", (opening, income), (outgoing, closing), "收支结余"))
        holding = sum(verdict(each, sheet.by_id) is True for each in drafts)
        if holding and holding * 2 >= len(drafts):
            # a single row that holds may be chance, but not where a column has the surplus of the year
            sure = holding > 1 or _has_surplus(heads_of(rows), words)
            yield from (drafts if sure else [replace(each, strength="implied") for each in drafts])


def _has_surplus(heads: dict[int, tuple[str, ...]], words: Words) -> bool:
    return sum(bool(head) and words.ends("table_surplus", head[-1]) for head in heads.values()) == 1


def _sides(heads: dict[int, tuple[str, ...]], words: Words) -> list[int] | None:
    """The columns of the four sides, None where one is missing or there are several."""
    columns = []
    for use in _SIDES:
        found = [column for column, head in heads.items() if head and words.ends(use, head[-1])]
        if len(found) != 1:
            return None
        columns.append(found[0])
    return columns if len(set(columns)) == len(columns) else None
