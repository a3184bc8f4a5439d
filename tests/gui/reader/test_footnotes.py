"""Which links of an article are the marks of which notes."""

from __future__ import annotations

from postil.dom.flatten import flatten
from postil.dom.serialise import parse_article
from postil.gui.reader.footnotes import Footnote, footnotes_of


def notes_of(html: str) -> list[tuple[str, str]]:
    """Labels, and the words of the notes as they are on their cards."""
    return [(note.label, flatten(parse_article(note.html)).text) for note in found(html)]


def found(html: str) -> tuple[Footnote, ...]:
    root = parse_article(html)
    return footnotes_of(root, flatten(root))


LIST = (
    '<div><p>One.<sup><a href="#n1" id="r1">1</a></sup> Two.<a href="#n2" id="r2">[2]</a></p>'
    '<ol><li id="n1">The first, <a href="https://example.org/x">with a link</a>. <a href="#r1">↩</a></li>'
    '<li id="n2"><p>The second.</p><p>It has two paragraphs. <a href="#r2">back</a></p></li></ol></div>'
)


def test_marks_and_their_notes() -> None:
    assert notes_of(LIST) == [
        ("1", "The first, with a link."),
        ("2", "The second.\nIt has two paragraphs."),
    ]


def test_links_of_a_note_are_kept_but_for_those_that_lead_back() -> None:
    first = found(LIST)[0].html
    assert "https://example.org/x" in first
    assert "#r1" not in first


def test_spans_are_those_of_the_text() -> None:
    root = parse_article(LIST)
    flat = flatten(root)
    first, second = footnotes_of(root, flat)
    assert flat.text[slice(*first.mark)] == "1"
    assert flat.text[slice(*second.mark)] == "[2]"
    assert flat.text[slice(*first.note)].startswith("The first")


def test_a_link_to_a_heading_or_a_whole_section_is_no_mark() -> None:
    assert notes_of('<div><p><a href="#a">1</a></p><h2 id="a">One</h2><p>Text.</p></div>') == []
    section = '<div><p><a href="#s">2</a></p><section id="s"><h2>Two</h2><p>Text.</p></section></div>'
    assert notes_of(section) == []
    assert notes_of(f'<div><p><a href="#p">3</a></p><p id="p">{"long " * 2000}</p></div>') == []


def test_a_link_that_says_more_than_a_mark_is_none() -> None:
    assert notes_of('<div><p><a href="#n">see the note below</a></p><p id="n">A note.</p></div>') == []


def test_the_target_may_be_inside_the_note() -> None:
    html = '<div><p>A<sup><a href="#n">*</a></sup></p><p><a id="n"></a>* Said twice.</p></div>'
    assert notes_of(html) == [("*", "* Said twice.")]


def test_two_marks_of_one_note() -> None:
    html = (
        '<div><p>A<a href="#n">1</a> B<a href="#n">1</a></p><ol><li id="n">Once.</li></ol>'
        '<p>C<a href="#n">1</a></p></div>'
    )
    assert [note.html for note in found(html)] == ["<div>Once.</div>"] * 3


def test_a_link_from_a_note_back_to_its_mark_is_none() -> None:
    html = '<div><p id="m">A<a href="#n">1</a></p><p id="n"><a href="#m">1</a> Said.</p></div>'
    assert [note.label for note in found(html)] == ["1"]


def test_a_mark_without_its_note_is_none() -> None:
    assert notes_of('<div><p>A<a href="#gone">1</a> <a href="https://example.org">2</a></p></div>') == []
