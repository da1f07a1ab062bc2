"""Reads in a child process where that is asked for: a library that ends its process then costs one report only."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from reportminer.errors import UnreadableError
from reportminer.model import Document
from reportminer.read.source import Reader, Source

_asked: ContextVar[bool] = ContextVar("apart", default=False)


@contextmanager
def apart() -> Iterator[None]:
    """Within this, readers that may end the process do their work in a child; on Linux, where forking is safe."""
    token = _asked.set(sys.platform == "linux")
    try:
        yield
    finally:
        _asked.reset(token)


def read_apart(read: Reader, source: Source) -> Document:
    """What `read` gives or raises; a `LimitError` where it ends its process, as pdfium does for want of memory."""
    if not _asked.get():
        return read(source)
    receiving, sending = os.pipe()
    child = os.fork()
    if not child:
        os.close(receiving)
        _answer(read, source, sending)
    os.close(sending)
    try:
        with os.fdopen(receiving, "rb") as stream:
            answer = stream.read()
    except BaseException:
        os.kill(child, signal.SIGKILL)
        raise
    finally:
        os.waitpid(child, 0)
    if not answer:
        raise source.over("读取时内存不够，或读取程序意外终止。", "请用原来的程序另存一份，或拆分文件后再读。")
    kind, *found = pickle.loads(answer)
    if kind is Document:
        return found[0]  # type: ignore[no-any-return]
    raise kind(*found)


def _answer(read: Reader, source: Source, sending: int) -> None:
    """The child's whole life: the answer down the pipe, and none where anything else goes wrong."""
    code = 1
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        answer: tuple[Any, ...]
        try:
            answer = (Document, read(source))
        except UnreadableError as error:
            answer = (type(error), error.where, error.problem, error.remedy)
        except MemoryError:
            answer = (MemoryError,)
        with os.fdopen(sending, "wb") as stream:
            pickle.dump(answer, stream)
        code = 0
    finally:
        if code:
            sys.excepthook(*sys.exc_info())
            sys.stderr.flush()
        os._exit(code)
