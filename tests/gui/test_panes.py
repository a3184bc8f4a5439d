"""Three panes in wide windows, two in narrow ones, one in small ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from postil.gui.panes import THREE_PANES, TWO_PANES, Panes

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.live_settings import LiveSettings

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("appearance")]


class Bench:
    """The three, and which of them are seen."""

    def __init__(self, settings: LiveSettings, qtbot: QtBot) -> None:
        self.places, self.middle, self.article = QWidget(), QWidget(), QWidget()
        self.panes = Panes(self.places, self.middle, self.article, settings)
        qtbot.addWidget(self.panes)
        self.panes.show()

    def resize(self, width: int) -> None:
        self.panes.resize(width, 600)

    @property
    def seen(self) -> str:
        shown = (("places", self.places), ("list", self.middle), ("article", self.article))
        return " ".join(name for name, widget in shown if widget.isVisible())


@pytest.fixture
def bench(settings: LiveSettings, qtbot: QtBot) -> Bench:
    return Bench(settings, qtbot)


def test_wide_all_three_stand_beside_each_other(bench: Bench) -> None:
    bench.resize(THREE_PANES)
    assert bench.seen == "places list article"
    bench.panes.read()
    assert bench.seen == "places list article"


def test_narrow_the_places_make_room_while_one_reads(bench: Bench) -> None:
    bench.resize(TWO_PANES)
    bench.panes.read()
    assert bench.seen == "list article"
    bench.panes.choose()
    assert bench.seen == "places list article"


def test_small_list_and_article_take_turns(bench: Bench) -> None:
    bench.resize(TWO_PANES - 1)
    assert bench.seen == "places list"
    bench.panes.read()
    assert bench.seen == "article"
    bench.panes.choose()
    assert bench.seen == "places list"
    assert bench.places.width() < bench.middle.width()


def test_the_left_side_is_hidden_and_this_is_a_setting(bench: Bench, settings: LiveSettings) -> None:
    bench.resize(1200)
    bench.panes.toggle_left()
    assert bench.seen == "article"
    assert not settings.value.left_shown
    bench.panes.toggle_left()
    assert bench.seen == "places list article"
    assert settings.value.left_shown


def test_hidden_it_comes_back_to_choose_and_goes_when_one_reads(bench: Bench, settings: LiveSettings) -> None:
    bench.resize(1200)
    settings.change(left_shown=False)
    assert bench.seen == "article"
    bench.panes.choose()
    assert bench.seen == "places list article"
    bench.panes.read()
    assert bench.seen == "article"


def test_small_the_key_turns_between_the_two_and_keeps_the_setting(
    bench: Bench, settings: LiveSettings
) -> None:
    bench.resize(600)
    bench.panes.toggle_left()
    assert bench.seen == "article"
    bench.panes.toggle_left()
    assert bench.seen == "places list"
    assert settings.value.left_shown


def test_widths_are_remembered(bench: Bench, settings: LiveSettings, qtbot: QtBot) -> None:
    bench.resize(1300)
    bench.panes.moveSplitter(250, 1)
    bench.panes.moveSplitter(250 + 420, 2)
    qtbot.waitUntil(lambda: settings.value.places_width == 250)
    assert abs(settings.value.list_width - 420) <= 2
