"""The cue words of the lexicon as one pattern, and the words that say nothing of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from reportminer.lexicon import Lexicon

_NOT_CUES = frozenset({"filler", "item_before", "item_after", "item_generic", "enumeration", "balance"})
_CHARS = re.compile(r"\[([一-鿿]+)\](?![?*{])")
_BROKEN = re.compile(r" (?<=[一-鿿] ) {0,2}(?=[一-鿿])")


class Cues(Struct, frozen=True):
    """The pattern of all cues, and which meaning a word or a named group of it has."""

    pattern: re.Pattern[str]
    words: dict[str, str]
    groups: dict[str, str]

    def meaning(self, match: re.Match[str]) -> str:
        """What the cue means that the pattern found."""
        name = match.lastgroup
        return self.groups[name] if name else self.words[match[0]]


@lru_cache(maxsize=8)
def compile_cues(lexicon: Lexicon) -> Cues:
    """All cues of the lexicon as one pattern, words before expressions and longest words first."""
    words: dict[str, str] = {}
    groups: dict[str, str] = {}
    regexes: list[str] = []
    for cue in lexicon.cues:
        if cue.relation in _NOT_CUES:
            continue
        meaning = f"{cue.relation}.{cue.meaning}"
        words.update(dict.fromkeys(cue.words, meaning))
        if cue.regex:
            name = f"g{len(groups)}"
            groups[name] = meaning
            regexes.append(f"(?P<{name}>{cue.regex})")
    pattern = "|".join([trie(words) or "(?!)", *regexes])
    found = [_firsts(cue.regex) for cue in lexicon.cues if cue.regex and cue.relation not in _NOT_CUES]
    if all(each is not None for each in found):
        # most places can begin no cue: one look at a character, or two, instead of a trial of every word
        firsts = {word for word in words if len(word) == 1}.union(*(each for each in found if each is not None))
        longer = [word for word in words if word[0] not in firsts]
        either = "|".join([trie(word for word in words if word[0] in firsts) or "(?!)", *regexes])
        ahead = _any_of(word[0] for word in longer) + _any_of(word[1] for word in longer)
        pattern = f"(?={_any_of(firsts)})(?:{either})|(?={ahead})(?:{trie(longer)})"
    return Cues(re.compile(pattern), words, groups)


def find_cues(text: str, start: int, end: int, cues: Cues) -> Iterator[tuple[int, int, str, str]]:
    """Start, end, meaning and word of the cues in `text[start:end]`; words broken by line ends are found (比上 年)."""
    if _BROKEN.search(text, start, end) is None:
        for match in cues.pattern.finditer(text, start, end):
            yield match.start(), match.end(), cues.meaning(match), match[0]
        return
    pieces: list[str] = []
    places: list[int] = []
    since = start
    for gap in _BROKEN.finditer(text, start, end):
        pieces.append(text[since : gap.start()])
        places.extend(range(since, gap.start()))
        since = gap.end()
    pieces.append(text[since:end])
    places.extend(range(since, end))
    for match in cues.pattern.finditer("".join(pieces)):
        yield places[match.start()], places[match.end() - 1] + 1, cues.meaning(match), match[0]


def _firsts(regex: str) -> set[str] | None:
    """The characters that a match of an expression can begin with; None where that is not plain to see."""
    firsts: set[str] = set()
    for branch in _branches(regex):
        while branch.startswith(("(?<=", "(?<!")):
            branch = branch[_closing_at(branch, 0) + 1 :]
        if branch.startswith("(?:"):
            end = _closing_at(branch, 0)
            inner = _firsts(branch[3:end])
            if inner is None or branch[end + 1 : end + 2] in ("?", "*", "{"):
                return None
            firsts |= inner
            continue
        if (chars := _CHARS.match(branch)) is not None:
            firsts.update(chars[1])
            continue
        char, rest = (branch[1:2], branch[2:]) if branch.startswith("\\") else (branch[:1], branch[1:])
        special = char.isalnum() and branch.startswith("\\")
        if not char or special or (char == branch[:1] and char in "([{.^$") or rest[:1] in ("?", "*", "{"):
            return None
        firsts.add(char)
    return firsts


def _outer(regex: str, start: int = 0) -> Iterator[tuple[int, str, int]]:
    """Place, sign and depth of groups, from `start` on: escaped signs and those inside [...] are left out."""
    depth, place, inside = 0, start, False
    while place < len(regex):
        char = regex[place]
        if char == "\\":
            place += 1
        elif inside:
            inside = char != "]"
        elif char == "[":
            inside = True
        else:
            depth += (char == "(") - (char == ")")
            yield place, char, depth
        place += 1


def _branches(regex: str) -> list[str]:
    """The alternatives of an expression that stand in no group."""
    cuts = [place for place, char, depth in _outer(regex) if char == "|" and not depth]
    return [regex[left + 1 : right] for left, right in pairwise([-1, *cuts, len(regex)])]


def _closing_at(regex: str, start: int) -> int:
    """Where the group that opens at `start` closes."""
    return next((place for place, char, depth in _outer(regex, start) if char == ")" and not depth), len(regex))


def _any_of(chars: Iterable[str]) -> str:
    """A pattern of any of these characters."""
    found = "".join(map(re.escape, sorted(set(chars))))
    return f"[{found}]" if found else "(?!)"


def trie(words: Iterable[str]) -> str:
    """A pattern of all words, the longest first, that shares their common beginnings: much faster than one by one."""
    branches: dict[str, set[str]] = {}
    for word in words:
        if word:
            branches.setdefault(word[0], set()).add(word[1:])
    parts = []
    for first, rests in branches.items():
        inner = trie(rests)
        optional = "?" if "" in rests else ""
        parts.append(re.escape(first) + (f"(?:{inner}){optional}" if inner else ""))
    return "|".join(parts)


@lru_cache(maxsize=8)
def fillers(lexicon: Lexicon) -> re.Pattern[str]:
    """What may stand around a change without naming a subject: 与 上年 相比 决算数 各 …, punctuation, digits."""
    words = {word for cue in lexicon.cues if cue.relation == "filler" for word in cue.words}
    return re.compile(r"[\d.,;:()、。%\s“”\"]+|" + (trie(words) or "(?!)"))
