"""Text is selected with motions by real keys, then highlighted, noted, coloured or copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.gui.reader.readers import LIGHT, open_article

from postil.gui.reader.metrics import Metrics
from postil.model.annotation import Color

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.gui.reader.annotating import Wanted
    from postil.gui.reader.pane import ReaderPane
    from postil.gui.reader.visual import Visual

pytestmark = pytest.mark.gui

SHORT = (
    "<div><p>One two three. Four five, six! Seven?</p><p>Eight nine ten.</p>"
    "<pre>first = 1\n  second = 2\n</pre>"
    "<table><tr><td>upper left</td><td>upper right</td></tr><tr><td>lower left</td><td>lower right</td></tr>"
    "</table><p>Last words.</p></div>"
)
MOTIONS = st.sampled_from(
    [name for name, _motion in [(f"visual.{way}", None) for way in (
        "left", "right", "down", "up", "next-word", "word-end", "previous-word", "line-start", "line-end",
        "next-sentence", "previous-sentence", "next-paragraph", "previous-paragraph", "top", "bottom",
        "paragraph", "sentence", "word", "swap",
    )]]
)  # fmt: skip


def press(pane: ReaderPane, *keys: Qt.Key | str) -> None:
    for key in keys:
        focus = pane.window().focusWidget()
        assert focus is not None
        if isinstance(key, str):
            for letter in key:
                held = (
                    Qt.KeyboardModifier.ShiftModifier if letter.isupper() else Qt.KeyboardModifier.NoModifier
                )
                QTest.keyClicks(pane.window().focusWidget() or focus, letter, held)
        else:
            QTest.keyClick(focus, key)


def visual_of(pane: ReaderPane) -> Visual:
    return pane._modes.visual


def selected(pane: ReaderPane) -> str:
    span = pane.selection()
    return pane._sheet.text[slice(*span)] if span is not None else ""


@pytest.fixture
def short(pane: ReaderPane) -> ReaderPane:
    """A short article, with the reading cursor on its first paragraph."""
    pane.show_article(open_article(SHORT), Metrics(), LIGHT)
    return pane


@pytest.mark.parametrize(
    ("keys", "wanted"),
    [
        ("ve", "One"),
        ("vw", "One"),
        ("vee", "One two"),
        ("v2e", "One two"),
        ("v3w", "One two three."),
        ("vlll", "One"),
        ("v3l", "One"),
        ("v12l", "One two thre"),
        ("v)", "One two three."),
        ("v2)", "One two three. Four five, six!"),
        ("v}", "One two three. Four five, six! Seven?"),
        ("v$", "One two three. Four five, six! Seven?"),
        ("vV", "One two three."),
        ("vVV", "One two three. Four five, six!"),
        ("vv", "One two three. Four five, six! Seven?"),
        ("vvv", "One two three. Four five, six! Seven?\nEight nine ten."),
        ("vis", "One two three."),
        ("vip", "One two three. Four five, six! Seven?"),
        ("viw", "One"),
        ("v)as", "One two three. Four five, six!"),
        ("vee0", ""),
        ("vwwowo", "two"),
        ("v}b", "One two three. Four five, six!"),
        ("v}(", "One two three. Four five, six!"),
        ("vj$", "One two three. Four five, six! Seven?\nEight nine ten."),
        ("vGggV", "One two three."),
    ],
)
def test_motions_select(short: ReaderPane, keys: str, wanted: str) -> None:
    press(short, keys)
    assert selected(short) == wanted
    assert visual_of(short).active


def test_it_begins_where_the_reading_cursor_is(short: ReaderPane) -> None:
    press(short, "jve")
    assert selected(short) == "Eight"


def test_a_selection_by_the_mouse_is_taken_over(short: ReaderPane) -> None:
    start = short._sheet.text.index("two")
    short._sheet.view.select(*short._sheet.span_of((start, start + 3)))
    press(short, "ve")
    assert selected(short) == "two three"


@pytest.mark.parametrize(
    ("keys", "color", "noted"), [([Qt.Key.Key_Return], None, False), (["n"], None, True)]
)
def test_what_is_selected_is_highlighted_or_noted(
    short: ReaderPane,
    qtbot: QtBot,
    keys: list[Qt.Key | str],
    color: Color | None,
    noted: bool,  # noqa: FBT001
) -> None:
    press(short, "vee")
    with qtbot.waitSignal(short.highlight_requested) as asked:
        press(short, *keys)
    (wanted,) = asked.args
    assert short._sheet.text[wanted.start : wanted.end] == "One two"
    assert (wanted.color, wanted.noted) == (color, noted)
    assert not visual_of(short).active
    assert short.selection() is None


def test_a_digit_by_itself_is_a_colour_after_a_moment(short: ReaderPane, qtbot: QtBot) -> None:
    press(short, "vee")
    with qtbot.waitSignal(short.highlight_requested) as asked:
        press(short, "3")
        assert visual_of(short).active, "a motion may follow"
    assert asked.args[0].color is Color.GREEN


def test_enter_says_at_once_that_no_motion_follows(short: ReaderPane) -> None:
    press(short, "vee")
    asked: list[Wanted] = []
    short.highlight_requested.connect(asked.append)
    press(short, "4", Qt.Key.Key_Return)
    assert [wanted.color for wanted in asked] == [Color.BLUE]


def test_a_digit_is_a_colour_at_once_where_no_motion_follows(short: ReaderPane) -> None:
    press(short, "vee")
    asked: list[Wanted] = []
    short.highlight_requested.connect(asked.append)
    press(short, "4", "f")
    assert [wanted.color for wanted in asked] == [Color.BLUE]
    assert not visual_of(short).active


def test_escape_gives_up_the_number_then_the_mode(short: ReaderPane, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(short.highlight_requested, wait=900):
        press(short, "ve3", Qt.Key.Key_Escape)
    assert visual_of(short).active
    short.unwind()
    assert not visual_of(short).active
    assert selected(short) == ""


def test_what_is_selected_is_copied_with_its_source(short: ReaderPane) -> None:
    press(short, "veey")
    assert QApplication.clipboard().text().startswith("“One two”\n— Marta Havrylenko")
    assert not visual_of(short).active


def test_the_line_below_tells_what_is_selected(short: ReaderPane) -> None:
    line = short._wayfinding.progress
    assert line.mode == "By paragraph"
    press(short, "vV")
    assert line.mode == "Select: 3 words"
    short.unwind()
    assert line.mode == "By paragraph"


def test_with_nothing_selected_nothing_is_highlighted(short: ReaderPane, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(short.highlight_requested):
        press(short, "v", Qt.Key.Key_Return)
    assert visual_of(short).active


def test_in_code_sentences_are_lines(short: ReaderPane) -> None:
    press(short, "jjvV")
    assert selected(short) == "first = 1"
    press(short, "V")
    assert selected(short) == "first = 1\n  second = 2"


def test_in_a_table_lines_below_are_rows(short: ReaderPane) -> None:
    press(short, "jjjv")
    anchor = visual_of(short).ends[0]
    assert short._sheet.text[anchor:].startswith("upper left")
    press(short, "j")
    assert short._sheet.text[visual_of(short).ends[1] :].startswith("lower left")


def test_left_is_left_in_what_is_read_from_the_right(short: ReaderPane) -> None:
    short.show_article(open_article('<div dir="rtl"><p>שלום עולם</p></div>'), Metrics(), LIGHT)
    press(short, "vhh")
    assert visual_of(short).ends == (0, 2)
    press(short, "l")
    assert visual_of(short).ends == (0, 1)


def test_finding_selects_as_far_as_the_hit(short: ReaderPane) -> None:
    press(short, "v/")
    press(short, "nine")
    press(short, Qt.Key.Key_Escape)
    assert selected(short) == "One two three. Four five, six! Seven?\nEight"


def test_bare_letters_of_other_commands_do_nothing_meanwhile(short: ReaderPane) -> None:
    before = short.unit_span()
    press(short, "v", "utdfxcmsr")
    assert visual_of(short).active
    assert short.unit_span() == before


def test_the_selection_holds_when_the_text_is_set_anew(short: ReaderPane) -> None:
    press(short, "veeoe")
    before, ends = selected(short), visual_of(short).ends
    short.set_look(metrics=Metrics(size=25))
    assert selected(short) == before
    assert visual_of(short).ends == ends
    press(short, "V")
    assert selected(short) == "One two three."


def test_another_article_ends_it(short: ReaderPane) -> None:
    press(short, "ve")
    short.show_article(open_article(), Metrics(), LIGHT)
    assert not visual_of(short).active


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(MOTIONS, max_size=12))
def test_no_motion_leaves_the_text_and_swapping_twice_changes_nothing(
    short: ReaderPane, names: list[str]
) -> None:
    deeds = dict(short.bindings())
    deeds["reader.visual"]()
    visual = visual_of(short)
    for name in names:
        deeds[name]()
        assert all(0 <= end <= len(short._sheet.text) for end in visual.ends)
    before = visual.ends
    visual.swap()
    visual.swap()
    assert visual.ends == before
    visual.leave()


def test_no_caret_stays_behind(short: ReaderPane) -> None:
    before = short._sheet.view.grab().toImage()
    press(short, "vV")
    assert short._sheet.view.grab().toImage() != before
    short.unwind()
    assert short._sheet.view.grab().toImage() == before
