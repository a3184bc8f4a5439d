from __future__ import annotations

from tests.extraction.pages_for_tests import page

from postil.dom.parse import parse_page
from postil.extraction.blocks import read_blocks
from postil.extraction.classify import CONTEXT_COLUMNS, context, load_model
from postil.extraction.containers import CONTAINER_NAMES, LEVEL_NAMES, Containers
from postil.extraction.features import COLUMNS, Lexicon, measure
from postil.extraction.flat_features import COLUMNS as FLAT_COLUMNS
from postil.extraction.flat_features import GROUPS as FLAT_GROUPS
from postil.extraction.hints import Hints
from postil.extraction.places import PLACE_NAMES, place_of
from postil.extraction.wording import TEXT_NAMES, text_columns

_PAGE = read_blocks(parse_page(page("<ul><li>Bread</li><li><a href='/x'>Cheese</a></li></ul>")))


def test_every_column_of_a_row_has_a_name_of_its_own() -> None:
    rows = measure(_PAGE, Hints(), Lexicon()).rows
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert len(set(COLUMNS)) == len(COLUMNS)


def test_the_names_stand_beside_what_they_name() -> None:
    block = _PAGE.blocks[0]
    assert len(text_columns(block, Hints(), {}, words=1, links=0, sentences=0)) == len(TEXT_NAMES)
    assert len(place_of(_PAGE.root, {}, {}).columns) == len(PLACE_NAMES)
    numbers = [1.0] * len(_PAGE.blocks)
    containers = Containers(_PAGE.blocks, numbers, numbers, [1] * len(_PAGE.blocks))
    assert len(containers.describe(block.node)) == len(CONTAINER_NAMES)
    assert len(containers.describe_levels(block)) == len(LEVEL_NAMES)


def test_a_name_stands_for_what_it_says() -> None:
    rows = measure(_PAGE, Hints(titles=("the blue notebook",)), Lexicon()).rows
    values = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    named = [{f"{column.group}: {column.name}": value for column, value in row.items()} for row in values]
    cheese = next(row for row, block in zip(named, _PAGE.blocks, strict=True) if block.text == "Cheese")
    assert cheese["text: words"] == 1
    assert cheese["text: link share"] == 1
    assert cheese["place: steps to ul"] == 2
    assert cheese["place: steps to article"] == 3
    assert cheese["containers: siblings alike 1 out"] == 2
    assert cheese["containers: rank among siblings alike 1 out"] == 1
    assert cheese["neighbours: link share -1"] == 0
    assert cheese["neighbours: words +1"] > 30
    assert cheese["kin: blocks like it"] == 4, "with those of the menu"
    assert cheese["page: blocks"] == len(_PAGE.blocks)
    title = next(row for row, block in zip(named, _PAGE.blocks, strict=True) if block.node.tag == "h1")
    assert title["text: like the title"] == 1
    assert title["position: blocks since the title"] == 0
    assert title["headings: level of the heading"] == 1
    assert title["headline: blocks since the headline"] == 0
    assert title["headline: share of the title's words"] == 1


def test_the_second_pass_has_names_for_its_columns_too() -> None:
    first = [0.5] * len(_PAGE.blocks)
    measured = measure(_PAGE, Hints(), Lexicon())
    assert len(context(_PAGE, measured, first)) == len(CONTEXT_COLUMNS)
    assert len(set(CONTEXT_COLUMNS)) == len(CONTEXT_COLUMNS)


def test_the_shipped_model_was_trained_on_these_columns() -> None:
    assert load_model().columns == len(COLUMNS)


def test_every_column_of_a_line_belongs_to_a_group() -> None:
    assert len(FLAT_GROUPS) == len(FLAT_COLUMNS)
