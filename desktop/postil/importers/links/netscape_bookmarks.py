"""Bookmarks as HTML, the form of Netscape that browsers and bookmarking services still write.

``DT`` and ``P`` are never closed, folders are ``H3`` before a ``DL``, a note follows its link as ``DD``. So
the tags are followed one after the other, and no tree is built, which would nest them wrongly.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from postil.dom.decode import decode
from postil.importers.files import binary_kind, read_file
from postil.importers.links.bookmarks import Bookmark, bookmark_captures, bookmark_time
from postil.importers.links.browser_folders import is_browsers_own
from postil.model.page import Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.model.capture import Capture

_DECLARED = re.compile(rb"<!doctype\s+netscape-bookmark-file", re.IGNORECASE)
_LISTED = re.compile(rb"<dt>\s*<(?:a|h3)\b[^>]{0,4000}\badd_date\s*=", re.IGNORECASE)
_OWN_MARKS = ("personal_toolbar_folder", "unfiled_bookmarks_folder", "mobile_bookmarks_folder")
_READING_LIST = "com.apple.readinglist"
_BEGINS = frozenset({"dt", "dl", "h3", "a", "hr"})
_TRUE = frozenset({"1", "true", "yes"})
_DEEPEST = 200
_LONGEST_REST = 100_000
_LINKDING_NOTES = re.compile(r"\[/?linkding-notes\]")
_TAG = re.compile(
    r"""<(/?)(a|br|dd|dl|dt|h3|hr)\b((?:[^<>"']{0,1000}+(?:"[^"]*+"|'[^']*+')){0,60}+[^<>"']{0,1000}+)>""",
    re.IGNORECASE,
)
"""The tags that matter, read with bounds so that no damage takes long."""
_OTHER_TAG = re.compile(r"<[a-z/!][^<>]{0,1000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([^\s"'/>=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"']++)))?+""")


class NetscapeBookmarks:
    """Bookmarks that a browser or a bookmarking service exported as HTML."""

    name = "Bookmarks (HTML)"
    suffixes: tuple[str, ...] = (".html", ".htm")

    def confidence(self, head: bytes, path: Path) -> float:  # noqa: ARG002 - what is in it tells
        """Certain where the file says so; nearly where links are listed with the dates they were added."""
        if binary_kind(head):
            return 0
        plain = head.replace(b"\0", b"")
        return 1 if _DECLARED.search(plain) else 0.95 if _LISTED.search(plain) else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """The bookmarks, each waiting for its page."""
        reader = _Reader()
        reader.read(decode(read_file(path)).text)
        return bookmark_captures(reader.found, path, self.name)


@dataclass(frozen=True, slots=True)
class _Link:
    """A link whose note may still come."""

    marks: dict[str, str]
    folders: tuple[str, ...]
    in_reading_list: bool
    title: list[str] = field(default_factory=list)
    note: list[str] = field(default_factory=list)


class _Folder(NamedTuple):
    """A list that is open."""

    name: str = ""
    """Empty where it is no folder, or one that the browser has by itself."""
    is_reading_list: bool = False


class _Reader:
    """Collects the bookmarks as their tags come."""

    def __init__(self) -> None:
        self.found: list[Bookmark] = []
        self._open: list[_Folder] = []
        self._link: _Link | None = None
        self._heading: dict[str, str] = {}
        """The attributes of the folder whose list is to come."""
        self._heading_words: list[str] = []
        self._words: list[str] | None = None
        """Where words go that come now."""

    def read(self, text: str) -> None:
        """Follow the tags to the end of the text."""
        done = 0
        for tag in _TAG.finditer(text):
            self._say(text[done : tag.start()])
            done = tag.end()
            if tag[1]:
                self._end_tag(tag[2].lower())
            else:
                self._start_tag(tag[2].lower(), tag[3])
        self._say(text[done : done + _LONGEST_REST])
        self._finish()

    def _say(self, markup: str) -> None:
        """Take in words of a title, a folder's name or a note."""
        if self._words is not None and markup:
            self._words.append(unescape(_OTHER_TAG.sub("", markup)))

    def _start_tag(self, tag: str, attributes: str) -> None:
        """A link, a folder, a list, or a note begins; what was before it is complete."""
        in_note = self._link is not None and self._words is self._link.note
        if tag == "br" and in_note and self._words is not None:
            self._words.append("\n")
        elif tag == "dd":
            self._words = self._link.note if self._link else None
        elif tag in _BEGINS and not (tag == "a" and in_note):
            self._finish()
            self._begin(tag, _marks(attributes) if tag in ("a", "h3") else {})

    def _end_tag(self, tag: str) -> None:
        """A title ends, or a list with all that is in it."""
        if tag in ("a", "h3") and not (self._link and self._words is self._link.note):
            self._words = None
        elif tag == "dl":
            self._finish()
            if self._open:
                self._open.pop()

    def _begin(self, tag: str, marks: dict[str, str]) -> None:
        if tag == "a":
            folders = tuple(each.name for each in self._open if each.name)
            in_reading_list = any(each.is_reading_list for each in self._open)
            self._link = _Link(marks, folders, in_reading_list)
            self._words = self._link.title
        elif tag == "h3":
            self._heading, self._heading_words = marks, []
            self._words = self._heading_words
        elif tag == "dl" and len(self._open) < _DEEPEST:
            self._open.append(self._folder())
            self._heading, self._heading_words = {}, []

    def _finish(self) -> None:
        """Take the last link in with what was said of it."""
        if self._link is not None:
            self.found.append(_bookmark(self._link))
        self._link = self._words = None

    def _folder(self) -> _Folder:
        name = " ".join("".join(self._heading_words).split())
        if self._heading.get("id", "").lower() == _READING_LIST:
            return _Folder(is_reading_list=True)
        is_outermost = not any(each.name for each in self._open)
        is_marked = any(self._heading.get(mark, "").lower() == "true" for mark in _OWN_MARKS)
        return _Folder("" if (is_outermost or is_marked) and is_browsers_own(name) else name)


def _marks(attributes: str) -> dict[str, str]:
    return {
        name.lower(): unescape(quoted or single or bare)
        for name, quoted, single, bare in _ATTRIBUTE.findall(attributes)
    }


def _bookmark(link: _Link) -> Bookmark:
    marks = link.marks
    unread = link.in_reading_list or any(
        marks.get(name, "").lower() in _TRUE for name in ("toread", "unread")
    )
    return Bookmark(
        address=marks.get("href", ""),
        title="".join(link.title),
        folders=link.folders,
        tags=(marks.get("tags") or marks.get("labels") or "").split(","),
        note=_LINKDING_NOTES.sub("\n\n", "".join(link.note)).strip(),
        added=bookmark_time(marks.get("add_date")),
        opened=bookmark_time(marks.get("last_visit")),
        status=Status.INBOX if unread else None,
        starred=any(
            marks.get(name, "").lower() in _TRUE for name in ("data-important", "starred", "favorite")
        ),
    )
