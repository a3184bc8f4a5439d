"""Folding ``details`` away and out again: their blocks are hidden, nothing is taken out of the document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor, QTextTableCellFormat, QTextTableFormat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QTextBlock, QTextDocument, QTextTable, QTextTableCell

    from postil.gui.reader.document import ArticleDocument

_SPACE = 0.62
"""Of a line: what parts paragraphs."""


@dataclass(frozen=True, slots=True)
class Fold:
    """A ``details`` with a summary, in canonical offsets; ends are exclusive."""

    start: int
    """Where the summary starts."""
    summary_end: int
    end: int
    closed: bool = False
    """Whether it was closed in the saved page: it is folded until the person or a search unfolds it."""


@dataclass(frozen=True, slots=True)
class _TableLook:
    """How a hidden table looked: a hidden block takes no room, but the edges of its cell would."""

    table: QTextTable
    frame: QTextTableFormat
    cells: tuple[tuple[QTextTableCell, QTextTableCellFormat], ...]


class Folding:
    """What is folded of the article that is shown. It holds while the same article is set anew."""

    def __init__(self) -> None:
        self._article: ArticleDocument | None = None
        self._folded: set[int] = set()
        self._is_new = True
        self._tables: dict[int, list[_TableLook]] = {}
        self._spaces: dict[int, float] = {}
        """The space below each folded summary as it was: folded, it stands off from what follows."""

    def forget(self) -> None:
        """Another article comes: of it is folded what was so in the saved page."""
        self._folded.clear()
        self._is_new = True

    def take(self, article: ArticleDocument) -> None:
        """The document was built (again): what was folded is folded in it, too."""
        self._article = article
        if self._is_new:
            self._folded = {fold.start for fold in article.folds if fold.closed}
            self._is_new = False
        self._tables.clear()
        self._spaces.clear()
        for fold in article.folds:
            if fold.start in self._folded:
                self._hide(article, fold)

    def is_hidden(self, offset: int) -> bool:
        """Whether the code point at ``offset`` is folded away."""
        return any(fold.summary_end <= offset < fold.end for fold in self._closed())

    def summary_within(self, start: int, end: int) -> Fold | None:
        """The fold whose summary begins in a span."""
        folds = self._article.folds if self._article is not None else ()
        return next((fold for fold in folds if start <= fold.start < end), None)

    def toggle(self, fold: Fold) -> bool:
        """Fold it away, or out again; True where it is folded now."""
        if self._article is None:
            return False
        if fold.start in self._folded:
            self._show(self._article, fold)
        else:
            self._folded.add(fold.start)
            self._hide(self._article, fold)
        return fold.start in self._folded

    def open_at(self, start: int, end: int | None = None) -> bool:
        """Fold out whatever hides any of a span; False where nothing did."""
        stop = max(start + 1, end or 0)
        hiding = [fold for fold in self._closed() if fold.summary_end < stop and start < fold.end]
        for fold in hiding:
            if self._article is not None:
                self._show(self._article, fold)
        return bool(hiding)

    # Parts.

    def _closed(self) -> Iterator[Fold]:
        if self._folded and self._article is not None:
            yield from (fold for fold in self._article.folds if fold.start in self._folded)

    def _hide(self, article: ArticleDocument, fold: Fold) -> None:
        first, last = _block_span(article, fold)
        summary = article.document.findBlockByNumber(first - 1)
        self._spaces[fold.start] = summary.blockFormat().bottomMargin()
        _space_below(summary, summary.blockFormat().lineHeight() * _SPACE)
        self._tables[fold.start] = _flatten_tables(article.document, first, last)
        _set_visible(article.document, first, last, visible=False)

    def _show(self, article: ArticleDocument, fold: Fold) -> None:
        self._folded.discard(fold.start)
        for look in self._tables.pop(fold.start, []):
            look.table.setFormat(look.frame)
            for cell, cell_format in look.cells:
                cell.setFormat(cell_format)
        first, last = _block_span(article, fold)
        _space_below(article.document.findBlockByNumber(first - 1), self._spaces.pop(fold.start, 0))
        _set_visible(article.document, first, last, visible=True)
        for inner in article.folds:  # what is folded within stays so
            if fold.start < inner.start < fold.end and inner.start in self._folded:
                self._hide(article, inner)


def _block_span(article: ArticleDocument, fold: Fold) -> tuple[int, int]:
    """The numbers of the first block after the summary and of the last one of the ``details``."""
    positions, document = article.positions, article.document
    _start, summary_end = positions.span_to_document(fold.start, fold.summary_end)
    _start, end = positions.span_to_document(fold.summary_end, fold.end)
    return document.findBlock(summary_end).blockNumber() + 1, document.findBlock(end).blockNumber()


def _space_below(block: QTextBlock, space: float) -> None:
    changed = block.blockFormat()
    changed.setBottomMargin(space)
    QTextCursor(block).setBlockFormat(changed)


def _blocks(document: QTextDocument, first: int, last: int) -> Iterator[QTextBlock]:
    block = document.findBlockByNumber(first)
    while block.isValid() and block.blockNumber() <= last:
        yield block
        block = block.next()


def _set_visible(document: QTextDocument, first: int, last: int, *, visible: bool) -> None:
    for block in _blocks(document, first, last):
        block.setVisible(visible)
    start = document.findBlockByNumber(first).position()
    block = document.findBlockByNumber(last)
    document.markContentsDirty(start, block.position() + block.length() - start)


def _flatten_tables(document: QTextDocument, first: int, last: int) -> list[_TableLook]:
    """Take the edges off the tables in a span of blocks; how they looked is returned."""
    looks: dict[int, _TableLook] = {}
    for block in _blocks(document, first, last):
        table = QTextCursor(block).currentTable()
        if table is None or table.firstPosition() in looks:
            continue
        cells = [
            table.cellAt(row, column) for row in range(table.rows()) for column in range(table.columns())
        ]
        kept = tuple((cell, QTextTableCellFormat(cell.format().toTableCellFormat())) for cell in cells)
        looks[table.firstPosition()] = _TableLook(table, QTextTableFormat(table.format()), kept)
        for cell in cells:
            cell.setFormat(QTextTableCellFormat())
        bare = QTextTableFormat(table.format())
        bare.setTopMargin(0)
        bare.setBottomMargin(0)
        table.setFormat(bare)
    return list(looks.values())
