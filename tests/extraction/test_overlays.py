from __future__ import annotations

import pytest
from tests.extraction.pages_for_tests import SENTENCES, article_of, page

from postil.dom.parse import parse_page
from postil.extraction.overlays import clear_overlays
from postil.model.capture import Resource

NOTE = """<single-file-note data-note-id=1><template shadowrootmode=open><style>.note{color:red}</style>
    <div class="note note-yellow" data-color=note-yellow><header></header><blockquote>
    <textarea dir=auto>Who was he?</textarea></blockquote></div></template></single-file-note>"""
INFOBAR = """<single-file-infobar><template shadowrootmode=open><div class=infobar>Saved from here</div>
    </template></single-file-infobar>"""
SIDEBAR = "<hypothesis-sidebar><template shadowrootmode=open><p>3 notes</p></template></hypothesis-sidebar>"


def cleared(markup: str) -> str:
    html = parse_page(markup)
    clear_overlays(html, markup)
    return " ".join("".join(map(str, html.itertext())).split())


@pytest.mark.parametrize(
    "overlay",
    [
        NOTE,
        INFOBAR,
        '<div class="single-file-mask"><p>mask</p></div>',
        '<p class="a single-file-removed">cut away</p>',
        '<scrapbook-sticky data-scrapbook-elem="sticky" class="styled plaintext">pinned</scrapbook-sticky>',
        '<div data-scrapbook-elem="infobar">captured from here</div>',
        '<div data-sb-obj="freenote" style="position: absolute">old note</div>',
        '<div class="scrapbook-sticky"><div class="scrapbook-sticky-header"></div>older note</div>',
        SIDEBAR,
    ],
)
def test_what_is_laid_over_a_page_is_no_part_of_it(overlay: str) -> None:
    assert cleared(f"<body><p>before {overlay}after</p></body>") == "before after"
    with_it, without = article_of(page(overlay)), article_of(page(""))
    assert with_it.text == without.text


def test_marked_words_stay_where_they_are_as_plain_ones() -> None:
    first, second = SENTENCES[2].split(",", 1)
    plain = article_of(page(f"<p>{first},{second} And so it goes on <em>and on</em>.</p>"))
    marked = article_of(
        page(
            f'<p><scrapbook-linemarker data-scrapbook-elem="linemarker" class="first" title="why?" '
            f'style="background: #FF0">{first}</scrapbook-linemarker>,<span class="single-file-highlight '
            f'single-file-highlight-blue" data-singlefile-highlight-id="1">{second}</span> And so it goes '
            '<span data-sb-obj="inline" title="a comment">on</span> '
            '<em class="single-file-highlight">and on</em>.</p>'
        )
    )
    assert marked.text == plain.text
    assert "why?" not in marked.html


def test_notes_in_a_frame_are_taken_away_too() -> None:
    sticky = '<div data-scrapbook-elem="sticky" class="styled">pinned in the frame</div>'
    frame = f"<!DOCTYPE html><body><p>{SENTENCES[4]} {SENTENCES[5]}</p>{sticky}</body>"
    text = article_of(
        page('<iframe src="frame.html"></iframe>'),
        resources=(Resource("frame.html", frame.encode(), "text/html"),),
    ).text
    assert SENTENCES[5] in text
    assert "pinned" not in text


def test_a_page_that_only_speaks_of_such_tools_keeps_all() -> None:
    markup = "<body><p>The class is single-file-note-body.</p><p class='sticky'>Sticky</p></body>"
    assert cleared(markup) == "The class is single-file-note-body.Sticky"
