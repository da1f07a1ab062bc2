"""Totals that stand behind what they add up: whether 共计 or 合计 stands alone before a figure, or with which words."""

from __future__ import annotations

from reportminer.relate.base import alike
from reportminer.relate.clauses import Mark, Mention, View

_LOOK_BACK = 24
_EVERYTHING = "两三四五六七八九十几各项类者档级期批种0123456789"
_SUM_OF = "金额为资达约近: "


def is_bare_total(view: View, mention: Mention) -> bool:
    """Whether 共计, 合计 … stands alone before the figure, so that it adds up what came before.

    The verb or name of the figures before may stand with it: 投入50万元…投入30万元…共计投入80万元, 得分合计90分.
    """
    mark = mention.mark("sum.after")
    if mark is None or mark.start < mention.clause or mention.role != "level":
        return False
    head, tail = total_words(view, mention, mark)
    return not (head or tail) or sum(each.row[1] for each in total_members(view, mention, head or tail)) > 1


def total_words(view: View, mention: Mention, mark: Mark) -> tuple[str, str]:
    """The words before and behind 合计 in the clause of a total, those left out that only say 以上 or 金额."""
    above = any(each.meaning == "above.all" and each.start >= mention.clause for each in mention.marks)
    head = "" if above else view.text[mention.words_start : mark.start].strip().strip(_EVERYTHING)
    return head, view.text[mark.end : mention.start].strip(_SUM_OF)


def total_members(view: View, total: Mention, word: str) -> list[Mention]:
    """Like figures before a total in whose clause the total's own word stands, nearest first."""
    found = []
    for each in reversed(view.mentions[max(0, total.index - _LOOK_BACK) : total.index]):
        if each.paragraph == total.paragraph and alike(each, total) and word in view.text[each.clause : each.start]:
            found.append(each)
    return found
