"""Tables are placed as HTML does and measured by their words."""

from __future__ import annotations

import pytest
from lxml import etree
from PySide6.QtGui import QFontMetricsF

from postil.dom.flatten import flatten
from postil.gui import fonts
from postil.gui.reader.table_plan import TablePlan, plan_table, rows_of

pytestmark = pytest.mark.gui


def plan(html: str, *, room: int = 672, bleed: int = 200) -> TablePlan:
    root = etree.fromstring(f"<div>{html}</div>")
    table = root[0]
    rows = [row for child in table for row in rows_of(child)]
    made = plan_table(rows, flatten(root), size=20, room=room, bleed=bleed)
    assert made is not None
    return made


def test_spans_push_later_cells_aside() -> None:
    made = plan(
        '<table><tr><td rowspan="2">a</td><td colspan="2">b</td></tr><tr><td>c</td><td>d</td></tr>'
        "<tr><td>e</td></tr></table>"
    )
    places = {(cell.element.text, cell.row, cell.column, cell.rows, cell.columns) for cell in made.cells}
    assert places == {
        ("a", 0, 0, 2, 1),
        ("b", 0, 1, 1, 2),
        ("c", 1, 1, 1, 1),
        ("d", 1, 2, 1, 1),
        ("e", 2, 0, 1, 1),
    }
    assert (made.rows, len(made.widths)) == (3, 3)


@pytest.mark.parametrize("span", ["0", "-3", "x", "999999999999", ""])
def test_spans_that_make_no_sense_are_held_in(span: str) -> None:
    made = plan(f'<table><tr><td colspan="{span}" rowspan="{span}">a</td><td>b</td></tr></table>')
    assert made.rows == 1
    assert len(made.widths) <= 101


def test_a_table_without_cells_is_none() -> None:
    root = etree.fromstring("<div><table><tr></tr></table></div>")
    assert plan_table([root[0][0]], flatten(root), size=20, room=600, bleed=0) is None


def test_columns_of_numbers_are_known_by_most_of_their_cells() -> None:
    made = plan(
        "<table><tr><th>Name</th><th>Price</th><th>Grade</th><th>Share</th></tr>"
        "<tr><td>a</td><td>€14.20</td><td>4H</td><td>12 %</td></tr>"
        "<tr><td>b</td><td>1 200</td><td>2B</td><td>–3.5</td></tr>"
        "<tr><td>c</td><td>–</td><td>6B</td><td>7 km</td></tr></table>"
    )
    assert made.numeric == (False, True, False, True)
    assert made.head_rows == 1


def test_a_small_table_is_as_wide_as_its_words() -> None:
    made = plan("<table><tr><td>one</td><td>two</td></tr></table>")
    assert sum(made.widths) < 200


def test_what_nearly_fills_the_column_fills_it() -> None:
    words = "a dozen words that fill most of the line but not all"
    made = plan(f"<table><tr><td>{words}</td><td>{words[:30]}</td></tr></table>")
    assert 660 <= sum(made.widths) <= 672


def test_long_cells_wrap_inside_the_column() -> None:
    made = plan(f"<table><tr><td>one</td><td>{'many words ' * 40}</td></tr></table>")
    assert 660 <= sum(made.widths) <= 673
    assert made.widths[0] < 80


def test_many_columns_grow_beyond_it_but_not_beyond_what_is_free() -> None:
    row = "".join(f"<td>Wordiness{n}</td>" for n in range(12))
    wide = plan(f"<table><tr>{row}</tr></table>", bleed=300)
    assert 672 < sum(wide.widths) <= 972
    assert wide.size < 14


def test_the_eight_columns_of_the_sample_fit_with_rows_of_one_line() -> None:
    heads = (
        "Grade",
        "Hardness",
        "Blackness",
        "Point life",
        "Erasability",
        "Smear resistance",
        "Price per dozen",
    )
    cells = ("6B", "very soft", "very high", "very short", "very good", "excellent", "€12.10")
    made = plan(
        f"<table><tr>{''.join(f'<th>{head}</th>' for head in heads)}<th>Best use in the margin</th></tr>"
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}"
        "<td>drawing the author's portrait</td></tr></table>"
    )
    assert sum(made.widths) <= 672 * 1.03
    assert made.size == 13
    metrics = QFontMetricsF(fonts.font(fonts.INTERFACE, size=13))
    for width, cell in zip(made.widths, (*cells, "drawing the author's portrait"), strict=True):
        assert width - made.gap / 2 >= metrics.horizontalAdvance(cell)
