"""Bookmarks of browsers and of the tools that write them as browsers do: links waiting for their pages.

Folders become tags, one inside another as ``garden/roses``, but for those that every browser has by itself.
Those can be known by what the file says of them and by their names, which are in the browser's language; a
folder that a person named is kept wherever it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.importers.exports.gathering import Gathering
from postil.importers.pages.html import web_address
from postil.importers.times import read_time
from postil.model.page import Status
from postil.model.record import Record
from postil.translation import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from postil.model.capture import Capture

_WEBKIT = 11_644_473_600 * 10**6
"""Microseconds from 1601, from which Chromium counts, to 1970."""
_WEBKIT_RANGE = (_WEBKIT, _WEBKIT + 7 * 10**15)
_SCHEME = re.compile(r"[\s\x00-\x1f]*+[a-z][a-z0-9+.\-]*+:", re.IGNORECASE)
_DEEPEST = 20
_LONGEST_NAME = 200
_ARCHIVED_TAGS = frozenset({"linkding:bookmarks.archived"})


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A bookmark as the file has it."""

    address: str
    title: str = ""
    folders: Sequence[str] = ()
    """The folders it is in, the outermost first, without those that browsers have by themselves."""
    tags: Sequence[str] = ()
    note: str = ""
    added: datetime | None = None
    opened: datetime | None = None
    status: Status | None = None
    starred: bool = False


def bookmark_captures(found: Iterable[Bookmark], path: Path, format_name: str) -> Iterator[Capture]:
    """A capture for each page that is bookmarked, once however often it is.

    What is no page of the web (a script, a file, a search of the browser) is left out, and told once. A note
    that leads to nothing but itself, as Shaarli lists those that a person wrote there, is kept.
    Raises ImportFailed where nothing is left.
    """
    gathering = Gathering(path, format_name)
    left_out = 0
    for each in found:
        if web_address(each.address) is None and not (each.note.strip() and _is_within(each.address)):
            left_out += 1
        else:
            gathering.add(_record(each), address=each.address)
    if left_out:
        gathering.warn(
            counted(
                "One bookmark leads to no web page (but to a script or file) and was left out.",
                "{count} bookmarks lead to no web page (but to scripts or files) and were left out.",
                left_out,
            )
        )
    return gathering.captures()


def _is_within(address: str) -> bool:
    """Whether it leads to a place in what made the list."""
    return _SCHEME.match(address) is None


def _record(each: Bookmark) -> Record:
    folder = "/".join(_folder_name(name) for name in each.folders[:_DEEPEST] if name.strip())
    is_archived = any(tag.casefold() in _ARCHIVED_TAGS for tag in each.tags)
    return Record(
        title=" ".join(each.title.split()) or None,
        status=Status.ARCHIVE if is_archived else each.status,
        starred=each.starred,
        tags=tuple(
            tag for tag in (folder, *each.tags) if tag.strip() and tag.casefold() not in _ARCHIVED_TAGS
        ),
        note=each.note.strip(),
        added=each.added,
        opened=each.opened,
    )


def _folder_name(name: str) -> str:
    """A folder's name as a part of a nested tag."""
    return " ".join(name.replace("/", " ").split())[:_LONGEST_NAME]


def bookmark_time(value: str | float | None) -> datetime | None:
    """A time in seconds, milli- or microseconds from 1970, or microseconds from 1601."""
    number = int(value) if isinstance(value, str) and re.fullmatch(r"\s*\d{1,20}\s*", value) else value
    if isinstance(number, int | float) and _WEBKIT_RANGE[0] < number < _WEBKIT_RANGE[1]:
        return read_time(number - _WEBKIT)
    return read_time(number)
