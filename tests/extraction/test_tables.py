"""Tables that are made of other elements, by their roles."""

from __future__ import annotations

from tests.extraction.pages_for_tests import rebuilt

COLUMNS = '<div role="columnheader">Boat</div><div role="columnheader">Seats</div>'
HEAD = f'<div role="rowgroup"><div role="row">{COLUMNS}</div></div>'
ROW = '<div role="row"><div role="rowheader">Gull</div><span role="cell"><p>12</p></span></div>'


def test_elements_with_the_roles_of_a_table_become_one() -> None:
    assert rebuilt(f'<div role="table">{HEAD}<div role="rowgroup">{ROW}</div></div>') == (
        "<table><tbody><tr><th>Boat</th><th>Seats</th></tr><tr><th>Gull</th><td>12</td></tr></tbody></table>"
    )


def test_a_single_row_or_column_is_no_table() -> None:
    assert "<table" not in rebuilt(f'<div role="table">{ROW}</div>')
    one = '<div role="row"><div role="cell">Gull</div></div>'
    assert "<table" not in rebuilt(f'<div role="grid">{one}{one}</div>')
