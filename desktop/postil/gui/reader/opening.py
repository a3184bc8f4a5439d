"""Enter, or a click, on what is not words: images and tables open by themselves, ``details`` fold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from postil.translation import _

if TYPE_CHECKING:
    from postil.gui.reader.enlargeable import EnlargeableImage, EnlargeableTable
    from postil.gui.reader.sheet import Sheet

_IMAGE = "\ufffc"


class Opening(QObject):
    """Opens what the reading cursor is on, or what was clicked."""

    image_opened = Signal(object, int)
    """All images of the article, and which of them."""
    table_opened = Signal(object)
    """An ``EnlargeableTable``."""
    told = Signal(str)

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        sheet.view.object_clicked.connect(self._object_clicked)

    def open_alone(self) -> bool:
        """Open what is all of the cursor's unit: an image without words, or a summary; else False."""
        span = self._sheet.cursor.span
        if span is None:
            return False
        words = self._sheet.text[slice(*span)].replace(_IMAGE, "").strip()
        return (not words and self._open_image(*span)) or self._fold(*span)

    def open_within(self) -> bool:
        """Open the table or the first image that the cursor's unit is in, or has; else False."""
        span = self._sheet.cursor.span
        return span is not None and (self._open_table(*span) or self._open_image(*span))

    def click(self, offset: int) -> bool:
        """Fold or unfold the ``details`` whose summary was clicked; False where there is none."""
        document = self._sheet.document
        folds = document.folds if document is not None else ()
        summary = next((fold for fold in folds if fold.start <= offset < fold.summary_end), None)
        return summary is not None and self._fold(summary.start, summary.summary_end)

    def _images(self) -> tuple[EnlargeableImage, ...]:
        return self._sheet.document.images if self._sheet.document is not None else ()

    def _open_image(self, start: int, end: int) -> bool:
        images = self._images()
        found = next((at for at, image in enumerate(images) if start <= image.start < end), None)
        if found is None:
            return False
        self.image_opened.emit(images, found)
        return True

    def _open_table(self, start: int, end: int) -> bool:
        tables: tuple[EnlargeableTable, ...] = (
            self._sheet.document.tables if self._sheet.document is not None else ()
        )
        found = next((table for table in tables if table.start < end and start < table.end), None)
        if found is None:
            return False
        self.table_opened.emit(found)
        return True

    def _fold(self, start: int, end: int) -> bool:
        fold = self._sheet.folding.summary_within(start, end)
        if fold is None:
            return False
        folded = self._sheet.folding.toggle(fold)
        self._sheet.cursor.place(fold.start)
        self._sheet.show_unit()
        self._sheet.view.viewport().update()  # the triangle of the summary turns
        self.told.emit(_("Folded; {annotation.open} unfolds it") if folded else _("Unfolded"))
        return True

    def _object_clicked(self, position: int) -> None:
        offset = self._sheet.to_canonical(position)
        if self._open_image(offset, offset + 1):
            self._sheet.cursor.place(offset)
            self._sheet.show_unit()
        else:  # a formula
            self._sheet.clicked.emit(offset)
