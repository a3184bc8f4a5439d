"""Between the reader and the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from postil.gui.open_page import OpenPage
from postil.gui.reader.pane import ReaderPane
from postil.model.annotation import Annotation, Color
from postil.model.page import Place

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.app.library import Library
    from postil.gui.appearance import Appearance
    from postil.jobs import Jobs
    from postil.live_settings import LiveSettings
    from postil.model.ids import PageId

pytestmark = pytest.mark.gui


class Bench:
    """A reader, a library, and what stands between them."""

    def __init__(
        self, library: Library, jobs: Jobs, settings: LiveSettings, appearance: Appearance, qtbot: QtBot
    ) -> None:
        def failed(error: Exception) -> None:
            raise error

        self.library = library
        self.reader = ReaderPane(library.reading.asset)
        qtbot.addWidget(self.reader)
        self.reader.resize(800, 600)
        self.reader.show()
        self.open_page = OpenPage(self.reader, library, jobs, settings, appearance=appearance, failed=failed)
        self.library.changed.connect(self.open_page.refresh)
        self._qtbot = qtbot
        self.ids: tuple[PageId, ...] = library.reading.page_ids(Place())

    def open(self, number: int = 0) -> PageId:
        with self._qtbot.waitSignal(self.open_page.shown):
            self.open_page.open(self.ids[number])
        return self.ids[number]

    def highlights(self) -> tuple[Annotation, ...]:
        assert self.open_page.page is not None
        return tuple(placed.annotation for placed in self.library.annotating.placed(self.open_page.page.id))


@pytest.fixture
def bench(
    library: Library, jobs: Jobs, settings: LiveSettings, appearance: Appearance, qtbot: QtBot
) -> Bench:
    return Bench(library, jobs, settings, appearance, qtbot)


def test_of_two_pages_asked_for_only_the_last_is_shown(bench: Bench, qtbot: QtBot) -> None:
    shown: list[str] = []
    bench.open_page.shown.connect(lambda page: shown.append(page.id))
    bench.open_page.open(bench.ids[0])
    bench.open_page.open(bench.ids[1])
    qtbot.waitUntil(lambda: shown != [])
    qtbot.wait(50)
    assert shown == [bench.ids[1]]


def test_where_one_is_is_written_down_soon(bench: Bench, qtbot: QtBot) -> None:
    page_id = bench.open()
    bench.open_page._keep_soon.setInterval(10)
    bench.reader.position_changed.emit(42, 0.25)
    qtbot.waitUntil(lambda: bench.library.reading.page(page_id).position == 42)
    assert bench.library.reading.page(page_id).progress == 0.25


def test_where_one_is_is_written_down_before_another_page_opens(bench: Bench) -> None:
    page_id = bench.open(0)
    bench.reader.position_changed.emit(42, 0.25)
    bench.open(1)
    assert bench.library.reading.page(page_id).position == 42
    bench.open_page.keep_position()
    assert bench.library.reading.page(bench.ids[1]).position == 0


def test_the_hits_of_a_search_are_marked_and_forgotten(bench: Bench, qtbot: QtBot) -> None:
    results = bench.library.finding.search("chimney")
    hit = next(hit for hit in results.hits if hit.page.title == "The water works")
    opened: list[str] = []
    with qtbot.waitSignal(bench.open_page.hits_marked):
        bench.open_page.open_hit(hit, results, lambda article: opened.append(article.page.title))
    assert opened == ["The water works"]
    assert bench.open_page.hits_shown
    bench.open_page.forget_hits()
    assert not bench.open_page.hits_shown


def test_a_highlight_opens_its_page(bench: Bench, qtbot: QtBot) -> None:
    highlight = bench.library.annotating.highlight(bench.ids[2], 5, 30, color=Color.RED)
    opened: list[str] = []
    with qtbot.waitSignal(bench.open_page.shown):
        bench.open_page.open_annotation(highlight, lambda article: opened.append(article.page.id))
    assert opened == [bench.ids[2]]


def test_settings_and_theme_reach_the_reader(
    bench: Bench, settings: LiveSettings, appearance: Appearance
) -> None:
    bench.open()
    settings.change(theme="dark", text_size=26, margin_shown=False)
    ground = appearance.theme.page.ground
    image = bench.reader.grab().toImage()
    assert image.pixelColor(image.width() - 30, image.height() - 60).name() == ground


def test_changes_elsewhere_do_not_matter(bench: Bench) -> None:
    bench.library.reading.set_starred(bench.ids[:1], starred=True)
    bench.open(1)
    bench.library.annotating.highlight(bench.ids[0], 0, 5, color=Color.RED)
    assert bench.highlights() == ()
