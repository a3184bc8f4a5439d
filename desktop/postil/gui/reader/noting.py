"""Where the notes of the open article are: in the margin, below their text line, in the card to write in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint

from postil.gui.reader.margin import PAGE, MarginNote, note_place
from postil.gui.reader.page_note_sign import PageNoteSign
from postil.model.annotation import AnchorState, Color
from postil.model.color_names import ColorNames
from postil.translation import _

if TYPE_CHECKING:
    from postil.gui.reader.margin import Margin
    from postil.gui.reader.note_card import NoteCard
    from postil.gui.reader.sheet import Sheet
    from postil.gui.theme import Theme
    from postil.model.annotation import Placed
    from postil.model.ids import AnnotationId

_CARD_WIDTH = 340
_BELOW = 6
"""Pixels between a line and the card below it."""


class Noting(QObject):
    """Shows notes and lets them be written. What a person means by a key is told by ``Annotating``."""

    def __init__(self, sheet: Sheet, margin: Margin, card: NoteCard) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._margin = margin
        self._card = card
        self._theme: Theme | None = None
        self._placed: tuple[Placed, ...] = ()
        self._by_id: dict[AnnotationId, Placed] = {}
        self.colors = ColorNames()
        """What the colours mean to the person."""
        self._page_sign = PageNoteSign(sheet)
        self._page_sign.clicked.connect(lambda: self.edit(PAGE))
        card.resized.connect(self._card_resized)
        card.closed.connect(self._card_closed)
        self._current: AnnotationId | None = None

    # What is shown.

    def set_placed(self, placed: tuple[Placed, ...], theme: Theme) -> None:
        """The annotations whose notes are shown."""
        self._placed = placed
        self._by_id = {item.annotation.id: item for item in placed}
        self._theme = theme
        if self._card.isVisible() and self._card.annotation is not None:
            self._take_card_colors(self._card.annotation)
        self.show()

    def show(self) -> None:
        """Put the notes beside the text, which may be another document now."""
        if self._theme is None:
            return
        theme = self._theme
        shown = [item for item in self._placed if is_noted(item) or self._is_edited(item.annotation.id)]
        of_page = self._page_note(theme)
        # The column may move aside for the first note: only then it is known where notes stand.
        self._sheet.expect_notes(present=bool(shown or of_page))
        # Of a document that was shown this moment the marks are still to come: then this is asked again.
        starts = {mark.annotation: mark.start for mark in self._sheet.view.marks.all}
        accents = {color: theme.highlight(color).accent for color in Color}
        meanings = {color: self.colors.meaning(color) for color in Color}
        notes = (
            MarginNote(
                annotation=item.annotation.id,
                position=starts.get(item.annotation.id, 0),
                text=item.annotation.note,
                tags=item.annotation.tags,
                accent=accents[item.annotation.color],
                meaning=meanings[item.annotation.color],
                hint=_("Moved: please check") if is_moved(item) else "",
            )
            for item in shown
        )
        self._margin.set_notes((*of_page, *notes), theme)
        self._page_sign.show_note(self.page_note, theme)
        self.follow()

    def place_margin(self) -> None:
        """Keep the margin beside the column."""
        sheet, margin = self._sheet, self._margin
        wanted = (sheet.column.margin_left, sheet.column.margin_width, sheet.view.height())
        if (margin.x(), margin.width(), margin.height()) != wanted:
            margin.setGeometry(wanted[0], 0, wanted[1], wanted[2])
            margin.place()

    def set_current(self, annotation: AnnotationId | None) -> None:
        """Tell the note of this annotation apart."""
        self._current = annotation
        if not self._card.is_editing:
            self._margin.set_current(annotation)

    def read(self, item: Placed) -> None:
        """Show the note of what the person came to: in the margin it is there, else below its line."""
        if self._sheet.column.margin_left == 0 and item.annotation.note and item.start is not None:
            self._take_card_colors(item.annotation.id)
            self._card.show_note(item.annotation.id, item.annotation.note)
            self.follow()
        elif not self._card.is_editing:
            self._card.close_card()

    def edit(self, annotation: AnnotationId, *, draft: str | None = None) -> None:
        """Open a note to write in, where it stands; PAGE is the note of the page, at its top."""
        item = self._by_id.get(annotation)
        if item is None and annotation != PAGE:
            return
        self._take_card_colors(annotation)
        self._card.edit(annotation, item.annotation.note if item is not None else self.page_note, draft=draft)
        self.show()
        if item is not None:
            self._sheet.show_placed(item, move_cursor=False)
        else:
            self._sheet.view.scroll_to(0)
        self._margin.set_current(annotation, edited=True)
        self._card_resized()

    def close_card(self) -> bool:
        """Close a note that is only shown; False where none is."""
        if self._card.isVisible() and not self._card.is_editing:
            self._card.close_card()
            return True
        return False

    @property
    def page_note(self) -> str:
        """The note on the page that is open."""
        article = self._sheet.article
        return article.page.note if article is not None else ""

    def follow(self) -> None:
        """Keep the card over the note's own place, or below the last line of the highlight; and the sign."""
        self._page_sign.follow()
        subject = self._card.annotation
        if subject is None or not self._card.isVisible():
            return
        in_margin = note_place(self._margin, subject) if self._sheet.column.margin_left else None
        if in_margin is not None:
            self._card.place(in_margin + QPoint(-1, 0), self._margin.width() - 6)
            return
        view = self._sheet.view
        width = min(_CARD_WIDTH, view.width() - 40)
        corner = view.viewport().geometry().topLeft()
        item = self._by_id.get(subject)
        if item is None:
            self._card.place(QPoint(max(10, view.width() - width - 24), 12), width)
            return
        line = view.line_at(max(0, self._sheet.positions_of(item)[1] - 1))
        left = min(corner.x() + round(line.left()), view.width() - width - 20)
        foot = corner.y() + round(line.bottom()) - view.verticalScrollBar().value()
        top = foot + _BELOW
        lowest = view.height() - self._card.height() - _BELOW
        if 0 < foot <= view.height():  # in a low window it stands over its words rather than outside
            top = max(_BELOW, min(top, lowest))
        self._card.place(QPoint(max(10, left), top), width)

    # Parts.

    def _page_note(self, theme: Theme) -> tuple[MarginNote, ...]:
        if not self.page_note and not self._is_edited(PAGE):
            return ()
        heading = _("Note on the page")
        return (MarginNote(PAGE, 0, self.page_note, (), theme.window.accent, hint=heading),)

    def _is_edited(self, annotation: AnnotationId) -> bool:
        return self._card.is_editing and self._card.annotation == annotation

    def _take_card_colors(self, subject: AnnotationId) -> None:
        if self._theme is None:
            return
        item = self._by_id.get(subject)
        accent = self._theme.window.accent
        if item is not None:
            accent = self._theme.highlight(item.annotation.color).accent
        self._card.take_theme(self._theme, accent)

    def _card_resized(self) -> None:
        if self._card.is_editing:
            self._margin.make_room(self._card.height())
        self.follow()

    def _card_closed(self) -> None:
        self._margin.set_current(self._current)
        self.show()
        self._sheet.view.setFocus()


def is_noted(item: Placed) -> bool:
    """Whether an annotation has anything to show in the margin."""
    return item.start is not None and bool(item.annotation.note or item.annotation.tags or is_moved(item))


def is_moved(item: Placed) -> bool:
    """Whether it was found on evidence that the person should check."""
    return item.annotation.state is AnchorState.MOVED
