"""Which part of a web page is the report: boilerplate out, then the innermost element with nearly all the text."""

from __future__ import annotations

import re
from typing import Any

_DROPPED = (
    *("script", "style", "noscript", "template", "nav", "aside", "iframe", "object", "embed", "svg", "canvas", "audio"),
    *("video", "select", "button", "input", "textarea", "head", "del", "map", "dialog"),
)
_FURNITURE = re.compile(
    r"\b(?:nav(?:bar|igation)?|menu|breadcrumbs?|crumbs?|foot(?:er)?|copyright|side(?:bar)?|share|toolbar|pagination"
    r"|skip|banner|search|login|related|prev|next|bdsharebuttonbox)\b",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SHARE = 0.8
_LARGEST_FURNITURE = 0.3
_SMALL = 200


def strip(root: Any) -> None:
    """Take out of the page what is never text of a report: scripts, forms, hidden parts, navigation, footers."""
    for element in list(root.iter(*_DROPPED)):
        _drop(element)
    largest = max(len(root.text_content()) * _LARGEST_FURNITURE, _SMALL)
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in ("html", "body"):
            continue
        hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style", ""))
        if hidden or (_is_furniture(element) and len(element.text_content()) < largest):
            _drop(element)


def _is_furniture(element: Any) -> bool:
    if element.get("role") in ("navigation", "banner", "contentinfo", "search", "complementary"):
        return True
    if element.tag in ("header", "footer"):
        return next(element.iterancestors("article", "main"), None) is None
    names = f"{element.get('class', '')} {element.get('id', '')}".replace("_", " ").replace("-", " ")
    return element.tag in ("div", "ul", "section", "table", "td", "p", "span") and bool(_FURNITURE.search(names))


def _drop(element: Any) -> None:
    """Remove an element, keeping the text after it."""
    if element.getparent() is not None:
        element.drop_tree()


def main_part(root: Any) -> list[Any]:
    """The title where it stands apart, then the element with the report."""
    body = root.find("body")
    at = root if body is None else body
    weights = _weights(at)
    whole = weights[at]
    while True:
        inner = next((child for child in at if weights.get(child, 0) >= max(whole * _SHARE, 1)), None)
        if inner is None or inner.tag in ("table", "p", "ul", "ol", "pre"):
            break
        at = inner
    title = next(root.iter("h1"), None)
    if title is None or title is at or at in title.iterancestors() or title in at.iterancestors():
        return [at]
    return [title, at]


def _weights(top: Any) -> dict[Any, int]:
    """Characters of text in each element, those of links not counted."""
    weights: dict[Any, int] = {}
    for element in reversed(list(top.iter())):
        if not isinstance(element.tag, str):
            continue
        own = 0 if element.tag == "a" else len((element.text or "").strip())
        for child in element:
            own += 0 if element.tag == "a" else weights.get(child, 0)
            own += len((child.tail or "").strip())
        weights[element] = own
    return weights
