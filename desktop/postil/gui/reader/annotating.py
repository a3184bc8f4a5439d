"""Highlights and notes of the article that is open: which is meant, and what the keys ask for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QGuiApplication

from postil.gui import words
from postil.gui.reader.header import date_in_words
from postil.gui.reader.margin import MarginNote
from postil.model.annotation import AnchorState, Annotation, Color, Placed
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.gui.reader.margin import Margin
    from postil.gui.reader.note_card import NoteCard
    from postil.gui.reader.sentences import Span
    from postil.gui.reader.sheet import Sheet
    from postil.gui.theme import Theme
    from postil.model.ids import AnnotationId
    from postil.model.page import Page

_CARD_WIDTH = 340


class Annotating(QObject):
    """Knows the annotations that are shown; asks for what is to be done with them by signals."""

    highlight_requested = Signal(int, int, object)
    note_requested = Signal(int, int)
    color_requested = Signal(str, object)
    removal_requested = Signal(str)
    tags_requested = Signal(str)
    activated = Signal(str)
    told = Signal(str)

    def __init__(self, sheet: Sheet, margin: Margin, card: NoteCard) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._margin = margin
        self._card = card
        self._placed: tuple[Placed, ...] = ()
        self._current: AnnotationId | None = None
        self._theme: Theme | None = None
        margin.clicked.connect(self._note_clicked)
        card.closed.connect(self._card_closed)

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Its commands."""
        colors = tuple((f"annotation.color-{color.value}", partial(self.color, color)) for color in Color)
        return (
            ("annotation.highlight", self.highlight),
            ("annotation.note", self.note),
            ("annotation.tag", self.tag),
            *colors,
            ("annotation.remove", self.remove),
            ("annotation.next", partial(self._walk, 1)),
            ("annotation.previous", partial(self._walk, -1)),
            ("annotation.copy", self.copy),
        )

    # What is shown.

    def set_placed(self, placed: tuple[Placed, ...], theme: Theme) -> None:
        """Show these annotations."""
        self._placed = tuple(sorted(placed, key=lambda item: (item.start is None, item.start or 0)))
        self._theme = theme
        if self._current is not None and self._by_id(self._current) is None:
            self._current = None
        self._sheet.set_marks(self._placed)
        self._show_current_again()
        self.show_notes()

    def show_notes(self) -> None:
        """Put the notes beside the text, which may be another document now."""
        if self._theme is None:
            return
        theme = self._theme
        shown = [item for item in self._placed if is_noted(item) or self._is_edited(item)]
        # The column may move aside for the first note: only then it is known where notes stand.
        self._sheet.expect_notes(present=bool(shown))
        notes = tuple(
            MarginNote(
                annotation=item.annotation.id,
                position=self._sheet.positions_of(item)[0],
                text=item.annotation.note,
                tags=item.annotation.tags,
                accent=theme.highlight(item.annotation.color).accent,
                hint=_("Moved: please check") if is_moved(item) else "",
            )
            for item in shown
        )
        self._margin.set_notes(notes, theme)
        self._place_card()

    def follow(self) -> None:
        """The text moved: the card stays with its highlight."""
        self._place_card()

    def current(self) -> Annotation | None:
        """The annotation last come to, else the one under selection or reading cursor."""
        item = self._current_placed()
        return item.annotation if item is not None else None

    def forget_current(self) -> None:
        """The person moved on."""
        self._current = None
        self._margin.set_current(None)
        if not self._card.is_editing:
            self._card.close_card()

    def click(self, offset: int) -> None:
        """Come to the annotation at a click, if there is one."""
        on_it = [item for item in self._placed if _holds(item, offset)]
        if on_it:
            self._come_to(min(on_it, key=_length))
        else:
            self.forget_current()

    def come_to(self, annotation: AnnotationId) -> None:
        """Come to an annotation, wherever it is shown; nothing where the page does not have it."""
        item = self._by_id(annotation)
        if item is not None:
            self._come_to(item)

    def edit_note(self, annotation: AnnotationId) -> None:
        """Open a note to write in, in the margin or, where there is none, below its highlight."""
        item = self._by_id(annotation)
        if item is None:
            return
        self._current = annotation
        self._take_card_colors(item)
        self._card.edit(annotation, item.annotation.note)
        self.show_notes()
        self._sheet.show_placed(item, move_cursor=False)
        self._place_card()
        self._margin.set_current(annotation, edited=True)

    def close_card(self) -> bool:
        """Close a note that is only shown; False where none is."""
        if self._card.isVisible():
            self._card.close_card()
            return True
        return False

    # What the keys ask for.

    def highlight(self) -> None:
        """Highlight the selection, or what the reading cursor is on."""
        span = self._wanted_span()
        if span is None:
            return
        if any((item.start, item.end) == span for item in self._placed):
            self.told.emit(_("This is highlighted already: 1 to 8 change its colour, D takes it away."))
            return
        self._sheet.deselect()
        self.highlight_requested.emit(*span, None)

    def note(self) -> None:
        """Write a note: at the annotation that is meant, or at a new one."""
        current = None if self._sheet.selection() else self.current()
        span = self._wanted_span()
        if current is not None:
            self.edit_note(current.id)
        elif span is not None:
            self._sheet.deselect()
            self.note_requested.emit(*span)

    def color(self, color: Color) -> None:
        """Give the annotation that is meant this colour, or make one in it."""
        current = None if self._sheet.selection() else self.current()
        span = self._wanted_span()
        if current is not None:
            self.color_requested.emit(current.id, color)
        elif span is not None:
            self._sheet.deselect()
            self.highlight_requested.emit(*span, color)

    def tag(self) -> None:
        """Ask for the tags of the annotation that is meant."""
        self._ask(self.tags_requested)

    def remove(self) -> None:
        """Ask for the annotation that is meant to be removed."""
        self._ask(self.removal_requested)

    def open_note(self) -> bool:
        """Open the note of the annotation that is meant; False where none is."""
        current = self.current()
        if current is None:
            return False
        self.edit_note(current.id)
        return True

    def copy(self) -> None:
        """Copy the words that are meant, with where they are from."""
        span, article = self._wanted_span(), self._sheet.article
        item = None if self._sheet.selection() else self._current_placed()
        quote = self._sheet.text[slice(*span)] if span is not None else ""
        if item is not None and item.start is not None:
            quote = self._sheet.text[item.start : item.end]
        elif item is not None:
            quote = item.annotation.selectors.quote.exact
        if quote and article is not None:
            QGuiApplication.clipboard().setText(quote_with_source(quote, article.page))
            self.told.emit(_("Quote copied with its source."))

    # Parts.

    def _wanted_span(self) -> Span | None:
        return self._sheet.selection() or self._sheet.cursor.span

    def _ask(self, signal: object) -> None:
        current = self.current()
        if current is None:
            self.told.emit(_("There is no highlight here."))
        else:
            signal.emit(current.id)  # type: ignore[attr-defined] # a bound signal, which PySide cannot name

    def _current_placed(self) -> Placed | None:
        if self._current is not None:
            return self._by_id(self._current)
        span = self._wanted_span()
        if span is None:
            return None
        touched = [item for item in self._placed if _touches(item, span)]
        return touched[0] if touched else None

    def _by_id(self, annotation: AnnotationId) -> Placed | None:
        return next((item for item in self._placed if item.annotation.id == annotation), None)

    def _walk(self, by: int) -> None:
        """Come to the next highlight, or the one before."""
        if not self._placed:
            self.told.emit(_("There are no highlights on this page."))
            return
        current = self._by_id(self._current) if self._current is not None else None
        if current is not None:
            at = self._placed.index(current) + by
        else:
            span = self._sheet.cursor.span or (0, 0)
            before = sum(item.start is not None and item.start < span[0] for item in self._placed)
            at = before if by > 0 else before - 1
        if 0 <= at < len(self._placed):
            self._come_to(self._placed[at])

    def _come_to(self, item: Placed) -> None:
        self._sheet.deselect()
        self._sheet.show_placed(item)
        self._current = item.annotation.id
        self._margin.set_current(item.annotation.id)
        if self._sheet.margin_left == 0 and item.annotation.note and item.start is not None:
            self._take_card_colors(item)
            self._card.show_note(item.annotation.id, item.annotation.note)
            self._place_card()
        elif not self._card.is_editing:
            self._card.close_card()
        if is_moved(item) and self._sheet.margin_left == 0:
            self.told.emit(_("The text has changed since: please check this highlight."))
        self.activated.emit(item.annotation.id)

    def _note_clicked(self, annotation: AnnotationId) -> None:
        item = self._by_id(annotation)
        if item is not None:
            self._come_to(item)
            self.edit_note(annotation)

    def _show_current_again(self) -> None:
        """The document or its colours may be others now."""
        current = self._by_id(self._current) if self._current is not None else None
        if current is not None and current.start is None:
            self._sheet.point_at(current)
        shown = self._by_id(self._card.annotation) if self._card.annotation is not None else None
        if shown is not None and self._card.isVisible():
            self._take_card_colors(shown)

    def _is_edited(self, item: Placed) -> bool:
        return self._card.is_editing and self._card.annotation == item.annotation.id

    def _take_card_colors(self, item: Placed) -> None:
        if self._theme is not None:
            self._card.take_theme(self._theme, self._theme.highlight(item.annotation.color).accent)

    def _card_closed(self) -> None:
        self._margin.set_current(self._current)
        self.show_notes()
        self._sheet.view.setFocus()

    def _place_card(self) -> None:
        """Keep the card over the note's own place, or below the last line of the highlight."""
        item = self._by_id(self._card.annotation) if self._card.annotation is not None else None
        if item is None or not self._card.isVisible():
            return
        view = self._sheet.view
        in_margin = self._margin.note_rect(item.annotation.id) if self._sheet.margin_left else None
        if in_margin is not None:
            self._card.place(
                QPoint(self._margin.x() - 1, in_margin.top() + self._margin.y()), self._margin.width() - 6
            )
            return
        width = min(_CARD_WIDTH, view.width() - 40)
        line = view.line_at(max(0, self._sheet.positions_of(item)[1] - 1))
        corner = view.viewport().geometry().topLeft()
        left = min(corner.x() + round(line.left()), view.width() - width - 20)
        top = corner.y() + round(line.bottom()) - view.verticalScrollBar().value() + 6
        self._card.place(QPoint(max(10, left), top), width)


def quote_with_source(quote: str, page: Page) -> str:
    """Words as they are cited: “…” and below them author, title, site, date and address."""
    clean = quote.replace("\ufffc", "").replace("\u00ad", "").strip()
    facts = (page.byline or "", page.title, words.site(page), date_in_words(page.published))
    source = ", ".join(fact for fact in facts if fact)
    return "\n".join(
        line for line in (f"“{clean}”", f"— {source}", page.canonical or page.address or "") if line
    )


def is_noted(item: Placed) -> bool:
    """Whether an annotation has anything to show in the margin."""
    return item.start is not None and bool(item.annotation.note or item.annotation.tags or is_moved(item))


def is_moved(item: Placed) -> bool:
    """Whether it was found on evidence that the person should check."""
    return item.annotation.state is AnchorState.MOVED


def _holds(item: Placed, offset: int) -> bool:
    return item.start is not None and item.end is not None and item.start <= offset < item.end


def _touches(item: Placed, span: Span) -> bool:
    return item.start is not None and item.end is not None and item.start < span[1] and item.end > span[0]


def _length(item: Placed) -> int:
    return (item.end or 0) - (item.start or 0)
