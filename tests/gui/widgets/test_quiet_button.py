"""A sign with words for who hovers and who listens."""

from __future__ import annotations

import pytest

from postil.gui.widgets.quiet_button import quiet_button

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("qapp")]


def test_it_has_a_name_and_tells_its_key() -> None:
    button = quiet_button("Menu", "F10")
    assert (button.accessibleName(), button.toolTip()) == ("Menu", "Menu  (F10)")
    assert quiet_button("Order").toolTip() == "Order"
