"""The settings in the palette: by name and by what they do, changed there or shown where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from postil.gui.palette.entry import Entry, Kind
from postil.gui.palette.fuzzy import SURE, score
from postil.gui.setting_entries import setting_entries
from postil.settings import table

if TYPE_CHECKING:
    from postil.live_settings import LiveSettings

pytestmark = pytest.mark.gui


def entry(settings: LiveSettings, title: str, shown: list[str] | None = None) -> Entry:
    offered = setting_entries(settings, (shown if shown is not None else []).append)
    return next(each for each in offered if each.title == title)


def test_every_setting_that_is_shown_is_offered(settings: LiveSettings) -> None:
    offered = setting_entries(settings, lambda _name: None)
    for setting in table():
        mine = [each for each in offered if each.key.split(" ")[1] == setting.name]
        assert bool(mine) == bool(setting.group), setting.name
        assert all(each.title.startswith(setting.label) for each in mine)
    assert all(each.kinds == (Kind.SETTING,) for each in offered)
    assert len({each.key for each in offered}) == len(offered)


def test_what_is_on_can_be_turned_off_and_on_again(settings: LiveSettings) -> None:
    entry(settings, "Hyphenation: turn off").act()
    assert not settings.value.hyphenate
    entry(settings, "Hyphenation: turn on").act()
    assert settings.value.hyphenate


def test_a_choice_is_made_at_once_and_marked(settings: LiveSettings) -> None:
    black = entry(settings, "Theme by night: Black")
    assert black.sign != "check"
    black.act()
    assert settings.value.theme_by_night == "black"
    assert entry(settings, "Theme by night: Black").sign == "check"
    assert entry(settings, "Theme by night").detail == "Setting: Black"


def test_a_number_is_shown_and_leads_to_its_place(settings: LiveSettings) -> None:
    shown: list[str] = []
    settings.change(column_width=30.0)
    width = entry(settings, "Line width", shown)
    assert width.detail == "Setting: 30"
    width.act()
    assert shown == ["column_width"]


def test_what_is_a_command_is_not_offered_twice(settings: LiveSettings) -> None:
    titles = {each.title for each in setting_entries(settings, lambda _name: None)}
    assert "Theme: Dark" not in titles
    assert "Theme" in titles


def test_a_setting_is_found_by_what_it_does(settings: LiveSettings) -> None:
    hyphenation = entry(settings, "Hyphenation: turn off")
    assert score("broken words", hyphenation.title, hyphenation.meaning) >= SURE
