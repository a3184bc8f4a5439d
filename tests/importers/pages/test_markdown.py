"""Markdown files as note programs, clippers and site generators write them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.importers.contract import ImporterContract

from postil.extraction.extract import extract
from postil.importers import registry
from postil.importers.pages.markdown import Markdown, read_markdown
from postil.model.annotation import Color
from postil.model.page import Status

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.article import Article
    from postil.model.capture import Capture

CLIPPING = """---
title: "The \\"Granary\\": a visit"
source: "https://mill.example/granary?page=2"
author:
  - "[[Orla Reed]]"
  - "[[people/Tam Voss|Tam Voss]]"
published: 2023-11-02
created: 2023-11-05
description: "What the miller’s stairs remember"
tags:
  - "clippings"
  - "mills/water"
---
# The "Granary": a visit

The stairs are ==older than the mill==, and nobody counts them. ^stairs

![[stair.png|300]]
"""
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(60)


def read(text: str) -> Capture:
    return read_markdown(text.encode(), name="A note.md")


def article(text: str) -> Article:
    return extract(read(text))


class TestMarkdown(ImporterContract):
    importer = Markdown()
    good = (
        ("Granary.md", CLIPPING.encode()),
        ("toml.markdown", b"+++\ntitle = 'Oats'\ndate = 2024-01-02T03:04:05Z\n+++\nSome oats.\n"),
        ("clipping.txt", CLIPPING.encode("utf-16")),
    )


def test_a_clipping_says_where_it_is_from_and_who_wrote_it(tmp_path: Path) -> None:
    (tmp_path / "attachments").mkdir()
    (tmp_path / "attachments" / "stair.png").write_bytes(PICTURE)
    path = tmp_path / "Granary.md"
    path.write_text(CLIPPING, encoding="utf-8")
    (capture,) = registry.read(path)
    record = capture.record
    assert capture.address == "https://mill.example/granary?page=2"
    assert capture.clean
    assert capture.saved == record.added == datetime(2023, 11, 5, tzinfo=UTC)
    assert record.title == 'The "Granary": a visit'
    assert record.byline == "Orla Reed, Tam Voss"
    assert record.published == "2023-11-02"
    assert record.excerpt == "What the miller’s stairs remember"
    assert record.tags == ("clippings", "mills/water")
    assert [resource.source for resource in capture.resources] == ["attachments/stair.png"]
    text = extract(capture).text
    assert text.startswith("The stairs are older than the mill, and nobody counts them.")
    assert "^stairs" not in text


def test_marked_words_are_highlights_and_the_signs_are_gone() -> None:
    capture = read(CLIPPING)
    (found,) = capture.record.annotations
    assert found.quote.exact == "older than the mill"
    assert found.quote.prefix == "The stairs are "
    assert found.quote.suffix.startswith(", and nobody")
    assert found.quote.exact in extract(capture).text


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("one ==two three== four", ["two three"]),
        ("==a **b** `c` [d](https://e.example)== f", ["a b c d"]),
        ("==one ==[==two==](https://e.example)== three== four", ["one two three"]),
        ("==one====two== three", ["onetwo"]),
        ("这是==重点==内容", ["重点"]),
        ("==one== and ==two==", ["one", "two"]),
        ("- ==in a list==\n\n> ==in a quotation==", ["in a list", "in a quotation"]),
        ("==one\ntwo==", ["one two"]),
        ("a == b and c == d", []),
        ("a==b and c==d", []),
        ("`==code==` and ```==fence==```", []),
        ("====\n\nno ==end of it", []),
        ("\\==escaped==", []),
        ("A title\n==\n\ntext", []),
        ("====", []),
    ],
)
def test_what_is_a_highlight(text: str, quotes: list[str]) -> None:
    capture = read(text)
    said = [each.quote.exact for each in capture.record.annotations]
    assert said == quotes
    for each in capture.record.annotations:
        assert each.quote.exact in extract(capture).text


def test_marks_keep_their_colours_and_their_notes() -> None:
    capture = read(
        'a <mark style="background: #FFB8EBA6;">rose</mark> b <mark class="hl-green">leaf</mark> '
        "c ==petal== %%ask the gardener%% d"
    )
    assert [(each.quote.exact, each.color, each.note) for each in capture.record.annotations] == [
        ("rose", Color.MAGENTA, ""),
        ("leaf", Color.GREEN, ""),
        ("petal", None, "ask the gardener"),
    ]
    assert extract(capture).text == "a rose b leaf c petal d"
    assert b"<mark" not in (capture.page or b"")


def test_obsidians_links_embeds_and_comments() -> None:
    links = "See [[Barn#Roof|the roof]], [[Barn#Door]] and ![[Other note]]."
    text = f"{links}\n\n%%\nnot shown\n\nnor this\n%%\n\nEnd %%x%%."
    assert article(text).text == "See the roof, Barn > Door and Other note.\nEnd ."


def test_callouts_have_their_titles() -> None:
    made = article(
        "Before.\n\n> [!tip]- Sharpen *both* sides\n> The blade is short.\n\n> [!warning]\n> It cuts.\n"
    )
    assert made.html.count('<aside class="callout">') == 2
    assert made.text == "Before.\nSharpen both sides\nThe blade is short.\nWarning\nIt cuts."
    assert "<em>both</em>" in made.html


def test_footnotes_tables_tasks_code_and_formulas() -> None:
    made = article(
        "Rye[^1] and $x^2 + 1$ for $5 or $10.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
        "- [x] sown\n- [ ] reaped\n\n"
        "```python\nrye == 1\n```\n\n$$\n\\sum_i r_i\n$$\n\n```math\ny^2\n```\n\nTerm\n: its meaning\n\n"
        "[^1]: A grain.\n"
    )
    assert 'alttext="x^2 + 1"' in made.html
    assert "for $5 or $10." in made.text
    assert "<table>" in made.html
    assert "☑" in made.text
    assert "☐" in made.text
    assert '<code class="language-python">rye == 1' in made.html
    assert 'display="block"' in made.html
    assert made.html.count("<math") == 3
    assert "<dd>its meaning</dd>" in made.html
    assert 'role="doc-noteref"' in made.html
    assert '<ol class="footnotes">' in made.html


def test_html_in_markdown_is_kept_and_hides_nothing() -> None:
    made = article(
        "Use the <script> tag or <template> ones, not <b>bold</b>.\n\n<textarea>\nopen for ever\n\nmore\n\n"
        "<details><summary>More</summary>\n\ninside\n\n</details>\n\n<script>alert(1)</script>\n\n"
        "<!-- never closed\n\nThe end."
    )
    for words in ("<script> tag", "<template> ones", "open for ever", "inside", "The end."):
        assert words in made.text
    assert "alert(1)" not in made.text
    assert "<strong>bold</strong>" in made.html or "<b>bold</b>" in made.html


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# The *first* heading\n\ntext", "The first heading"),
        ("text\n\n# Later", "A note"),
        ("## Second level\n\ntext", "A note"),
        ("---\ntitle: Stated\n---\n# Another\n", "Stated"),
        ("% Pandoc's own\n% Ivo Lund; Eka Mori\n% 2 May 2021\n\ntext", "Pandoc's own"),
    ],
)
def test_the_title(text: str, title: str) -> None:
    assert read(text).record.title == title


def test_a_headline_in_the_text_is_not_said_twice() -> None:
    assert article("---\ntitle: Barley\n---\n# Barley\n\nIt ripens.").text == "It ripens."


def test_the_status_that_a_note_has() -> None:
    front = "---\nurl: https://a.example/b\nStatus: Archived\nFavorite: yes\nreadingProgress: 40%\n---\ntext"
    record = read(front).record
    assert (record.status, record.starred, record.progress) == (Status.ARCHIVE, True, 0.4)


def test_damaged_front_matter_is_text() -> None:
    text = "---\ntitle: [unclosed\nnonsense without a colon\n---\nBelow."
    capture = read(text)
    assert capture.record.title == "A note"
    assert "nonsense without a colon" in extract(capture).text


def test_images_outside_the_folder_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(PICTURE)
    inner = tmp_path / "notes"
    inner.mkdir()
    (inner / "in it.png").write_bytes(PICTURE)
    path = inner / "note.md"
    path.write_text(
        "![](../secret.png) ![[../secret.png]] ![](in%20it.png) ![](/etc/hostname)", encoding="utf-8"
    )
    (capture,) = registry.read(path)
    assert [resource.content for resource in capture.resources] == [PICTURE]


def test_a_text_too_large_for_markdown_is_shown_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("postil.importers.pages.markdown._LARGEST", 100)
    capture = read("# Long\n\n" + "oats and rye " * 20)
    assert capture.media_type == "text/plain"
    assert capture.page is None
    assert capture.warnings
    assert "oats and rye" in extract(capture).text


def test_a_text_of_another_name_needs_front_matter_of_a_page(tmp_path: Path) -> None:
    for name, content, format_name in (
        ("rules.txt", "---\nA line between rules\n---\nMore.", "Text"),
        ("list.txt", "---\ncolour: red\n---\nMore.", "Text"),
        ("clip.txt", "---\nurl: https://a.example/\n---\nMore.", "Markdown"),
    ):
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        assert [capture.format for capture in registry.read(path)] == [format_name]


def test_quotations_and_lists_without_end_are_read() -> None:
    for text in (
        "> " * 3000 + "deep",
        "- " * 3000 + "deep",
        "[" * 5000,
        "*a_" * 5000,
        "![[" * 5000,
        "==a" * 5000,
    ):
        assert read(text).content


@pytest.mark.parametrize(
    "piece",
    [
        "<html ",
        "<!--",
        "a:",
        "mailto:",
        "file:///etc/oats",
        "http:",
        "http://a:",
        "www._",
        "a@",
        "==a== %%b%% ",
        "=a",
    ],
)
def test_what_has_no_end_is_read_in_a_text_of_any_length(piece: str) -> None:
    words = article(f"Oats.\n\n{piece * (200_000 // len(piece))}\n\nRye.").text
    assert words.startswith("Oats.\n")
    assert words.endswith("Rye.")


def test_bare_addresses_are_links_and_stand_in_their_words() -> None:
    words = "oats, " * 50
    made = read(
        f"{words}http://mill.example/a(b). {words}(www.mill.example/c) {words}tam.voss@mill.example, "
        f"mailto:orla@mill.example. no@where a:b http:// {words}"
    ).markup.decode()
    links = (
        ("http://mill.example/a(b)", "http://mill.example/a(b)"),
        ("http://www.mill.example/c", "www.mill.example/c"),
        ("mailto:tam.voss@mill.example", "tam.voss@mill.example"),
        ("mailto:orla@mill.example", "mailto:orla@mill.example"),
    )
    for address, said in links:
        assert f'<a href="{address}">{said}</a>' in made
    assert made.count("<a ") == len(links)
    assert "no@where a:b http:// oats" in made


PIECES = (
    "==", "%%", "[[", "]]", "![[", "$", "$$", "[^1]", "\n[^1]: ", "> ", "> [!note] ", "- [ ] ", "\n", "\n\n",
    "`", "```", "<mark>", "</mark>", "<script>", "<!--", "|", "\n|-|\n", "---\n", "title: x\n",
    "a", " ", "^b", "# ", "*", "~~",
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_whatever_is_written_it_is_read(parts: list[str]) -> None:
    capture = read("".join(parts))
    assert capture.content == "".join(parts).encode()
    extract(capture)
