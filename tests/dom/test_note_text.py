"""What of a note is shown, and which tags are written in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fragment_fromstring

from postil.dom.note_text import note_html, note_plain, note_tags


@pytest.mark.parametrize(
    ("note", "tags"),
    [
        ("Look at this #evidence", ("evidence",)),
        ("#one, #two; (#three) “#four”", ("one", "two", "three", "four")),
        ("nested #craft/lamps/brass.", ("craft/lamps/brass",)),
        ("#море and #λόγος and #2026-plan", ("море", "λόγος", "2026-plan")),
        ("twice #Tide and #tide", ("Tide",)),
        ("over\n#lines\nand *#emphasis*", ("lines", "emphasis")),
        ("- an item with #tag\n\n> a quote with #other", ("tag", "other")),
        ("# A heading\n\n## Another", ()),
        ("# A heading with #one", ("one",)),
        ("Report #39, #7", ()),
        ("in `code #no` and\n\n    #block of code\n\n```\n#fence\n```", ()),
        ("https://example.org/page#part and page.html#part", ()),
        ("<https://example.org/#part> [words #in a link](https://example.org/#x)", ()),
        ("a#b and ##c and \\#d", ()),
        ("# #", ()),
        ("#a/ and #/b", ("a",)),
        ("", ()),
    ],
)
def test_tags_are_read_where_a_person_means_them(note: str, tags: tuple[str, ...]) -> None:
    assert note_tags(note) == tags


NAMES = st.lists(
    st.text(st.characters(categories=("Ll", "Lu", "Lo")), min_size=1, max_size=8), min_size=1, max_size=4
).map("/".join)


@given(st.lists(NAMES, max_size=6, unique_by=str.casefold), st.sampled_from([" ", "\n", ", ", " and then "]))
def test_whatever_is_written_with_a_hash_is_found(names: list[str], between: str) -> None:
    assert note_tags("see " + between.join(f"#{name}" for name in names)) == tuple(names)


@given(st.text())
def test_any_text_is_a_note(text: str) -> None:
    assert all(tag and "#" not in tag and not tag.isspace() for tag in note_tags(text))
    shown = note_html(text)
    assert "<img" not in shown
    assert "<script" not in shown


HOSTILE = (
    '<img src="//a.example/b.png">', "<style>@import url(//a.example/b.css);</style>", "<!--", "]]>",
    "![x](file:///c.png)", "![x][r]", "[r]: //a.example/d.png", "![](y)", "[x](file:///etc/e)",
    '[x](//a.example "t\\" style=\\"background:url(//a.example/b.png)")', "<https://a.example/>",
    "```url(//a.example)", "~~", "|a|b|\n|-|:-:|\n|<img>|![](y)|", "&lt;img src=z&gt;", "&#60;img src=z>",
    "\n\n", "> ", "`",
)  # fmt: skip
SHOWN = frozenset({
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong",
    "s", "a", "br", "hr", "table", "thead", "tbody", "tr", "th", "td",
})  # fmt: skip


@given(st.lists(st.sampled_from(HOSTILE), max_size=12).map("".join))
def test_a_note_names_nothing_that_would_be_fetched(note: str) -> None:
    for element in fragment_fromstring(note_html(note), create_parent="div").iterdescendants():
        assert element.tag in SHOWN
        assert set(element.attrib) <= {"href", "title", "class", "style"}
        assert element.get("style") in {None, "text-align:center"}
        assert not element.get("href", "").startswith("file:")


def test_a_notes_html_is_text() -> None:
    shown = note_html("<b>bold</b> <img src=x onerror=alert(1)>\n\n<script>alert(1)</script>")
    assert "&lt;b&gt;bold&lt;/b&gt;" in shown
    assert "&lt;script&gt;" in shown


def test_markdown_is_shown() -> None:
    shown = note_html(
        "**bold** *thin* `code` ~~gone~~\n\n- one\n- two\n\n> said\n\n[there](https://a.example/)"
    )
    for part in (
        "<strong>bold",
        "<em>thin",
        "<code>code",
        "<s>gone",
        "<li>one",
        "<blockquote>",
        'href="https',
    ):
        assert part in shown


def test_an_image_is_its_words() -> None:
    assert note_html("![a lamp](https://a.example/lamp.png)") == "<p>[a lamp]</p>\n"
    assert note_html("![](x.png)") == "<p>[image]</p>\n"


def test_a_script_is_no_link() -> None:
    assert "<a" not in note_html("[click](javascript:alert(1))")


def test_a_line_of_a_list_has_no_marks() -> None:
    assert note_plain("# Why\n\nIt is **bold**\nand `code`\n\n- item\n") == "Why It is bold and code item"


@pytest.mark.parametrize("piece", ["[", "![", "- [", "[[a "])
def test_brackets_without_end_are_letters(piece: str) -> None:
    note = piece * 50_000
    assert note_plain(note).count("[") == note.count("[")
    assert note_html(note).count("[") == note.count("[")
    assert note_tags(f"#tide\n{note}") == ("tide",)
