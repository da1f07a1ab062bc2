"""Gives every mark its place in the tree: the deepest open sequence that it continues, else a new one."""

from __future__ import annotations

from collections.abc import Sequence

from reportminer.segment.marks import Mark
from reportminer.segment.sequences import LOOK_AHEAD, sequence_key

_INLINE_RANK = 9
_PART_RANK = 3
_TITLE = 45
_DEEPEST = 12
"""levels; no report has more, only a broken or hostile one"""
_HEADING_RANK = 5
"""rank down to which a label inside a paragraph may head what follows, when its line ends with its title"""
_SIBLINGS = {
    "cn_paren": ("digit_paren", "digit_half"),
    "digit_paren": ("cn_paren",),
    "digit_half": ("cn_paren", "digit_paren"),
    "cn_comma": ("digit",),
    "digit": ("cn_comma", "cn_paren"),
}
"""styles that are mistaken for one another: （4） where （四） belongs"""


class Node:
    """A mark with its place; `last` holds the latest child of each sequence, `count` what number it stands for."""

    __slots__ = ("children", "count", "counts", "index", "key", "last", "level", "mark", "parent", "restored", "since")

    def __init__(self, mark: Mark | None, key: str, parent: Node | None) -> None:
        self.mark = mark
        self.key = key
        self.parent = parent
        self.level: int = 0 if parent is None else parent.level + 1
        self.last: dict[str, Node] = {}
        self.children: list[Node] = []
        self.counts: dict[str, int] = {}
        self.since = 0
        """headings without a number among the children since the latest numbered one"""
        self.count = mark.number if mark is not None else None
        self.restored = False
        self.index = -1
        """place among the marks"""


def outline(plain: str, marks: Sequence[Mark]) -> list[Node]:
    """The nodes in text order; those at the top have a root without a mark as their parent."""
    return _Builder(plain, marks).build()


class _Builder:
    def __init__(self, plain: str, marks: Sequence[Mark]) -> None:
        self.plain = plain
        self.marks = marks
        self.keys = [sequence_key(plain, mark) if mark.style else "" for mark in marks]
        self.path = [Node(None, "", None)]
        self.nodes: list[Node] = []
        for mark in marks:
            mark.heading = mark.heading or (
                (mark.line_start or mark.rank <= _HEADING_RANK) and _stands_alone(plain, mark)
            )
            mark.couplet = mark.heading and "," in _line(plain, mark)

    def build(self) -> list[Node]:
        for at, mark in enumerate(self.marks):
            parent, restored = self._head_parent(at) if not mark.style else (self._parent(at), False)
            node = Node(mark, self.keys[at], parent)
            node.restored = restored
            node.index = at
            self._attach(node)
        return self.nodes

    def _attach(self, node: Node) -> None:
        parent = node.parent
        assert parent is not None
        if node.key:
            parent.last[node.key] = node
            parent.counts[node.key] = parent.counts.get(node.key, 0) + 1
            parent.since = 0
        else:
            parent.since += 1
        parent.children.append(node)
        del self.path[node.level :]
        self.path.append(node)
        self.nodes.append(node)

    def _parent(self, at: int) -> Node:
        """The node that the label at `at` belongs under."""
        mark, key = self.marks[at], self.keys[at]
        best, best_cost = self._new_parent(at), self._new_cost(at)
        for depth in range(len(self.path) - 1, -1, -1):
            node = self.path[depth]
            last = node.last.get(key)
            if last is not None:
                cost = self._continue_cost(mark, node, last) + 0.01 * (len(self.path) - depth)
                if cost < best_cost:
                    best, best_cost = node, cost
            twin = self._twin(at, node)
            if twin is not None and best_cost > 0.6:
                best, best_cost = node, 0.6
                node.last[twin] = Node(mark, twin, node)
        return best

    def _continue_cost(self, mark: Mark, parent: Node, last: Node) -> float:
        """How unlikely it is that `mark` follows `last` among the children of `parent`."""
        assert last.mark is not None
        gap = (mark.number or 0) - (last.count or 0)
        if gap == 1:
            cost = 0.0
        elif gap > 1:
            cost = 0.2 if gap == 1 + parent.since else 1.5 + 0.2 * gap
        elif gap == 0:
            cost = 2.0
        else:
            cost = 4.0
        if last.mark.line_start != mark.line_start and last.mark.paragraph != mark.paragraph:
            cost += 0.45 if mark.line_start else 0.9
        if last.mark.shape != mark.shape:
            cost += 0.3
        if last.mark.couplet != mark.couplet:
            cost += 0.05
        return cost

    def _new_cost(self, at: int) -> float:
        """How unlikely it is that the label begins a sequence of its own."""
        mark, key = self.marks[at], self.keys[at]
        if mark.number != 1:
            return 2.6
        open_lists = [node.last[key] for node in self.path if key in node.last]
        if any(node.count == 1 for node in open_lists[-1:]) and not self._returns(at):
            return 2.2 if not self._bare_heading() else 1.0
        return 0.5

    def _returns(self, at: int) -> bool:
        """Whether the open sequence of the same style goes on after the one that begins at `at`."""
        key, seen = self.keys[at], 1
        expected = next(node.last[key].count for node in reversed(self.path) if key in node.last) or 0
        for other in range(at + 1, min(at + 1 + LOOK_AHEAD, len(self.marks))):
            if self.keys[other] != key:
                continue
            number = self.marks[other].number or 0
            if number == seen + 1:
                seen = number
            else:
                return number == expected + 1
        return False

    def _bare_heading(self) -> bool:
        """Whether the latest section is a heading, not a sentence, without any text yet."""
        latest = self.path[-1]
        if latest.mark is None or not self._empty_until(latest):
            return False
        end = self.plain.find("\n", latest.mark.label_end)
        return self.plain[latest.mark.label_end : end].rstrip()[-1:] not in ("。", ";")

    def _empty_until(self, node: Node, following: int | None = None) -> bool:
        """Whether nothing stands between the heading's line and `following`, else the mark that is being placed."""
        mark = node.mark
        if mark is None or not mark.heading:
            return False
        end = self.plain.find("\n", mark.label_end)
        if following is None:
            following = self.marks[len(self.nodes)].start if len(self.nodes) < len(self.marks) else len(self.plain)
        return end >= 0 and not self.plain[end:following].strip()

    def _new_parent(self, at: int) -> Node:
        """The node under which a new sequence begins: the latest section, or one whose rank is above the label's."""
        mark = self.marks[at]
        depth = min(len(self.path) - 1, _DEEPEST)
        while depth > 0 and self._left_behind(self.path[depth], mark):
            depth -= 1
        node = self.path[depth]
        if mark.line_start and depth and node.key == self.keys[at]:
            return self._restart(node, at)
        if mark.heading and (mark.number or 0) > 1 and depth and self._is_torn(mark):
            return self.path[0]
        announced = self.plain[max(0, mark.start - 20) : mark.start].rstrip().endswith(":")
        if not mark.line_start or depth == 0 or announced or self._empty_until(node):
            return node
        for above in range(depth, 0, -1):
            mine = self.path[above].mark
            assert mine is not None
            if self.path[above].key == self.keys[at]:
                return self._restart(self.path[above], at)
            if not mine.style or mine.rank < mark.rank:
                return self.path[above]
        return node if self.keys[at] not in self.path[0].last else self.path[0]

    def _is_torn(self, mark: Mark) -> bool:
        """Whether a text begins in the middle: 四、 without its 一、 is above the （一） that came before it."""
        top = self.path[1].mark
        return top is not None and mark.line_start and bool(top.style) and mark.rank < top.rank

    def _restart(self, node: Node, at: int) -> Node:
        """Where a sequence of `node`'s own style begins anew: below it if it heads a part, else beside it."""
        parent = node.parent
        assert node.mark is not None and parent is not None
        if self._returns(at):
            return node
        before = parent.children[-2] if len(parent.children) > 1 else None
        heads = node.mark.heading and (self._has_body(node) or (before is not None and self._has_body(before)))
        return node if heads or before is None else parent

    def _has_body(self, node: Node) -> bool:
        """Whether anything follows the line of `node` before its next sibling."""
        return bool(node.children) or not self._empty_until(node, self._following(node))

    def _following(self, node: Node) -> int:
        """Where the next mark after `node` begins."""
        after = node.index + 1
        return self.marks[after].start if after < len(self.marks) else len(self.plain)

    def _left_behind(self, node: Node, mark: Mark) -> bool:
        """Whether `node` is an item inside an earlier paragraph that does not end in a colon."""
        mine = node.mark
        assert mine is not None
        if mine.paragraph == mark.paragraph or (mine.line_start and mine.rank <= _INLINE_RANK):
            return False
        if mine.heading and mine.rank <= _HEADING_RANK:
            return False
        return not self.plain[mine.label_end : mark.start].rstrip().endswith(":")

    def _twin(self, at: int, node: Node) -> str | None:
        """The sequence under `node` that the label goes on with in another style: （4） after （三）."""
        mark = self.marks[at]
        if not mark.line_start or mark.number is None or mark.number < 2:
            return None
        for style in _SIBLINGS.get(mark.style, ()):
            last = node.last.get(style)
            own = node.last.get(mark.style)
            if own is not None and own.count == mark.number - 1:
                return None
            if last is None or last.count != mark.number - 1 or last.mark is None or not last.mark.line_start:
                continue
            if f"{mark.number - 1}{mark.shape.partition('#')[2]}" in self.plain[last.mark.label_end : mark.start]:
                # 一、救助工作1.城市低保… / 2.农村低保: the number before it stands inside the line
                continue
            if style == "cn_paren" and mark.style == "digit" and self._is_used(at, last):
                continue
            for other in range(at + 1, min(at + 1 + LOOK_AHEAD, len(self.marks))):
                if not self.marks[other].line_start:
                    continue
                if self.keys[other] == mark.style and self.marks[other].number == mark.number + 1:
                    return None
                if self.keys[other] == style:
                    return style if self.marks[other].number in (1, mark.number + 1) else None
            return style
        return None

    def _is_used(self, at: int, last: Node) -> bool:
        """Whether labels of this style divide one of the parts up to `last`: （一）1.2.（二）3."""
        assert last.parent is not None
        return self.keys[at] in self.keys[last.parent.index + 1 : at]

    def _head_parent(self, at: int) -> tuple[Node, bool]:
        """The parent of a heading without a number, and whether it clearly stands where a number is missing."""
        mark = self.marks[at]
        if mark.hint is not None:
            depth = len(self.path) - 1
            while depth > 0 and not self._above(self.path[depth], mark.hint):
                depth -= 1
            return self.path[depth], False
        gap = self._gap_parent(at)
        if gap is not None:
            return gap, True
        depth = len(self.path) - 1
        while depth > 0 and not _is_heading(self.path[depth]):
            depth -= 1
        if depth == 0 or self._empty_until(self.path[depth]):
            return self.path[depth], False
        parent = self.path[depth - 1]
        key = self.path[depth].key
        return parent, bool(key) and parent.counts.get(key, 0) >= 2

    def _above(self, node: Node, hint: int) -> bool:
        return node.mark is not None and node.mark.hint is not None and node.mark.hint < hint

    def _gap_parent(self, at: int) -> Node | None:
        """The open section whose numbered children leave a gap exactly as wide as the headings without a number."""
        heads = 1
        for other in range(at + 1, min(at + 8, len(self.marks))):
            mark = self.marks[other]
            if not mark.style:
                heads += 1
                continue
            if not mark.line_start:
                continue
            for node in reversed(self.path):
                last = node.last.get(self.keys[other])
                if last is not None and (mark.number or 0) - (last.count or 0) == 1 + node.since + heads:
                    return node
            if mark.number == 1:
                continue
            return None
        return None


def _is_heading(node: Node) -> bool:
    return node.mark is not None and node.mark.heading


def _stands_alone(plain: str, mark: Mark) -> bool:
    """Whether the line is a heading: it holds no sentence beyond its own end."""
    line = _line(plain, mark)
    if not line:
        return mark.rank <= _PART_RANK
    return len(line) <= _TITLE and "。" not in line and ";" not in line


def _line(plain: str, mark: Mark) -> str:
    """What stands on the line after the label, without the mark that ends it."""
    end = plain.find("\n", mark.label_end)
    return plain[mark.label_end : len(plain) if end < 0 else end].strip().rstrip("。:;.,、")
