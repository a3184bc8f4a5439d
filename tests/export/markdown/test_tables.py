from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.export.reading import tokens

from postil.export.markdown.tables import Cell, pipe_table

cells = st.builds(
    Cell, st.sampled_from(["", "a", "b c"]), st.booleans(), st.integers(1, 100), st.integers(1, 4),
    st.sampled_from(["", "left", "right", "center"]),
)  # fmt: skip


def test_a_table_without_headings_has_an_empty_header() -> None:
    assert pipe_table([[Cell("a"), Cell("b")]]) == "|  |  |\n| --- | --- |\n| a | b |"


def test_no_rows_are_no_table() -> None:
    assert pipe_table([]) == ""
    assert pipe_table([[]]) == ""


def test_a_cell_reaches_to_the_right_and_down() -> None:
    rows = [[Cell("a", columns=2, rows=2), Cell("b")], [Cell("c")], [Cell("d"), Cell("e"), Cell("f")]]
    lines = pipe_table(rows).split("\n")
    assert lines[2:] == ["| a |  | b |", "|  |  | c |", "| d | e | f |"]


@given(st.lists(st.lists(cells, max_size=4), max_size=4))
def test_every_row_has_as_many_cells_and_no_word_is_lost(rows: list[list[Cell]]) -> None:
    table = pipe_table(rows)
    if not table:
        return
    assert len({line.count("|") for line in table.split("\n")}) == 1
    words = [token.content for token in tokens(table) if token.type == "text"]
    assert sorted(words) == sorted(cell.text for row in rows for cell in row if cell.text)
