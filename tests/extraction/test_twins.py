"""Passages that a page has twice. Everything in these pages was judged to be kept."""

from __future__ import annotations

from tests.extraction.pages_for_tests import SENTENCES

from postil.dom.parse import parse_page
from postil.extraction.blocks import read_blocks
from postil.extraction.twins import drop_twins

ONE, TWO, THREE = (f"<p>{sentence}</p>" for sentence in SENTENCES[:3])


def kept(content: str, spared: frozenset[int] = frozenset()) -> list[int]:
    """The places of the blocks that stay."""
    page = read_blocks(parse_page(f"<!DOCTYPE html><html><body>{content}</body></html>"))
    flags = [True] * len(page.blocks)
    drop_twins(page, flags, spared)
    return [index for index, each in enumerate(flags) if each]


def test_the_later_of_two_passages_goes() -> None:
    assert kept(f'<div class="guide">{ONE}{TWO}</div><div class="accordion">{ONE}{TWO}</div>{THREE}') == [
        0,
        1,
        4,
    ]


def test_the_narrower_of_two_passages_goes() -> None:
    assert kept(f'<div class="show-mobile">{ONE}{TWO}</div><div class="hide-mobile">{ONE}{TWO}</div>') == [
        2,
        3,
    ]
    assert kept(f'<div class="d-md-none">{ONE}</div><div class="d-none d-md-block">{ONE}</div>') == [1]


def test_the_hidden_of_two_passages_goes() -> None:
    assert kept(f'<div hidden class="a">{ONE}{TWO}</div><div class="b">{ONE}{TWO}</div>') == [2, 3]


def test_a_heading_alone_is_a_twin_where_its_class_says_so() -> None:
    heading = "<h2>How the ferry runs</h2>"
    assert kept(
        f'<div class="desktop-only">{heading}</div><div class="mobile-only">{heading}</div>{ONE}'
    ) == [0, 2]
    assert kept(f'<div class="one">{heading}</div>{ONE}<div class="two">{heading}</div>') == [0, 1, 2]


def test_refrains_stay() -> None:
    refrain = "".join(
        f"<p>{line}</p>" for line in ("Row the boat", "over the bay", "row it again", "all of the day") * 2
    )
    verse = f'<div class="refrain">{refrain}</div>'
    assert len(kept(f"{verse}{ONE}{verse}")) == 17
    assert kept(f"{ONE}{TWO}{THREE}{ONE}{TWO}") == [0, 1, 2, 3, 4]


def test_quotations_code_and_tables_stay() -> None:
    for tag in ("blockquote", "pre", "table"):
        inner = f"<tr><td>{ONE}</td></tr><tr><td>{TWO}</td></tr>" if tag == "table" else ONE + TWO
        twice = f"<{tag}>{inner}</{tag}>"
        page = read_blocks(parse_page(f"<body>{twice}</body>"))
        assert len(kept(f"<div class=a>{twice}</div><div class=b>{twice}</div>")) == 2 * len(page.blocks)
    assert kept(f"<div>{ONE}{TWO}</div><blockquote>{ONE}{TWO}</blockquote>") == [0, 1, 2, 3]


def test_what_is_spared_stays() -> None:
    assert kept(f'<div class="a">{ONE}{TWO}</div><div class="b">{ONE}{TWO}</div>', frozenset({2, 3})) == [
        0,
        1,
        2,
        3,
    ]


def test_notes_that_several_entries_have_stay() -> None:
    entry = f'<section class="method">{ONE}{TWO}</section>'
    assert len(kept(f"{entry}{THREE}<div>{entry}</div>")) == 5
