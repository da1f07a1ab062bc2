"""The cells of ruled tables in a picture of a page."""

from __future__ import annotations

from typing import Any

Box = tuple[float, float, float, float]

_SHORTEST_LINE = 40
_SMALLEST = 12
_JOIN = 3


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
