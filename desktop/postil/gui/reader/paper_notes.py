"""Notes on paper: numbered, beside the text or after it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QPainter,
    QPalette,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from postil.dom.note_text import note_html
from postil.gui import fonts
from postil.gui.reader.formats import BlockStyle, CharStyle, block_format, char_format
from postil.gui.reader.geometry import span_rects
from postil.gui.reader.note_text import note_document, text_height
from postil.model.annotation import Color, Style
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.app.reading import OpenArticle
    from postil.gui.reader.positions import Positions
    from postil.gui.reader.setting import Look
    from postil.model.annotation import Placed
    from postil.model.color_names import ColorNames

SIDE_WIDTH = 230
"""The width of the notes beside the text, in pixels."""
_BETWEEN = 10
"""Pixels between two notes."""
_BAR = 3
_INDENT = 11
_LONGEST_QUOTE = 160
_SIGN = re.compile(r"[^\w\s]")
_ESCAPED = r"\\\g<0>"


@dataclass(frozen=True, slots=True)
class PaperNote:
    """One note, and the positions of the document that it is about."""

    number: int
    start: int
    end: int
    color: Color
    quote: str
    text: str
    """Markdown; its tags stand below what was written, and below them the name of its colour."""
    of_page: bool = False
    """Whether it is the note on the whole page, which has no number and stands at the head."""

    @property
    def numbered(self) -> str:
        """Its text with its number."""
        return self.text if self.of_page else f"{self.number}. {self.text}"

    def end_rect(self, document: QTextDocument) -> QRectF | None:
        """Where what it is about ends; for the note on the page, where that begins."""
        if self.of_page:
            return QRectF(0, 0, 1, 1)
        block = document.findBlock(max(self.start, self.end - 1))
        document.documentLayout().blockBoundingRect(block)
        rects = span_rects(block, max(self.start, block.position()), self.end)
        return rects[-1] if rects else None


def has_notes(article: OpenArticle) -> bool:
    """Whether there is anything written beside the text."""
    return bool(article.page.note.strip()) or any(_is_noted(item) for item in article.placed)


def paper_notes(article: OpenArticle, positions: Positions, names: ColorNames) -> tuple[PaperNote, ...]:
    """The note on the page, then those of the highlights that were found, in the order of the text."""
    noted = sorted(
        (item for item in article.placed if _is_noted(item)), key=lambda item: (item.start, item.end)
    )
    made: list[PaperNote] = []
    if article.page.note.strip():
        made.append(PaperNote(0, 0, 0, Color.GRAY, "", article.page.note.strip(), of_page=True))
    for number, item in enumerate(noted, 1):
        assert item.start is not None
        assert item.end is not None
        start, end = positions.span_to_document(item.start, item.end)
        quote = " ".join(article.text[item.start : item.end].replace("\ufffc", " ").split())
        made.append(PaperNote(number, start, end, item.annotation.color, quote, _text(item, names)))
    return tuple(made)


class SideNotes:
    """The notes in the margin of the paper: each at its line, none over another, none cut by a page's end."""

    def __init__(
        self, document: QTextDocument, notes: Sequence[PaperNote], look: Look, *, page_height: float
    ) -> None:
        self._look = look
        self._places: dict[int, list[tuple[float, PaperNote]]] = {}
        left_over: list[PaperNote] = []
        by_page: dict[int, list[tuple[float, PaperNote]]] = {}
        for note in notes:
            rect = note.end_rect(document)
            if rect is None:
                left_over.append(note)
            else:
                by_page.setdefault(int(rect.center().y() // page_height), []).append((rect.top(), note))
        self._page_height = page_height
        self._by_page = by_page
        self._documents: dict[int, QTextDocument] = {}
        self.left_over: tuple[PaperNote, ...] = (*left_over, *self._place_all())
        """Those that have no room on their page: they stand after the text."""

    def paint(self, painter: QPainter, page: int, *, left: float) -> None:
        """Draw the notes of a page, in the coordinates of the document."""
        for top, note in self._places.get(page, []):
            document = self._document(note)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._look.theme.highlight(note.color).accent))
            painter.drawRect(QRectF(left, top, _BAR, text_height(document)))
            painter.save()
            painter.translate(left + _INDENT, top)
            context = QAbstractTextDocumentLayout.PaintContext()
            palette = QPalette()
            palette.setColor(QPalette.ColorRole.Text, QColor(self._look.theme.page.ink))
            context.palette = palette
            document.documentLayout().draw(painter, context)
            painter.restore()

    def _document(self, note: PaperNote) -> QTextDocument:
        """The note, laid out; kept, because it is measured first and drawn later."""
        made = self._documents.get(note.number)
        if made is None:
            page = self._look.theme.page
            made = note_document(note.numbered, self._look.theme, ink=page.ink, width=SIDE_WIDTH - _INDENT)
            self._documents[note.number] = made
        return made

    def _place_all(self) -> list[PaperNote]:
        return [note for page in self._by_page for note in self._place_page(page)]

    def _place_page(self, page: int) -> list[PaperNote]:
        """Put the notes of a page one below the other, and up again where they reach beyond its foot."""
        top, bottom = page * self._page_height, (page + 1) * self._page_height
        placed: list[tuple[float, PaperNote]] = []
        refused: list[PaperNote] = []
        used = 0.0
        for wanted, note in self._by_page[page]:
            height = text_height(self._document(note)) + _BETWEEN
            if used + height > bottom - top:
                refused.append(note)
                continue
            used += height
            placed.append((wanted, note))
        foot = bottom
        tops = [max(top, wanted) for wanted, _note in placed]
        for at in range(1, len(placed)):
            before = text_height(self._document(placed[at - 1][1])) + _BETWEEN
            tops[at] = max(tops[at], tops[at - 1] + before)
        for at in range(len(placed) - 1, -1, -1):
            height = text_height(self._document(placed[at][1]))
            tops[at] = min(tops[at], foot - height)
            foot = tops[at] - _BETWEEN
        self._places[page] = [(place, note) for place, (_wanted, note) in zip(tops, placed, strict=True)]
        return refused


def append_notes(document: QTextDocument, notes: Sequence[PaperNote], look: Look) -> None:
    """Write the notes after the text, with what each is about."""
    page, line = look.theme.page, look.metrics.line_height
    cursor = QTextCursor(document)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    heading = CharStyle(color=page.heading, size=look.metrics.size * 1.15, weight=600)
    quote = CharStyle(color=page.quote, size=16, italic=True)
    cursor.insertBlock(block_format(BlockStyle(line=line, top=line, bottom=10, heading=2)), QTextCharFormat())
    cursor.insertText(_("Notes"), char_format(heading))
    for note in notes:
        cursor.insertBlock(block_format(BlockStyle(line=24, top=12, bottom=2)), QTextCharFormat())
        number = CharStyle(color=look.theme.highlight(note.color).accent, size=16, weight=700)
        if note.of_page:
            cursor.insertText(_("On the page"), char_format(number))
        else:
            cursor.insertText(f"{note.number}  ", char_format(number))
            cursor.insertText(f"“{_shortened(note.quote)}”", char_format(quote))
        cursor.insertBlock(block_format(BlockStyle(line=24, start=20)), QTextCharFormat())
        font = f"font-family: '{fonts.INTERFACE}'; font-size: 15px; color: {page.ink}"
        cursor.insertHtml(f'<div style="{font}">{note_html(note.text)}</div>')


def _is_noted(item: Placed) -> bool:
    made = item.annotation
    return item.start is not None and item.end is not None and bool(made.note.strip() or made.tags)


def _text(item: Placed, names: ColorNames) -> str:
    tags = " ".join(f"#{tag}" for tag in item.annotation.tags if f"#{tag}" not in item.annotation.note)
    color = f"*{_SIGN.sub(_ESCAPED, _told_color(item, names))}*"
    return "\n\n".join(part for part in (item.annotation.note.strip(), tags, color) if part)


def _told_color(item: Placed, names: ColorNames) -> str:
    """The name of its colour, and that it is a line where it is one: paper may have no colours."""
    name = names.title(item.annotation.color)
    return _("{color}, underlined").format(color=name) if item.annotation.style is Style.UNDERLINE else name


def _shortened(quote: str) -> str:
    return quote if len(quote) <= _LONGEST_QUOTE else quote[: _LONGEST_QUOTE - 1].rstrip() + "…"
