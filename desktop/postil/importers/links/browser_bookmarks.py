"""Bookmarks as browsers keep them and back them up: JSON of Chromium's family, and of Firefox's.

Chromium's file is called ``Bookmarks`` and stands in the profile: ``roots`` hold folders with ``children``,
times count microseconds from 1601. Firefox's backup is a tree of ``text/x-moz-place`` items, its times
microseconds from 1970, its tags one text with commas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.importers.json_items import read_item
from postil.importers.json_shape import shape_of
from postil.importers.links.bookmarks import Bookmark, bookmark_captures, bookmark_time

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.importers.json_items import Item
    from postil.model.capture import Capture

_ROOTS = ("bookmark_bar", "other", "synced", "mobile")
_PLACES = b'"text/x-moz-place'
_FIREFOX_ROOT = "placesRoot"
_DEEPEST = 100
_DESCRIPTION = "bookmarkProperties/description"


class BrowserBookmarks:
    """The bookmarks of Chromium, Chrome, Edge, Brave, Vivaldi; and a backup of those of Firefox."""

    name = "Bookmarks (JSON)"
    suffixes: tuple[str, ...] = (".json", "")

    def confidence(self, head: bytes, path: Path) -> float:  # noqa: ARG002 - what is in it tells
        """Certain by the fields."""
        shape = shape_of(head)
        if "roots" in shape.fields and shape.within("roots") & set(_ROOTS):
            return 1
        return 1 if {"children", "type"} <= shape.fields and _PLACES in head.replace(b"\0", b"") else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """The bookmarks, each waiting for its page."""
        item = read_item(path)
        roots = item.item("roots")
        found = _chromium(roots) if roots.has() else _firefox(item)
        return bookmark_captures(found, path, self.name)


def _chromium(roots: Item) -> Iterator[Bookmark]:
    for name in _ROOTS:
        for node, folders in _leaves(roots.item(name), "name", "url"):
            yield Bookmark(
                node.text("url"),
                node.line("name"),
                folders,
                added=bookmark_time(node.text("date_added")),
                opened=bookmark_time(node.text("date_last_used")),
            )


def _firefox(root: Item) -> Iterator[Bookmark]:
    tops = root.items("children") if root.text("root") == _FIREFOX_ROOT or not root.text("title") else (root,)
    for top in tops:
        own = bool(top.text("root")) or top.text("guid").endswith("_")
        for node, folders in _leaves(top, "title", "uri"):
            notes = (each.text("value") for each in node.items("annos") if each.text("name") == _DESCRIPTION)
            yield Bookmark(
                node.text("uri"),
                node.line("title"),
                folders if own or top.text("uri") else (top.line("title"), *folders),
                tags=node.text("tags").split(","),
                note=next(notes, ""),
                added=bookmark_time(node.number("dateAdded")),
            )


def _leaves(top: Item, name: str, address: str) -> Iterator[tuple[Item, tuple[str, ...]]]:
    """The bookmarks under a folder, in order, each with the folders between."""
    waiting: list[tuple[Item, tuple[str, ...]]] = [(top, ())]
    while waiting:
        node, folders = waiting.pop()
        if node.text(address):
            yield node, folders
        elif len(folders) < _DEEPEST:
            inner = folders if node is top else (*folders, node.line(name))
            waiting += [(child, inner) for child in reversed(node.items("children"))]
