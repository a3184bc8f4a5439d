"""Keys drawn as caps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from postil.gui import words
from postil.gui.widgets.key_caps import CAP_HEIGHT, KeyCaps, caps_width

if TYPE_CHECKING:
    from postil.gui.appearance import Appearance

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("qapp")]


def test_more_keys_take_more_room() -> None:
    widths = [caps_width(words.key_caps(key)) for key in ("J", "G, I", "Ctrl+K", "Ctrl+Shift+E")]
    assert widths == sorted(widths)
    assert widths[0] == CAP_HEIGHT


def test_the_widget_has_room_for_all_and_says_them(appearance: Appearance) -> None:
    one, two = KeyCaps(("J",), appearance), KeyCaps(("J", "Down"), appearance)
    assert one.width() < two.width()
    assert two.accessibleName() == "J or Down"
    image = two.grab().toImage()
    border = appearance.theme.window.field_border
    seen = {image.pixelColor(x, image.height() // 2).name() for x in range(image.width())}
    assert border in seen
