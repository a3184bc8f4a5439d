"""A long article is built, and laid out to where it was left, in slices; its place is never lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.gui.reader.articles import page
from tests.gui.reader.readers import LIGHT, open_article, placed_on

from postil.gui.reader.document import Building, build_document, prepare
from postil.gui.reader.gradual import Gradual
from postil.gui.reader.metrics import Metrics
from postil.gui.reader.pane import ReaderPane
from postil.gui.reader.setting import Look
from postil.gui.reader.typesetting import LONG
from postil.gui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Generator

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.gui

WORDS = "a margin keeps what does not fit between the lines of the page " * 6
HTML = f"<div><article>{''.join(f'<p>Paragraph {n}: {WORDS}</p>' for n in range(600))}</article></div>"
DARK = theme("dark")


@pytest.fixture
def pane(qtbot: QtBot) -> ReaderPane:
    made = ReaderPane(lambda _name: None)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


def opened(pane: ReaderPane, qtbot: QtBot, offset: int = 0) -> None:
    article = open_article(HTML, of=page(position=offset))
    assert len(article.text) > LONG
    ready: list[bool] = []
    pane.build_ahead(article, Metrics(), LIGHT, lambda: ready.append(True))
    assert not ready, "the window answers before it is built"
    qtbot.waitUntil(lambda: bool(ready))
    pane.show_article(article, Metrics(), LIGHT)


def at_rest(pane: ReaderPane) -> bool:
    sheet = pane._sheet
    return not sheet.first_line.is_arriving and not sheet._typesetter._gradual.is_running


def test_in_slices_the_same_is_built_as_at_once(qapp: QWidget) -> None:
    look = Look(Metrics(), LIGHT, lambda _name: None, 672)
    building = Building(page(), HTML, look)
    assert sum(1 for _step in building.steps()) > 600
    one, other = building.document(), build_document(page(), HTML, look)
    assert one.document.toPlainText() == other.document.toPlainText()
    assert (one.units, one.headings, one.text) == (other.units, other.headings, other.text)


def test_what_was_prepared_is_not_read_again() -> None:
    assert prepare(HTML) is prepare(HTML)


def test_a_long_article_is_shown_where_it_was_left(pane: ReaderPane, qtbot: QtBot) -> None:
    offset = open_article(HTML).text.index("Paragraph 500:")
    opened(pane, qtbot, offset)
    assert pane.position()[0] == offset, "also on the way there"
    qtbot.waitUntil(lambda: at_rest(pane))
    assert pane.position()[0] == offset
    assert pane._sheet.view.updatesEnabled()


def test_going_elsewhere_on_the_way_goes_there(pane: ReaderPane, qtbot: QtBot) -> None:
    text = open_article(HTML).text
    opened(pane, qtbot, text.index("Paragraph 500:"))
    pane.go_to(text.index("Paragraph 100:"))
    assert pane._sheet.view.updatesEnabled()
    qtbot.wait(50)
    start = pane.position()[0]
    assert text.index("Paragraph 90:") < start <= text.index("Paragraph 100:")


def test_a_far_hit_is_come_to_in_slices(pane: ReaderPane, qtbot: QtBot) -> None:
    text = open_article(HTML).text
    hit = text.index("Paragraph 500:")
    opened(pane, qtbot)
    pane._sheet.go_to(hit, hit + 9)
    assert pane._sheet.first_line.is_arriving, "the window answers before all above is laid out"
    assert pane.position()[0] == hit
    qtbot.waitUntil(lambda: at_rest(pane))
    assert pane._sheet.unit_in_sight()
    assert pane._sheet.cursor.span is not None
    assert pane._sheet.cursor.span[0] == hit
    caret = pane._sheet.view.textCursor().position()
    assert pane._sheet.to_canonical(caret) == hit, "for screen readers, too"


def test_what_is_below_the_window_is_not_laid_out_to_scroll(pane: ReaderPane, qtbot: QtBot) -> None:
    article = open_article(HTML)
    pane.show_article(article, Metrics(), LIGHT)
    view = pane._sheet.view
    view.scroll_to(9000)
    assert view.verticalScrollBar().value() == 9000
    assert not view.knows_its_height
    view.scroll_to(10**7)
    assert view.knows_its_height
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()


def test_in_other_colours_the_place_and_the_marks_stay(pane: ReaderPane, qtbot: QtBot) -> None:
    text = open_article(HTML).text
    opened(pane, qtbot, text.index("Paragraph 400:"))
    qtbot.waitUntil(lambda: at_rest(pane))
    pane.set_placed((placed_on(text, "Paragraph 401"),))
    before, document = pane.position()[0], pane._sheet.document
    pane.set_look(theme=DARK)
    assert pane._sheet.document is document, "what is shown stays until the other is built"
    qtbot.waitUntil(lambda: pane._sheet.document is not document and at_rest(pane))
    assert pane.position()[0] == before
    assert len(pane._sheet.view.marks.all) == 1
    assert pane._sheet._look is not None
    assert pane._sheet._look.theme is DARK


def test_another_article_takes_the_place_of_what_is_being_built(pane: ReaderPane, qtbot: QtBot) -> None:
    opened(pane, qtbot)
    pane.set_look(theme=DARK)
    pane.show_article(open_article("<div><p>Short.</p></div>"), Metrics(), LIGHT)
    qtbot.wait(80)
    assert pane._sheet.text == "Short."
    assert at_rest(pane)


def test_new_work_takes_the_place_of_the_old(host: QWidget, qtbot: QtBot) -> None:
    gradual = Gradual(host)
    done: list[str] = []

    def work(steps: int) -> Generator[None, None, None]:
        for _ in range(steps):
            yield

    gradual.start(work(10**9), lambda: done.append("first"))
    qtbot.wait(30)
    assert gradual.is_running
    gradual.start(work(3), lambda: done.append("second"))
    qtbot.waitUntil(lambda: bool(done))
    assert done == ["second"]
    assert not gradual.is_running
