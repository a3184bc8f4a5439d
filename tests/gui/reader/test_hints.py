"""Letters lead to sentences, links and images that can be seen, by real keys."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.gui.reader.readers import LIGHT, open_article

from postil.gui.reader.cursor import Unit
from postil.gui.reader.hint_chips import Chip, place_chips
from postil.gui.reader.hints import Target, TargetKind
from postil.gui.reader.metrics import Metrics

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.gui.reader.hints import Hints
    from postil.gui.reader.pane import ReaderPane

pytestmark = pytest.mark.gui


def press(pane: ReaderPane, *keys: Qt.Key | str) -> None:
    for key in keys:
        focus = pane.window().focusWidget()
        assert focus is not None
        if isinstance(key, str):
            QTest.keyClicks(focus, key)
        else:
            QTest.keyClick(focus, key)


def hints_of(pane: ReaderPane) -> Hints:
    return pane._modes.hints


def labelled(pane: ReaderPane, kind: TargetKind) -> list[tuple[str, Target]]:
    return [(label, target) for label, target in hints_of(pane).labels if target.kind is kind]


def text_at(pane: ReaderPane) -> str:
    span = pane.unit_span()
    assert span is not None
    return pane._sheet.text[slice(*span)]


def test_a_sentence_is_highlighted_in_three_keys(pane: ReaderPane, qtbot: QtBot) -> None:
    press(pane, "f")
    label, target = labelled(pane, TargetKind.SENTENCE)[2]
    assert len(label) == 1
    with qtbot.waitSignal(pane.highlight_requested) as asked:
        press(pane, label, "h")
    (wanted,) = asked.args
    assert wanted.start == target.offset
    quote = pane._sheet.text[wanted.start : wanted.end]
    assert quote.startswith("For most of the history")
    assert quote.endswith("was working space.")
    assert not hints_of(pane).active


def test_the_sentences_from_the_cursor_on_come_first(pane: ReaderPane) -> None:
    press(pane, "j", "f")
    first = hints_of(pane).labels[0]
    assert first[0] == "a"
    span = pane.unit_span()
    assert span is not None
    assert first[1].offset == span[0]


def test_going_to_a_sentence_makes_sentences_the_unit_and_says_so(pane: ReaderPane, qtbot: QtBot) -> None:
    press(pane, "f")
    with qtbot.waitSignal(pane.unit_changed):
        press(pane, "s")
    assert pane._sheet.cursor.unit is Unit.SENTENCE
    assert pane._wayfinding.progress.mode == "By sentence"


def test_a_link_is_followed_as_enter_follows_it(pane: ReaderPane, qtbot: QtBot) -> None:
    press(pane, "f")
    label, target = next(each for each in labelled(pane, TargetKind.LINK) if each[1].href.startswith("http"))
    press(pane, *label)
    assert QApplication.clipboard().text() == target.href, "it is shown and copied, not opened"
    with qtbot.waitSignal(pane.link_activated) as told:
        press(pane, Qt.Key.Key_Return)
    assert told.args == [target.href]


def test_what_is_typed_narrows_the_labels_down_and_backspace_takes_it_back(pane: ReaderPane) -> None:
    pane._sheet.view.resize(1200, 4000)
    press(pane, "f")
    hints = hints_of(pane)
    long = next(label for label, _target in hints.labels if len(label) == 2)
    press(pane, long[0])
    shown = [chip.label for chip, _rect in hints._chips.placed]
    assert shown == [label for label, _target in hints.labels if label[0] == long[0]]
    assert pane._wayfinding.progress.mode == f"Type the letters: {long[0].upper()}…"
    press(pane, Qt.Key.Key_Backspace)
    assert hints.typed == ""
    assert len(hints._chips.placed) == len(hints.labels)


def test_escape_ends_them_and_nothing_else(pane: ReaderPane) -> None:
    before = pane.unit_span()
    press(pane, "f", Qt.Key.Key_Escape)
    assert not hints_of(pane).active
    assert pane.unit_span() == before
    assert not hints_of(pane)._chips.isVisible()


@pytest.mark.parametrize("key", ["1", "/", "?", "9"])
def test_digits_and_signs_do_nothing_meanwhile(pane: ReaderPane, qtbot: QtBot, key: str) -> None:
    with qtbot.assertNotEmitted(pane.highlight_requested):
        press(pane, "f", key)
    assert hints_of(pane).active


def test_letters_with_ctrl_are_taken_only_where_bare_ones_are_left_to_a_screen_reader(
    pane: ReaderPane, qtbot: QtBot
) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    press(pane, "f")
    QTest.keyClick(pane._sheet.view, Qt.Key.Key_S, control)
    assert not hints_of(pane).active, "a chord does what it does without labels"
    pane.name_keys(lambda sentence: sentence, bare=lambda: False)
    press(pane, "f")
    assert pane._wayfinding.progress.mode == "Type the letters, with Ctrl held"
    label, target = labelled(pane, TargetKind.SENTENCE)[1]
    assert label == "s"
    with qtbot.waitSignal(pane.unit_changed):
        QTest.keyClick(pane._sheet.view, Qt.Key.Key_S, control)
    span = pane.unit_span()
    assert span is not None
    assert span[0] == target.offset
    assert not hints_of(pane).active


def test_a_letter_that_begins_no_label_is_not_taken(pane: ReaderPane) -> None:
    pane.show_article(open_article("<p>One. Two.</p>"), Metrics(), LIGHT)
    press(pane, "f", "z")
    assert hints_of(pane).active
    assert hints_of(pane).typed == ""


def test_a_key_that_scrolls_ends_them_and_scrolls(pane: ReaderPane) -> None:
    bar = pane._sheet.view.verticalScrollBar()
    press(pane, "f", Qt.Key.Key_PageDown)
    assert not hints_of(pane).active
    assert bar.value() > 0


def test_turning_elsewhere_ends_them(pane: ReaderPane) -> None:
    press(pane, "f")
    pane._sheet.view.clearFocus()
    assert not hints_of(pane).active


def test_letters_are_known_by_their_place_on_other_layouts(pane: ReaderPane) -> None:
    press(pane, "f")
    target = dict(hints_of(pane).labels)["s"]
    focus = pane.window().focusWidget()
    assert focus is not None
    # Ukrainian: the key of S types і; the Linux code of the key is 39.
    QApplication.sendEvent(
        focus, QKeyEvent(QEvent.Type.KeyPress, 0x406, Qt.KeyboardModifier.NoModifier, 39, 0, 0, "і")
    )
    span = pane.unit_span()
    assert span is not None
    assert span[0] == target.offset


def test_an_image_has_a_label_in_its_corner_and_is_opened(pane: ReaderPane, qtbot: QtBot) -> None:
    start = pane._sheet.text.index("\ufffc")
    pane._sheet.reveal(start, start + 1)
    press(pane, "f")
    label, target = labelled(pane, TargetKind.IMAGE)[0]
    rect = next(rect for chip, rect in hints_of(pane)._chips.placed if chip.label == label)
    assert target.rects[0].contains(rect)
    with qtbot.waitSignal(pane._modes.image_chosen):
        press(pane, *label)
    assert text_at(pane) == "\ufffc"


def test_nothing_to_go_to_is_said(pane: ReaderPane, qtbot: QtBot) -> None:
    pane.clear()
    with qtbot.waitSignal(pane.told):
        press(pane, "f")


def test_no_label_covers_another_nor_a_word_that_it_means(pane: ReaderPane) -> None:
    press(pane, "f")
    placed = hints_of(pane)._chips.placed
    assert len(placed) > 10
    for (one, first), (other, second) in combinations(placed, 2):
        assert not first.intersects(second), (one.label, other.label)
    for chip, rect in placed:
        if not (chip.is_link or chip.is_image):
            beginning = QRectF(chip.rects[0].left() + 2, chip.rects[0].center().y() - 4, 12, 8)
            assert not rect.intersects(beginning), chip.label


def test_labels_in_one_place_stand_beside_each_other() -> None:
    room = QRectF(0, 0, 400, 300)
    line = QRectF(100, 100, 200, 30)
    chips = [Chip(letter, "", (line,), is_link=bool(number % 2)) for number, letter in enumerate("asdfghjkl")]
    rects = [rect for _chip, rect in place_chips(chips, room)]
    assert not any(one.intersects(other) for one, other in combinations(rects, 2))
    assert all(room.contains(rect) for rect in rects)


def test_what_is_read_from_the_right_is_labelled_at_the_right(pane: ReaderPane) -> None:
    pane.show_article(open_article('<p dir="rtl">القراءة حوار. الهامش هنا.</p>'), Metrics(), LIGHT)
    press(pane, "f")
    placed = hints_of(pane)._chips.placed
    (first, rect), (second, other) = (each for each in placed if not each[0].is_link)
    assert rect.left() >= first.rects[0].right() - 1
    assert other.left() >= second.rects[0].right() - 1


def test_letters_come_after_the_text_was_set_anew(pane: ReaderPane, qtbot: QtBot) -> None:
    before = pane._sheet.document
    assert before is not None
    with qtbot.waitSignal(before.document.destroyed):
        pane._sheet.set_look(metrics=replace(Metrics(), size=24))
    press(pane, "f")
    assert labelled(pane, TargetKind.SENTENCE)
