from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.importers.annotations.annotated_pages import wsb_marker, wsb_sticky

from postil.importers.annotations.page_annotations import annotations_in, has_signs
from postil.model.annotation import Color, Style

MADE = "20260309101112345"


def test_a_marker_has_words_note_colour_and_the_time_of_its_id() -> None:
    page = (
        f"<p>Prune {wsb_marker('on a dry ', MADE)}<b>{wsb_marker('morning', MADE, title='Which month?')}</b>"
        " in March.</p>"
    )
    (found,) = annotations_in(page).annotations
    assert (found.quote.prefix, found.quote.exact, found.quote.suffix) == (
        "Prune ",
        "on a dry morning",
        " in March.",
    )
    assert (found.note, found.color, found.style) == ("Which month?", Color.YELLOW, Style.HIGHLIGHT)
    assert found.created == datetime(2026, 3, 9, 10, 11, 12, 345000, tzinfo=UTC)
    assert found.id == f"webscrapbook:{MADE}"


@pytest.mark.parametrize(
    ("style", "color", "drawn"),
    [
        (
            "background: #00FF00; background: linear-gradient(transparent 40%, rgba(0,255,0,0.9) 90%)",
            Color.GREEN,
            Style.HIGHLIGHT,
        ),
        ("background-color: rgb(238, 51, 17); color: #FFFFFF; font-weight: bold", Color.RED, Style.HIGHLIGHT),
        ("background-color: yellow", Color.YELLOW, Style.HIGHLIGHT),
        ("border-bottom: medium solid #3333FF", Color.BLUE, Style.UNDERLINE),
        ("border-bottom: 2px dotted red", Color.RED, Style.UNDERLINE),
        ("", None, Style.HIGHLIGHT),
        ("font-weight: bold", None, Style.HIGHLIGHT),
    ],
)
def test_its_style_is_told_by_a_colour_and_a_line(style: str, color: Color | None, drawn: Style) -> None:
    (found,) = annotations_in(f"<p>{wsb_marker('words', MADE, style)}</p>").annotations
    assert (found.color, found.style) == (color, drawn)


def test_a_sticky_after_a_block_is_a_note_on_it() -> None:
    sticky = wsb_sticky("One.\nTwo.", MADE, "styled plaintext relative")
    page = f"<p>Roots first.</p>{sticky}<p>Then leaves.</p>"
    found = annotations_in(page)
    (one,) = found.annotations
    assert (one.quote.exact, one.note, found.note) == ("Roots first.", "One.\nTwo.", "")
    assert (one.quote.suffix, one.id) == ("\nThen leaves.", f"webscrapbook:{MADE}")


def test_two_stickies_after_a_block_are_both_its() -> None:
    page = "<p>Roots first.</p>" + "".join(
        wsb_sticky(words, MADE, "plaintext relative") for words in ("one", "two")
    )
    assert [(one.quote.exact, one.note) for one in annotations_in(page).annotations] == [
        ("Roots first.", "one"),
        ("Roots first.", "two"),
    ]


def test_a_sticky_anywhere_is_the_pages_note_with_its_markup_as_markdown() -> None:
    content = '<p>Whole <i>page</i>, <a href="https://plum.example/a">see</a></p><ul><li>one</li></ul>'
    found = annotations_in(f"<p>Words.</p>{wsb_sticky(content, MADE, 'styled')}")
    assert (found.annotations, found.note) == (
        (),
        "Whole *page*, [see](https://plum.example/a)\n\n- one",
    )


@pytest.mark.parametrize(
    ("markup", "note"),
    [
        ('<div data-sb-obj="freenote" style="position: absolute">A <b>free</b> one</div>', "A **free** one"),
        (
            '<div class="scrapbook-sticky"><div class="scrapbook-sticky-header"></div>Sample\nsticky</div>',
            "Sample\nsticky",
        ),
        (
            '<div class="scrapbook-sticky"><textarea>not saved yet</textarea></div>',
            "not saved yet",
        ),
    ],
)
def test_stickies_of_the_older_extensions(markup: str, note: str) -> None:
    found = annotations_in(f"<body><p>Words.</p>{markup}</body>")
    assert (found.annotations, found.note) == ((), note)


@pytest.mark.parametrize(
    "markup",
    [
        '<div data-sb-obj="freenote" style="position: static">mine</div>',
        '<div data-sb-obj="block-comment" style="border: 1px dotted">mine</div>',
        '<div class="scrapbook-block-comment">mine</div>',
        '<div class="scrapbook-sticky scrapbook-sticky-relative"><div></div>mine</div>',
    ],
)
def test_notes_of_the_older_extensions_amid_the_page(markup: str) -> None:
    (one,) = annotations_in(f"<body><p>Words before.</p>{markup}<p>After.</p></body>").annotations
    assert (one.quote.exact, one.note) == ("Words before.", "mine")


def test_markers_of_the_older_extensions_with_and_without_ids() -> None:
    page = """<p>It is <span data-sb-id="1577836800000" data-sb-obj="inline" class="scrapbook-inline"
        style="border-bottom: 2px dotted rgb(255, 51, 51)" title="why?">said to </span><b><span
        data-sb-id="1577836800000" data-sb-obj="inline" title="why?">bloom</span></b> twice,
        <span class="linemarker-marked-line" style="background-color: yellow">in a wet year</span>.
        <span class="scrapbook-inline" title="both">late </span><i><span class="scrapbook-inline" title="both"
        >and early</span></i></p>"""
    first, second, third = annotations_in(page).annotations
    assert (first.quote.exact, first.note) == ("said to bloom", "why?")
    assert first.created == datetime(2020, 1, 1, tzinfo=UTC)
    assert (second.quote.exact, second.color, second.id) == ("in a wet year", Color.YELLOW, "")
    assert (third.quote.exact, third.note) == ("late and early", "both")


def test_words_that_were_made_a_link_are_a_highlight_with_it() -> None:
    page = '<p>See <a data-scrapbook-elem="link-url" href="https://plum.example/">the list</a>.</p>'
    (one,) = annotations_in(page).annotations
    assert (one.quote.exact, one.note) == ("the list", "<https://plum.example/>")


def test_an_id_that_is_no_time_names_nothing_for_ever() -> None:
    (one,) = annotations_in(f"<p>{wsb_marker('words', '7')}</p>").annotations
    assert (one.id, one.created) == ("", None)


def test_parts_of_one_marker_apart_from_each_other_have_different_ids() -> None:
    page = f"<p>{wsb_marker('one', MADE)} and {wsb_marker('two', MADE)}</p>"
    assert [one.id for one in annotations_in(page).annotations] == [
        f"webscrapbook:{MADE}",
        f"webscrapbook:{MADE}/2",
    ]


def test_the_comment_on_a_page_is_its_first_note() -> None:
    page = f'<html data-scrapbook-comment="Read\nbefore May."><p>Words.</p>{wsb_sticky("And after.", MADE)}'
    assert has_signs(page.encode())
    assert annotations_in(page).note == "Read\nbefore May.\n\nAnd after."
