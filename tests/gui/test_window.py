"""The whole window, driven by real keys on a real library."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from tests.gui.pages import BEES, html
from tests.gui.pressing import press, type_text

from postil.commands import COMMANDS
from postil.gui.dialogs.batch import BatchDialog
from postil.gui.dialogs.exports import ExportDialog
from postil.gui.dialogs.preferences import Preferences
from postil.gui.dialogs.tags import TagEditor
from postil.jobs import Progress
from postil.model.annotation import Color
from postil.model.page import Place, Status

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from postil.app.library import Library
    from postil.gui.window import MainWindow
    from postil.live_settings import LiveSettings
    from postil.model.page import Page

pytestmark = pytest.mark.gui

NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


def back_in(window: MainWindow, qtbot: QtBot) -> None:
    """A dialog has closed: offscreen, no window manager gives the focus back."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)


def titles(window: MainWindow) -> list[str]:
    listed = window.parts.list.model
    return [listed.index(row).data() for row in range(listed.rowCount())]


def page_called(library: Library, title: str) -> Page:
    rows = library.reading.pages(library.reading.page_ids(Place()))
    return next(page for page in rows.values() if page.title == title)


def open_page(window: MainWindow, qtbot: QtBot, title: str) -> None:
    window.parts.list.make_current(page_called(window._library, title).id)
    with qtbot.waitSignal(window.open_page.shown):
        press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.scopes(QApplication.focusWidget() or window)[0] == "reader")


def dialog(qtbot: QtBot, kind: type) -> BatchDialog | ExportDialog | TagEditor | Preferences:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), kind))
    found = QApplication.activeWindow()
    assert isinstance(found, BatchDialog | ExportDialog | TagEditor | Preferences)
    return found


def test_an_evening_with_the_keyboard(
    window: MainWindow, library: Library, qtbot: QtBot, tmp_path: Path
) -> None:
    """Import, open, highlight, note, undo, search, open at the hit, export: not once the mouse."""
    saved = tmp_path / "more" / "rain.html"
    saved.parent.mkdir()
    saved.write_text(html("Rain on the roof", BEES[::-1]), encoding="utf-8")

    # Import: the file comes as a desktop hands it over; nothing stands in the way meanwhile.
    window.open_requested((saved,), None)
    qtbot.waitUntil(lambda: window.messages.text == "“Rain on the roof” imported")
    qtbot.waitUntil(lambda: "Rain on the roof" in titles(window))

    # Open.
    open_page(window, qtbot, "Rain on the roof")
    assert window.windowTitle() == "Rain on the roof — Postil"

    # Highlight the next paragraph, then one with a note.
    page = page_called(library, "Rain on the roof")
    press(Qt.Key.Key_J, Qt.Key.Key_H)
    qtbot.waitUntil(lambda: len(library.annotating.placed(page.id)) == 1)
    first = library.annotating.placed(page.id)[0].annotation
    assert first.selectors.quote.exact in "\n".join(BEES)
    assert first.color is Color.YELLOW
    press(Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: len(library.annotating.placed(page.id)) == 2)
    type_text("ask the beekeeper /?")
    press(Qt.Key.Key_Return, held=CTRL)
    qtbot.waitUntil(
        lambda: (
            [placed.annotation.note for placed in library.annotating.placed(page.id)]
            == ["", "ask the beekeeper /?"]
        )
    )

    # Undo three times (note, highlight, highlight), redo all.
    window.parts.reader.setFocus()
    press(Qt.Key.Key_Z, Qt.Key.Key_Z, Qt.Key.Key_Z)
    assert library.annotating.placed(page.id) == ()
    press(Qt.Key.Key_Z, Qt.Key.Key_Z, Qt.Key.Key_Z, held=SHIFT)
    assert len(library.annotating.placed(page.id)) == 2

    # Search as one types, and open the note's page at the hit.
    library.indexing.drain(Progress())
    press(Qt.Key.Key_Slash)
    type_text("beekeeper")
    found = window.parts.search
    qtbot.waitUntil(lambda: any(hit.annotation for hit in found.model.hits))
    qtbot.waitUntil(lambda: all("eekeeper" in hit.snippet.text for hit in found.model.hits))
    with qtbot.waitSignal(window.open_page.shown):
        press(Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.scopes(QApplication.focusWidget() or window)[0] == "hits")
    press(Qt.Key.Key_N)
    press(Qt.Key.Key_N, held=SHIFT)
    assert len(library.annotating.placed(page.id)) == 2, "n walks the hits while they are shown"
    press(Qt.Key.Key_Escape)
    assert not window.open_page.hits_shown

    # Export all notes.
    press(Qt.Key.Key_E, held=CTRL | SHIFT)
    exporting = dialog(qtbot, ExportDialog)
    assert isinstance(exporting, ExportDialog)
    exporting.form.place.line.selectAll()
    type_text(str(tmp_path / "notes"))
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(exporting.outcome.isVisible)
    (note,) = (tmp_path / "notes").glob("*.md")
    assert "ask the beekeeper" in note.read_text(encoding="utf-8")
    exporting.reject()


def test_pages_are_archived_starred_and_thrown_away_with_a_way_back(
    window: MainWindow, library: Library, qtbot: QtBot
) -> None:
    first = titles(window)[0]
    press(Qt.Key.Key_E)
    qtbot.waitUntil(lambda: first not in titles(window))
    assert page_called(library, first).status is Status.ARCHIVE
    assert window.messages.text == f"“{first}” archived"
    press(Qt.Key.Key_Z)
    qtbot.waitUntil(lambda: first in titles(window))

    press(Qt.Key.Key_X, Qt.Key.Key_J, Qt.Key.Key_X, Qt.Key.Key_S)
    assert len(library.reading.page_ids(Place(starred=True))) == 2
    assert window.messages.text == "2 pages starred"
    press(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(titles(window)) == 1)
    press(Qt.Key.Key_G, Qt.Key.Key_T)
    qtbot.waitUntil(lambda: len(titles(window)) == 2)
    window.commands.fire("page.restore")
    qtbot.waitUntil(lambda: len(titles(window)) == 1)


def test_places_by_keys_and_back(window: MainWindow, qtbot: QtBot) -> None:
    press(Qt.Key.Key_G, Qt.Key.Key_L)
    assert window.listing.spot.title == "All pages"
    press(Qt.Key.Key_G, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: titles(window) == [])
    press(Qt.Key.Key_Left, held=ALT)
    qtbot.waitUntil(lambda: len(titles(window)) == 3)
    press(Qt.Key.Key_Right, held=ALT)
    qtbot.waitUntil(lambda: titles(window) == [])


def test_tags_by_keys(window: MainWindow, library: Library, qtbot: QtBot) -> None:
    page = page_called(library, "What bees know")
    window.parts.list.make_current(page.id)
    press(Qt.Key.Key_L)
    editor = dialog(qtbot, TagEditor)
    type_text("science/bees")
    press(Qt.Key.Key_Return)
    type_text("summer,")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not editor.isVisible())
    assert set(library.reading.page(page.id).tags) == {"science/bees", "summer"}
    back_in(window, qtbot)
    press(Qt.Key.Key_K, held=CTRL)
    type_text("#summ")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: titles(window) == ["What bees know"])
    press(Qt.Key.Key_Z)
    assert library.reading.page(page.id).tags == ()


def test_highlights_are_listed_opened_and_removed(window: MainWindow, library: Library, qtbot: QtBot) -> None:
    page = page_called(library, "What bees know")
    highlight = library.annotating.highlight(page.id, 0, 10, color=Color.BLUE, note="Listen")
    press(Qt.Key.Key_G, Qt.Key.Key_H)
    pane = window.parts.highlights
    qtbot.waitUntil(lambda: pane.model.rowCount() == 2)
    press(Qt.Key.Key_Y)
    assert highlight.selectors.quote.exact in QGuiApplication.clipboard().text()
    with qtbot.waitSignal(window.open_page.shown):
        press(Qt.Key.Key_Return)
    press(Qt.Key.Key_U)
    press(Qt.Key.Key_D)
    qtbot.waitUntil(lambda: pane.model.rowCount() == 0)
    assert window.messages.text == "1 highlight removed"
    press(Qt.Key.Key_Z)
    qtbot.waitUntil(lambda: pane.model.rowCount() == 2)


def test_the_palette_finds_commands_and_pages(
    window: MainWindow, settings: LiveSettings, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_K, held=CTRL)
    type_text("theme sep")
    press(Qt.Key.Key_Return)
    assert settings.value.theme == "sepia"
    press(Qt.Key.Key_K, held=CTRL)
    type_text("swallows")
    qtbot.waitUntil(
        lambda: any(entry.title == "The water works" for entry in window.palette_card.model.entries)
    )
    row = [entry.title for entry in window.palette_card.model.entries].index("The water works")
    press(*([Qt.Key.Key_Down] * row))
    with qtbot.waitSignal(window.open_page.shown):
        press(Qt.Key.Key_Return)
    assert window.open_page.page is not None
    assert window.open_page.page.title == "The water works"


def test_while_a_card_is_open_the_window_hears_no_keys(window: MainWindow) -> None:
    press(Qt.Key.Key_Question)
    assert window.keyboard.help.isVisible()
    press(Qt.Key.Key_E)
    assert len(titles(window)) == 3
    press(Qt.Key.Key_Escape)
    assert not window.keyboard.help.isVisible()
    assert QApplication.focusWidget() is window.parts.list.view


def test_escape_unwinds_the_search(window: MainWindow) -> None:
    press(Qt.Key.Key_Slash)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    type_text("e")
    press(Qt.Key.Key_Escape)
    assert window.parts.search.field.text() == ""
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is window.parts.list.view


def test_f6_goes_through_the_panes(window: MainWindow, qtbot: QtBot) -> None:
    open_page(window, qtbot, "What bees know")
    seen = []
    for _ in range(3):
        press(Qt.Key.Key_F6)
        focus = QApplication.focusWidget()
        assert focus is not None
        seen.append(window.parts.scope_of(focus))
    assert seen == ["places", "list", "reader"]
    press(Qt.Key.Key_F6, held=SHIFT)
    assert window.parts.scope_of(QApplication.focusWidget() or window) == "list"


def test_the_left_side_hides_and_comes_back(window: MainWindow, settings: LiveSettings, qtbot: QtBot) -> None:
    open_page(window, qtbot, "What bees know")
    press(Qt.Key.Key_BracketLeft)
    assert not window.parts.middle.isVisible()
    assert not settings.value.left_shown
    press(Qt.Key.Key_U)
    assert window.parts.middle.isVisible()
    assert QApplication.focusWidget() is window.parts.list.view


def test_hidden_with_nothing_open_the_left_side_leaves_an_empty_page(window: MainWindow) -> None:
    press(Qt.Key.Key_BracketLeft)
    assert window.parts.article.currentWidget() is not window.parts.reader
    press(Qt.Key.Key_BracketLeft)
    assert window.parts.middle.isVisible()


def test_settings_change_at_once(window: MainWindow, settings: LiveSettings, qtbot: QtBot) -> None:
    press(Qt.Key.Key_Comma, held=CTRL)
    shown = dialog(qtbot, Preferences)
    press(Qt.Key.Key_Tab)  # from the language to the theme
    press(Qt.Key.Key_Down)
    assert settings.value.theme == "sepia"
    shown.reject()
    back_in(window, qtbot)
    press(Qt.Key.Key_Plus)
    assert settings.value.text_size == 21
    press(Qt.Key.Key_BracketRight)
    assert not settings.value.margin_shown


def test_files_may_be_dropped_anywhere(
    window: MainWindow, library: Library, qtbot: QtBot, tmp_path: Path
) -> None:
    saved = tmp_path / "dropped.html"
    saved.write_text(html("Dropped from the sky", BEES), encoding="utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(saved)), QUrl("https://example.org/")])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    entering = QDragEnterEvent(QPoint(300, 300), copy, mime, left, NONE)
    QApplication.sendEvent(window, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(300, 300), copy, mime, left, NONE))
    qtbot.waitUntil(lambda: "Dropped from the sky" in titles(window))
    assert page_called(library, "Dropped from the sky").status is Status.INBOX


def test_a_link_opens_its_page(window: MainWindow, library: Library, qtbot: QtBot) -> None:
    page = page_called(library, "People who fold maps")
    with qtbot.waitSignal(window.open_page.shown):
        window.open_requested((), f"postil://page/{page.id}")
    assert window.open_page.page is not None
    assert window.open_page.page.id == page.id


def test_where_one_was_is_kept_when_the_window_closes(
    window: MainWindow, library: Library, qtbot: QtBot
) -> None:
    open_page(window, qtbot, "What bees know")
    page = page_called(library, "What bees know")
    window.parts.reader.position_changed.emit(120, 0.6)
    window.close()
    kept = library.reading.page(page.id)
    assert (kept.position, kept.progress) == (120, 0.6)


def test_the_first_start_leads_through_the_samples_to_the_manual(
    empty_window: MainWindow, qtbot: QtBot
) -> None:
    welcome = empty_window.parts.welcome
    assert welcome.isVisible()
    qtbot.waitUntil(welcome.files.hasFocus)
    press(Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    with qtbot.waitSignal(empty_window.open_page.shown) as shown:
        press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: empty_window.scopes(QApplication.focusWidget() or welcome)[0] == "reader")
    qtbot.waitUntil(lambda: empty_window.parts.list.current() == shown.args[0].id)
    assert not welcome.isVisible()
    assert empty_window.scopes(QApplication.focusWidget() or welcome)[0] == "reader"


def test_every_command_does_something(window: MainWindow) -> None:
    assert window.commands._deeds.keys() == {command.id for command in COMMANDS}


def test_enter_presses_the_button_that_has_the_focus(empty_window: MainWindow, qtbot: QtBot) -> None:
    welcome = empty_window.parts.welcome
    welcome.samples.setFocus()
    with qtbot.waitSignal(welcome.samples_wanted):
        QTest.keyClick(welcome.samples, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: empty_window.open_page.page is not None)


def test_an_empty_trash_is_not_offered_to_be_emptied(
    window: MainWindow, library: Library, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_G, Qt.Key.Key_T)
    strip = window.parts.list.trash
    qtbot.waitUntil(strip.isVisible)
    assert not strip.empty_button.isVisible()
    assert not window.commands.is_enabled("trash.empty")
    page = page_called(library, "The water works")
    highlight = library.annotating.highlight(page.id, 5, 30, color=Color.RED)
    library.annotating.remove((highlight.id,))
    qtbot.waitUntil(strip.empty_button.isVisible)
    assert window.commands.is_enabled("trash.empty"), "a removed highlight is in the trash, too"
