"""The cells of ruled tables in a picture of a page, and what is printed in one that the recogniser passed over."""

from __future__ import annotations

from typing import Any, Literal

Box = tuple[float, float, float, float]

_SHORTEST_LINE = 40
_SMALLEST = 12
_JOIN = 3
_INSET = 4
_SPECK = 12
_DARK = 128


def ruled_cells(pixels: Any) -> list[list[Box]]:
    """For every ruled table its cells as (x0, top, x1, bottom) in pixels; tables of fewer than four cells are none.

    pixels  height × width × 3, blue first
    """
    import cv2

    gray = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    ink = cv2.adaptiveThreshold(gray, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 12)
    joint = cv2.getStructuringElement(cv2.MORPH_RECT, (_JOIN, _JOIN))
    ink = cv2.dilate(ink, joint)
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (_SHORTEST_LINE, 1)))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (1, _SHORTEST_LINE)))
    ruling = cv2.dilate(cv2.bitwise_or(across, down), joint)
    contours, tree = cv2.findContours(ruling, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    tables: dict[int, list[Box]] = {}
    for contour, links in zip(contours, tree[0] if tree is not None else (), strict=True):
        parent = int(links[3])
        if parent < 0:
            continue
        x, y, width, height = cv2.boundingRect(contour)
        if width >= _SMALLEST and height >= _SMALLEST and cv2.contourArea(contour) > 0.6 * width * height:
            tables.setdefault(parent, []).append((float(x), float(y), float(x + width), float(y + height)))
    return [cells for cells in tables.values() if len(cells) >= 4]


def printed(pixels: Any, box: Box) -> tuple[Literal["nothing", "dash", "something"], Any]:
    """What stands inside the ruling of a cell (in pixels), and that part of the picture; specks are nothing."""
    import cv2

    x0, y0, x1, y1 = (round(edge) for edge in box)
    part = pixels[y0 + _INSET : y1 - _INSET, x0 + _INSET : x1 - _INSET]
    if not part.size:
        return "nothing", part
    ink = (cv2.cvtColor(part, cv2.COLOR_BGR2GRAY) < _DARK).astype("uint8")
    _, _, found, _ = cv2.connectedComponentsWithStats(ink)
    marks = [mark for mark in found[1:].tolist() if mark[4] >= _SPECK]
    if not marks:
        return "nothing", part
    wide = max(x + width for x, _, width, _, _ in marks) - min(mark[0] for mark in marks)
    high = max(y + height for _, y, _, height, _ in marks) - min(mark[1] for mark in marks)
    return "dash" if high <= _SMALLEST / 2 and wide >= 3 * high else "something", part
