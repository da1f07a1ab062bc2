"""A time limit for work in this very process: a typed error in time, or else the end of the process."""

from __future__ import annotations

import _thread
import os
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

from reportminer.cli import FAILED
from reportminer.errors import LimitError

GRACE = 10.0
"""Seconds after the limit in which the work must have stopped; code that is deaf to signals ends with the process."""

_SHORTEST = 0.001
_SIGNAL = getattr(signal, "SIGALRM", None) or signal.SIGTERM

Result = TypeVar("Result")


class _TimeUp(BaseException):
    """Passes every handler on its way out of the work."""


def within(seconds: float, late: LimitError, work: Callable[[], Result]) -> Result:
    """What `work` gives in at most `seconds`; raises `late` where it takes longer. For the main thread only.

    No context manager, since the time may run out inside of its machinery. Work that has not stopped GRACE seconds
    later, stuck in a library, is ended with the process: the same line on stderr, exit code 2.
    """
    armed = [True]

    def interrupt(number: int, frame: FrameType | None) -> None:
        # once, and never after the work is done: whatever the moment at which the time runs out, the clocks are stopped
        if armed:
            armed.clear()
            raise _TimeUp

    seconds = max(seconds, _SHORTEST)
    timers = [threading.Timer(seconds + GRACE, _end, (late,))]
    if not hasattr(signal, "setitimer"):
        timers.append(threading.Timer(seconds, _thread.interrupt_main, (_SIGNAL,)))
    before = signal.signal(_SIGNAL, interrupt)
    try:
        try:
            for timer in timers:
                timer.daemon = True
                timer.start()
            if hasattr(signal, "setitimer"):
                signal.setitimer(signal.ITIMER_REAL, seconds)
            return work()
        finally:
            armed.clear()
    except _TimeUp:
        raise late from None
    finally:
        for timer in timers:
            timer.cancel()
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(_SIGNAL, before)


def _end(late: LimitError) -> None:
    print(f"reportminer: {late}", file=sys.stderr, flush=True)
    os._exit(FAILED)
