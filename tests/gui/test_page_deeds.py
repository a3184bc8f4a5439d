"""What is done to pages is done to those that are meant, told in a sentence, and can be undone."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from postil.gui import errands
from postil.gui.dialogs.bulk_tags import BulkTags
from postil.gui.dialogs.tags import TagEditor
from postil.gui.page_deeds import PageDeeds
from postil.gui.widgets.message_bar import MessageBar
from postil.model.annotation import Color
from postil.model.changes import Changes
from postil.model.page import Place, Status

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from postil.app.library import Library
    from postil.gui.appearance import Appearance
    from postil.jobs import Jobs
    from postil.model.ids import PageId

pytestmark = pytest.mark.gui


class Bench:
    """Deeds on a library, with the pages that are meant."""

    def __init__(self, library: Library, jobs: Jobs, appearance: Appearance, host: QWidget) -> None:
        def failed(error: Exception) -> None:
            raise error

        self.host = host
        self.meant: tuple[PageId, ...] = library.reading.page_ids(Place())
        self.messages = MessageBar(appearance, host)
        self.deeds = PageDeeds(
            library, jobs, lambda: self.meant, messages=self.messages, failed=failed, parent=host
        )

    def do(self, command_id: str) -> str:
        dict(self.deeds.bindings())[command_id]()
        return self.messages.text


@pytest.fixture
def bench(library: Library, jobs: Jobs, appearance: Appearance, host: QWidget) -> Bench:
    return Bench(library, jobs, appearance, host)


def test_archive_goes_there_and_back(bench: Bench, library: Library) -> None:
    assert bench.do("page.archive") == "3 pages archived"
    assert len(library.reading.page_ids(Place(status=Status.ARCHIVE))) == 3
    assert bench.do("page.archive") == "3 pages are back in the inbox"
    assert len(library.reading.page_ids(Place(status=Status.INBOX))) == 3


def test_a_mixed_choice_is_archived_as_a_whole(bench: Bench, library: Library) -> None:
    library.reading.set_status(bench.meant[:1], Status.ARCHIVE)
    bench.do("page.archive")
    assert len(library.reading.page_ids(Place(status=Status.ARCHIVE))) == 3


def test_star_and_take_it_away(bench: Bench, library: Library) -> None:
    assert bench.do("page.star") == "3 pages starred"
    assert bench.do("page.star") == "3 pages are no longer starred"
    assert library.reading.page_ids(Place(starred=True)) == ()


def test_the_trash_there_and_back(bench: Bench, library: Library) -> None:
    assert bench.do("page.trash") == "3 pages moved to the trash"
    assert bench.do("page.restore") == "3 pages taken out of the trash"
    assert len(library.reading.page_ids(Place())) == 3


def test_one_page_is_called_by_its_title(bench: Bench, library: Library) -> None:
    bench.meant = bench.meant[:1]
    title = library.reading.page(bench.meant[0]).title
    assert bench.do("page.reading") == f"“{title}” moved to Reading"


def test_nothing_meant_nothing_done(bench: Bench, library: Library) -> None:
    bench.meant = ()
    for command_id, _ in bench.deeds.bindings():
        if command_id.startswith("page."):
            assert bench.do(command_id) == ""
    assert library.undo.labels() == (None, None)


def test_undo_and_redo_say_what_they_did(bench: Bench, library: Library) -> None:
    assert bench.do("edit.undo") == "Nothing to undo"
    assert bench.do("edit.redo") == "Nothing to redo"
    bench.do("page.star")
    assert bench.do("edit.undo") == "Undone: Star"
    assert library.reading.page_ids(Place(starred=True)) == ()
    assert bench.do("edit.redo") == "Done again: Star"
    assert len(library.reading.page_ids(Place(starred=True))) == 3


def test_of_several_pages_what_is_turned_over_changes_and_the_rest_stays(
    bench: Bench, library: Library
) -> None:
    first, second, _ = bench.meant
    library.tagging.set_tags(first, ("shared", "mine", "half"))
    library.tagging.set_tags(second, ("shared", "yours"))
    bench.meant = (first, second)
    bench.do("page.tag")
    (editor,) = bench.host.findChildren(BulkTags)
    boxes = {item.text(): item for item in (editor.list.item(row) for row in range(editor.list.count()))}
    states = {text: item.checkState() for text, item in boxes.items()}
    some = Qt.CheckState.PartiallyChecked
    assert states == {
        "#half · 1 page": some,
        "#mine · 1 page": some,
        "#shared": Qt.CheckState.Checked,
        "#yours · 1 page": some,
    }
    boxes["#shared"].setCheckState(Qt.CheckState.Unchecked)
    boxes["#half · 1 page"].setCheckState(Qt.CheckState.Checked)
    QTest.keyClicks(editor.line, "new")
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert set(library.reading.page(first).tags) == {"mine", "half", "new"}
    assert set(library.reading.page(second).tags) == {"yours", "half", "new"}
    assert bench.messages.text == "Changed the tags of 2 pages"
    bench.do("edit.undo")
    assert set(library.reading.page(first).tags) == {"shared", "mine", "half"}
    assert set(library.reading.page(second).tags) == {"shared", "yours"}


def test_many_pages_are_changed_and_taken_back_in_the_background(
    bench: Bench, library: Library, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(errands, "AT_ONCE", 2)
    assert bench.do("page.star") == ""
    qtbot.waitUntil(lambda: bench.messages.text == "3 pages starred")
    assert len(library.reading.page_ids(Place(starred=True))) == 3
    bench.do("edit.undo")
    qtbot.waitUntil(lambda: bench.messages.text == "Undone: Star")
    assert library.reading.page_ids(Place(starred=True)) == ()


def test_the_window_does_not_wait_for_a_long_deed(bench: Bench, library: Library, qtbot: QtBot) -> None:
    bench.do("page.star")
    begun, go_on = threading.Event(), threading.Event()

    def long_deed() -> Changes:
        begun.set()
        assert go_on.wait(10)
        return Changes(membership=True)

    other = threading.Thread(target=lambda: library.undo.do("Long", long_deed, Changes))
    other.start()
    assert begun.wait(10)
    bench.do("edit.undo")
    go_on.set()  # the test comes here: nothing waited
    qtbot.waitUntil(lambda: bench.messages.text == "Undone: Long")
    other.join()
    assert len(library.reading.page_ids(Place(starred=True))) == 3


def test_tags_of_a_page_are_one_step_to_undo(bench: Bench, library: Library) -> None:
    bench.meant = bench.meant[:1]
    library.tagging.set_tags(bench.meant[0], ("old",))
    bench.do("page.tag")
    (editor,) = bench.host.findChildren(TagEditor)
    editor.field.show_tags(("one", "two"))
    editor.accept()
    assert set(library.reading.page(bench.meant[0]).tags) == {"one", "two"}
    library.undo.undo()
    assert library.reading.page(bench.meant[0]).tags == ("old",)


def test_tags_of_a_highlight(bench: Bench, library: Library) -> None:
    highlight = library.annotating.highlight(bench.meant[0], 0, 9, color=Color.RED)
    bench.deeds.edit_highlight_tags(highlight)
    (editor,) = bench.host.findChildren(TagEditor)
    editor.field.show_tags(("idea",))
    editor.accept()
    assert library.annotating.annotation(highlight.id).tags == ("idea",)
