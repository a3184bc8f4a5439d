"""The library of Readwise Reader: ``Title, URL, ID, Document tags, Saved date, Reading progress, Location``.

Tags are a list as Python writes it. What the person subscribed to and never saved (``feed``) is left out.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from postil.importers.csv_rows import read_columns, read_rows
from postil.importers.exports.gathering import Gathering, distinct
from postil.importers.times import read_time
from postil.model.page import Status
from postil.model.record import Record
from postil.translation import _, counted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.importers.csv_rows import Row
    from postil.model.capture import Capture

_COLUMNS = frozenset({"url", "document tags"})
_SIGNS = frozenset({"saved date", "reading progress", "location", "seen"})
_STARRED = frozenset({"favorite", "favorites", "starred"})
_PLACES = {"archive": Status.ARCHIVE, "new": Status.INBOX, "later": Status.INBOX, "shortlist": Status.INBOX}
_SHORTLIST = "shortlist"


class ReadwiseReader:
    """The pages that a person saved in Readwise Reader."""

    name = "Readwise Reader"
    suffixes: tuple[str, ...] = (".csv",)

    def confidence(self, head: bytes, path: Path) -> float:  # noqa: ARG002 - the columns tell, not the name
        """By the names of the columns."""
        columns = frozenset(read_columns(head))
        return (
            0.95 if columns >= _COLUMNS and len(columns & _SIGNS) >= 2 and "highlight" not in columns else 0
        )

    def read(self, path: Path) -> Iterator[Capture]:
        """A page for each row, but for those of feeds."""
        gathering = Gathering(path, self.name)
        feed = 0
        for row in read_rows(path):
            if row.text("location").casefold() == "feed":
                feed += 1
            elif row.text("url") or row.text("title"):
                _gather(row, gathering)
            else:
                gathering.warn(
                    row.with_problem(_("Line {line} has no address, and was left out.").format(line=row.line))
                )
        if feed:
            gathering.warn(
                counted(
                    "One page of a feed, which was never saved, was left out.",
                    "{count} pages of feeds, which were never saved, were left out.",
                    feed,
                )
            )
        yield from gathering.captures()


def _gather(row: Row, gathering: Gathering) -> None:
    tags = _tags(row.text("document tags"))
    place = row.text("location").casefold()
    reader_id = row.text("id")
    gathering.add(
        Record(
            title=row.text("title") or None,
            byline=row.text("author") or None,
            status=_PLACES.get(place),
            starred=any(tag.casefold() in _STARRED for tag in tags),
            tags=distinct((*tags, _SHORTLIST) if place == _SHORTLIST else tags),
            added=read_time(row.text("saved date")),
            progress=_share(row.text("reading progress")),
        ),
        address=row.text("url"),
        name=f"reader:{reader_id}" if reader_id else "",
        warning=row.problem,
    )


def _tags(text: str) -> tuple[str, ...]:
    """A list in Python's writing; or names between commas, as older exports have it."""
    if text.startswith("["):
        try:
            names = ast.literal_eval(text)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            text = text.strip("[]")
        else:
            return tuple(str(name) for name in names)
    return tuple(name.strip(" '\"") for name in text.split(","))


def _share(text: str) -> float | None:
    """0 to 1; some exports say it in hundredths."""
    try:
        share = float(text.rstrip("%"))
    except ValueError:
        return None
    share = share / 100 if share > 1 or text.endswith("%") else share
    return share if 0 <= share <= 1 else None
