from __future__ import annotations

from dataclasses import replace

import yaml
from hypothesis import given
from lxml import etree
from tests.export.pages import highlight, page, source
from tests.export.reading import addresses, assert_inert, hostile_text, kinds

from postil.dom.serialise import serialise
from postil.export.markdown.escaping import one_line
from postil.export.notes.note import NoteSource, document
from postil.model.annotation import AnchorState, Color
from postil.model.export_target import NoteContents, NoteShape


def markdown(made_of: NoteSource, *, article: bool = False) -> str:
    """A note for any program that reads Markdown."""
    contents = NoteContents.ARTICLE if article else NoteContents.HIGHLIGHTS
    return document((made_of,), NoteShape(contents=contents)).text


WHOLE = """\
---
title: "The mill at the end of the valley"
source: "https://example.org/mill"
author: "Ann Miller"
site: "The Valley Courier"
published: "2025-01-23"
saved: "2026-11-21"
tags: ["water", "old trades"]
postil: "pageaaaaaaaaaaaa"
---

# The mill at the end of the valley

Ann Miller · The Valley Courier · 2025-01-23 · [example.org](https://example.org/mill)

## Highlights

> Before all headings.

^hl-one

Yellow · [open](postil://page/pageaaaaaaaaaaaa#hl-one)

### The wheel

> It **turned** all night.

^hl-two

Green · #water · #old-trades · [open](postil://page/pageaaaaaaaaaaaa#hl-two)

- See **also** the register.

  And ask.

> - open the sluice
> - oil

^hl-three

Blue · check me: the text around this has changed · [open](postil://page/pageaaaaaaaaaaaa#hl-three)

### The bread

> there was bread

^hl-four

Gray · [open](postil://page/pageaaaaaaaaaaaa#hl-four)

## Not found in the text

> open the sluice

^hl-five

Red · [open](postil://page/pageaaaaaaaaaaaa#hl-five)

- Where did it go?
"""


def test_a_whole_note() -> None:
    placed = (
        highlight("there was bread", name="four", color=Color.GRAY),
        highlight(
            "It turned all night.",
            name="two",
            color=Color.GREEN,
            tags=("water", "old trades"),
            note="See **also** the register.\n\nAnd ask.\n",
        ),
        highlight("open the sluice\noil", name="three", color=Color.BLUE, state=AnchorState.MOVED),
        highlight("Before all headings.", name="one"),
        highlight(
            "open the sluice",
            name="five",
            color=Color.RED,
            state=AnchorState.NOT_FOUND,
            note="Where did it go?",
        ),
    )
    assert markdown(source(page(tags=("water", "old trades")), placed)) == WHOLE


def test_a_page_without_highlights_is_what_is_known_of_it() -> None:
    note = markdown(source(replace(page(byline=None, published=None, address=None), site=None)))
    assert note.endswith("---\n\n# The mill at the end of the valley\n")
    assert "Highlights" not in note


def test_the_article_comes_along_on_request() -> None:
    note = markdown(source(), article=True)
    assert (
        "\n## Article\n\nBefore all headings.\n\n### The wheel\n\nIt **turned** all night.\n\n- open" in note
    )


def test_the_same_notes_are_the_same_text() -> None:
    placed = (highlight("oil the wheel", note="x"),)
    assert markdown(source(placed=placed)) == markdown(source(placed=placed))


def test_an_article_of_another_text_is_quoted_plainly() -> None:
    other = replace(source(placed=(highlight("turned all", name="x"),)), html="<div><p>Other</p></div>")
    assert "\n> turned all\n" in markdown(other)


@given(hostile_text, hostile_text, hostile_text)
def test_nothing_of_a_page_gets_out_of_its_place(title: str, words: str, name: str) -> None:
    root = etree.Element("div")
    etree.SubElement(root, "h2").text = one_line(words) or "x"
    paragraph = etree.SubElement(root, "p")
    paragraph.text = "start "
    etree.SubElement(paragraph, "b").text = one_line(words)
    paragraph[0].tail = one_line(words) + " end"
    html = serialise(root)
    about = replace(page(title, byline=name, published=words), site=name)
    note = markdown(source(about, (highlight("start", html=html), highlight("end", html=html)), html=html))
    front, body = note.removeprefix("---\n").split("\n---\n", 1)
    known = yaml.safe_load(front)
    assert known.get("title", "") == one_line(title)
    assert known.get("author", "") == one_line(name)
    assert_inert(body.replace("\n^hl-hlaaaaaaaaaaaaaa\n", "\n"))
    assert addresses(body) == {
        "https://example.org/mill", "postil://page/pageaaaaaaaaaaaa#hl-hlaaaaaaaaaaaaaa"
    }  # fmt: skip
    assert kinds(body) == [
        "heading_open", "paragraph_open", "heading_open", "heading_open",
        *["blockquote_open", "paragraph_open", "paragraph_open"] * 2,
    ]  # fmt: skip


@given(hostile_text)
def test_a_note_cannot_break_what_follows_it(note: str) -> None:
    placed = (highlight("It turned", name="one", note=note), highlight("there was", name="two"))
    body = markdown(source(placed=placed)).split("\n---\n", 1)[1]
    expected = [
        "heading_open", "paragraph_open", "heading_open",
        "heading_open", "blockquote_open", "paragraph_open", "paragraph_open",
        *(["bullet_list_open"] if note.strip() else []),
        "heading_open", "blockquote_open", "paragraph_open", "paragraph_open",
    ]  # fmt: skip
    assert kinds(body) == expected


def test_an_address_that_is_none_is_left_out() -> None:
    note = markdown(source(page(address="javascript:alert(1)")))
    assert "javascript" not in note


def test_every_highlight_has_its_block_id() -> None:
    names = [f"name{index}" for index in range(5)]
    note = markdown(source(placed=[highlight("oil the wheel", name=name) for name in names]))
    assert [line for line in note.splitlines() if line.startswith("^")] == [f"^hl-{name}" for name in names]
