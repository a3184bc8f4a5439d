"""A picture of the window where there is no screen."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor, QImage

from postil.gui.picture import take

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("qapp")]


def test_it_shows_the_newest_page(imported: Path, tmp_path: Path) -> None:
    shutil.copytree(imported, tmp_path / "library")
    picture = take(tmp_path / "library", tmp_path / "window.png")
    image = QImage(str(picture))
    assert (image.width(), image.height()) == (1280, 800)
    dark = sum(
        image.pixelColor(x, y).lightness() < 100 for x in range(600, 1200, 2) for y in range(60, 400, 2)
    )
    assert dark > 200, "no letters where the article should be"
    assert image.pixelColor(1200, 780) == QColor("white")
