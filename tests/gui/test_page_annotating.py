"""What the reader asks for is done in the library, and what was being written comes back after a crash."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from tests.gui.reader.readers import note_card, note_field

from postil.gui.open_page import OpenPage
from postil.gui.page_annotating import PageAnnotating
from postil.gui.reader.annotating import Joined, Wanted
from postil.gui.reader.margin import PAGE
from postil.gui.reader.pane import ReaderPane
from postil.model.annotation import Annotation, Color, Style
from postil.model.ids import AnnotationId
from postil.model.page import Place

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.app.library import Library
    from postil.gui.appearance import Appearance
    from postil.jobs import Jobs
    from postil.live_settings import LiveSettings
    from postil.model.ids import PageId

pytestmark = pytest.mark.gui


@dataclass
class Bench:
    """A reader and a library with what joins them; changes are shown as the window shows them."""

    library: Library
    reader: ReaderPane
    open_page: OpenPage
    annotating: PageAnnotating
    ids: tuple[PageId, ...]
    qtbot: QtBot

    def open(self, number: int = 0) -> PageId:
        with self.qtbot.waitSignal(self.open_page.shown):
            self.open_page.open(self.ids[number])
        return self.ids[number]

    def highlights(self, number: int = 0) -> tuple[Annotation, ...]:
        return tuple(item.annotation for item in self.library.annotating.placed(self.ids[number]))


@pytest.fixture
def bench(
    library: Library, jobs: Jobs, settings: LiveSettings, appearance: Appearance, qtbot: QtBot
) -> Bench:
    def fail(error: Exception) -> None:
        raise error

    reader = ReaderPane(library.reading.asset)
    qtbot.addWidget(reader)
    reader.resize(1280, 800)
    reader.show()
    open_page = OpenPage(reader, library, jobs, settings, appearance=appearance, failed=fail)
    annotating = PageAnnotating(reader, open_page, library, jobs=jobs, settings=settings, failed=fail)
    library.changed.connect(open_page.refresh)
    return Bench(library, reader, open_page, annotating, library.reading.page_ids(Place()), qtbot)


def test_a_highlight_takes_the_color_of_the_settings_unless_one_is_named(
    bench: Bench, settings: LiveSettings
) -> None:
    bench.open()
    settings.change(highlight_color="purple")
    bench.reader.highlight_requested.emit(Wanted(0, 10))
    bench.reader.highlight_requested.emit(Wanted(12, 20, Color.ORANGE, Style.UNDERLINE))
    first, second = bench.highlights()
    assert (first.color, first.style) == (Color.PURPLE, Style.HIGHLIGHT)
    assert (second.color, second.style) == (Color.ORANGE, Style.UNDERLINE)


def test_note_color_style_tags_and_removal(bench: Bench, qtbot: QtBot) -> None:
    bench.open()
    bench.reader.highlight_requested.emit(Wanted(0, 10, noted=True))
    (made,) = bench.highlights()
    assert bench.reader.is_writing
    bench.reader.note_edited.emit(made.id, "Ask *her* #later")
    bench.reader.color_requested.emit(made.id, Color.BLUE)
    bench.reader.style_requested.emit(made.id, Style.UNDERLINE)
    (now,) = bench.highlights()
    assert (now.note, now.color, now.style, now.tags) == (
        "Ask *her* #later",
        Color.BLUE,
        Style.UNDERLINE,
        ("later",),
    )
    with qtbot.waitSignal(bench.annotating.tags_wanted) as wanted:
        bench.reader.tags_requested.emit(made.id)
    assert wanted.args[0].id == made.id
    with qtbot.waitSignal(bench.annotating.removed):
        bench.reader.removal_requested.emit(made.id)
    assert bench.highlights() == ()


def test_joined_highlights_are_one_deed_and_current(bench: Bench) -> None:
    bench.open()
    for start, end in ((0, 10), (8, 20)):
        bench.reader.highlight_requested.emit(Wanted(start, end))
    first, second = bench.highlights()
    bench.reader.join_requested.emit(Joined((second.id, first.id), 0, 20))
    (whole,) = bench.library.annotating.placed(bench.ids[0])
    assert (whole.annotation.id, whole.start, whole.end) == (second.id, 0, 20)
    current = bench.reader.current_annotation()
    assert current is not None
    assert current.id == second.id
    bench.library.undo.undo()
    assert len(bench.highlights()) == 2
    text = bench.library.reading.view(bench.ids[0]).text
    end = text.index(" ", 30)
    bench.reader.join_requested.emit(Joined((first.id,), 0, end))
    assert bench.library.annotating.placed(bench.ids[0])[0].end == end


def test_a_note_on_the_page_is_written_to_the_page_it_was_begun_on(bench: Bench, qtbot: QtBot) -> None:
    page_id = bench.open(0)
    bench.reader.edit_note(PAGE)
    note_field(bench.reader).setPlainText("All of it. #whole")
    bench.open(1)
    qtbot.waitUntil(lambda: bench.library.reading.page(page_id).note != "")
    assert bench.library.reading.page(page_id).tags == ("whole",)
    assert bench.library.reading.page(bench.ids[1]).note == ""


def test_what_is_being_written_is_kept_from_a_crash_and_comes_back(bench: Bench, qtbot: QtBot) -> None:
    page_id = bench.open(0)
    made = bench.library.annotating.highlight(page_id, 0, 10, color=Color.RED)
    bench.reader.edit_note(made.id)
    note_field(bench.reader).setPlainText("Half a sent")
    qtbot.waitUntil(lambda: bool(bench.library.noting.drafts(page_id)))
    # The program is killed: nothing is told any more. Then the page is opened again.
    note_card(bench.reader).close_card()
    bench.open(0)
    qtbot.waitUntil(lambda: bench.reader.is_writing)
    assert note_field(bench.reader).toPlainText() == "Half a sent"
    note_card(bench.reader).save()
    qtbot.waitUntil(lambda: not bench.library.noting.drafts(page_id))
    assert bench.library.annotating.annotation(made.id).note == "Half a sent"


def test_a_note_left_as_it_was_leaves_no_draft(bench: Bench, qtbot: QtBot) -> None:
    page_id = bench.open(0)
    made = bench.library.annotating.highlight(page_id, 0, 10, color=Color.RED, note="Done.")
    bench.reader.edit_note(made.id)
    note_field(bench.reader).setPlainText("Done. Or")
    qtbot.waitUntil(lambda: bool(bench.library.noting.drafts(page_id)))
    note_field(bench.reader).setPlainText("Done.")
    note_card(bench.reader).save()
    qtbot.waitUntil(lambda: not bench.library.noting.drafts(page_id))
    assert bench.library.annotating.annotation(AnnotationId(made.id)).note == "Done."
