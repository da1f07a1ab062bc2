"""What can go wrong, each kind with the data that tells the reader where it is and what to do."""

from __future__ import annotations

import errno

_CAUSES = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EEXIST: "已有同名的文件",
    errno.ENOTDIR: "路径中间有一段是文件，不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.EACCES: "没有权限，或正被别的程序打开",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘只读",
    errno.ENOSPC: "磁盘已满",
    errno.EIO: "磁盘读写出错",
    errno.ENAMETOOLONG: "名称太长",
    errno.ELOOP: "链接循环",
    errno.EMFILE: "打开的文件太多",
}


def cause(error: OSError) -> str:
    """Why the system refused to read or write, in Chinese; in the system's words where it is a rare reason."""
    return _CAUSES.get(error.errno or 0) or error.strerror or str(error) or type(error).__name__


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
