"""What a note looks like in each preset, and what its blocks are known by."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.export.pages import highlight, page, source

from postil.export.notes.document import Document, NoteImage
from postil.export.notes.note import NoteSource, document
from postil.model.annotation import AnchorState, Color
from postil.model.export_target import HighlightMarks, Images, NoteContents, NotePreset, NoteShape
from postil.model.ids import ContentHash

_SOURCE = source(
    replace(page(tags=("old trades",)), note="All *in* all."),
    (
        highlight(
            "It turned all night.", name="two", color=Color.GREEN, tags=("two words",), note="See\n\nit."
        ),
        highlight("there was bread", name="five", state=AnchorState.NOT_FOUND),
    ),
)
_LINK = "postil://page/pageaaaaaaaaaaaa"
_UUID = "200e37d8-e9b2-532b-a3a4-9d3080907243"
OBSIDIAN = f"""\
---
title: "The mill at the end of the valley"
aliases:
  - "The mill at the end of the valley"
source: "https://example.org/mill"
author:
  - "Ann Miller"
site: "The Valley Courier"
published: 2025-01-23
created: 2026-11-21
tags:
  - "old-trades"
link: "{_LINK}"
postil: "pageaaaaaaaaaaaa"
---

All *in* all.

## Highlights

### The wheel

> [!quote|green] [Green]({_LINK}#hl-two) · #two-words
> It **turned** all night.
>
> > [!note]
> > See
> >
> > it.

^hl-two

## Not found in the text

> [!quote|yellow] [Yellow]({_LINK}#hl-five)
> there was bread

^hl-five
"""
LOGSEQ = f"""\
title:: The mill at the end of the valley
source:: https://example.org/mill
author:: Ann Miller
site:: The Valley Courier
published:: 2025-01-23
saved:: 2026-11-21
tags:: [[old trades]]
link:: [open]({_LINK})
postil:: pageaaaaaaaaaaaa

- All *in* all.
- ## Highlights
\t- ### The wheel
\t\t- hl-color:: green
\t\t  tags:: [[two words]]
\t\t  link:: [open]({_LINK}#hl-two)
\t\t  id:: {_UUID}
\t\t  > It **turned** all night.
\t\t\t- See

\t\t\t  it.
- ## Not found in the text
\t- hl-color:: yellow
\t  link:: [open]({_LINK}#hl-five)
\t  id:: 1f955cd3-8e5a-5e0b-aa92-0ac70b03060e
\t  > there was bread
"""
PANDOC = f"""\
---
title: "The mill at the end of the valley"
author:
  - "Ann Miller"
site: "The Valley Courier"
date: "2025-01-23"
keywords:
  - "old trades"
source: "https://example.org/mill"
saved: 2026-11-21
postil: "pageaaaaaaaaaaaa"
references:
  - id: "miller2025mill-pageaa"
    type: "webpage"
    title: "The mill at the end of the valley"
    author:
      - family: "Miller"
        given: "Ann"
    container-title: "The Valley Courier"
    issued: "2025-01-23"
    accessed: "2026-11-21"
    URL: "https\\\\://example.org/mill"
---

The Valley Courier · [example.org](https://example.org/mill) · [open]({_LINK}) · [@miller2025mill-pageaa]

All *in* all.

# Highlights

## The wheel

> It **turned** all night.
>
> [—]{{#hl-two .green}} [@miller2025mill-pageaa] [^hl-two]

Green · #two-words · [open]({_LINK}#hl-two)

[^hl-two]: See

    it.

# Not found in the text

> there was bread
>
> [—]{{#hl-five .yellow}} [@miller2025mill-pageaa]

Yellow · [open]({_LINK}#hl-five)
"""


@pytest.mark.parametrize(
    ("preset", "expected"),
    [(NotePreset.OBSIDIAN, OBSIDIAN), (NotePreset.LOGSEQ, LOGSEQ), (NotePreset.PANDOC, PANDOC)],
)
def test_a_whole_note(preset: NotePreset, expected: str) -> None:
    assert document((_SOURCE,), NoteShape(preset)).text == expected


@pytest.mark.parametrize(
    ("preset", "first", "marker", "note"),
    [
        (NotePreset.PLAIN, ["title", "facts", "note"], "^hl-two", "- See\n\n  it."),
        (NotePreset.OBSIDIAN, ["note"], "^hl-two", "> > See\n> >\n> > it."),
        (NotePreset.LOGSEQ, ["properties", "note"], f"id:: {_UUID}", "\t\t\t- See\n\n\t\t\t  it."),
        (NotePreset.PANDOC, ["facts", "note"], "{#hl-two", "[^hl-two]: See\n\n    it."),
    ],
)
def test_blocks_are_known_by_their_names(
    preset: NotePreset, first: list[str], marker: str, note: str
) -> None:
    blocks = document((_SOURCE,), NoteShape(preset)).blocks
    assert [block.key for block in blocks] == [*first, "highlights", "section 1", "hl-two", "lost", "hl-five"]
    (two,) = [block for block in blocks if block.key == "hl-two"]
    assert two.marker == marker
    assert two.marker in two.text
    assert two.note is not None
    assert two.text[slice(*two.note)] == note


@pytest.mark.parametrize("preset", NotePreset)
def test_a_highlight_keeps_its_key_and_its_text_whatever_comes_beside_it(preset: NotePreset) -> None:
    more = replace(
        _SOURCE, placed=(*_SOURCE.placed, highlight("Before", name="new"), highlight("oil", name="x"))
    )
    before = {block.key: block for block in document((_SOURCE,), NoteShape(preset)).blocks}
    after = {block.key: block for block in document((more,), NoteShape(preset)).blocks}
    assert {key: after[key].text for key in before} == {key: block.text for key, block in before.items()}
    assert set(after) - set(before) == {"hl-new", "hl-x"}


@pytest.mark.parametrize("preset", NotePreset)
def test_marks_in_an_article_leave_its_blocks_their_names(preset: NotePreset) -> None:
    shape = NoteShape(preset, contents=NoteContents.ARTICLE)
    bare = document((replace(_SOURCE, placed=()),), shape)
    marked = document((_SOURCE,), shape)
    keys = {block.key for block in bare.blocks}
    assert len(keys) == len(bare.blocks)
    assert keys <= {block.key for block in marked.blocks}
    assert "==It **turned** all night.==" in marked.text


def test_marks_may_be_html() -> None:
    shape = NoteShape(contents=NoteContents.ARTICLE, marks=HighlightMarks.MARK)
    assert "\n<mark>It **turned** all night.</mark>\n" in document((_SOURCE,), shape).text


def _two(preset: NotePreset) -> Document:
    other = source(page("Other", page_id="pagebbbbbbbbbbbb"), (highlight("turned", name="one"),))
    return document((_SOURCE, other), NoteShape(preset), title="Water", file_id="tag-x")


@pytest.mark.parametrize("preset", NotePreset)
def test_a_file_of_several_pages_has_each_under_its_heading(preset: NotePreset) -> None:
    made = _two(preset)
    assert len({block.key for block in made.blocks}) == len(made.blocks)
    of_pages = [block.key for block in made.blocks if block.key.startswith("page")]
    assert of_pages[0] == "pageaaaaaaaaaaaa title"
    assert {"pageaaaaaaaaaaaa hl-two", "pageaaaaaaaaaaaa note", "pagebbbbbbbbbbbb hl-one"} <= set(of_pages)
    assert made.text.count("Other\n") == 1
    assert 'postil: "tag-x"' in made.text or "postil:: tag-x" in made.text


def test_headings_are_deeper_in_a_file_of_several() -> None:
    text = _two(NotePreset.PLAIN).text
    for line in ("# Water", "## Other", "### Highlights", "#### The wheel"):
        assert f"\n{line}\n" in text


def test_a_block_of_logseq_has_another_id_in_another_file() -> None:
    blocks = {block.key: block.marker for block in _two(NotePreset.LOGSEQ).blocks}
    assert blocks["pageaaaaaaaaaaaa hl-two"] != f"id:: {_UUID}"


_WITH_IMAGE = '<div><p>see <img src="asset:ab" alt="a [wheel]" data-source="https://x.org/w.png"/></p></div>'
_IMAGE = NoteImage(ContentHash("ab"), "images/ab.png")


def _with_image(images: Images) -> Document:
    made = replace(source(html=_WITH_IMAGE), images=(_IMAGE, NoteImage(ContentHash("cd"), "images/cd.png")))
    return document((made,), NoteShape(contents=NoteContents.ARTICLE, images=images))


def test_images_are_shown_where_they_are_copied() -> None:
    made = _with_image(Images.COPIED)
    assert "see ![a \\[wheel\\]](images/ab.png)" in made.text
    assert made.images == (_IMAGE,)


def test_images_are_links_where_they_are_not() -> None:
    made = _with_image(Images.LINKED)
    assert "see [a \\[wheel\\]](https://x.org/w.png)" in made.text
    assert made.images == ()


def test_footnotes_of_several_articles_are_told_apart() -> None:
    html = (
        '<div><p>a<sup><a href="#f" role="doc-noteref">1</a></sup></p>'
        '<ol class="footnotes"><li id="f"><p>b</p></li></ol></div>'
    )
    two = (source(html=html), source(page(page_id="otheraaaaaaaaaaa"), html=html))
    text = document(two, NoteShape(contents=NoteContents.ARTICLE), title="Two").text
    assert "a[^pageaa-1]\n\n[^pageaa-1]: b" in text
    assert "a[^othera-1]\n\n[^othera-1]: b" in text


def test_nothing_at_all_is_a_note_too() -> None:
    bare = NoteSource(replace(page("", address=None, byline=None, published=None), site=None), "<div/>", "")
    for preset in NotePreset:
        assert document((bare,), NoteShape(preset)).text.strip()
        assert document((), NoteShape(preset), title="Empty", file_id="x").text.strip()
