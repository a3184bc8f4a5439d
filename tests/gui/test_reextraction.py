"""A newer extractor, seen: offered, run, reported; the open page turns to its new text; versions chosen."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from tests.app.later import use_later
from tests.gui.pages import BEES, WATER
from tests.gui.pressing import press, type_text
from tests.gui.test_window import CTRL, back_in, open_page, page_called

from postil.gui.dialogs.batch import BatchDialog
from postil.gui.dialogs.versions import VersionsDialog
from postil.jobs import Progress
from postil.model.annotation import AnchorState, Color
from postil.model.page import Place

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.app.library import Library
    from postil.app.reading import OpenArticle
    from postil.gui.window import MainWindow
    from postil.live_settings import LiveSettings
    from postil.model.ids import PageId

pytestmark = pytest.mark.gui

NEW = "A sentence that the older extractor did not see."


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """A later extractor: it finds a new first paragraph in one page, and loses the last one of another."""
    edits = [(f"<p>{WATER[0]}", f"<p>{NEW}</p><p>{WATER[0]}"), (BEES[3], "")]
    use_later(monkeypatch, edits)


@pytest.fixture
def older(later: None, library: Library) -> Library:
    """A library whose pages are of an older extractor, with a highlight on each of two pages."""
    for title, words in (("The water works", WATER[1]), ("What bees know", BEES[3])):
        page = page_called(library, title)
        library.annotating.highlight_quote(page.id, words, color=Color.GREEN)
    return library


def seen(widget: QWidget, text: str) -> bool:
    return any(label.isVisible() and text in label.text() for label in widget.findChildren(QLabel))


def button(widget: QWidget, text: str) -> QPushButton:
    return next(each for each in widget.findChildren(QPushButton) if each.text() == text)


def fire(window: MainWindow, qtbot: QtBot, words: str) -> None:
    """Find a command in the palette and do it."""
    press(Qt.Key.Key_K, held=CTRL)
    qtbot.waitUntil(window.palette_card.isVisible)
    type_text(words)
    press(Qt.Key.Key_Return)


def reextract(window: MainWindow, qtbot: QtBot) -> BatchDialog:
    """Start it from the palette, and wait for its end."""
    qtbot.waitUntil(lambda: window.commands.is_enabled("library.reextract"))
    fire(window, qtbot, "Re-extract older")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), BatchDialog))
    dialog = QApplication.activeWindow()
    assert isinstance(dialog, BatchDialog)
    qtbot.waitUntil(lambda: not dialog.running)
    return dialog


def test_a_library_of_todays_extractor_is_offered_nothing(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.reextraction.offered) as offered:
        window.reextraction.look()
    assert offered.args == [0]
    assert not window.commands.is_enabled("library.reextract")
    assert not seen(window, "older extractor")


def test_it_is_offered_and_put_off(older: Library, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: seen(window, "3 pages read by an older extractor"))
    focus = QApplication.focusWidget()
    assert focus is not None
    assert window.parts.list.isAncestorOf(focus), "an offer takes no focus"
    button(window, "Not now").click()
    assert not seen(window, "older extractor")
    assert window.commands.is_enabled("library.reextract"), "it can still be asked for"
    assert older.reextracting.pending() == 3, "nothing begins without asking"


def test_the_report_tells_of_every_page(older: Library, window: MainWindow, qtbot: QtBot) -> None:
    dialog = reextract(window, qtbot)
    assert seen(dialog, "1 page updated, 1 unchanged, 1 with its older text")
    (problem,) = [dialog.report.model.index(0, column).data() for column in range(3)][:1]
    assert problem == "What bees know"
    press(Qt.Key.Key_Escape)
    back_in(window, qtbot)
    qtbot.waitUntil(lambda: not window.commands.is_enabled("library.reextract"))
    assert not seen(window, "older extractor")
    assert older.reextracting.pending() == 0


def test_the_open_page_turns_to_its_new_text_in_place(
    older: Library, window: MainWindow, settings: LiveSettings, qtbot: QtBot
) -> None:
    settings.change(text_size=40)  # so that the page is higher than the window
    window.resize(700, 400)
    open_page(window, qtbot, "The water works")
    page = page_called(older, "The water works")
    text = older.reading.view(page.id).text
    window.open_page.keep_position()
    window.parts.reader.go_to(text.index(WATER[3]))
    before = window.parts.reader.position()[0]
    assert before > 0
    with qtbot.waitSignal(window.open_page.shown) as shown:
        dialog = reextract(window, qtbot)
    assert shown.args[0].version == older.reading.page(page.id).version != page.version
    press(Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    moved = window.parts.reader.position()[0]
    assert moved == before + len(NEW) + 1, "the line that stood first still does"
    # A highlight that is made now counts in the new text, and the older one is where it was.
    back_in(window, qtbot)
    window.parts.reader.setFocus()
    press(Qt.Key.Key_G, Qt.Key.Key_G, Qt.Key.Key_H)
    qtbot.waitUntil(lambda: len(older.annotating.placed(page.id)) == 2)
    article = older.reading.view(page.id)
    quoted = [article.text[each.start : each.end] for each in article.placed]
    assert quoted == [NEW, WATER[1]]


def test_a_new_text_that_takes_long_to_open_is_opened_once(
    older: Library, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Writing down the place is a change, too: it must not begin the opening anew, for ever."""
    open_page(window, qtbot, "The water works")
    page = page_called(older, "The water works")
    opened: list[PageId] = []
    open_at_once = older.reading.open

    def open_slowly(wanted: PageId) -> OpenArticle:
        opened.append(wanted)
        time.sleep(0.4)
        return open_at_once(wanted)

    monkeypatch.setattr(older.reading, "open", open_slowly)
    window.parts.reader.position_changed.emit(42, 0.25)
    with qtbot.waitSignal(window.open_page.shown) as shown:
        older.reextracting.page(page.id)
    assert shown.args[0].version == older.reading.page(page.id).version
    qtbot.wait(200)
    assert opened == [page.id]


def test_a_hit_on_a_highlight_of_the_older_text_opens_at_its_words(
    older: Library, window: MainWindow, settings: LiveSettings, qtbot: QtBot
) -> None:
    settings.change(text_size=40)
    window.resize(700, 400)
    page = page_called(older, "The water works")
    text = older.reading.view(page.id).text
    start = text.index(WATER[3])
    older.annotating.highlight(page.id, start, start + len(WATER[3]), color=Color.RED)
    older.reextracting.run([page.id], Progress())
    older.indexing.drain()
    results = older.finding.search("quote:autumn")
    (hit,) = results.hits
    assert hit.start is None, "its place in the older text is none in the newer one"
    opened: list[OpenArticle] = []
    window.open_page.open_hit(hit, results, opened.append)
    qtbot.waitUntil(lambda: bool(opened))
    assert window.parts.reader.position()[0] > len(NEW), "the last paragraph is in view, not the first"


def test_a_note_that_is_being_written_is_not_closed(older: Library, window: MainWindow, qtbot: QtBot) -> None:
    window.open_page._turn_later.setInterval(50)
    open_page(window, qtbot, "The water works")
    page = page_called(older, "The water works")
    press(Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: window.parts.reader.is_writing)
    type_text("half a no")
    older.reextracting.page(page.id)
    qtbot.wait(200)
    assert window.parts.reader.is_writing
    type_text("te")
    with qtbot.waitSignal(window.open_page.shown):
        press(Qt.Key.Key_Return, held=CTRL)
    notes = {each.annotation.note for each in older.annotating.placed(page.id)}
    assert "half a note" in notes
    assert window.open_page.page is not None
    assert window.open_page.page.version == older.reading.page(page.id).version


def test_it_goes_on_in_the_background_and_steps_aside(
    older: Library, window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: seen(window, "older extractor"))
    older.reextracting.pause()  # so that it is still going on when the dialog is closed
    button(window, "Re-extract").click()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), BatchDialog))
    dialog = QApplication.activeWindow()
    assert isinstance(dialog, BatchDialog)
    press(Qt.Key.Key_Return)
    assert not dialog.isVisible()
    back_in(window, qtbot)
    assert window.reextraction.running
    assert window.commands.is_enabled("library.reextract"), "it brings the dialog back, to cancel"
    press(Qt.Key.Key_J)  # the person works; some time after that it goes on
    assert window.reextraction._aside.isActive()
    with qtbot.waitSignal(dialog.ended):
        pass
    assert window.messages.text == "1 page updated, 1 unchanged, 1 with its older text"
    assert older.reextracting.pending() == 0


def test_cancelled_it_can_be_begun_again(older: Library, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.commands.is_enabled("library.reextract"))
    older.reextracting.pause()
    fire(window, qtbot, "Re-extract older")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), BatchDialog))
    dialog = QApplication.activeWindow()
    assert isinstance(dialog, BatchDialog)
    button(dialog, "Cancel").click()
    qtbot.waitUntil(lambda: not dialog.running)
    assert seen(dialog, "Stopped.")
    dialog.close()
    back_in(window, qtbot)
    qtbot.waitUntil(lambda: window.commands.is_enabled("library.reextract"))
    assert older.reextracting.pending() > 0
    reextract(window, qtbot)
    assert older.reextracting.pending() == 0


def test_an_older_version_is_chosen_by_keys_and_undone(
    older: Library, window: MainWindow, qtbot: QtBot
) -> None:
    page = page_called(older, "What bees know")
    older.reextracting.run([page.id], Progress())
    open_page(window, qtbot, "What bees know")
    fire(window, qtbot, "Versions of this page")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), VersionsDialog))
    press(Qt.Key.Key_Up)  # the newest, which lacks the highlighted words
    with qtbot.waitSignal(window.open_page.shown):
        press(Qt.Key.Key_Return)
    assert BEES[3] not in older.reading.view(page.id).text
    (lost,) = older.annotating.placed(page.id)
    assert lost.annotation.state is AnchorState.NOT_FOUND
    assert lost.annotation.selectors.quote.exact == BEES[3]
    back_in(window, qtbot)
    qtbot.waitUntil(lambda: window.messages.text == "Another version is read")
    window.parts.reader.setFocus()
    with qtbot.waitSignal(window.open_page.shown):
        press(Qt.Key.Key_Z)
    (found,) = older.annotating.placed(page.id)
    assert found.annotation.state is AnchorState.ANCHORED
    assert older.reading.page(page.id).version == page.version


def test_the_version_that_is_read_already_is_no_choice(
    library: Library, window: MainWindow, qtbot: QtBot
) -> None:
    fire(window, qtbot, "Versions of this page")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), VersionsDialog))
    dialog = QApplication.activeWindow()
    assert isinstance(dialog, VersionsDialog)
    assert dialog.list.count() == 1
    assert "read now" in dialog.list.item(0).text()
    with qtbot.assertNotEmitted(dialog.chosen):
        press(Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert len(library.reading.page_ids(Place())) == 3
    assert library.undo.labels() == (None, None)
