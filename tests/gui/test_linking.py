"""Links between saved pages, in the whole window and by its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from tests.gui.pages import BEES, html

from postil.app.library import Library
from postil.gui.main import build_window
from postil.jobs import Progress
from postil.model.page import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtCore import QUrl
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from postil.gui.bridge import MainThread
    from postil.gui.window import MainWindow
    from postil.jobs import Jobs
    from postil.live_settings import LiveSettings
    from postil.model.ids import PageId

pytestmark = pytest.mark.gui

LINKS = (
    'See <a href="https://example.org/bees?utm_source=letter#how-they-listen">what the bees know</a>.',
    'See <a href="https://elsewhere.example/birds">what the birds know</a>, which is much more than that.',
    *("Filling text that makes the page long enough to be scrolled, again and again and again.",) * 30,
)


def write(folder: Path, name: str, title: str, paragraphs: tuple[str, ...]) -> None:
    page = html(title, paragraphs).replace(
        "</head>", f'<link rel="canonical" href="https://example.org/{name}"></head>'
    )
    (folder / f"{name}.html").write_text(page, encoding="utf-8")


@pytest.fixture
def linked(  # noqa: PLR0917 - a fixture asks for others by name
    qapp: QApplication,
    tmp_path: Path,
    jobs: Jobs,
    settings: LiveSettings,
    main_thread: MainThread,
    qtbot: QtBot,
) -> Iterator[MainWindow]:
    """The window on two pages; the first has a link to the second."""
    (tmp_path / "saved").mkdir()
    write(tmp_path / "saved", "links", "A page of links", LINKS)
    bees = (*BEES, "</p><h2>How they listen</h2><p>" + BEES[0], *BEES * 6)
    write(tmp_path / "saved", "bees", "What bees know", bees)
    with Library.open(tmp_path / "linked") as library:
        library.importing.add((tmp_path / "saved",), Progress())
        made = build_window(qapp, library, jobs, settings, main_thread)
        qtbot.addWidget(made)
        made.show()
        qtbot.waitUntil(made.isActiveWindow)
        yield made
        made.close()
        jobs.close()


def page_called(window: MainWindow, title: str) -> PageId:
    reading = window._library.reading
    return next(page.id for page in reading.pages(reading.page_ids(Place())).values() if page.title == title)


def read(window: MainWindow, title: str, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.open_page.shown):
        window.navigation.read(page_called(window, title))


def press(
    window: MainWindow, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    widget = window.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, held)


def open_links(window: MainWindow, qtbot: QtBot) -> None:
    read(window, "A page of links", qtbot)
    bees = "https://example.org/bees?utm_source=letter#how-they-listen"
    qtbot.waitUntil(lambda: window.parts.reader.following.saved(bees) is not None)


def test_enter_opens_a_saved_page_at_the_place_and_back_returns(linked: MainWindow, qtbot: QtBot) -> None:
    open_links(linked, qtbot)
    reader = linked.parts.reader
    reader.go_to(reader._sheet.text.index("See what the bees"))
    before = reader.place()
    with qtbot.waitSignal(linked.open_page.shown) as shown:
        press(linked, Qt.Key.Key_Return)
    assert shown.args[0].title == "What bees know"
    span = reader.unit_span()
    assert span is not None
    assert reader._sheet.text[slice(*span)] == "How they listen"
    with qtbot.waitSignal(linked.open_page.shown) as shown:
        press(linked, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert shown.args[0].title == "A page of links"
    assert reader.place() == before


def test_saved_links_look_different_and_others_do_not(linked: MainWindow, qtbot: QtBot) -> None:
    open_links(linked, qtbot)
    reader = linked.parts.reader
    painter = reader._sheet.view._saved_links
    assert painter is not None
    (span,) = painter._spans
    saved = reader.following.links[0]
    assert span == reader._sheet.span_of((saved.start, saved.end))


def test_another_link_waits_until_it_is_said_again(
    linked: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    open_links(linked, qtbot)
    reader = linked.parts.reader
    reader.go_to(reader._sheet.text.index("See what the birds"))
    press(linked, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == "https://elsewhere.example/birds"
    QGuiApplication.clipboard().setText("something else")
    press(linked, Qt.Key.Key_Y)
    assert QGuiApplication.clipboard().text() == "https://elsewhere.example/birds"
    assert opened == []
    press(linked, Qt.Key.Key_Return)
    assert opened == ["https://elsewhere.example/birds"]


def test_all_links_are_listed_with_where_they_lead(linked: MainWindow, qtbot: QtBot) -> None:
    open_links(linked, qtbot)
    press(linked, Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    palette = linked.palette_card
    assert [(entry.title, entry.detail) for entry in palette.model.entries] == [
        ("what the bees know", "Saved: What bees know"),
        ("what the birds know", "elsewhere.example"),
    ]
    QTest.keyClicks(palette.field, "bees")
    with qtbot.waitSignal(linked.open_page.shown) as shown:
        QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert shown.args[0].title == "What bees know"


def test_a_page_that_goes_to_the_trash_is_no_longer_saved(linked: MainWindow, qtbot: QtBot) -> None:
    open_links(linked, qtbot)
    linked._library.reading.trash((page_called(linked, "What bees know"),))
    qtbot.waitUntil(
        lambda: linked.parts.reader.following.saved(linked.parts.reader.following.links[0].href) is None
    )


def test_back_and_forward_go_through_places_of_one_page(linked: MainWindow, qtbot: QtBot) -> None:
    read(linked, "What bees know", qtbot)
    reader = linked.parts.reader
    start = reader.place()
    press(linked, Qt.Key.Key_C)
    press(linked, Qt.Key.Key_Down)
    press(linked, Qt.Key.Key_Return)
    there = reader.place()
    assert there != start
    press(linked, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert reader.place() == start
    press(linked, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert reader.place() == there


def test_a_hit_of_find_is_a_place_to_come_back_from(linked: MainWindow, qtbot: QtBot) -> None:
    read(linked, "What bees know", qtbot)
    reader = linked.parts.reader
    start = reader.place()
    press(linked, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    widget = linked.focusWidget()
    assert widget is not None
    QTest.keyClicks(widget, "how they listen")
    press(linked, Qt.Key.Key_Escape)
    found = reader.place()
    assert found != start
    press(linked, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert reader.place() == start
