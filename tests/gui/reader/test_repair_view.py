from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from postil.gui.reader.repair_view import LEAST_CONTRAST, contrast, veil_of
from postil.gui.theme import THEME_NAMES, theme

pytestmark = pytest.mark.gui


def under(veil: QColor, color: str) -> QColor:
    """What is seen of a colour through the veil."""
    share = veil.alphaF()
    pairs = zip(QColor(color).getRgb()[:3], veil.getRgb()[:3], strict=True)  # type: ignore[index] # a tuple
    return QColor(*(round(below * (1 - share) + above * share) for below, above in pairs))


@pytest.mark.parametrize("name", THEME_NAMES)
def test_dropped_text_can_be_read_and_is_seen_to_be_gone(name: str) -> None:
    page = theme(name).page
    veil = veil_of(page)
    ground = QColor(page.ground)
    dropped = contrast(under(veil, page.ink), ground)
    assert dropped >= 3
    assert dropped <= LEAST_CONTRAST + 0.3
    assert contrast(QColor(page.ink), ground) > 2 * dropped
    assert contrast(under(veil, page.heading), ground) >= 3
