"""A text is repaired by keys: in the whole window, on a real library, with a real worker."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.app.test_repairing import APPEAL, TEXTS, appeal, write_page

from postil.app.library import Library
from postil.gui.dialogs.batch import BatchDialog
from postil.gui.main import build_window
from postil.jobs import Progress
from postil.model.page import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from postil.gui.bridge import MainThread
    from postil.gui.window import MainWindow
    from postil.jobs import Jobs
    from postil.live_settings import LiveSettings
    from postil.model.ids import PageId

pytestmark = pytest.mark.gui
LONG = 60_000
"""Milliseconds that a worker may take to start where the machine is busy."""


class Bench:
    """The window with a page open in repair."""

    def __init__(self, window: MainWindow, library: Library, qtbot: QtBot) -> None:
        self.window = window
        self.library = library
        self.pane = window.parts.repair
        self.wait = qtbot.waitUntil

    def press(self, *keys: str | Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            widget = QApplication.focusWidget()
            assert widget is not None
            QTest.keyClick(widget, key, held)  # type: ignore[arg-type] # a letter is a key, too

    def text(self, number: int = 1) -> str:
        return self.library.reading.view(self.page(number)).text

    def page(self, number: int) -> PageId:
        pages = self.library.reading.pages(self.library.reading.page_ids(Place()))
        return next(page.id for page in pages.values() if page.title == f"Day {number}")

    def begin(self) -> None:
        self.press("x")
        self.wait(self.pane.isVisible, timeout=LONG)

    def part(self, words: str) -> int:
        assert self.pane.draft is not None
        outline = self.pane.draft.outline
        return next(
            number
            for number, part in enumerate(outline.parts)
            if words in outline.text[part.start : part.end]
        )

    def walk_to(self, words: str) -> None:
        assert self.pane.draft is not None
        wanted = self.part(words)
        while self.pane.draft.at != wanted:
            self.press("j" if self.pane.draft.at < wanted else "k")

    def until(self, holds: Callable[[], bool]) -> None:
        self.wait(holds, timeout=LONG)


def reports(window: MainWindow) -> list[BatchDialog]:
    """The dialogs of batches that are open."""
    return [dialog for dialog in window.findChildren(BatchDialog) if dialog.isVisible()]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library of two pages of one site, whose worker is started once; tests leave it as it was."""
    folder = tmp_path_factory.mktemp("shelf")
    with Library.open(folder / "library") as library:
        library.importing.add([write_page(folder, number) for number in (1, 2)], Progress())
        yield library


@pytest.fixture
def bench(  # noqa: PLR0917 - a fixture asks for others by name
    qapp: QApplication,
    shelf: Library,
    jobs: Jobs,
    settings: LiveSettings,
    main_thread: MainThread,
    qtbot: QtBot,
) -> Iterator[Bench]:
    window = build_window(qapp, shelf, jobs, settings, main_thread)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    made = Bench(window, shelf, qtbot)
    window.navigation.read(made.page(1))
    qtbot.waitUntil(lambda: window.parts.reader.isVisible() and window.open_page.page is not None)
    window.parts.turn_to_article()
    yield made
    while shelf.undo.labels()[0] not in (None, "Import of 2 pages"):
        shelf.undo.undo()
    qapp.processEvents()
    window.close()
    jobs.close()
    qapp.processEvents()  # the window hears of what was undone while the library is open


def test_a_block_is_dropped_and_the_text_made_anew_and_undone(bench: Bench) -> None:
    before = bench.text()
    bench.begin()
    bench.walk_to(APPEAL)
    bench.press("x")
    assert bench.pane.draft is not None
    assert bench.pane.draft.changed == (bench.part(APPEAL),)
    assert "1 block changed" in bench.pane.bar.counts.text()
    bench.press(Qt.Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)
    bench.press("x", "z")  # while the text is made anew, nothing is changed
    assert bench.pane.draft.changed == (bench.part(APPEAL),)
    bench.until(bench.window.parts.reader.isVisible)
    assert bench.text() == before.replace(appeal(1) + "\n", "")
    assert "repaired" in bench.window.messages.text
    bench.until(lambda: bench.window.open_page.page is not None and not bench.pane.touched)
    bench.press("z")
    assert bench.text() == before


def test_a_dropped_block_is_brought_back_with_enter(bench: Bench) -> None:
    bench.begin()
    bench.walk_to("Printed by the mill")
    bench.press(Qt.Key.Key_Return)
    bench.press(Qt.Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)
    bench.until(bench.window.parts.reader.isVisible)
    assert bench.text().endswith("Printed by the mill, number 1.")


def test_undo_and_redo_inside_the_repair(bench: Bench) -> None:
    bench.begin()
    draft = bench.pane.draft
    assert draft is not None
    bench.walk_to(APPEAL)
    bench.press("x")
    bench.press("z")
    assert not draft.touched
    bench.press("Z", held=Qt.KeyboardModifier.ShiftModifier)
    assert draft.changed == (bench.part(APPEAL),)
    bench.press("z", Qt.Key.Key_Escape)
    bench.until(bench.window.parts.reader.isVisible)


def test_a_range_is_dropped_at_once(bench: Bench) -> None:
    bench.begin()
    draft = bench.pane.draft
    assert draft is not None
    bench.walk_to(TEXTS[0])
    first = draft.at
    bench.press("v", "j", "j", "x")
    assert draft.changed == (first, first + 1, first + 2)
    bench.press("z")
    bench.press(Qt.Key.Key_Down, Qt.Key.Key_Down, held=Qt.KeyboardModifier.ShiftModifier)
    assert len(draft.chosen) == 3
    bench.press(Qt.Key.Key_Escape)
    assert len(draft.chosen) == 1
    bench.press(Qt.Key.Key_Escape)
    bench.until(bench.window.parts.reader.isVisible)


def test_a_part_of_the_page_is_chosen_wider_and_narrower(bench: Bench) -> None:
    bench.begin()
    draft = bench.pane.draft
    assert draft is not None
    bench.walk_to(TEXTS[0])
    bench.press("]")
    assert draft.container == draft.outline.parts[draft.at].container
    bench.press("]")
    assert draft.container == draft.outline.containers[draft.outline.parts[draft.at].container].parent
    assert all(draft.kept)
    assert "a part of the page chosen" in bench.pane.bar.counts.text()
    bench.press("[", "[")
    assert draft.container == -1
    bench.press(Qt.Key.Key_Escape)
    bench.until(bench.window.parts.reader.isVisible)


def test_leaving_asks_only_where_something_was_changed(bench: Bench) -> None:
    bench.begin()
    bench.press(Qt.Key.Key_Escape)
    bench.until(bench.window.parts.reader.isVisible)
    bench.begin()
    bench.walk_to(APPEAL)
    bench.press("x", Qt.Key.Key_Escape)
    assert bench.pane.asks
    bench.press("x", "j")  # keys of the repair do nothing while it asks
    assert bench.pane.draft is not None
    assert len(bench.pane.draft.changed) == 1
    bench.press(Qt.Key.Key_Escape)
    assert not bench.pane.asks
    assert bench.pane.isVisible()
    bench.press(Qt.Key.Key_Escape, "n")
    bench.until(bench.window.parts.reader.isVisible)
    assert APPEAL in bench.text()


def test_the_site_is_asked_about_and_its_other_pages_are_repaired(bench: Bench) -> None:
    bench.begin()
    bench.walk_to(APPEAL)
    bench.press("x", "s")
    bench.press(Qt.Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)
    assert bench.pane.asks
    assert "1 other page of it" in bench.pane.bar.question.text()
    assert "example.org" in bench.pane.bar.question.text()
    bench.press("y")
    bench.until(lambda: bool(reports(bench.window)))
    (dialog,) = reports(bench.window)
    bench.until(lambda: not dialog.running)
    assert [dialog.report.model.index(0, column).data() for column in (0, 1)] == ["Day 2", "Updated"]
    dialog.close()
    assert APPEAL not in bench.text(1)
    assert APPEAL not in bench.text(2)
    assert bench.library.repairing.of_site("example.org") is not None


def test_only_this_page_is_an_answer(bench: Bench) -> None:
    bench.begin()
    bench.walk_to(APPEAL)
    bench.press("x", "s")
    bench.press(Qt.Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)
    bench.press("n")
    bench.until(bench.window.parts.reader.isVisible)
    assert APPEAL not in bench.text(1)
    assert APPEAL in bench.text(2)
    assert bench.library.repairing.of_site("example.org") is None


def test_a_click_drops_a_block_and_another_brings_it_back(bench: Bench) -> None:
    bench.begin()
    draft = bench.pane.draft
    assert draft is not None
    bench.walk_to(TEXTS[1])
    view = bench.pane.focusProxy()
    assert view is not None
    number = bench.part(TEXTS[1])
    for changed in ((number,), ()):
        place = bench.pane.place_of(number).center().toPoint()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)  # type: ignore[attr-defined]
        assert draft.changed == changed
    bench.press(Qt.Key.Key_Escape)
    bench.until(bench.window.parts.reader.isVisible)


def test_what_was_not_applied_waits_while_another_page_is_read(bench: Bench) -> None:
    bench.begin()
    bench.walk_to(APPEAL)
    bench.press("x")
    bench.window.navigation.read(bench.page(2))
    bench.until(lambda: "was not applied" in bench.window.messages.text)
    bench.window.navigation.read(bench.page(1))
    bench.until(
        lambda: bench.window.open_page.page is not None and bench.window.open_page.page.title == "Day 1"
    )
    bench.window.parts.turn_to_article()
    bench.press("x")
    assert bench.pane.isVisible()
    assert bench.pane.draft is not None
    assert bench.pane.draft.changed == (bench.part(APPEAL),)
    bench.press(Qt.Key.Key_Escape, "n")
    bench.until(bench.window.parts.reader.isVisible)


def test_another_page_is_not_repaired_before_the_first_one_is_done_with(bench: Bench) -> None:
    bench.begin()
    bench.walk_to(APPEAL)
    bench.press("x")
    bench.window.navigation.read(bench.page(2))
    bench.until(lambda: "was not applied" in bench.window.messages.text)
    bench.window.parts.turn_to_article()
    bench.press("x")
    assert bench.pane.asks
    assert bench.pane.opened is not None
    assert bench.pane.opened.page.title == "Day 1"
    bench.press("n")
    bench.until(bench.window.parts.reader.isVisible)


def test_the_window_asks_before_it_closes_over_a_repair(bench: Bench) -> None:
    bench.begin()
    bench.walk_to(APPEAL)
    bench.press("x")
    assert not bench.window.close()
    assert bench.pane.asks
    bench.press("n")
    bench.until(bench.window.parts.reader.isVisible)


def test_keys_of_a_layout_without_latin_letters_hold_by_their_place(bench: Bench) -> None:
    bench.begin()
    draft = bench.pane.draft
    assert draft is not None
    bench.walk_to(APPEAL)
    widget = bench.window.focusWidget()
    assert widget is not None
    code = 45 + (8 if sys.platform.startswith("linux") else 0)  # the place of X
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        modifiers = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(widget, QKeyEvent(kind, 0x0427, modifiers, code, 0, 0, "ч"))
    assert draft.changed == (bench.part(APPEAL),)
    bench.press("z", Qt.Key.Key_Escape)
    bench.until(bench.window.parts.reader.isVisible)
