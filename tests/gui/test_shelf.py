"""The library's side of the window, all by keys: filter, saved searches, tags, details, the trash."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from tests.gui.pressing import press, type_text

from postil.gui.details.fact_row import FactRow
from postil.gui.dialogs.edit_details import EditDetails
from postil.gui.dialogs.question import Question
from postil.gui.dialogs.rename_tag import RenameTag
from postil.gui.dialogs.saved_search import SavedSearchDialog
from postil.gui.library.spots import HIGHLIGHTS, INBOX, TRASH, tag_spot
from postil.model.annotation import Color
from postil.model.details import Correction
from postil.model.page import Place, Status

if TYPE_CHECKING:
    from typing import TypeVar

    from pytestqt.qtbot import QtBot

    from postil.app.library import Library
    from postil.gui.window import MainWindow
    from postil.live_settings import LiveSettings
    from postil.model.ids import PageId

    Kind = TypeVar("Kind", bound=QDialog)

pytestmark = pytest.mark.gui

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def titles(window: MainWindow) -> list[str]:
    listed = window.parts.list.model
    return [listed.index(row).data() for row in range(listed.rowCount())]


def dialog(qtbot: QtBot, kind: type[Kind]) -> Kind:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), kind))
    found = QApplication.activeWindow()
    assert isinstance(found, kind)
    return found


def back_in(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)


def go_to_places(window: MainWindow, qtbot: QtBot) -> None:
    while QApplication.focusWidget() is not window.parts.side.places:
        press(Qt.Key.Key_F6)


def ids(library: Library) -> tuple[PageId, ...]:
    return library.reading.page_ids(Place())


def test_letters_narrow_the_list_and_escape_lists_all_again(window: MainWindow, qtbot: QtBot) -> None:
    before = titles(window)
    type_text("\\bees")
    qtbot.waitUntil(lambda: titles(window) == ["What bees know"])
    assert window.parts.list._count.text() == "1 of 3"
    type_text(" no such")
    qtbot.waitUntil(lambda: titles(window) == [])
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: titles(window) == before)
    assert QApplication.focusWidget() is window.parts.list.view
    assert window.parts.list.filter.isHidden()


def test_enter_in_the_filter_opens_what_is_marked(window: MainWindow, qtbot: QtBot) -> None:
    press(Qt.Key.Key_F, held=CTRL)
    type_text("bees")
    qtbot.waitUntil(lambda: titles(window) == ["What bees know"])
    with qtbot.waitSignal(window.open_page.shown):
        press(Qt.Key.Key_Return)
    assert window.open_page.page is not None
    assert window.open_page.page.title == "What bees know"


def test_another_place_is_listed_whole(window: MainWindow, qtbot: QtBot) -> None:
    type_text("\\bees")
    qtbot.waitUntil(lambda: len(titles(window)) == 1)
    window.navigation.go(INBOX)
    qtbot.waitUntil(lambda: len(titles(window)) == 3)
    assert window.parts.list.filter.isHidden()


def test_a_search_is_kept_gone_to_renamed_moved_and_removed(
    window: MainWindow, library: Library, qtbot: QtBot
) -> None:
    type_text("/")
    type_text("bees")
    press(Qt.Key.Key_S, held=CTRL)
    keeping = dialog(qtbot, SavedSearchDialog)
    assert (keeping.name.text(), keeping.query.text()) == ("bees", "bees")
    keeping.name.setText("Of bees")
    press(Qt.Key.Key_Return)
    back_in(window, qtbot)
    qtbot.waitUntil(lambda: "bees" in library.search_history.recent())
    kept = library.saved_searches.keep("Maps", "map")
    places = window.parts.side.places
    qtbot.waitUntil(lambda: [each.name for each in places._searches] == ["Of bees", "Maps"])
    qtbot.waitUntil(lambda: _count(window, "Of bees") == library.finding.search("bees").total)
    press(Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    type_text("g2")
    assert window.parts.search.field.text() == "map ", "the last word is whole"
    assert window.listing.spot.search == kept
    go_to_places(window, qtbot)
    press(Qt.Key.Key_Up, held=ALT)
    assert [each.name for each in library.saved_searches.all()] == ["Maps", "Of bees"]
    press(Qt.Key.Key_F2)
    editing = dialog(qtbot, SavedSearchDialog)
    editing.name.setText("Of maps")
    press(Qt.Key.Key_Return)
    back_in(window, qtbot)
    qtbot.waitUntil(lambda: [each.name for each in places._searches] == ["Of maps", "Of bees"])
    go_to_places(window, qtbot)
    press(Qt.Key.Key_Delete)
    assert [each.name for each in library.saved_searches.all()] == ["Of bees"]
    assert window.listing.spot == INBOX
    window.deeds.undo()
    assert [each.name for each in library.saved_searches.all()] == ["Of maps", "Of bees"]


def test_a_kept_search_shows_as_many_hits_as_it_counts(
    window: MainWindow, library: Library, qtbot: QtBot
) -> None:
    """Its last word is whole, though one that is typed may go on."""
    begun = library.finding.search("be", typing=True).total
    assert begun > library.finding.search("be").total == library.finding.count("be")
    library.saved_searches.keep("Be", "be")
    qtbot.waitUntil(lambda: bool(window.parts.side.places._searches))
    type_text("g1")
    pane = window.parts.search
    qtbot.waitUntil(lambda: pane._results is not None and pane._results.query == "be ")
    assert pane._results is not None
    assert pane._results.total == library.finding.count("be")


def _count(window: MainWindow, name: str) -> int | None:
    model = window.parts.side.places.model()
    for row in range(model.rowCount()):
        if model.index(row, 0).data() == name:
            found: int | None = model.index(row, 0).data(Qt.ItemDataRole.UserRole + 1)
            return found
    return None


def test_a_tag_is_renamed_and_deleted_in_the_places(
    window: MainWindow, library: Library, settings: LiveSettings, qtbot: QtBot
) -> None:
    one, other, _third = ids(library)
    library.tagging.tag((one,), "craft/maps")
    library.tagging.tag((other,), "craft")
    window.navigation.go(tag_spot("craft"))
    qtbot.waitUntil(lambda: len(titles(window)) == 2)
    go_to_places(window, qtbot)
    press(Qt.Key.Key_Space)
    assert settings.value.folded_tags == "craft"
    press(Qt.Key.Key_Right)
    assert settings.value.folded_tags == ""
    press(Qt.Key.Key_F2)
    renaming = dialog(qtbot, RenameTag)
    assert renaming.told.text().startswith("2 pages have it. 1 tag below it comes along.")
    type_text("trade")
    press(Qt.Key.Key_Return)
    back_in(window, qtbot)
    qtbot.waitUntil(lambda: library.tagging.names() == ("trade", "trade/maps"))
    qtbot.waitUntil(lambda: window.listing.spot == tag_spot("trade"))
    go_to_places(window, qtbot)
    press(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: library.tagging.names() == ())
    qtbot.waitUntil(lambda: window.messages.text == "Deleted the tag #trade")
    window.deeds.undo()
    assert library.tagging.names() == ("trade", "trade/maps")


def test_to_a_tag_through_the_palette(window: MainWindow, library: Library, qtbot: QtBot) -> None:
    library.tagging.tag(ids(library)[:1], "craft/maps")
    type_text("g#")
    assert window.palette_card.isVisible()
    type_text("craft")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(titles(window)) == 1)
    assert window.listing.spot == tag_spot("craft")


def test_details_are_read_and_copied_by_keys(window: MainWindow, library: Library, qtbot: QtBot) -> None:
    page = library.reading.page(ids(library)[0])
    library.details.correct((page.id,), Correction(byline="A. Writer"))
    type_text("i")
    panel = window.parts.details
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), FactRow))
    rows = {row.line.name: row for row in panel.findChildren(FactRow)}
    assert (rows["Author"].line.value, rows["Author"].line.own) == ("A. Writer", True)
    assert "corrected by you" in rows["Author"].accessibleName()
    press(Qt.Key.Key_J, Qt.Key.Key_Down, Qt.Key.Key_K)
    assert QApplication.focusWidget() is panel._rows[1]
    rows["SHA-256"].setFocus()
    press(Qt.Key.Key_Y)
    assert QApplication.clipboard().text() == page.original
    press(Qt.Key.Key_Escape)
    assert panel.isHidden()
    assert QApplication.focusWidget() is window.parts.list.view


def test_details_follow_the_mark_in_the_list(window: MainWindow, qtbot: QtBot) -> None:
    type_text("i")
    panel = window.parts.details
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), FactRow))
    window.parts.list.setFocus()
    press(Qt.Key.Key_J)
    qtbot.waitUntil(lambda: panel._title.text() == titles(window)[1])
    press(Qt.Key.Key_Escape)
    assert panel.isHidden()


def test_of_several_picked_pages_the_marked_one_is_told_of(window: MainWindow, qtbot: QtBot) -> None:
    press(Qt.Key.Key_J, held=SHIFT)
    first, marked = window.parts.list.selected()
    assert window.parts.list.current() == marked != first
    press(Qt.Key.Key_I)
    qtbot.waitUntil(window.parts.details.isVisible)
    assert window.parts.details._title.text() == titles(window)[1]


def test_details_are_corrected_and_taken_back(window: MainWindow, library: Library, qtbot: QtBot) -> None:
    page = library.reading.page(ids(library)[0])
    press(Qt.Key.Key_I, held=SHIFT)
    editor = dialog(qtbot, EditDetails)
    type_text("A better title")
    for line, wrong in (("published", "last May"), ("language", "Klingon!")):
        field = next(each for detail, each in editor.lines.items() if detail.value == line)
        field.setText(wrong)
        assert not editor.save.isEnabled()
        field.setText("2020-05" if line == "published" else "en-GB")
    press(Qt.Key.Key_Return)
    back_in(window, qtbot)
    qtbot.waitUntil(lambda: library.reading.page(page.id).title == "A better title")
    assert library.reading.page(page.id).published == "2020-05"
    qtbot.waitUntil(lambda: titles(window)[0] == "A better title")
    window.deeds.undo()
    assert library.reading.page(page.id).title == page.title


def test_a_date_is_shown_and_read_as_people_write_it(
    window: MainWindow, library: Library, qtbot: QtBot
) -> None:
    page = library.reading.page(ids(library)[0])
    library.details.correct((page.id,), Correction(published="2026-11-14T08:00:00+00:00"))
    press(Qt.Key.Key_I, held=SHIFT)
    editor = dialog(qtbot, EditDetails)
    field = next(each for detail, each in editor.lines.items() if detail.value == "published")
    assert field.text() == "2026-11-14 08:00 UTC"
    field.setText("32 May 2025")
    press(Qt.Key.Key_Return)
    assert editor.isVisible()
    assert "2025-01-23" in editor.told.text()
    field.setText("23 January 2025")
    press(Qt.Key.Key_Return)
    back_in(window, qtbot)
    qtbot.waitUntil(lambda: library.reading.page(page.id).published == "2025-01-23")


def test_a_range_is_picked_and_archived(window: MainWindow, library: Library, qtbot: QtBot) -> None:
    press(Qt.Key.Key_End, held=SHIFT)
    assert len(window.parts.list.selected()) == 3
    press(Qt.Key.Key_Home, held=SHIFT)
    type_text("e")
    assert len(library.reading.page_ids(Place(status=Status.ARCHIVE))) == 3


def test_the_trash_is_emptied_after_a_question(window: MainWindow, library: Library, qtbot: QtBot) -> None:
    page_id = ids(library)[0]
    library.annotating.highlight(page_id, 0, 5, color=Color.RED)
    with qtbot.waitSignal(window.open_page.shown):
        window.navigation.read(page_id)
    library.reading.trash((page_id,))
    window.navigation.go(TRASH)
    qtbot.waitUntil(lambda: len(titles(window)) == 1)
    assert window.parts.list.trash.isVisible()
    press(Qt.Key.Key_Delete, held=SHIFT)
    question = dialog(qtbot, Question)
    press(Qt.Key.Key_Return)
    back_in(window, qtbot)
    assert question.result() == QDialog.DialogCode.Rejected, "Enter does not delete"
    press(Qt.Key.Key_Delete, held=SHIFT)
    dialog(qtbot, Question).yes.click()
    back_in(window, qtbot)
    qtbot.waitUntil(lambda: titles(window) == [])
    assert len(ids(library)) == 2
    qtbot.waitUntil(lambda: window.open_page.page is None)
    assert window.parts.article.currentIndex() == 0


def test_removed_highlights_are_reached_from_the_trash(
    window: MainWindow, library: Library, qtbot: QtBot
) -> None:
    removed = library.annotating.highlight(ids(library)[0], 0, 5, color=Color.RED)
    library.annotating.remove((removed.id,))
    window.navigation.go(TRASH)
    window.parts.list.trash.highlights_wanted.emit()
    assert window.listing.spot == HIGHLIGHTS


def test_the_trash_is_purged_in_the_background(
    window: MainWindow, library: Library, settings: LiveSettings, qtbot: QtBot
) -> None:
    page_id = ids(library)[0]
    library.reading.trash((page_id,))
    with library._database.transaction() as tx:
        tx.execute("UPDATE page SET trashed = '2020-01-01T00:00:00.000000+00:00' WHERE id = ?", (page_id,))
    settings.change(trash_days=0)
    window.shelf.trash.purge()
    qtbot.wait(100)
    assert library.trash.count() == 1
    settings.change(trash_days=30)
    window.shelf.trash.purge()
    qtbot.waitUntil(lambda: library.trash.count() == 0)
