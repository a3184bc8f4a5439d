"""Imports as they run in the window."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from tests.app.saved_pages import write_shelf
from tests.gui.pressing import press

from postil.app.import_report import ImportReport, ImportRow, Outcome
from postil.app.import_survey import FEW_FILES
from postil.gui.dialogs.batch import BatchDialog
from postil.gui.dialogs.import_card import ImportCard
from postil.jobs import Cancelled, Progress
from postil.model.page import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytestqt.qtbot import QtBot

    from postil.app.library import Library
    from postil.gui.window import MainWindow
    from postil.live_settings import LiveSettings

pytestmark = pytest.mark.gui


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A folder of so many pages that there is a question before they come in."""
    folder = write_shelf(tmp_path / "many")
    for number in range(FEW_FILES):
        (folder / f"note-{number:02}.txt").write_text(f"Note {number}\n\nFigs, {number}.\n", encoding="utf-8")
    (folder / "wall.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\1")
    return folder


class Steered:
    """An import that goes as far as it is told."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.chosen: list[tuple[Path, ...]] = []

    def add(self, chosen: Sequence[Path], progress: Progress, **_how: object) -> ImportReport:
        self.chosen.append(tuple(chosen))
        rows = tuple(ImportRow(Path(f"{number}.html"), Outcome.IMPORTED) for number in range(100))
        try:
            progress.step(40, 100, "39.html")
            self.go_on.wait(10)
            progress.step(40, 100, "39.html")
            progress.step(100, 100, "99.html")
        except Cancelled:
            return ImportReport(rows[:40], cancelled=True)
        return ImportReport(rows)


@pytest.fixture
def steered(library: Library, monkeypatch: pytest.MonkeyPatch) -> Iterator[Steered]:
    made = Steered()
    monkeypatch.setattr(library.importing, "add", made.add)
    yield made
    made.go_on.set()


def active(qtbot: QtBot, kind: type) -> BatchDialog | ImportCard:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), kind))
    found = QApplication.activeWindow()
    assert isinstance(found, BatchDialog | ImportCard)
    return found


def button(dialog: BatchDialog | ImportCard, text: str) -> QPushButton:
    return next(each for each in dialog.findChildren(QPushButton) if each.text() == text)


def back_in(window: MainWindow, qtbot: QtBot) -> None:
    """A dialog has closed: offscreen, no window manager gives the focus back."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def test_a_few_pages_come_in_without_a_question_or_a_dialog(
    window: MainWindow, library: Library, tmp_path: Path, qtbot: QtBot
) -> None:
    window.arrivals.imports.add((write_shelf(tmp_path / "few"),))
    qtbot.waitUntil(lambda: window.messages.text == "2 pages imported")
    assert QApplication.activeWindow() is window
    assert len(library.reading.page_ids(Place())) == 5
    assert not window.parts.side.import_work.isVisible()
    window.commands.fire("import.report")
    dialog = active(qtbot, BatchDialog)
    assert isinstance(dialog, BatchDialog)
    assert dialog.report.model.rowCount() == 2
    press(Qt.Key.Key_J, Qt.Key.Key_Return)
    back_in(window, qtbot)
    qtbot.waitUntil(lambda: window.open_page.page is not None)


def test_a_link_is_opened_and_its_page_says_where_its_highlights_are(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    address, words = "https://quay.example/ferry", "The ferry left before the lamps were out."
    row = {
        "id": "f1",
        "uri": address,
        "user": "acct:me@hypothes.is",
        "created": "2025-01-01T10:00:00+00:00",
        "updated": "2025-01-01T10:00:00+00:00",
        "text": "",
        "tags": [],
        "document": {"title": ["The ferry"]},
        "target": [{"source": address, "selector": [{"type": "TextQuoteSelector", "exact": words}]}],
    }
    export, saved = tmp_path / "marks.json", tmp_path / "ferry.html"
    export.write_text(
        json.dumps({"export_date": "2025-01-02", "client_version": "1.1", "annotations": [row]}),
        encoding="utf-8",
    )
    rest = " ".join(f"On day {day} it carried barley and came back with slate." for day in range(1, 40))
    saved.write_text(
        f'<title>The ferry</title><link rel="canonical" href="{address}">'
        f"<article><h1>The ferry</h1><p>{words}</p><p>{rest}</p></article>",
        encoding="utf-8",
    )
    window.arrivals.imports.add((export,), ask=False)
    qtbot.waitUntil(lambda: window.messages.text.startswith("1 link, 1 highlight. Links wait"), timeout=25000)
    back_in(window, qtbot)
    press(Qt.Key.Key_G, Qt.Key.Key_W)
    qtbot.waitUntil(lambda: window.parts.list.view.model().rowCount() == 1)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.open_page.page is not None)
    press(Qt.Key.Key_R)  # at once, without a warning of a browser that will not be opened
    qtbot.waitUntil(lambda: window.messages.text.startswith("Only the link to this page is here."))
    window.arrivals.imports.add((saved,))
    told = "“The ferry” imported. 1 highlight that waited for it has its place now."
    qtbot.waitUntil(lambda: window.messages.text == told)


def test_one_that_cannot_be_read_says_why(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "wall.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\1")
    window.arrivals.imports.add((tmp_path / "wall.png",))
    qtbot.waitUntil(lambda: window.messages.text == "wall.png: This is an image, not a saved page.")


def test_many_are_counted_first_and_enter_imports_them(
    window: MainWindow, library: Library, many: Path, qtbot: QtBot
) -> None:
    window.arrivals.imports.add((many,))
    card = active(qtbot, ImportCard)
    assert isinstance(card, ImportCard)
    assert card.yes.hasFocus()
    press(Qt.Key.Key_Return)
    dialog = active(qtbot, BatchDialog)
    assert isinstance(dialog, BatchDialog)
    qtbot.waitUntil(lambda: not dialog.running)
    assert dialog.isVisible(), "a file was left out: that is to be seen"
    assert len(library.reading.page_ids(Place())) == FEW_FILES + 5
    press(Qt.Key.Key_Escape)
    back_in(window, qtbot)


def test_escape_imports_nothing(window: MainWindow, library: Library, many: Path, qtbot: QtBot) -> None:
    window.arrivals.imports.add((many,))
    active(qtbot, ImportCard)
    press(Qt.Key.Key_Escape)
    back_in(window, qtbot)
    assert len(library.reading.page_ids(Place())) == 3


def test_looking_first_writes_nothing_and_leads_to_the_import(
    window: MainWindow, library: Library, many: Path, qtbot: QtBot
) -> None:
    window.arrivals.imports.add((many,))
    card = active(qtbot, ImportCard)
    assert isinstance(card, ImportCard)
    press(Qt.Key.Key_Tab)
    assert card.look.hasFocus()
    press(Qt.Key.Key_Return)
    dialog = active(qtbot, BatchDialog)
    assert isinstance(dialog, BatchDialog)
    qtbot.waitUntil(lambda: not dialog.running)
    assert dialog.windowTitle() == "Look first"
    assert len(library.reading.page_ids(Place())) == 3
    qtbot.waitUntil(button(dialog, "Import them").hasFocus)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(library.reading.page_ids(Place())) == FEW_FILES + 5)


@pytest.mark.parametrize(("wish", "asked"), [("on", True), ("off", False)])
def test_the_question_can_be_always_or_never(  # noqa: PLR0917 - fixtures are asked for by name
    window: MainWindow,
    settings: LiveSettings,
    steered: Steered,
    many: Path,
    qtbot: QtBot,
    wish: str,
    *,
    asked: bool,
) -> None:
    settings.change(look_first=wish)
    window.arrivals.imports.add((many / "walls.html",) if asked else (many,))
    active(qtbot, ImportCard if asked else BatchDialog)
    assert bool(steered.chosen) is not asked
    press(Qt.Key.Key_Escape)


def test_what_another_program_hands_over_is_not_asked_about(
    window: MainWindow, steered: Steered, many: Path, qtbot: QtBot
) -> None:
    window.open_requested((many,), None)
    active(qtbot, BatchDialog)
    assert steered.chosen == [(many,)]


def test_in_the_background_it_is_told_and_shown_again(
    window: MainWindow, steered: Steered, many: Path, qtbot: QtBot
) -> None:
    window.open_requested((many,), None)
    dialog = active(qtbot, BatchDialog)
    assert isinstance(dialog, BatchDialog)
    work = window.parts.side.import_work
    press(Qt.Key.Key_Escape)
    back_in(window, qtbot)
    qtbot.waitUntil(lambda: work.isVisible() and work.text == "Importing 40 of 100")
    window.commands.fire("import.pause")
    assert dialog.paused
    assert work.text == "Paused: Importing 40 of 100"
    window.commands.fire("import.report")
    assert dialog.isVisible()
    assert not work.isVisible()
    button(dialog, "Go on").click()
    assert not dialog.paused
    press(Qt.Key.Key_Escape)
    steered.go_on.set()
    qtbot.waitUntil(lambda: window.messages.text == "100 pages imported")
    assert not work.isVisible()


def test_what_was_cut_short_is_offered_and_gone_on_with(
    window: MainWindow, library: Library, steered: Steered, many: Path, qtbot: QtBot
) -> None:
    window.open_requested((many,), None)
    dialog = active(qtbot, BatchDialog)
    qtbot.waitUntil(lambda: isinstance(dialog, BatchDialog) and dialog.told.startswith("Importing 40"))
    button(dialog, "Cancel").click()
    steered.go_on.set()
    qtbot.waitUntil(lambda: any(each.text() == "Go on" for each in dialog.findChildren(QPushButton)))
    press(Qt.Key.Key_Escape)
    back_in(window, qtbot)
    window.arrivals.imports.runs.offer_unfinished()
    assert window.messages.text == "The import of “many” was cut short: 60 of 100 left."
    window.commands.fire("import.go-on")
    qtbot.waitUntil(lambda: steered.chosen == [(many,), (many,)])
    qtbot.waitUntil(lambda: window.messages.text == "100 pages imported")
    assert library.import_resuming.unfinished() == ()
    window.commands.fire("import.go-on")
    assert window.messages.text == "No import was cut short."


def test_what_was_cut_short_can_be_given_up(
    window: MainWindow, library: Library, steered: Steered, many: Path, qtbot: QtBot
) -> None:
    window.open_requested((many,), None)
    dialog = active(qtbot, BatchDialog)
    qtbot.waitUntil(lambda: isinstance(dialog, BatchDialog) and dialog.told.startswith("Importing 40"))
    button(dialog, "Cancel").click()
    steered.go_on.set()
    qtbot.waitUntil(lambda: isinstance(dialog, BatchDialog) and not dialog.running)
    assert library.import_resuming.unfinished()
    window.commands.fire("import.give-up")
    assert library.import_resuming.unfinished() == ()
    window.arrivals.imports.runs.offer_unfinished()
    assert window.messages.text == "The import is given up; what came in stays."


def test_without_an_import_the_commands_say_so(window: MainWindow) -> None:
    for command, told in (
        ("import.report", "Nothing was imported since Postil was opened."),
        ("import.pause", "No import is going on."),
        ("import.go-on", "No import was cut short."),
        ("import.give-up", "No import was cut short."),
    ):
        window.commands.fire(command)
        assert window.messages.text == told
