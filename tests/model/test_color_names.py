"""What colours are called."""

from __future__ import annotations

from dataclasses import replace

from postil.model.annotation import Color
from postil.model.color_names import ColorNames
from postil.settings import Settings

NAMES = ColorNames.of(replace(Settings(), color_green="evidence", color_red="  doubt "))


def test_a_colour_is_called_by_what_it_means_and_what_it_is() -> None:
    assert NAMES.title(Color.GREEN) == "evidence (green)"
    assert NAMES.title(Color.RED) == "doubt (red)"
    assert NAMES.title(Color.BLUE) == "Blue"


def test_every_colour_has_a_setting_that_is_empty_at_first() -> None:
    assert ColorNames.of(Settings()) == ColorNames()
    assert [ColorNames().title(color) for color in Color] == [color.value.capitalize() for color in Color]


def test_a_colour_is_found_by_either() -> None:
    assert NAMES.named("Evidence") is NAMES.named(" green ") is Color.GREEN
    assert NAMES.named("pink") is NAMES.named("") is None
