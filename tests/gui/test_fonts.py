"""The bundled fonts are found and take part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFontDatabase, QFontInfo, QFontMetricsF

from postil.gui import fonts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

pytestmark = pytest.mark.gui


@pytest.mark.parametrize("family", [fonts.READING, fonts.INTERFACE, fonts.CODE])
def test_the_families_are_loaded(qapp: QApplication, family: str) -> None:
    fonts.load_fonts()
    assert family in QFontDatabase.families()
    assert QFontInfo(fonts.font(family, size=20)).family() == family


def test_code_has_letters_of_one_width(qapp: QApplication) -> None:
    fonts.load_fonts()
    metrics = QFontMetricsF(fonts.font(fonts.CODE, size=14))
    assert metrics.horizontalAdvance("iiii") == metrics.horizontalAdvance("WWWW")
