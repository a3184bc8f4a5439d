"""The page that is open: shown by the reader, changed through the library, left where it was read to."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from postil.gui.display import Display
from postil.gui.held_keys import HeldKeys
from postil.gui.reader.document import prepare
from postil.model.changes import Changes

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.app.finding import Hit, Results
    from postil.app.library import Library
    from postil.app.reading import OpenArticle
    from postil.gui.appearance import Appearance
    from postil.gui.reader.pane import ReaderPane
    from postil.gui.reader.sentences import Span
    from postil.jobs import Jobs
    from postil.live_settings import LiveSettings
    from postil.model.annotation import Annotation
    from postil.model.ids import PageId, VersionId
    from postil.model.page import Page
    from postil.settings import Settings

    Arrival = tuple[OpenArticle, Callable[[OpenArticle], object] | None]

Found = TypeVar("Found")

KEPT_MILLISECONDS = 1500
"""How soon the place in the text is written down after the person has moved."""

TURNED_MILLISECONDS = 1000
"""How soon it is tried again to show a new text, where somebody writes a note."""


class OpenPage(QObject):
    """Between the reader, which knows no library, and the library, which knows no reader."""

    shown = Signal(object)
    """The ``Page``, once it can be read."""
    closed = Signal()
    """The open page was deleted for good."""
    hits_marked = Signal()
    """The hits of a search are marked, and the first to look at is in view."""

    def __init__(
        self,
        reader: ReaderPane,
        library: Library,
        jobs: Jobs,
        settings: LiveSettings,
        *,
        appearance: Appearance,
        failed: Callable[[Exception], object],
    ) -> None:
        super().__init__(reader)
        self._reader = reader
        self._library = library
        self._jobs = jobs
        self._settings = settings
        self._failed = failed
        self.display = Display(settings, appearance, library.page_appearances, self)
        self._asked = 0
        self._spans: tuple[Span, ...] = ()
        self._left: tuple[int, float] | None = None
        self._turning_to: VersionId | None = None
        """The version whose text is on its way, so that it is not asked for again meanwhile."""
        self._held: HeldKeys | None = None
        """What is typed while a page is on its way that is turned to."""
        self.page: Page | None = None
        self._keep_soon = QTimer(self, singleShot=True, interval=KEPT_MILLISECONDS)
        self._keep_soon.timeout.connect(self._keep)
        self._turn_later = QTimer(self, singleShot=True, interval=TURNED_MILLISECONDS)
        self._turn_later.timeout.connect(self._turn_if_still_open)
        self._connect()

    def _connect(self) -> None:
        reader = self._reader
        reader.position_changed.connect(self._moved)
        self.display.changed.connect(self._show_display)
        self._shown_settings = self._settings.value
        reader.read_aloud.set_rate(self._shown_settings.speech_rate)
        reader.read_aloud.rate_changed.connect(lambda rate: self._settings.change(speech_rate=rate))
        self._settings.changed.connect(self._settings_changed)

    def open(self, page_id: PageId, then: Callable[[OpenArticle], object] | None = None) -> None:
        """Fetch a page in the background and show it; ``then`` is called once it is there."""
        if then is not None:
            self._hold_keys()
        self._fetch(lambda: self._library.reading.open(page_id), lambda article: (article, then))

    def open_hit(
        self, hit: Hit, results: Results, then: Callable[[OpenArticle], object], *, stay: bool = False
    ) -> None:
        """Open the page of a hit there, with all places marked that answer the query.

        Who means to ``stay`` goes on typing where the focus is.
        """

        def mark(article: OpenArticle, spans: tuple[Span, ...]) -> None:
            self._spans = spans
            self._reader.show_hits(self._spans)
            if hit.start is not None:
                self._reader.go_to(hit.start)
            elif hit.annotation is not None:  # made on another text than this one
                self._reader.come_to(hit.annotation.id)
            then(article)
            if _leads_to(hit, spans):
                self.hits_marked.emit()

        def read() -> tuple[OpenArticle, tuple[Span, ...]]:
            # In the background, too: a long page has many places.
            article = self._library.reading.open(hit.page.id)
            return article, self._library.finding.places(article.page.id, results)

        if not stay:
            self._hold_keys()
        self._fetch(read, lambda found: (found[0], lambda article: mark(article, found[1])))

    def open_annotation(self, annotation: Annotation, then: Callable[[OpenArticle], object]) -> None:
        """Open the page of a highlight where it stands."""

        def come_to(article: OpenArticle) -> None:
            self._reader.come_to(annotation.id)
            then(article)

        self.open(annotation.page, come_to)

    @property
    def hits_shown(self) -> bool:
        """Whether the hits of a search are marked."""
        return bool(self._spans)

    def forget_hits(self) -> None:
        """Take the marks of the search away."""
        self._spans = ()
        self._reader.show_hits(())

    def keep_position(self) -> None:
        """Write down where the person is, at once."""
        if self._left is not None and self.page is not None:
            self._keep_soon.stop()
            position, progress = self._left
            self._left = None
            self._library.reading.leave(self.page.id, position, progress, version=self.page.version)

    def refresh(self, changes: Changes) -> None:
        """Show what a deed changed on the open page."""
        if self.page is None:
            return
        if self.page.id in changes.pages:
            page = self._library.reading.pages((self.page.id,)).get(self.page.id)
            if page is None:
                self._close()
                return
            if page.version != self.page.version:
                if page.version != self._turning_to:
                    self._turn_to_new_text(self.page, page.version)
                return
            self.page = page
            self._reader.set_page(page)
            self.display.show_page(page.id, self._library.page_appearances.of(page.id))
        if self.page.id in changes.annotated:
            self.show_placed()

    def _close(self) -> None:
        """The open page is gone for good: nothing is open any more."""
        self.page = None
        self._left = None
        self._keep_soon.stop()
        self.closed.emit()

    def show_placed(self) -> None:
        """Show the annotations of the open page as they are now."""
        if self.page is not None:
            self._reader.set_placed(self._library.annotating.placed(self.page.id, self.page.version))

    def _fetch(self, read: Callable[[], Found], arrival: Callable[[Found], Arrival]) -> None:
        """Read in the background; ``arrival`` tells what to show then, and what to do after it."""
        self.keep_position()
        self._turning_to = None
        self._asked += 1
        asked = self._asked

        def read_ahead() -> Found:
            found = read()
            prepare(arrival(found)[0].html)  # so that the window need not
            return found

        self._jobs.run(
            lambda _progress: read_ahead(),
            lane="read",
            done=lambda found: self._show(asked, *arrival(found)),
            failed=lambda error: self._could_not_read(asked, error),
        )

    def _hold_keys(self) -> None:
        """What is typed from now on is meant for the page that comes."""
        before, self._held = self._held, HeldKeys()
        if before is not None:
            before.release()  # the next keeps what this one gives back

    def _could_not_read(self, asked: int, error: Exception) -> None:
        if asked == self._asked and self._held is not None:
            self._held.give_up()
            self._held = None
        self._failed(error)

    def _show(self, asked: int, article: OpenArticle, then: Callable[[OpenArticle], object] | None) -> None:
        if asked != self._asked:
            return
        metrics, theme = self.display.of_page(article.appearance)
        self._reader.build_ahead(article, metrics, theme, lambda: self._show_built(asked, article, then))

    def _show_built(
        self, asked: int, article: OpenArticle, then: Callable[[OpenArticle], object] | None
    ) -> None:
        if asked != self._asked:
            return
        self.page = article.page
        self._left = None
        self._spans = ()
        self.display.show_page(article.page.id, article.appearance)
        self._reader.show_article(article, self.display.metrics, self.display.theme)
        self._reader.show_hits(())
        if then is not None:
            then(article)
        held, self._held = self._held, None
        if held is not None:
            held.release()
        self.shown.emit(article.page)

    def _show_display(self) -> None:
        self._reader.set_look(metrics=self.display.metrics, theme=self.display.theme)

    def _turn_to_new_text(self, page: Page, turning_to: VersionId) -> None:
        """Show the other text that the open page has now, where the person is in it.

        Not while a note is being written: it would be closed under the person's hands.
        """
        if self._reader.is_writing:
            self._turn_later.start()
            return
        (position, progress), version = self._reader.position(), page.version
        self._keep_soon.stop()
        self._left = None

        def read() -> OpenArticle:
            self._library.reading.leave(page.id, position, progress, version=version)
            return self._library.reading.open(page.id)

        self._fetch(read, lambda article: (article, None))
        self._turning_to = turning_to

    def _turn_if_still_open(self) -> None:
        if self.page is not None:
            self.refresh(Changes(pages=frozenset({self.page.id})))

    def _moved(self, position: int, progress: float) -> None:
        self._left = (position, progress)
        self._keep_soon.start()

    def _keep(self) -> None:
        # On a lane: the disk must not be waited for while somebody scrolls.
        if self._left is None or self.page is None:
            return
        page, (position, progress) = self.page, self._left
        self._left = None
        self._jobs.run(
            lambda _progress: self._library.reading.leave(page.id, position, progress, version=page.version),
            lane="read",
            done=lambda _nothing: None,
            failed=self._failed,
        )

    def _settings_changed(self, settings: Settings) -> None:
        if settings.margin_shown != self._shown_settings.margin_shown:
            self._reader.set_margin_shown(settings.margin_shown)
        self._reader.read_aloud.set_rate(settings.speech_rate)
        self._shown_settings = settings


def _leads_to(hit: Hit, spans: tuple[Span, ...]) -> bool:
    """Whether a hit is one of the marked places, or none in particular: from a note, nothing leads away."""
    if hit.annotation is None or hit.start is None or hit.end is None:
        return hit.annotation is None and bool(spans)
    first = bisect_left(spans, (hit.start, hit.start))
    return first < len(spans) and spans[first][0] < hit.end
