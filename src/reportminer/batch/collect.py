"""Which files a batch reads: folders walked in name order, everything passed over counted with its reason."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from reportminer.errors import UsageError

TEMPORARY = ("~$", ".~", ".")
ABOUT = ("readme", "license", "changelog")


class Collection(Struct, frozen=True):
    """The reports of a batch, and the files passed over with the reason why."""

    reports: tuple[Path, ...]
    skipped: tuple[tuple[Path, str], ...]


def collect(paths: Iterable[str | os.PathLike[str]], suffixes: Iterable[str], leave: Path | None = None) -> Collection:
    """The reports among `paths`; a folder is walked, links to folders are not followed.

    suffixes  of the formats that can be read, lower case with the dot; a file named outright is taken whatever it is
    leave     a folder that is not walked: the run's own output
    Raises `UsageError` for a path that is not there, or where nothing is left to read.
    """
    known = frozenset(suffixes)
    reports: list[Path] = []
    skipped: list[tuple[Path, str]] = []
    for path in map(Path, paths):
        if path.is_dir():
            for file in _walk(path, leave):
                reason = _unwanted(file, known)
                if reason:
                    skipped.append((file, reason))
                else:
                    reports.append(file)
        elif path.exists():
            reports.append(path)
        else:
            raise UsageError(str(path), "没有这个文件或文件夹。", "请检查路径。")
    unique = tuple(dict.fromkeys(reports))
    if not unique:
        formats = "、".join(sorted(known))
        raise UsageError("、".join(map(str, paths)), f"里面没有能读的报告（支持 {formats}）。", "请换一个文件夹。")
    return Collection(unique, tuple(skipped))


def _walk(folder: Path, leave: Path | None) -> Iterator[Path]:
    left = leave.resolve() if leave else None
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and (Path(parent) / name).resolve() != left
        )
        for name in sorted(files):
            yield Path(parent) / name


def _unwanted(file: Path, known: frozenset[str]) -> str:
    if file.name.startswith(TEMPORARY):
        return "隐藏文件或临时文件"
    if file.stem.lower() in ABOUT:
        return "说明文件"
    if file.suffix.lower() not in known:
        return f"不支持的格式 {file.suffix or '（无后缀）'}"
    return ""
