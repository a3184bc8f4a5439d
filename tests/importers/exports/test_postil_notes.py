"""What Postil wrote of a page comes back from its notes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.export.pages import ARTICLE, highlight, page, source
from tests.importers.contract import ImporterContract

from postil.export.notes.note import document
from postil.importers import registry
from postil.importers.exports.postil_notes import PostilNotes
from postil.model.annotation import AnchorState, Color, Style
from postil.model.color_names import ColorNames
from postil.model.export_target import NoteContents, NotePreset, NoteShape

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.annotation import Placed
    from postil.model.capture import Capture
    from postil.model.page import Page

_PLACED = (
    highlight("Before all headings.", name="one"),
    highlight(
        "turned", name="two", color=Color.GREEN, tags=("water", "old/mills"), note="See **also**\n\n- a\n- b"
    ),
    highlight("open the sluice\noil", name="three", color=Color.BLUE, state=AnchorState.MOVED),
    highlight(
        "Then there was bread.", name="lost", color=Color.RED, state=AnchorState.NOT_FOUND, note="Where?"
    ),
)
_ABOUT = replace(page(tags=("trades",)), note="All in *one* place.\n\n## My heading\n\nTwice.")
every_preset = pytest.mark.parametrize("preset", NotePreset)


def _written(preset: NotePreset, about: Page, *placed: Placed, html: str = ARTICLE) -> str:
    return document((source(about, placed, html=html),), NoteShape(preset)).text


_WHOLE = _written(NotePreset.PLAIN, _ABOUT, *_PLACED)


class TestPostilNotes(ImporterContract):
    importer = PostilNotes()
    good = (
        ("The mill.md", _WHOLE.encode()),
        ("crlf.md", _WHOLE.replace("\n", "\r\n").encode("utf-8-sig")),
        *((f"{preset.value}.md", _written(preset, _ABOUT, *_PLACED).encode()) for preset in NotePreset),
    )


def _read(tmp_path: Path, note: str) -> Capture:
    path = tmp_path / "note.md"
    path.write_text(note, encoding="utf-8")
    (capture,) = registry.read(path)
    return capture


def _returned(tmp_path: Path, preset: NotePreset, *placed: Placed) -> Capture:
    return _read(tmp_path, _written(preset, _ABOUT, *placed))


@every_preset
def test_a_note_comes_back_whole(tmp_path: Path, preset: NotePreset) -> None:
    capture = _returned(tmp_path, preset, *_PLACED)
    assert (capture.address, capture.waiting) == ("https://example.org/mill", True)
    record = capture.record
    assert (record.title, record.byline, record.tags) == (_ABOUT.title, _ABOUT.byline, ("trades",))
    assert record.site == _ABOUT.site
    assert record.added is not None
    assert record.added.date() == _ABOUT.added.date()
    assert record.published == "2025-01-23"
    assert record.note == _ABOUT.note
    one, two, three, lost = record.annotations
    assert [each.quote.exact for each in record.annotations] == [
        "Before all headings.",
        "turned",
        "open the sluice\noil",
        "Then there was bread.",
    ]
    assert [each.id for each in record.annotations] == [
        "postil:one",
        "postil:two",
        "postil:three",
        "postil:lost",
    ]
    assert [each.color for each in record.annotations] == [Color.YELLOW, Color.GREEN, Color.BLUE, Color.RED]
    assert (one.note, two.note, three.note, lost.note) == ("", "See **also**\n\n- a\n- b", "", "Where?")
    assert two.tags == ("water", "old/mills")


@every_preset
def test_an_underline_comes_back(tmp_path: Path, preset: NotePreset) -> None:
    placed = highlight("turned", name="two", tags=("water",))
    placed = replace(placed, annotation=replace(placed.annotation, style=Style.UNDERLINE))
    (kept,) = _returned(tmp_path, preset, placed).record.annotations
    assert (kept.style, kept.color, kept.tags) == (Style.UNDERLINE, Color.YELLOW, ("water",))


@every_preset
def test_a_meaning_is_not_taken_for_a_colour(tmp_path: Path, preset: NotePreset) -> None:
    colors = ColorNames(("to do · red", *[""] * 7))
    meant = replace(source(_ABOUT, (highlight("turned", name="two"),)), colors=colors)
    (kept,) = _read(tmp_path, document((meant,), NoteShape(preset)).text).record.annotations
    assert (kept.color, kept.tags, kept.note) == (Color.YELLOW, (), "")


@every_preset
def test_the_article_is_the_page(tmp_path: Path, preset: NotePreset) -> None:
    shape = NoteShape(preset, contents=NoteContents.ARTICLE)
    capture = _read(tmp_path, document((source(_ABOUT, _PLACED),), shape).text)
    assert (capture.waiting, capture.clean) == (False, True)
    assert b"Then " in (capture.page or b"")
    if preset is not NotePreset.LOGSEQ:  # an outline does not say which of its blocks are a list
        assert b"<li>" in (capture.page or b"")
    assert len(capture.record.annotations) == len(_PLACED)
    assert capture.record.note == _ABOUT.note


@pytest.mark.parametrize("preset", [each for each in NotePreset if each is not NotePreset.LOGSEQ])
def test_what_a_person_added_below_is_of_the_note(tmp_path: Path, preset: NotePreset) -> None:
    changed = _written(preset, _ABOUT, _PLACED[0]).rstrip("\n") + "\n\nAnd my own words.\n"
    (one,) = _read(tmp_path, changed).record.annotations
    assert one.note == "And my own words."
    assert one.color is Color.YELLOW


@every_preset
def test_a_note_without_facts_or_highlights(tmp_path: Path, preset: NotePreset) -> None:
    about = replace(page(byline=None, published=None, address=None), site=None, note="Mine alone.")
    capture = _read(tmp_path, _written(preset, about))
    assert (capture.record.note, capture.record.annotations) == ("Mine alone.", ())


@pytest.mark.parametrize(
    "words",
    [
        "a * b_c [x] <b> `q` #tag",
        "1. first",
        "- dash",
        "= ^hl-x %% $x$",
        "&amp; © {{ x }}",
        "> quote",
        "Tom's http://x",
    ],
)
@every_preset
def test_words_come_back_whatever_they_mean_in_markdown(
    tmp_path: Path, words: str, preset: NotePreset
) -> None:
    html = f"<div><p>{words.replace('&', '&amp;').replace('<', '&lt;')}</p></div>"
    placed = highlight(words, html=html)
    capture = _read(tmp_path, _written(preset, _ABOUT, placed, html=html))
    assert [each.quote.exact for each in capture.record.annotations] == [words]


_NOTES = st.text("ab #*->\n`1.|é😀", max_size=30).map(str.strip)


@given(note=_NOTES, preset=st.sampled_from(NotePreset))
@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_note_keeps_its_words(tmp_path: Path, note: str, preset: NotePreset) -> None:
    (kept,) = _returned(tmp_path, preset, highlight("turned", note=note)).record.annotations
    assert "".join(kept.note.split()) == "".join(note.split())


@pytest.mark.parametrize(
    "title", ["*Stars*", "a: b", "[x] [y]", "C# & <b>", "{{ x }}", "$1 or \\$2", "`code`"]
)
@every_preset
def test_a_title_comes_back(tmp_path: Path, preset: NotePreset, title: str) -> None:
    about = replace(page(title), site="The *Mill*", note="Mine.")
    record = _read(tmp_path, _written(preset, about)).record
    assert (record.title, record.site, record.note) == (title, "The *Mill*", "Mine.")


@pytest.mark.parametrize("preset", [NotePreset.OBSIDIAN, NotePreset.LOGSEQ])
def test_a_title_that_would_be_a_link_comes_back(tmp_path: Path, preset: NotePreset) -> None:
    written = _written(preset, page("See [[x]]"))
    assert "[[x]]" not in written
    assert _read(tmp_path, written).record.title == "See [[x]]"


@every_preset
def test_a_file_of_several_pages_comes_back(tmp_path: Path, preset: NotePreset) -> None:
    other = page("The *other*", page_id="pagebbbbbbbbbbbb", address="https://example.org/other")
    sources = (source(_ABOUT, _PLACED), source(other, (highlight("oil", name="x", note="- a\n- b"),)))
    shape = NoteShape(preset, contents=NoteContents.ARTICLE)
    path = tmp_path / "note.md"
    path.write_text(document(sources, shape, title="Water", file_id="tag-x").text, encoding="utf-8")
    first, second = registry.read(path)
    assert (first.record.title, first.address) == (_ABOUT.title, _ABOUT.address)
    assert (second.record.title, second.address) == (other.title, other.address)
    assert (first.record.note, second.record.note) == (_ABOUT.note, "")
    assert [each.id for each in first.record.annotations] == [
        "postil:one",
        "postil:two",
        "postil:three",
        "postil:lost",
    ]
    (kept,) = second.record.annotations
    assert (kept.quote.exact, kept.note, kept.color) == ("oil", "- a\n- b", Color.YELLOW)
    assert b"Then there was bread" in (second.page or b"")
    assert first.content != second.content
