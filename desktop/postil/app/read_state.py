"""How a page was read at one time: which text, at which place, and what it said of itself. To put it back.

A run over the whole library remembers one of these a page: what did not change is not remembered.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from postil.app import versioning
from postil.model.article import Metadata
from postil.model.changes import Changes
from postil.store import pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.app.holdings import Holdings
    from postil.model.ids import PageId, VersionId
    from postil.model.page import Page
    from postil.store.connection import Connection


@dataclass(frozen=True, slots=True)
class ReadState:
    """What a deed on the text of a page changes of its row."""

    page: PageId
    version: VersionId
    position: int
    metadata: Metadata | None
    """None where the deed did not change it."""


@dataclass(frozen=True, slots=True)
class Turned:
    """A page before a deed and after it."""

    before: ReadState
    after: ReadState

    @property
    def back(self) -> Turned:
        """The same the other way round."""
        return Turned(self.after, self.before)


def turned(before: Page, after: Page) -> Turned | None:
    """What a deed did to how a page is read; None where that is nothing."""
    was, became = metadata_of(before), metadata_of(after)
    if (before.version, was) == (after.version, became):
        return None
    changed = was != became
    return Turned(
        ReadState(before.id, before.version, before.position, was if changed else None),
        ReadState(after.id, after.version, after.position, became if changed else None),
    )


def turn(holdings: Holdings, all_turned: Sequence[Turned]) -> Changes:
    """Let pages be read as they are after ``all_turned``; a page that is gone for good is left out.

    Who has read on since then stays where they are in the text, as nearly as can be.
    """
    changes = Changes()
    for each in all_turned:
        page_id = each.after.page
        if pages.get(holdings.reader(), page_id) is None:
            continue
        moved = versioning.make_current(
            holdings, page_id, each.after.version, along=partial(_put_back, turned=each)
        )
        changes = Changes(
            pages=changes.pages | {page_id},
            annotations=changes.annotations | moved.annotations,
            annotated=changes.annotated | moved.annotated,
            membership=True,
        )
    return changes


def _put_back(tx: Connection, page: Page, turned: Turned) -> None:
    after = turned.after
    if page.position == turned.before.position:
        pages.set_position(tx, page.id, position=after.position, progress=page.progress)
    if after.metadata is not None:
        pages.set_metadata(tx, page.id, after.metadata)


def metadata_of(page: Page) -> Metadata:
    """What a page says of itself, or the person says of it."""
    return Metadata(
        title=page.title,
        byline=page.byline,
        site=page.site,
        language=page.language,
        direction=page.direction,
        published=page.published,
        modified=page.modified,
        canonical=page.canonical,
        lead_image=page.lead_image,
        excerpt=page.excerpt,
    )
