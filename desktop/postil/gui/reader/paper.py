"""An article on paper: set anew in light colours, cut into pages, drawn by any painter.

Everything is laid out in the pixels that the reader uses, and drawn smaller: 20 pixels are 11 points. No
page is drawn before the whole article is laid out, so that its number of pages is known.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QPageSize,
    QPainter,
    QPalette,
    QPen,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)

from postil.gui import fonts, words
from postil.gui.reader.document import build_document
from postil.gui.reader.header import address_of
from postil.gui.reader.highlights import HighlightPainter, Mark, Marks
from postil.gui.reader.images import PageObjects
from postil.gui.reader.lost import lost_of
from postil.gui.reader.metrics import Metrics
from postil.gui.reader.painting import Layers, UnderPainter
from postil.gui.reader.paper_notes import SIDE_WIDTH, SideNotes, append_notes, has_notes, paper_notes
from postil.gui.reader.setting import AssetReader, Look
from postil.gui.reader.writer import PADDING
from postil.gui.theme import theme
from postil.model.color_names import ColorNames
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QTextBlock, QTextDocument

    from postil.app.reading import OpenArticle
    from postil.gui.reader.document import ArticleDocument

POINTS = 0.55
"""The size of a pixel of the layout on paper, in points."""
_SIDE, _TOP, _BOTTOM = 54.0, 62.0, 62.0
"""The margins of the paper, in points."""
_WIDEST = 720
"""Of the column, in pixels: lines of 80 letters at the most."""
_GAP = 24
_SPACED = 0.03
"""Pixels between letters; Qt takes less than a 64th for nothing."""
_SMALL = 15
"""The letters of head and foot, in pixels."""
_MOST_BLOCKS = 4000
"""In longer articles a heading may stand alone at the foot of a page: mending it takes too long."""


class NotePlace(Enum):
    """Where notes are written on paper."""

    SIDE = "side"
    END = "end"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class PaperWishes:
    """What the person wants on paper."""

    size: QPageSize.PageSizeId = QPageSize.PageSizeId.A4
    notes: NotePlace = NotePlace.SIDE
    highlights: bool = True
    color_names: ColorNames = field(default_factory=ColorNames)
    """What the person calls the colours: a note on paper says of which its highlight is."""


class PaperArticle:
    """One article, laid out on pages. It may be made and drawn on any one thread."""

    def __init__(self, article: OpenArticle, asset: AssetReader, wishes: PaperWishes) -> None:
        paper = QPageSize(wishes.size).size(QPageSize.Unit.Point)
        self._paper = QSizeF(paper.width() / POINTS, paper.height() / POINTS)
        self._page = article.page
        side = wishes.notes is NotePlace.SIDE and has_notes(article)
        room = self._paper.width() - 2 * _SIDE / POINTS
        width = round(min(_WIDEST, room - (SIDE_WIDTH + _GAP if side else 0)))
        taken = width + (SIDE_WIDTH + _GAP if side else 0)
        self._left = (self._paper.width() - taken) / 2
        self._top = _TOP / POINTS
        self._height = float(round(self._paper.height() - (_TOP + _BOTTOM) / POINTS))
        metrics = Metrics(hyphenate=False)
        self._look = Look(metrics=metrics, theme=theme("light"), asset=asset, width=width)
        self._article = build_document(article.page, article.html, self._look, lost=lost_of(article.placed))
        notes = (
            paper_notes(article, self._article.positions, wishes.color_names)
            if wishes.notes is not NotePlace.NONE
            else ()
        )
        self._document = self._article.document
        self._lay_out()
        self._side = SideNotes(self._document, notes if side else (), self._look, page_height=self._height)
        at_end = notes if wishes.notes is NotePlace.END else self._side.left_over
        if at_end:
            append_notes(self._document, at_end, self._look)
        self._notes = notes
        highlights = HighlightPainter(self._look.theme, flat=True)
        if wishes.highlights:
            highlights.set_marks(Marks(_marks(article, self._article)))
        self._under = UnderPainter(self._document, self._look, highlights)

    @property
    def paper(self) -> QSizeF:
        """The size of the paper, in points."""
        return self._paper * POINTS

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return self._document.pageCount()

    def paint(self, painter: QPainter, number: int) -> None:
        """Draw page ``number``, counted from 0, onto a painter whose unit is a pixel of the layout."""
        painter.save()
        painter.translate(self._left - PADDING, self._top - number * self._height)
        # As wide as the paper: notes stand beside the column, boxes reach out of it.
        clip = QRectF(-self._left, number * self._height, self._paper.width() + self._left, self._height)
        painter.setClipRect(clip)
        self._under.paint(painter, clip, Layers())
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = clip
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, QColor(self._look.theme.page.ink))
        context.palette = palette
        self._document.documentLayout().draw(painter, context)
        self._side.paint(painter, number, left=PADDING + self._look.width + _GAP)
        self._paint_numbers(painter, number)
        painter.restore()
        self._paint_frame(painter, number)

    def _lay_out(self) -> None:
        frame = self._document.rootFrame().frameFormat()
        frame.setTopMargin(0)
        frame.setBottomMargin(0)
        self._document.rootFrame().setFrameFormat(frame)
        _part_ligatures(self._document)
        for objects in self._document.findChildren(PageObjects):
            objects.fit_height(self._height * 0.92)
        self._document.setPageSize(QSizeF(self._look.width + 2 * PADDING, self._height))
        self._keep_headings()

    def _keep_headings(self) -> None:
        """Let a heading that would end a page begin the next one."""
        if self._document.blockCount() > _MOST_BLOCKS:
            return
        layout = self._document.documentLayout()
        block = self._document.begin()
        while block.isValid():
            following = block.next()
            is_heading, goes_on = block.blockFormat().headingLevel(), following.blockFormat().headingLevel()
            if following.isValid() and is_heading and not goes_on:
                page = int(layout.blockBoundingRect(block).top() // self._height)
                first_line = layout.blockBoundingRect(following).top() + following.blockFormat().lineHeight()
                if int(first_line // self._height) > page:
                    _begin_page(block)
            block = following

    def _paint_numbers(self, painter: QPainter, number: int) -> None:
        """The number of each note, small, at the end of what it is about."""
        painter.setFont(fonts.font(fonts.INTERFACE, size=12))
        for note in self._notes:
            if note.of_page:
                continue
            rect = note.end_rect(self._document)
            if rect is not None and int(rect.center().y() // self._height) == number:
                painter.setPen(QPen(QColor(self._look.theme.highlight(note.color).accent)))
                place = QRectF(rect.right() + 1, rect.top() - 2, 40, 14)
                painter.drawText(
                    place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, str(note.number)
                )

    def _paint_frame(self, painter: QPainter, number: int) -> None:
        """Head and foot: title and source from the second page on, the page's number on all of them."""
        painter.setFont(fonts.font(fonts.INTERFACE, size=_SMALL))
        painter.setPen(QPen(QColor(self._look.theme.page.muted)))
        width = self._paper.width() - 2 * self._left
        head = QRectF(self._left, self._top - 52, width, 24)
        foot = QRectF(self._left, self._top + self._height + 18, width, 24)
        metrics = painter.fontMetrics()
        elide, one_line = Qt.TextElideMode, Qt.TextFlag.TextSingleLine | Qt.AlignmentFlag.AlignVCenter
        source = address_of(self._page) or words.source(self._page)
        if number:
            title = metrics.elidedText(self._page.title, elide.ElideRight, round(width * 0.62))
            painter.drawText(head, one_line | Qt.AlignmentFlag.AlignLeft, title)
            site = metrics.elidedText(words.source(self._page), elide.ElideRight, round(width * 0.34))
            painter.drawText(head, one_line | Qt.AlignmentFlag.AlignRight, site)
        else:
            shown = metrics.elidedText(source, elide.ElideMiddle, round(width * 0.75))
            painter.drawText(foot, one_line | Qt.AlignmentFlag.AlignLeft, shown)
        count = _("{number} of {total}").format(
            number=words.number(number + 1), total=words.number(self.pages)
        )
        painter.drawText(foot, one_line | Qt.AlignmentFlag.AlignRight, count)


def _part_ligatures(document: QTextDocument) -> None:
    """Let every letter be drawn by itself.

    Qt tells a PDF nothing of what a ligature stands for ("Th", "ft"): copied from it, letters would be
    missing. Letters that are spaced, however little, are not joined.
    """
    apart = QTextCharFormat()
    apart.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
    apart.setFontLetterSpacing(_SPACED)
    everything = QTextCursor(document)
    everything.select(QTextCursor.SelectionType.Document)
    everything.mergeCharFormat(apart)


def _begin_page(block: QTextBlock) -> None:
    begun = block.blockFormat()
    begun.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    QTextCursor(block).setBlockFormat(begun)
    # Qt lays out anew only what it thinks is touched, and leaves blocks below without lines.
    document = block.document()
    document.markContentsDirty(block.position(), document.characterCount() - block.position())


def _marks(article: OpenArticle, built: ArticleDocument) -> list[Mark]:
    """The highlights as they are painted, those too that were not found and stand below the text."""
    lost = {place.annotation: (place.start, place.end) for place in built.lost}
    marks: list[Mark] = []
    for item in article.placed:
        span = lost.get(item.annotation.id)
        if item.start is not None and item.end is not None:
            span = built.positions.span_to_document(item.start, item.end)
        if span is not None:
            made = item.annotation
            marks.append(Mark(made.id, *span, color=made.color, style=made.style))
    return marks


def draw_pages(
    paper: PaperArticle,
    painter: QPainter,
    *,
    dots_a_point: float,
    numbers: range,
    next_page: Callable[[], object],
    told: Callable[[int, int], object],
) -> None:
    """Draw the pages ``numbers`` one after the other; ``told`` hears how many of how many are done."""
    for done, number in enumerate(numbers):
        told(done, len(numbers))
        if done:
            next_page()
        painter.save()
        painter.scale(POINTS * dots_a_point, POINTS * dots_a_point)
        paper.paint(painter, number)
        painter.restore()
    told(len(numbers), len(numbers))
