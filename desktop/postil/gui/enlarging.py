"""Images and tables of the article, opened by themselves over the whole window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from postil.gui.reader.lightbox import Lightbox
from postil.gui.reader.table_card import TableCard

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from postil.gui.appearance import Appearance
    from postil.gui.reader.enlargeable import EnlargeableImage, EnlargeableTable
    from postil.gui.reader.pane import ReaderPane
    from postil.jobs import Jobs


class Enlarging(QObject):
    """Opens what the reader says; made when first wanted."""

    def __init__(
        self,
        reader: ReaderPane,
        asset: Callable[[str], bytes | None],
        jobs: Jobs,
        *,
        appearance: Appearance,
        failed: Callable[[Exception], object],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._reader = reader
        self._asset = asset
        self._jobs = jobs
        self._appearance = appearance
        self._failed = failed
        self._window = window
        self.lightbox: Lightbox | None = None
        self.table: TableCard | None = None
        reader.image_opened.connect(self._open_image)
        reader.table_opened.connect(self._open_table)

    def _open_image(self, images: tuple[EnlargeableImage, ...], at: int) -> None:
        if self.lightbox is None:
            self.lightbox = Lightbox(
                self._appearance, self._window, asset=self._asset, jobs=self._jobs, failed=self._failed
            )
        self.lightbox.open_image(images, at)

    def _open_table(self, table: EnlargeableTable) -> None:
        if self.table is None:
            self.table = TableCard(self._appearance, self._window)
        self.table.open_table(table, self._reader.placed)
