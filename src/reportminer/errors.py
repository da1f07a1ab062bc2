"""What can go wrong, each kind with the data that tells the reader where it is and what to do."""

from __future__ import annotations


class ReportminerError(Exception):
    """Any failure that reportminer foresees; `str()` is one Chinese line: where, what, what to do.

    where   file, or file:line, or "" when the caller knows
    problem what is wrong, a Chinese sentence ending in 。
    remedy  what to do about it, a Chinese sentence ending in 。
    """

    code = "error"

    def __init__(self, where: str, problem: str, remedy: str = "") -> None:
        super().__init__(where, problem, remedy)
        self.where = where
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        place = " ".join(self.where.split("\n"))
        return f"{place}: {self.problem}{self.remedy}" if place else f"{self.problem}{self.remedy}"


class PatternError(ReportminerError):
    """A file in patterns/ is not as it must be: its author has to mend it."""

    code = "pattern"


class UnreadableError(ReportminerError):
    """A report can't be read: damaged, encrypted, empty, not what its name says, over a limit."""

    code = "unreadable"


class UnsupportedError(UnreadableError):
    """A report is of a format that no reader takes, or whose reader needs something not installed."""

    code = "unsupported"


class LimitError(UnreadableError):
    """Reading a report would pass a stated limit of size, depth, count or time."""

    code = "limit"


class UsageError(ReportminerError):
    """What the caller asked for makes no sense: a folder without reports, an unknown check."""

    code = "usage"
