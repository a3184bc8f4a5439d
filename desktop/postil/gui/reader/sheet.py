"""The page and the article on it, in canonical offsets: the one place where positions are converted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QTimer, Signal

from postil.gui.reader.column import Column
from postil.gui.reader.cursor import ReadingCursor, Unit
from postil.gui.reader.first_line import FirstLine
from postil.gui.reader.folding import Folding
from postil.gui.reader.lost import LostHighlight, lost_of
from postil.gui.reader.painted_marks import painted_marks
from postil.gui.reader.typesetting import Typesetter
from postil.gui.reader.view import ReaderView

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from postil.app.reading import OpenArticle
    from postil.gui.reader.document import ArticleDocument
    from postil.gui.reader.metrics import Metrics
    from postil.gui.reader.sentences import Span
    from postil.gui.reader.setting import AssetReader, Look
    from postil.gui.theme import Theme
    from postil.model.annotation import Placed
    from postil.model.page import Page

_REBUILD_AFTER = 120
"""Milliseconds without another resize, before the text is set in a new width."""


class Sheet(QObject):
    """Shows one article at a time; speaks in offsets of its canonical text."""

    moved = Signal()
    """Scrolled or laid out anew."""
    rebuilt = Signal()
    """The document is another one: marks and hits are to be given again."""
    clicked = Signal(int)
    """The offset of a plain click."""
    cursor_shown = Signal()
    """The reading cursor is shown somewhere, perhaps where it was."""

    def __init__(self, asset: AssetReader, parent: QObject, view: ReaderView | None = None) -> None:
        """``view`` is the page to show on; one is made where none is given."""
        super().__init__(parent)
        self._open: OpenArticle | None = None
        self._document: ArticleDocument | None = None
        self._look: Look | None = None
        self._lost: tuple[LostHighlight, ...] = ()
        self._scrolled_away = False
        self.folding = Folding()
        self.cursor = ReadingCursor("", ())
        self.view = view or ReaderView()
        self.column = Column(self.view, asset)
        self.view.resized.connect(self._resized)
        self.view.clicked.connect(lambda position: self.clicked.emit(self.to_canonical(position)))
        self.view.caret_wanted.connect(self._place_caret)
        self._rebuild_soon = QTimer(self, singleShot=True, interval=_REBUILD_AFTER)
        self._rebuild_soon.timeout.connect(self._set_anew)
        self._typesetter = Typesetter(self)
        self.first_line = FirstLine(self, self.view)
        self.first_line.scrolled.connect(self._person_scrolled)
        self.view.moved.connect(self.moved)

    # What is shown.

    def show_article(self, article: OpenArticle, metrics: Metrics, theme: Theme, *, noted: bool) -> None:
        """Show an article where it was left. ``noted`` says whether there are notes to leave room for."""
        self._open = article
        self._lost = lost_of(article.placed)
        self.column.has_notes = noted
        self.column.metrics = metrics
        self.column.theme = theme
        self.first_line.offset = article.page.position
        self.folding.forget()
        self.first_line.stop()
        self._build()
        assert self._document is not None
        document = self._document
        self.cursor = ReadingCursor(document.text, document.units, code=self._is_code)
        self.cursor.is_hidden = self.folding.is_hidden
        self._scrolled_away = False
        self.restore(article.page.position)
        if article.page.position:
            self.cursor.place(self.position()[0])
        self.show_unit()

    def build_ahead(
        self,
        article: OpenArticle,
        metrics: Metrics,
        theme: Theme,
        *,
        noted: bool,
        ready: Callable[[], object],
    ) -> None:
        """Build what ``show_article`` is going to show; ``ready`` is called when that will be quick.

        That is at once, unless the article is long: then it is built in slices.
        """
        look = self.column.look(metrics, theme, with_notes=noted)
        self._typesetter.build_ahead(article, look, lost_of(article.placed), ready)

    def set_look(self, *, metrics: Metrics | None = None, theme: Theme | None = None) -> None:
        """Set the same article in other measures or colours; its first line stays where it is."""
        column = self.column
        before = (column.metrics, column.theme)
        column.metrics = metrics or column.metrics
        column.theme = theme or column.theme
        if self._open is not None and before != (column.metrics, column.theme):
            self._set_anew()

    def set_margin_shown(self, *, shown: bool) -> None:
        """Show notes beside the column where there are any, or never."""
        self.column.margin_shown = shown
        self._resized()

    def expect_notes(self, *, present: bool) -> None:
        """Whether there are notes: without any, the column stands in the middle."""
        if present != self.column.has_notes:
            self.column.has_notes = present
            self._resized()
            if self._rebuild_soon.isActive():
                self._rebuild()

    def leave_room(self, taken: int) -> None:
        """Keep the column out of so many pixels at the left of the view."""
        if taken != self.column.taken:
            self.column.taken = taken
            self._resized()

    def clear(self) -> None:
        """Show no article."""
        self._typesetter.stop()
        self.first_line.stop()
        self._open = None
        self._document = None
        self.cursor = ReadingCursor("", ())
        self.view.show_nothing()

    def set_page(self, page: Page) -> None:
        """The page that is shown has other facts now, the same text."""
        if self._open is not None:
            self._open = replace(self._open, page=page)

    @property
    def article(self) -> OpenArticle | None:
        """What is shown."""
        return self._open

    @property
    def document(self) -> ArticleDocument | None:
        """How it was built."""
        return self._document

    @property
    def text(self) -> str:
        """The canonical text, empty where nothing is shown."""
        return self._document.text if self._document is not None else ""

    @property
    def look(self) -> Look | None:
        """What the article is set with now."""
        return self._look

    def set_marks(self, placed: Sequence[Placed]) -> None:
        """Paint these annotations, and their ticks in the scroll bar; those without a place stand below."""
        if lost_of(placed) != self._lost and self._open is not None:
            self._lost = lost_of(placed)
            self._rebuild()
        theme = self.column.theme
        if self._document is not None and theme is not None:
            marks, ticks = painted_marks(placed, self.positions_of, len(self.text), theme)
            self.view.set_marks(marks)
            self.view.set_ticks(ticks)

    def set_hits(self, spans: Sequence[Span], current: int) -> None:
        """Paint what was found, and its ticks in the scroll bar."""
        if self._document is not None:
            to_document = self._document.positions.span_to_document
            self.view.set_hits(tuple(to_document(start, end) for start, end in spans), current)
            length = max(1, len(self.text))
            self.view.set_hit_ticks(tuple(start / length for start, _end in spans))

    # Where the person is.

    def position(self) -> tuple[int, float]:
        """The first visible offset, and the share of the text that has been in sight."""
        return self.first_line.position()

    def restore(self, offset: int) -> None:
        """Scroll so that the line of ``offset`` is the first; offset 0 shows the header too."""
        self.first_line.restore(offset)

    def reveal(self, start: int, end: int) -> None:
        """Scroll as little as is needed to see a span, or its beginning where it is long."""
        if self._document is None:
            return
        self.folding.open_at(start, end)
        self.first_line.reach(start, lambda: self._see(start, end))

    def _see(self, start: int, end: int) -> None:
        if self._document is None:
            return
        rect = self.view.span_at(*self._document.positions.span_to_document(start, end))
        if rect.height() > self.view.viewport().height() * 0.6:
            rect = QRectF(self.view.line_at(self.to_document(start)))
        self.view.reveal(rect)

    def go_to(self, offset: int, end: int | None = None) -> None:
        """Stand on ``offset`` with the reading cursor, and see it."""
        self.folding.open_at(offset, end)
        self.cursor.place(offset)
        self.first_line.reach(offset, lambda: self._stand_on(offset, end))
        self.show_unit()

    def _stand_on(self, offset: int, end: int | None) -> None:
        line = self.view.line_at(self.to_document(offset))
        top = self.view.verticalScrollBar().value()
        if not top <= line.top() <= top + self.view.viewport().height() * 0.7:
            self.view.scroll_to(line.top() - self.view.viewport().height() * 0.25)
        if end is not None:
            self._see(offset, end)

    def positions_of(self, item: Placed) -> Span:
        """The positions of the document where an annotation is shown: in the text, or below it."""
        if self._document is None:
            return 0, 0
        if item.start is not None and item.end is not None:
            return self._document.positions.span_to_document(item.start, item.end)
        places = {place.annotation: (place.start, place.end) for place in self._document.lost}
        return places.get(item.annotation.id, (0, 0))

    def show_placed(self, item: Placed, *, move_cursor: bool = True) -> None:
        """See an annotation, with the reading cursor on it."""
        if item.start is not None:
            if move_cursor:
                self.go_to(item.start, item.end)
            else:
                self.reveal(item.start, item.end or item.start)
            return
        self.cursor.place(len(self.text))
        self.view.reveal(self.view.span_at(*self.positions_of(item)))
        self.point_at(item)

    def point_at(self, item: Placed) -> None:
        """Paint the reading cursor on an annotation that stands below the text."""
        self.view.set_unit(self.positions_of(item), is_paragraph=True)

    def selection(self) -> Span | None:
        """The selected span without white space at its ends; None where no text is selected."""
        cursor = self.view.textCursor()
        if self._document is None or not cursor.hasSelection():
            return None
        start = self.to_canonical(cursor.selectionStart())
        end = self.to_canonical(cursor.selectionEnd())
        chosen = self.text[start:end]
        start += len(chosen) - len(chosen.lstrip())
        end -= len(chosen) - len(chosen.rstrip())
        return (start, end) if start < end else None

    def deselect(self) -> bool:
        """Give the selection and the caret up; False where there were none."""
        return self.view.deselect()

    def show_unit(self) -> None:
        """Paint the reading cursor where it is."""
        span = self.cursor.span
        if self._document is not None:
            positions = self._document.positions.span_to_document(*span) if span is not None else None
            self.view.set_unit(positions, is_paragraph=self.cursor.unit is Unit.PARAGRAPH)
            self.cursor_shown.emit()

    def unit_in_sight(self) -> bool:
        """Whether any of what the reading cursor is on can be seen."""
        span = self.cursor.span
        if span is None or self._document is None:
            return False
        rect = self.view.span_at(*self._document.positions.span_to_document(*span))
        top = self.view.verticalScrollBar().value()
        return rect.bottom() > top and rect.top() < top + self.view.viewport().height()

    @property
    def cursor_left_behind(self) -> bool:
        """Whether the person scrolled away from the reading cursor; not where the text was set anew."""
        return self._scrolled_away and not self.unit_in_sight()

    def take_cursor_along(self) -> None:
        """After scrolling, let the reading cursor stand on the first unit that begins in sight."""
        self._scrolled_away = False
        if not self.unit_in_sight():
            self.cursor.place(self.position()[0])
            self.show_unit()

    def offset_at_height(self, share: float) -> int:
        """The offset that stands at this share of the window's height."""
        return self.to_canonical(self.view.position_at_height(share))

    def span_of(self, span: Span) -> Span:
        """The positions of a span."""
        return self._document.positions.span_to_document(*span) if self._document is not None else (0, 0)

    def to_document(self, offset: int) -> int:
        """The position of an offset."""
        return self._document.positions.to_document(offset) if self._document is not None else 0

    def to_canonical(self, position: int) -> int:
        """The offset of a position."""
        return self._document.positions.to_canonical(position) if self._document is not None else 0

    # Parts.

    def _build(self) -> None:
        self._rebuild_soon.stop()
        self._look = self.column.wanted_look()
        assert self._open is not None
        assert self._look is not None
        self._document = self._typesetter.build(self._open, self._look, self._lost)
        with self.first_line.held():
            self.view.show_document(self._document, self._look)
            self.folding.take(self._document)
            self.column.place(self._look)

    def _set_anew(self) -> None:
        """Set the open article in the look that is wanted now: a long one is built in slices first."""
        look = self.column.wanted_look()
        if self._open is not None and look is not None:
            self._typesetter.build_ahead(self._open, look, self._lost, self._rebuild)

    def _rebuild(self) -> None:
        if self._open is None:
            return
        offset, top = self.first_line.offset, self.view.verticalScrollBar().value()
        selected = self.selection()
        self._build()
        self.show_unit()
        self.rebuilt.emit()
        self.restore(offset)
        if not offset:
            # The first line in sight is of the header, or the article's own first.
            with self.first_line.held():
                self.view.scroll_to(top)
        if selected is not None and self._document is not None:
            self.view.select(*self._document.positions.span_to_document(*selected))

    def _resized(self) -> None:
        if self._look is None:
            return
        self.column.place(self._look)
        wanted = self.column.wanted_look()
        if self._open is None or wanted is None:
            return
        if (wanted.width, wanted.metrics) != (self._look.width, self._look.metrics):
            if self.view.isVisible():
                self._rebuild_soon.start()
            else:
                self._rebuild()
        self.moved.emit()

    def _person_scrolled(self) -> None:
        self._scrolled_away = not self.unit_in_sight()

    def _is_code(self, unit: Span) -> bool:
        # Asked of the document of now: the one that the cursor was made with may be gone.
        return self._document is not None and self._document.is_code(unit)

    def _place_caret(self) -> None:
        span = self.cursor.span
        if span is not None and not self.view.textCursor().hasSelection():
            position = self.to_document(span[0])
            self.view.select(position, position)
