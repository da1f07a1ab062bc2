"""pdfium's smallest questions asked by the hundred: called with bare addresses, which halves what a call costs."""

from __future__ import annotations

import ctypes
from array import array
from collections import deque
from collections.abc import Callable, Sequence
from itertools import repeat
from typing import Any

import pypdfium2.raw as raw

_RECT = ctypes.sizeof(raw.FS_RECTF)


def address(handle: Any) -> int:
    """Where a page, text page or function of pdfium stands; valid while it is open."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def _bare(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """`function` taking addresses as numbers; it is quick, so that other threads may wait for it."""
    return ctypes.PYFUNCTYPE(result, *arguments)(address(function))


_object = _bare(raw.FPDFPage_GetObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_kind = _bare(raw.FPDFPageObj_GetType, ctypes.c_int, ctypes.c_void_p)
_box = _bare(raw.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_generated = _bare(raw.FPDFText_IsGenerated, ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
_origin = _bare(
    raw.FPDFText_GetCharOrigin, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p
)
font_size = _bare(raw.FPDFText_GetFontSize, ctypes.c_double, ctypes.c_void_p, ctypes.c_int)
"""The size of a letter: (address of a text page, index)."""


def kinds(page: int) -> bytes:
    """The kind of every object on a page, one byte each."""
    count = max(0, raw.FPDFPage_CountObjects(ctypes.cast(page, raw.FPDF_PAGE)))
    return bytes(map(_kind, map(_object, repeat(page), range(count))))


def base_line(text_page: int, index: int) -> float:
    """How far above the page's origin a letter stands."""
    point = array("d", (0.0, 0.0))
    start = point.buffer_info()[0]
    _origin(text_page, index, start, start + point.itemsize)
    return point[1]


def boxes(text_page: int, indices: Sequence[int]) -> array[float]:
    """Left, top, right and bottom of each letter, four numbers a letter; zeros for an index out of bounds."""
    found = array("f", bytes(_RECT * len(indices)))
    start = found.buffer_info()[0]
    deque(map(_box, repeat(text_page), indices, range(start, start + _RECT * len(indices), _RECT)), maxlen=0)
    return found


def generated(text_page: int, indices: Sequence[int]) -> list[bool]:
    """Whether each letter is none of the file's but a space that pdfium put in."""
    return [answer == 1 for answer in map(_generated, repeat(text_page), indices)]
