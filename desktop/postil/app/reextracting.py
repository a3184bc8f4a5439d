"""Extracting again: the pages of the library through a newer extractor, from their kept originals.

Every page is one transaction, and remembers which extractor it was last given to: a run that was cut
short, or killed, goes on where it stopped. The older text stays, with the highlights that were made on
it; where the newer one is poorer, the older one also stays the one that is read.
"""

from __future__ import annotations

import threading
from collections import deque
from contextlib import closing
from typing import TYPE_CHECKING

from postil.app import guiding, versioning
from postil.app.conversion import Converter
from postil.app.importing import SPOOL
from postil.app.kept_original import KeptFile, KeptOriginal, KeptPage
from postil.app.plain_rendering import RENDERING
from postil.app.read_state import turn, turned
from postil.app.reextraction_report import Outcome, ReextractionReport, ReextractionRow, changes_told
from postil.errors import ImportFailed, NotFound, PostilError
from postil.extraction.version import EXTRACTOR
from postil.jobs import Cancelled
from postil.model.changes import Changes
from postil.model.details import Detail
from postil.store import captures, evidence, pages, repetition, resources, versions
from postil.translation import _, counted

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from postil.app.conversion import Converted
    from postil.app.conversion_wire import Conversion
    from postil.app.holdings import Holdings
    from postil.app.outline_wire import Outlined
    from postil.app.read_state import Turned
    from postil.app.versioning import Turn
    from postil.jobs import Progress
    from postil.model.article import Metadata
    from postil.model.guidance import Guidance
    from postil.model.ids import PageId, VersionId
    from postil.model.page import Page, TextVersion
    from postil.store.connection import Connection

WORKERS = 1
"""Processes that extract in the background: the person is reading meanwhile."""
_PAUSE_SECONDS = 0.2
"""How often a paused run looks whether it should go on or end."""


class Reextracting:
    """What a person has a newer extractor do with pages that are in the library."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings
        self._going = threading.Event()
        self._going.set()
        self._ready: Converter | None = None
        self._readying = threading.Lock()

    def pending(self) -> int:
        """How many pages were last given to another extractor than the program's."""
        return pages.count_of_other_extractors(self._holdings.reader(), EXTRACTOR)

    def run(
        self,
        ids: Sequence[PageId] | None,
        progress: Progress,
        *,
        dry: bool = False,
        workers: int = WORKERS,
    ) -> ReextractionReport:
        """Extract pages again, None for those that are pending. A cancelled run keeps and tells what it did.

        ``dry`` writes nothing and tells what would become of the pages. Raises ImportFailed where the
        extractor does not start.
        """
        wanted = pages.of_other_extractors(self._holdings.reader(), EXTRACTOR) if ids is None else tuple(ids)
        rows: list[ReextractionRow] = []
        all_turned: list[Turned] = []
        cancelled = False
        try:
            progress.step(0, len(wanted))
            with closing(self._reextract(wanted, progress, dry=dry, workers=workers)) as done:
                for row, what in done:
                    rows.append(row)
                    all_turned += [what] if what is not None else []
                    progress.step(len(rows), len(wanted), row.title)
        except (Cancelled, KeyboardInterrupt):
            cancelled = True
        self._remember(all_turned)
        if not dry and any(row.outcome is Outcome.UPDATED for row in rows):
            self._holdings.changed.emit(Changes(membership=True))  # of lists by length, title or date
        return ReextractionReport(tuple(rows), cancelled=cancelled, dry=dry)

    def page(self, page_id: PageId, guidance: Guidance | None = None) -> ReextractionRow:
        """Extract one page with this guidance, else with what is known of it, and let that be what is read.

        The newer text is taken even where it is poorer: it was asked for. Only one that cannot be made is
        not; then the row says so, and the page is as it was. Raises NotFound or ImportFailed.
        """
        page = self._page(page_id)
        known = guiding.for_page(self._holdings, page) if guidance is None else guidance
        with self._readying:
            converted = self._ready_converter().convert(self._original(page, known))
        try:
            return self._done(page, converted, asked_for=True, dry=False)
        finally:
            converted.discard()

    def outline(self, page_id: PageId) -> Outlined:
        """The whole original of a page in parts, to be repaired. Raises NotFound or ImportFailed."""
        page = self._page(page_id)
        known = guiding.for_page(self._holdings, page)
        with self._readying:
            return self._ready_converter().outline(self._original(page, known))

    def rest(self) -> None:
        """End the process that ``page`` keeps ready for the next page."""
        with self._readying:
            if self._ready is not None:
                self._ready.close()
                self._ready = None

    def versions(self, page_id: PageId) -> tuple[TextVersion, ...]:
        """All text versions of a page, the newest first. Raises NotFound."""
        return tuple(reversed(versions.of_page(self._holdings.reader(), self._row(page_id).id)))

    def restore(self, page_id: PageId, version_id: VersionId) -> Changes:
        """Let one of the page's versions be the one that is read. Raises NotFound or LibraryDamaged."""
        before = self._row(page_id).version
        if before == version_id:
            return Changes()
        return self._holdings.undo.do(
            _("Choice of a version"),
            lambda: versioning.make_current(self._holdings, page_id, version_id),
            lambda: versioning.make_current(self._holdings, page_id, before),
        )

    def pause(self) -> None:
        """Begin no further page until ``resume``: the person is working."""
        self._going.clear()

    def resume(self) -> None:
        """Go on."""
        self._going.set()

    def _ready_converter(self) -> Converter:
        if self._ready is None:
            self._ready = Converter(self._holdings.folder / SPOOL, workers=1)
        return self._ready

    def _row(self, page_id: PageId) -> Page:
        page = pages.get(self._holdings.reader(), page_id)
        if page is None:
            raise NotFound(_("There is no page {page_id} in this library.").format(page_id=page_id))
        return page

    def _page(self, page_id: PageId) -> Page:
        """A page that there is something of to extract."""
        page = self._row(page_id)
        if page.waiting:
            raise ImportFailed(
                _("Only the link to this page is here. Save the page with your browser and import it.")
            )
        return page

    def _reextract(
        self, ids: Sequence[PageId], progress: Progress, *, dry: bool, workers: int
    ) -> Generator[tuple[ReextractionRow, Turned | None]]:
        """A row for every page that is there, as each is done, and what was done to it."""
        under_way: deque[Page] = deque()

        def originals() -> Iterator[KeptOriginal]:
            for page_id in ids:
                while not self._going.wait(_PAUSE_SECONDS) and not progress.cancelled:
                    pass
                page = pages.get(self._holdings.reader(), page_id)
                if page is not None and not page.waiting:
                    under_way.append(page)
                    yield self._original(page, guiding.for_page(self._holdings, page))

        if not ids:
            return
        with (
            Converter(self._holdings.folder / SPOOL, workers) as converter,
            closing(converter.convert_all(originals())) as all_converted,
        ):
            converter.start()  # an extractor that does not even start must not fail page by page
            for converted in all_converted:
                page = under_way.popleft()
                before = pages.get(self._holdings.reader(), page.id) or page
                row = self._done(page, converted, asked_for=False, dry=dry)
                yield row, turned(before, pages.get(self._holdings.reader(), page.id) or before)

    def _remember(self, all_turned: list[Turned]) -> None:
        """Let one undo bring back the older texts of all pages that a run changed."""
        if all_turned:
            back = [each.back for each in all_turned]
            self._holdings.undo.remember(
                _("Re-extraction"),
                lambda: turn(self._holdings, all_turned),
                lambda: turn(self._holdings, back),
                pages=[each.before.page for each in all_turned],
            )

    def _original(self, page: Page, guidance: Guidance) -> KeptOriginal:
        path = self._holdings.contents.path
        capture = captures.current(self._holdings.reader(), page.id)
        if capture is None:
            raise NotFound(_("There is no page {page_id} in this library.").format(page_id=page.id))
        return KeptOriginal(
            path=str(path(capture.source).absolute()),
            name=capture.original_name,
            address=page.address,
            page=None if capture.markup is None else KeptPage.of(capture, page.title),
            resources=tuple(
                KeptFile(str(path(kept.hash).absolute()), kept.source, kept.media_type)
                for kept in resources.of_capture(self._holdings.reader(), capture.id)
                if kept.source  # an image that was inside the page is there again
            ),
            guidance="" if guidance.empty else guidance.to_json(),
        )

    def _done(self, page: Page, converted: Converted, *, asked_for: bool, dry: bool) -> ReextractionRow:
        """The row of a page whose original was converted, after what it tells was written."""
        try:
            if converted.error is not None:
                raise converted.error
            row, changes = self._settle(page.id, converted.conversions, asked_for=asked_for, dry=dry)
        except PostilError as error:
            return ReextractionRow(page.id, page.title, Outcome.FAILED, str(error), page.version)
        if changes is not None:
            self._holdings.changed.emit(changes)
        return row

    def _settle(
        self, page_id: PageId, conversions: tuple[Conversion, ...], *, asked_for: bool, dry: bool
    ) -> tuple[ReextractionRow, Changes | None]:
        conversion = conversions[0]
        with self._holdings.keeping:
            if not dry:
                self._put(conversion)
            return self._settled(page_id, conversions, asked_for=asked_for, dry=dry)

    def _settled(
        self, page_id: PageId, conversions: tuple[Conversion, ...], *, asked_for: bool, dry: bool
    ) -> tuple[ReextractionRow, Changes | None]:
        conversion = conversions[0]
        while True:
            after = versioning.version_of(self._holdings, self._page(page_id), conversion.article)
            turn = versioning.compare(self._holdings, page_id, after, conversion.article.text)
            row = _row(turn, conversion, asked_for=asked_for, pages_in_file=len(conversions))
            if dry:
                return row, None
            with self._holdings.transaction() as tx:
                if versioning.holds(tx, turn):
                    return row, _write(tx, turn, row, conversion)

    def _put(self, conversion: Conversion) -> None:
        """Keep the bytes of text and article, and of images that the library does not have yet."""
        contents = self._holdings.contents
        article = conversion.article
        fresh = [file.content for file in conversion.assets if not contents.has(file.content.hash)]
        texts = (article.text.encode("utf-8"), article.html.encode("utf-8"))
        contents.put_all([*texts, *(content.read() for content in fresh)])


def _row(turn: Turn, conversion: Conversion, *, asked_for: bool, pages_in_file: int) -> ReextractionRow:
    """What becomes of the page, in words."""
    article = conversion.article
    poorer = turn.poorer()
    outcome, message = Outcome.UPDATED, changes_told(turn.before.words, article.words, turn.carried)
    if turn.same:
        fields = _fields_changed(turn.page, conversion.metadata)
        outcome, message = (
            Outcome.UNCHANGED,
            _("What is new is its {fields}.").format(fields=", ".join(fields)) if fields else "",
        )
    elif article.extractor == RENDERING and not turn.before.plain:
        outcome, message = Outcome.FAILED, article.warnings[-1]
    elif pages_in_file > 1:
        outcome, message = (
            Outcome.KEPT_OLDER,
            counted(
                "Its file is now read as {count} page.",
                "Its file is now read as {count} pages.",
                pages_in_file,
            ),
        )
    elif poorer and not asked_for:
        outcome, message = Outcome.KEPT_OLDER, poorer
    return ReextractionRow(
        turn.page.id, turn.page.title, outcome, message, before=turn.before.id, after=turn.after.id
    )


def _fields_changed(page: Page, metadata: Metadata) -> list[str]:
    """What the page says of itself otherwise than before, in words."""
    title = page.title if metadata.title is None else metadata.title
    fields = {
        Detail.TITLE: (_("title"), page.title, title),
        Detail.BYLINE: (_("author"), page.byline, metadata.byline),
        Detail.SITE: (_("site"), page.site, metadata.site),
        Detail.PUBLISHED: (_("date"), page.published, metadata.published),
        Detail.LANGUAGE: (_("language"), page.language, metadata.language),
    }
    return [name for field, (name, old, new) in fields.items() if field not in page.own and old != new]


def _write(tx: Connection, turn: Turn, row: ReextractionRow, conversion: Conversion) -> Changes | None:
    """Write down what the row tells; what it changed of what is shown, None where that is nothing."""
    page_id = turn.page.id
    pages.set_extractor(tx, page_id, EXTRACTOR)
    if row.outcome is Outcome.FAILED:
        return None
    if versions.get(tx, turn.after.id) is None:
        versions.add(tx, turn.after)
    address = conversion.address or conversion.metadata.canonical
    repetition.remember(tx, page_id, address, conversion.article.blocks)
    if turn.after.capture is not None:
        for file in conversion.assets:
            name = file.content.hash
            resources.add(tx, turn.after.capture, name, source=file.source, media_type=file.media_type)
    if row.outcome is Outcome.KEPT_OLDER:
        return None
    pages.set_metadata(tx, page_id, conversion.metadata)
    evidence.set_of_page(tx, page_id, conversion.metadata)
    if row.outcome is Outcome.UPDATED:
        return versioning.take(tx, turn)
    return Changes(pages=frozenset({page_id})) if row.message else None
