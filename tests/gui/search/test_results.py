"""What a search found, as rows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QListView, QStyleOptionViewItem
from tests.gui.builders import annotation, hit, page

from postil.app.finding import Results
from postil.gui.search.drawing import ResultDelegate
from postil.gui.search.results import ROW_ROLE, ResultsModel, kind_of
from postil.gui.search.rows import HitRow, rows_of

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from postil.app.finding import Hit
    from postil.gui.appearance import Appearance

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("qapp")]

TEXT = "…decide about the old pumping station, and twice went home…"


def results(*hits: Hit) -> Results:
    return Results("", hits, len(hits), ())


def test_it_is_a_sound_model(qtmodeltester: ModelTester) -> None:
    model = ResultsModel()
    model.show(rows_of(results(hit(page(), TEXT, (22, 29)), hit(page(), TEXT))))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call] # pytest-qt ships it so


def test_a_hit_says_where_its_words_stand() -> None:
    owner = page()
    assert kind_of(hit(owner, TEXT)) == "Page"
    assert kind_of(hit(owner, TEXT, on=annotation(owner))) == "Highlight"
    assert kind_of(hit(owner, TEXT, on=annotation(owner, note="Ask"))) == "Note"


def test_a_divider_says_whether_anything_has_all_the_words() -> None:
    model = ResultsModel()
    hits = (hit(page(), TEXT), hit(page(), TEXT))
    for first, told in ((0, "None has all the words; these have most"), (1, "These have most of the words")):
        model.show(rows_of(replace(results(*hits), partial_from=first)))
        assert model.index(first).data() == told
        assert model.index(first).flags() == Qt.ItemFlag.NoItemFlags


def test_what_is_folded_can_be_heard() -> None:
    owner = page()
    model = ResultsModel()
    folded = replace(hit(owner, TEXT), folded=(page(), page()), more=(annotation(owner).id,))
    model.show(rows_of(results(folded)))
    heard = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == f"Page: The water works. {TEXT}. +1 highlight. +2 copies"


def test_a_hit_can_be_heard() -> None:
    model = ResultsModel()
    found = hit(page(), TEXT, (22, 29))
    model.show(rows_of(results(found)))
    assert model.index(0).data(ROW_ROLE) == HitRow(found)
    assert model.index(0).data() == "The water works"
    assert model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == f"Page: The water works. {TEXT}"


def drawn(found: Hit, appearance: Appearance, qtbot: QtBot) -> QImage:
    view = QListView()
    qtbot.addWidget(view)
    model = ResultsModel(view)
    model.show(rows_of(results(found)))
    image = QImage(360, 92, QImage.Format.Format_RGB32)
    image.fill(QColor(appearance.theme.window.panel))
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 360, 92)
    painter = QPainter(image)
    ResultDelegate(appearance, view).paint(painter, option, model.index(0))
    painter.end()
    return image


def pixels(image: QImage, color: str) -> int:
    wanted = QColor(color)
    return sum(image.pixelColor(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


def test_the_hits_are_marked_also_after_letters_that_count_twice_in_qt(
    appearance: Appearance, qtbot: QtBot
) -> None:
    find = appearance.theme.page.find
    plain = pixels(drawn(hit(page(), "the old pumping station", (8, 15)), appearance, qtbot), find)
    after_emoji = pixels(drawn(hit(page(), "😀e old pumping station", (7, 14)), appearance, qtbot), find)
    assert plain > 300
    assert after_emoji == pytest.approx(plain, rel=0.1)
    assert pixels(drawn(hit(page(), "the old pumping station"), appearance, qtbot), find) == 0


def test_a_highlight_shows_its_color(appearance: Appearance, qtbot: QtBot) -> None:
    owner = page()
    marked = annotation(owner)
    accent = appearance.theme.highlight(marked.color).accent
    assert pixels(drawn(hit(owner, TEXT, on=marked), appearance, qtbot), accent) > 60
    assert pixels(drawn(hit(owner, TEXT), appearance, qtbot), accent) == 0


def test_marks_beyond_the_text_and_long_snippets_do_no_harm(appearance: Appearance, qtbot: QtBot) -> None:
    drawn(hit(page(title=""), "word " * 200, (990, 2_000), (5_000, 5_001)), appearance, qtbot)
    drawn(hit(page(), ""), appearance, qtbot)
