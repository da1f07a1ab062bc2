"""How far a degree of completion is ahead of the time gone by: 序时进度75% … 占预算的40.9%，短进度34.1个百分点."""

from __future__ import annotations

from collections.abc import Container, Iterator

from reportminer.lexicon import Lexicon
from reportminer.model import Relation
from reportminer.relate.base import backwards, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.misses import may_differ
from reportminer.relate.keys import any_of

_POINTS, _PERCENT = "percentage_point", "percentage"
_BACK = 4


def find_progress(view: View, known: Container[str], lexicon: Lexicon) -> Iterator[Relation]:
    """Every figure in points that its clause measures against the time gone by, which the text states further up.

    known  the differences that are told already
    It is of the last percentage before it in its sentence. Given where it comes out, or but for one slip.
    """
    words = any_of("progress.word", lexicon)
    if words.search(view.text) is None:
        return
    gone: Mention | None = None
    for mention in view.mentions:
        kind = mention.kind
        if kind not in (_POINTS, _PERCENT):
            continue
        said = words.search(view.text, mention.words_start, mention.start)
        if kind == _PERCENT:
            # 达到序时进度的90% is no time
            if said is not None and not view.text[said.end() : mention.start].strip("(为是约达 "):
                gone = mention
            continue
        if gone is None or said is None or mention.id in known or not mention.value:
            continue
        done = _done(view, mention, gone)
        if done is not None and may_differ(mention, gone, done):
            yield draft("change", [mention], [done, gone], cue=said[0])


def _done(view: View, points: Mention, gone: Mention) -> Mention | None:
    """The last percentage before the points in their sentence that tells how much is done."""
    for each in backwards(view, points, _BACK):
        if each.sentence != points.sentence or each.group != points.group or each is gone:
            return None
        if each.kind == _PERCENT and each.role not in ("rate", "change"):
            return each
    return None
