"""A limit on what a process and each that it starts may hold in memory, kept by the system where it can (Linux)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from reportminer.errors import LimitError
from reportminer.read import limits

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

_NO_MEMORY = 2


def hold(megabytes: int) -> None:
    """Limit the memory of this process from now on: what passes the limit is a `MemoryError`.

    A stricter limit that is set already stays; where the system has none, nothing is limited.
    """
    if resource is None:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    stated = [megabytes * limits.MEGABYTE, *(one for one in (soft, hard) if one != resource.RLIM_INFINITY)]
    _set(min(stated))


@contextmanager
def held(megabytes: int) -> Iterator[None]:
    """The same for a while."""
    before = resource.getrlimit(resource.RLIMIT_DATA)[0] if resource else None
    hold(megabytes)
    try:
        yield
    finally:
        if before is not None:
            _set(before)


def spent(where: str) -> LimitError:
    """The error to report for a `MemoryError` under the limit of this process."""
    limit = resource.getrlimit(resource.RLIMIT_DATA)[0] if resource else -1
    stated = f"（上限{limit // limits.MEGABYTE}MB）" if limit >= 0 else ""
    return LimitError(where, f"内存不够{stated}，已停止。", "请把文件拆小，或用 --memory-limit 放宽。")


def raise_starved(error: Exception) -> None:
    """Raise `MemoryError` where lxml takes want of memory for a fault of the file (ERR_NO_MEMORY)."""
    if getattr(error, "code", None) == _NO_MEMORY:
        raise MemoryError from error


def _set(limit: int) -> None:
    try:
        resource.setrlimit(resource.RLIMIT_DATA, (limit, resource.getrlimit(resource.RLIMIT_DATA)[1]))
    except (ValueError, OSError):
        # a system that knows the limit and does not keep it
        return
