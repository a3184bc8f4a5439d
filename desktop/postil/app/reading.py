"""Reading: lists of pages, an opened article, where the person stands in it and with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from postil.app import placing
from postil.app.carrying import carry_position
from postil.errors import LibraryDamaged, NotFound
from postil.model.changes import Changes
from postil.model.page import Page, Place, SortOrder, Standing, Status
from postil.model.page_appearance import PageAppearance
from postil.model.postil_link import is_postil_link, read_postil_link
from postil.store import captures, page_appearance, page_counts, pages, recent_pages, versions
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from postil.app.holdings import Holdings
    from postil.model.annotation import Placed
    from postil.model.counts import Counts
    from postil.model.ids import AnnotationId, PageId, VersionId
    from postil.store.connection import Connection

T = TypeVar("T")

_READ = 0.98
"""The progress at which a page counts as read to its end."""


@dataclass(frozen=True, slots=True)
class OpenArticle:
    """A page as it is read: its article, and its annotations where they stand in it."""

    page: Page
    html: str
    text: str
    placed: tuple[Placed, ...]
    appearance: PageAppearance = field(default_factory=PageAppearance)
    """What the page has of its own, where it does not follow the settings."""


class Reading:
    """What a person does with the pages of the library."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings

    def page_ids(
        self, place: Place, *, sort: SortOrder = SortOrder.ADDED, descending: bool = True
    ) -> tuple[PageId, ...]:
        """The pages of a place, in order."""
        return pages.ids(self._holdings.reader(), place, sort=sort, descending=descending)

    def recent(self, limit: int) -> tuple[Page, ...]:
        """The pages that were opened last, then those that were added last; in one look at an index."""
        ids = recent_pages.recent(self._holdings.reader(), limit)
        found = self.pages(ids)
        return tuple(found[page_id] for page_id in ids if page_id in found)

    def annotated_ids(self) -> tuple[PageId, ...]:
        """The pages with highlights or a note of their own, the first added first; not those in the trash."""
        return pages.annotated_ids(self._holdings.reader())

    def pages(self, ids: Sequence[PageId]) -> dict[PageId, Page]:
        """The rows of these pages; one that is gone is left out."""
        return pages.many(self._holdings.reader(), ids)

    def page(self, page_id: PageId) -> Page:
        """One page; NotFound where there is none."""
        found = pages.get(self._holdings.reader(), page_id)
        if found is None:
            raise NotFound(_("There is no page {page_id} in this library.").format(page_id=page_id))
        return found

    def find(self, prefix: str) -> Page:
        """The one page whose id begins with ``prefix``, or that a ``postil:`` link names.

        NotFound where there is none or more than one.
        """
        if is_postil_link(prefix):
            return self.page(read_postil_link(prefix).page)
        found = pages.by_prefix(self._holdings.reader(), prefix.lower()) if prefix else ()
        if not found:
            raise NotFound(
                _("No page has an id that begins with {prefix!r}; 'postil list' shows the ids.").format(
                    prefix=prefix
                )
            )
        if len(found) > 1:
            raise NotFound(
                _("More than one page has an id that begins with {prefix!r}; give more of the id.").format(
                    prefix=prefix
                )
            )
        return self.page(found[0])

    def counts(self) -> Counts:
        """How many pages each place and tag has."""
        return page_counts.counts(self._holdings.reader())

    def open(self, page_id: PageId) -> OpenArticle:
        """The article to read: every annotation is verified against its text, and the opening noted."""
        article = self.view(page_id)
        with self._holdings.transaction() as tx:
            pages.set_opened(tx, page_id, self._holdings.now())
            read = versions.current(tx, page_id)
            changed: frozenset[AnnotationId] = frozenset()
            if read is not None and read.id == article.page.version:  # no other text came meanwhile
                changed = placing.remember_states(tx, article.placed)
        if changed:
            self._holdings.changed.emit(Changes(annotations=changed, annotated=frozenset({page_id})))
        return article

    def view(self, page_id: PageId) -> OpenArticle:
        """The article with its annotations placed, and nothing written: for export and the command line."""
        connection = self._holdings.reader()
        page = self.page(page_id)
        version = versions.get(connection, page.version)
        if version is None:
            raise LibraryDamaged(
                _("The text of “{title}” is missing; run 'postil check'.").format(title=page.title)
            )
        text = self._holdings.text(version.text_hash)
        html = self._holdings.text(version.html_hash)
        placed = placing.place(self._holdings, page_id, text, version.text_hash)
        return OpenArticle(page, html, text, placed, page_appearance.of_page(connection, page_id))

    def asset(self, content_hash: str) -> bytes | None:
        """The bytes of an article's image; None where the library has no image of that name."""
        return self._holdings.asset(content_hash)

    def original(self, page_id: PageId) -> bytes:
        """The original, byte for byte as it was imported; of a part of a file, the page's own bytes."""
        capture = captures.current(self._holdings.reader(), page_id)
        page = self.page(page_id)
        return self._holdings.contents.get(page.original if capture is None else capture.source)

    def leave(
        self, page_id: PageId, position: int, progress: float, *, version: VersionId | None = None
    ) -> None:
        """Remember the first visible code point and the share that was read, 0 to 1.

        ``version`` names the text that the position counts in, where that may not be read any more.
        """
        page = self.page(page_id)
        if version is not None and version != page.version:
            position = carry_position(position, self._text(version), self._text(page.version))
        with self._holdings.transaction() as tx:
            pages.set_position(tx, page_id, position=position, progress=progress)
            if progress >= _READ and page.finished is None:
                pages.set_finished(tx, page_id, self._holdings.now())
        self._holdings.changed.emit(Changes(pages=frozenset({page_id})))

    def set_status(self, ids: Sequence[PageId], status: Status) -> Changes:
        """Move pages to the inbox, to reading or to the archive."""
        label = {
            Status.INBOX: _("Move to Inbox"),
            Status.READING: _("Move to Reading"),
            Status.ARCHIVE: _("Archive"),
        }
        archived = pages.archived(self._holdings.reader(), ids)
        before = {
            page.id: Standing(page.status, archived.get(page.id))
            for page in self._rows(ids)
            if page.status is not status
        }
        after = Standing(status, self._holdings.now() if status is Status.ARCHIVE else None)
        return self._change(label[status], pages.set_standing_all, before, after)

    def set_starred(self, ids: Sequence[PageId], starred: bool) -> Changes:  # noqa: FBT001 - what it sets
        """Star pages, or take their star away."""
        label = _("Star") if starred else _("Take the star away")
        before = {page.id: page.starred for page in self._rows(ids) if page.starred is not starred}
        return self._change(label, pages.set_starred_all, before, starred)

    def trash(self, ids: Sequence[PageId]) -> Changes:
        """Move pages to the trash; their highlights rest with them."""
        before = {page.id: page.trashed for page in self._rows(ids) if page.trashed is None}
        return self._change(_("Move to Trash"), pages.set_trashed_all, before, self._holdings.now())

    def restore(self, ids: Sequence[PageId]) -> Changes:
        """Take pages out of the trash."""
        before = {page.id: page.trashed for page in self._rows(ids) if page.trashed is not None}
        return self._change(_("Take out of the Trash"), pages.set_trashed_all, before, None)

    def _text(self, version_id: VersionId) -> str:
        version = versions.get(self._holdings.reader(), version_id)
        return "" if version is None else self._holdings.text(version.text_hash)

    def _rows(self, ids: Sequence[PageId]) -> Iterable[Page]:
        return self.pages(ids).values()

    def _change(
        self,
        label: str,
        write: Callable[[Connection, Sequence[PageId], T], None],
        before: Mapping[PageId, T],
        after: T,
    ) -> Changes:
        changes = Changes(pages=frozenset(before), membership=True)

        def run(values: Mapping[T, Sequence[PageId]]) -> Changes:
            with self._holdings.transaction() as tx:
                for value, ids in values.items():
                    write(tx, ids, value)
            return changes

        if not before:
            return Changes()
        by_value: dict[T, list[PageId]] = {}
        for page_id, value in before.items():
            by_value.setdefault(value, []).append(page_id)
        return self._holdings.undo.do(label, lambda: run({after: tuple(before)}), lambda: run(by_value))
