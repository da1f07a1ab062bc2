"""Files in, one `Document` each: the format is told by content and name, its reader imported when first needed.

A reader is a module of this package with `read(source: Source) -> Document` (see `source.py`), found by the media
type in `READERS`. It raises `UnreadableError`, `UnsupportedError` or `LimitError` and nothing else.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator, Sequence
from importlib import import_module
from os import PathLike, fspath
from pathlib import Path
from typing import cast

from reportminer.errors import LimitError, ReportminerError, UnreadableError, cause
from reportminer.model import Document
from reportminer.read import limits
from reportminer.read.build import clean
from reportminer.read.media import ARCHIVE, MEDIA, READERS, detect
from reportminer.read.source import Reader, Source

__all__ = ["is_converted", "read", "read_all", "read_many", "supported"]


def supported() -> tuple[str, ...]:
    """The suffixes that can be read, with their dots, in the order in which they are told to the user."""
    return tuple(MEDIA)


def is_converted(path: str | PathLike[str]) -> bool:
    """Whether a file of this name needs LibreOffice, which takes many at a time in little more than one's time."""
    return READERS.get(MEDIA.get(Path(path).suffix.lower(), "")) == "office"


def read(path: str | PathLike[str]) -> Document:
    """The one report that `path` holds; a .zip must hold exactly one.

    Raises `UnreadableError` (damaged, encrypted, empty, not what its name says), `UnsupportedError` (no reader, or
    its reader needs something not installed) or `LimitError`.
    """
    return _single(load(path))


def _single(source: Source) -> Document:
    if source.media_type != ARCHIVE:
        return read_source(source)
    members = list(_archive(source))
    if len(members) != 1:
        raise source.unsupported(
            f"压缩包里有{len(members)}份文件。", "请解压后逐份读取，或用 reportminer run 成批处理。"
        )
    if isinstance(members[0], ReportminerError):
        raise members[0]
    return members[0]


def read_all(path: str | PathLike[str]) -> Iterator[Document | UnreadableError]:
    """Every report that `path` holds: one for a plain file, one a member for a .zip (path "包.zip!内/名.docx").

    What can't be read comes as its error among the others; nothing is raised.
    """
    try:
        source = load(path)
        if source.media_type == ARCHIVE:
            yield from _archive(source)
        else:
            yield read_source(source)
    except UnreadableError as error:
        yield error


def read_many(paths: Sequence[str | PathLike[str]]) -> list[Document | UnreadableError]:
    """The reports in some files, in their order, those that need LibreOffice converted in one call.

    For a handful of files at a time: their bytes are held together. A .zip is an error here, as in `read`.
    """
    from reportminer.read.office import convert, read_converted

    results: list[Document | UnreadableError | None] = [None] * len(paths)
    waiting: dict[int, Source] = {}
    for at, path in enumerate(paths):
        try:
            source = load(path)
            if READERS.get(source.media_type) == "office":
                waiting[at] = source
            else:
                results[at] = _single(source)
        except UnreadableError as error:
            results[at] = error
    for (at, source), made in zip(waiting.items(), convert(list(waiting.values())), strict=True):
        try:
            results[at] = read_converted(source, made) if isinstance(made, bytes) else made
        except UnreadableError as error:
            results[at] = error
    return [result for result in results if result is not None]


def read_source(source: Source) -> Document:
    """The report in `source`, by the reader of its media type."""
    module = import_module(f"reportminer.read.{READERS[source.media_type]}")
    return cast(Reader, module.read)(source)


def load(path: str | PathLike[str]) -> Source:
    """The bytes of the file at `path` and what they are; errors as `read`."""
    shown = clean(fspath(path))
    try:
        state = Path(path).stat()
        if stat.S_ISDIR(state.st_mode):
            raise UnreadableError(shown, "这是文件夹，不是文件。", "请给出其中的文件，或用 reportminer run 成批处理。")
        if not stat.S_ISREG(state.st_mode):
            raise UnreadableError(shown, "这不是普通文件。", "请给出报告文件。")
        if state.st_size > limits.FILE_BYTES:
            size = limits.FILE_BYTES // limits.MEGABYTE
            raise LimitError(shown, f"文件超过{size}MB。", "请拆分文件后再读。")
        data = Path(path).read_bytes()
    except FileNotFoundError:
        raise UnreadableError(shown, "文件不存在。", "请检查路径。") from None
    except PermissionError:
        raise UnreadableError(shown, "没有读取权限。", "请检查文件权限。") from None
    except (OSError, ValueError) as error:
        raise UnreadableError(shown, f"打不开（{_reason(error)}）。", "请检查路径，以及链接是否循环。") from None
    return Source(shown, data, detect(shown, data))


def _reason(error: OSError | ValueError) -> str:
    return cause(error) if isinstance(error, OSError) else "名称里有不能用的字符"


def _archive(source: Source) -> Iterator[Document | UnreadableError]:
    """The reports in an archive in its order; old documents wait for others so that LibreOffice is called once."""
    from reportminer.read.archive import members

    waiting: list[Source | UnreadableError] = []
    old = size = 0
    for member in members(source):
        waiting.append(member)
        if isinstance(member, Source):
            old += READERS.get(member.media_type) == "office"
            size += len(member.data)
        if not old or old >= limits.FILES_A_CALL or size > limits.BYTES_A_CALL:
            yield from _together(waiting)
            waiting, old, size = [], 0, 0
    yield from _together(waiting)


def _together(sources: Sequence[Source | UnreadableError]) -> Iterator[Document | UnreadableError]:
    """The reports in some sources, errors passed on; what fails in LibreOffice in company is tried by itself."""
    from reportminer.read.office import convert, read_converted

    old = [source for source in sources if isinstance(source, Source) and READERS[source.media_type] == "office"]
    made = dict(zip(map(id, old), convert(old) if len(old) > 1 else (), strict=False))
    for source in sources:
        if isinstance(source, UnreadableError):
            yield source
            continue
        try:
            docx = made.get(id(source))
            yield read_converted(source, docx) if isinstance(docx, bytes) else read_source(source)
        except UnreadableError as error:
            yield error
