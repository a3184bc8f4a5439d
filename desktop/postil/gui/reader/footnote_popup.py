"""Footnotes where they are needed: at their marks, by Enter, click, or when the pointer rests there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QCursor

if TYPE_CHECKING:
    from postil.gui.reader.footnote_card import FootnoteCard
    from postil.gui.reader.footnotes import Footnote
    from postil.gui.reader.sheet import Sheet
    from postil.gui.theme import Theme

_OPEN_AFTER = 400
"""Milliseconds that the pointer rests on a mark before its note comes."""
_CLOSE_AFTER = 350
_BELOW = 6
"""Pixels between a mark's line and the card."""
_EDGE = 12


class FootnotePopup(QObject):
    """Knows the notes of the article that is shown, and holds the card."""

    link_wanted = Signal(str)
    """A link of the note was chosen."""
    going = Signal(int)
    """Go to this offset: the note itself."""

    def __init__(self, sheet: Sheet, card: FootnoteCard) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._card = card
        self._shown: Footnote | None = None
        self._hovered: Footnote | None = None
        self._opened_by_hover = False
        self._open_soon = QTimer(self, singleShot=True, interval=_OPEN_AFTER)
        self._open_soon.timeout.connect(self._open_hovered)
        self._close_soon = QTimer(self, singleShot=True, interval=_CLOSE_AFTER)
        self._close_soon.timeout.connect(self._close_left)
        card.link_wanted.connect(self._follow)
        card.note_wanted.connect(self.go_to_note)
        card.step_wanted.connect(self._step)
        card.close_wanted.connect(self.close)
        card.pointer_left.connect(self._close_soon.start)

    @property
    def shown(self) -> Footnote | None:
        """The note that is shown."""
        return self._shown

    def at_cursor(self) -> Footnote | None:
        """The first note whose mark is in what the reading cursor is on."""
        span = self._sheet.cursor.span
        if span is None:
            return None
        inside = (note for note in self._notes() if span[0] <= note.mark[0] < span[1])
        return next(inside, None)

    def of_link(self, href: str, offset: int | None = None) -> Footnote | None:
        """The note that a link within the page leads to; ``offset`` says where the link stands."""
        document = self._sheet.document
        target = document.anchor(href[1:]) if document is not None and href.startswith("#") else None
        if target is None:
            return None
        notes = [note for note in self._notes() if note.note[0] <= target < max(note.note[1], target + 1)]
        at_place = [note for note in notes if offset is not None and note.mark[0] <= offset <= note.mark[1]]
        return next(iter(at_place or (notes if offset is None else [])), None)

    def show_at_cursor(self) -> bool:
        """Show the note at the reading cursor and give its card the keys; False where there is none."""
        note = self.at_cursor()
        if note is not None:
            self.show(note)
        return note is not None

    def show(self, note: Footnote, *, by_hover: bool = False) -> None:
        """Show a note at its mark. One that only the pointer asked for takes no keys."""
        article, look = self._sheet.article, self._sheet.look
        if article is None or look is None:
            return
        self._shown = note
        self._opened_by_hover = by_hover
        page = article.page
        self._card.show_note(note, look, language=page.language, direction=page.direction)
        if not by_hover:
            self._sheet.reveal(*note.mark)
        self._card.show()
        self._card.raise_()
        self.place()
        if not by_hover:
            self._card.take_focus()

    def hover(self, href: str) -> None:
        """The pointer came to a link, or left it (empty)."""
        note = self.of_link(href, self._offset_at_pointer()) if href else None
        self._hovered = note
        if note is not None and self._shown is None:
            self._open_soon.start()
        else:
            self._open_soon.stop()
        if note is None and self._shown is not None and self._opened_by_hover:
            self._close_soon.start()

    def clicked(self, href: str) -> Footnote | None:
        """The note whose mark was just clicked."""
        return self.of_link(href, self._offset_at_pointer()) or self.of_link(href)

    def go_to_note(self) -> None:
        """Leave the card for the note in the text."""
        note = self._shown
        self.close()
        if note is not None:
            self.going.emit(note.note[0])

    def close(self) -> bool:
        """Close the card; False where it was closed."""
        self._open_soon.stop()
        if self._shown is None:
            return False
        had_focus = self._card.has_focus
        self._shown = None
        self._card.hide()
        if had_focus:
            self._sheet.view.setFocus()
        return True

    def place(self) -> None:
        """Put the card below its mark, or above it where there is more room."""
        if self._shown is None:
            return
        view = self._sheet.view
        rect = view.span_at(*self._sheet.span_of(self._shown.mark))
        top = rect.top() - view.verticalScrollBar().value()
        bottom = rect.bottom() - view.verticalScrollBar().value()
        left = view.viewport().x() + rect.left() - view.horizontalScrollBar().value() - 40
        room = view.height()
        below = bottom + _BELOW
        fits = below + self._card.height() <= room or room - bottom >= top
        place = QPoint(
            round(max(_EDGE, min(left, view.width() - self._card.width() - _EDGE - 12))),
            round(min(below, room - self._card.height() - 4) if fits else top - self._card.height() - _BELOW),
        )
        self._card.move(view.mapTo(self._card.over, QPoint(place.x(), max(4, place.y()))))

    def follow(self) -> None:
        """The text moved: the card stays with its mark, and goes when the mark is out of sight."""
        if self._shown is None:
            return
        view = self._sheet.view
        rect = view.line_at(self._sheet.to_document(self._shown.mark[0]))
        top = view.verticalScrollBar().value()
        if rect.bottom() < top or rect.top() > top + view.viewport().height():
            self.close()
        else:
            self.place()

    def take_theme(self, theme: Theme) -> None:
        """Be drawn in these colours from the next note on."""
        self._card.take_theme(theme)
        self.close()

    def _notes(self) -> tuple[Footnote, ...]:
        return self._sheet.document.footnotes if self._sheet.document is not None else ()

    def _open_hovered(self) -> None:
        if self._hovered is not None and self._shown is None:
            self.show(self._hovered, by_hover=True)

    def _close_left(self) -> None:
        if self._opened_by_hover and not self._card.underMouse() and self._hovered is None:
            self.close()

    def _step(self, by: int) -> None:
        notes = self._notes()
        if self._shown in notes:
            self.show(notes[(notes.index(self._shown) + by) % len(notes)])

    def _follow(self, href: str) -> None:
        self.close()
        self.link_wanted.emit(href)

    def _offset_at_pointer(self) -> int:
        view = self._sheet.view
        place = view.viewport().mapFromGlobal(QCursor.pos())
        return self._sheet.to_canonical(view.cursorForPosition(place).position())
