"""Reduced motion, by the setting or the wish of the system: carets, effects and busy bars stand still."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from postil.gui import motion
from postil.gui.widgets.progress_bar import ProgressBar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from postil.gui.appearance import Appearance
    from postil.live_settings import LiveSettings

pytestmark = pytest.mark.gui


@pytest.fixture(autouse=True)
def moving(appearance: Appearance, settings: LiveSettings) -> Iterator[None]:
    """As the program is where nobody asked for anything, and again after the test."""
    del appearance  # which follows the settings
    settings.change(reduced_motion="off")
    yield
    settings.change(reduced_motion="off")


def pictures(bar: ProgressBar, qtbot: QtBot) -> set[bytes]:
    """The different looks of a bar in a third of a second."""
    seen = set()
    for _look in range(8):
        qtbot.wait(40)
        image = QImage(bar.size(), QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.white)  # where the bar paints nothing, there would be whatever was there
        bar.render(image)
        seen.add(bytes(image.constBits()))
    return seen


def test_a_caret_does_not_blink_where_motion_is_reduced(settings: LiveSettings) -> None:
    usual = QApplication.cursorFlashTime()
    assert usual > 0
    settings.change(reduced_motion="on")
    assert motion.is_reduced()
    assert QApplication.cursorFlashTime() == 0
    settings.change(reduced_motion="off")
    assert not motion.is_reduced()
    assert QApplication.cursorFlashTime() == usual


def test_a_busy_bar_runs_and_stands_still_where_motion_is_reduced(
    settings: LiveSettings, qtbot: QtBot
) -> None:
    bar = ProgressBar()
    qtbot.addWidget(bar)
    bar.resize(300, 6)
    bar.show()
    bar.show_busy()
    assert len(pictures(bar, qtbot)) > 1
    settings.change(reduced_motion="on")
    bar.show_busy()
    assert len(pictures(bar, qtbot)) == 1


def test_a_bar_that_knows_its_end_shows_it_either_way(settings: LiveSettings, qtbot: QtBot) -> None:
    bar = ProgressBar()
    qtbot.addWidget(bar)
    for wish in ("off", "on"):
        settings.change(reduced_motion=wish)
        bar.show_step(3, 12)
        assert (bar.value(), bar.maximum()) == (3, 12)


@pytest.mark.parametrize(("milliseconds", "reduced"), [(0, True), (200, False)])
def test_the_system_decides_unless_the_setting_does(
    milliseconds: int, *, reduced: bool, settings: LiveSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Style:
        @staticmethod
        def styleHint(hint: object) -> int:
            del hint
            return milliseconds

    monkeypatch.setattr(QApplication, "style", lambda *_: Style())
    settings.change(reduced_motion="system")
    assert motion.is_reduced() is reduced
    monkeypatch.undo()


def test_effects_of_the_system_come_back(settings: LiveSettings, qapp: QApplication) -> None:
    menu, general = Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_General
    kept = QApplication.isEffectEnabled(general)
    QApplication.setEffectEnabled(general, True)
    QApplication.setEffectEnabled(menu, True)
    try:
        followed = motion.Motion(qapp)
        followed.follow(replace(settings.value, reduced_motion="on"))
        assert not QApplication.isEffectEnabled(menu)
        followed.follow(replace(settings.value, reduced_motion="off"))
        assert QApplication.isEffectEnabled(menu)
    finally:
        QApplication.setEffectEnabled(menu, False)
        QApplication.setEffectEnabled(general, kept)
