"""Line markers and sticky notes of WebScrapBook and of the ScrapBook extensions before it.

``data-scrapbook-elem`` says what an element is (``data-sb-obj``, or a class, in the older ones):

* ``linemarker``, once ``inline``: marked words. Elements of one ``data-scrapbook-id`` are one marker, the id
  is the time when it was made; ``style`` holds its colour, ``title`` its note.
* ``link-url``: words that were made a link.
* ``sticky``, once ``freenote``, ``block-comment`` and ``annotation``: a note. With the class ``relative`` it
  stands after what it was put on, else anywhere over the page; with ``plaintext`` it has no markup.

A comment on the whole page is in ``data-scrapbook-comment`` of the ``html`` element.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from postil.dom.taking_out import take_out
from postil.importers.annotations.marks import Left, Mark, Sticker
from postil.importers.annotations.note_markdown import note_markdown
from postil.importers.colors import read_color
from postil.importers.times import read_time
from postil.model.annotation import Style

if TYPE_CHECKING:
    from datetime import datetime

    from lxml.etree import _Element

    from postil.model.annotation import Color

SIGNS = (
    b"data-scrapbook-elem", b"data-scrapbook-comment", b"data-sb-obj", b"linemarker-marked-line",
    b"scrapbook-sticky",
)  # fmt: skip
"""A page without these bytes has nothing of it."""

_KINDS = ("data-scrapbook-elem", "data-sb-obj")
_IDS = ("data-scrapbook-id", "data-sb-id")
_COMMENT = "data-scrapbook-comment"
_OLD_CLASSES = {
    "linemarker-marked-line": "linemarker",
    "scrapbook-inline": "inline",
    "scrapbook-sticky": "sticky",
    "scrapbook-block-comment": "block-comment",
}
_MARKERS = frozenset({"linemarker", "inline", "link-url"})
_NOTES = frozenset({"sticky", "freenote", "block-comment", "annotation"})
_TARGETS = frozenset({
    "article", "aside", "blockquote", "dd", "div", "dt", "figure", "footer", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "li", "main", "ol", "p", "pre", "section", "table", "ul",
})  # fmt: skip
"""What a note can stand after as one that was put on it."""
_NEAR = 50
"""Elements before a note among which it is looked for."""
_STYLES = re.compile(
    r"(background(?:-color)?|border-bottom(?:-color)?|text-decoration(?:-\w+)?)\s*:\s*([^;]+)"
)
_NUMBER = re.compile(r"#[0-9a-f]{3,8}\b|rgba?\([^()]*\)", re.IGNORECASE)
_STATIC = re.compile(r"position\s*:\s*static", re.IGNORECASE)
_TIME = re.compile(r"(?:19|20)\d{12}(?:\d{3})?|\d{12,13}")


def read_left(root: _Element) -> Left:
    """What the person left in a page. The notes are taken out of the tree."""
    kinds = [(element, kind) for element in root.iter() if (kind := _kind(element))]
    stickers = [Sticker((root.get(_COMMENT) or "").strip())]
    stickers += [_sticker(element, kind) for element, kind in kinds if kind in _NOTES]
    markers = [element for element, kind in kinds if kind in _MARKERS]
    for element, kind in kinds:
        if kind in _NOTES:
            take_out(element)
    return Left(tuple(_marks(markers)), tuple(sticker for sticker in stickers if sticker.note))


def _kind(element: _Element) -> str:
    for name in _KINDS:
        kind = element.get(name)
        if kind:
            return kind
    return next((_OLD_CLASSES[name] for name in _classes(element) if name in _OLD_CLASSES), "")


def _marks(elements: list[_Element]) -> list[Mark]:
    parts: dict[str, list[_Element]] = {}
    for element in elements:
        parts.setdefault(_id(element) or f" {len(parts)}", []).append(element)
    return [_mark(each, "" if key.startswith(" ") else key) for key, each in parts.items()]


def _mark(elements: list[_Element], name: str) -> Mark:
    first = elements[0]
    styles = {key.lower(): value for key, value in _STYLES.findall(first.get("style") or "")}
    note = next((title.strip() for each in elements if (title := each.get("title"))), "")
    if _kind(first) == "link-url" and not note:
        address = first.get("href") or ""
        note = f"<{address}>" if address.startswith(("http://", "https://")) else ""
    filled = any(key.startswith("background") for key in styles)
    return Mark(
        tuple(elements),
        note=note,
        color=_color(styles),
        style=Style.HIGHLIGHT if filled or not styles else Style.UNDERLINE,
        created=_time(name),
        id=_lasting_id(name),
    )


def _sticker(element: _Element, kind: str) -> Sticker:
    relative = (
        kind in ("block-comment", "annotation")
        or not {"relative", "scrapbook-sticky-relative"}.isdisjoint(_classes(element))
        or (kind == "freenote" and _STATIC.search(element.get("style") or "") is not None)
    )
    name = _id(element)
    return Sticker(
        _words(element, kind),
        _target(element, kind) if relative else None,
        created=_time(name),
        id=_lasting_id(name),
    )


def _words(element: _Element, kind: str) -> str:
    unsaved = next(element.iter("textarea"), None)
    if unsaved is not None:
        return (unsaved.text or "").strip()
    if kind == "sticky" and element.get("data-scrapbook-elem") is None:
        return "".join([element.text or "", *(child.tail or "" for child in element)]).strip()
    if kind == "block-comment" or "plaintext" in _classes(element):
        return "".join(str(text) for text in element.itertext()).strip()
    return note_markdown(element)


def _target(element: _Element, kind: str) -> _Element | None:
    """What a note was put on: the block before it, but for other notes; of one in a line, its block."""
    if kind == "annotation":
        return element.getparent()
    for before in islice(element.itersiblings(preceding=True), _NEAR):
        if _kind(before) not in _NOTES and before.tag not in ("script", "style"):
            return before if before.tag in _TARGETS else element.getparent()
    return element.getparent()


def _color(styles: dict[str, str]) -> Color | None:
    for value in styles.values():
        found = [color for number in _NUMBER.findall(value) if (color := read_color(number))]
        color = found[0] if found else read_color(value)
        if color is not None:
            return color
    return None


def _classes(element: _Element) -> list[str]:
    return (element.get("class") or "").split()


def _id(element: _Element) -> str:
    return next((name.strip() for key in _IDS if (name := element.get(key))), "")


def _lasting_id(name: str) -> str:
    """A time is nobody else's id; what is shorter may be."""
    return f"webscrapbook:{name}" if _TIME.fullmatch(name) else ""


def _time(name: str) -> datetime | None:
    return read_time(name) if _TIME.fullmatch(name) else None
