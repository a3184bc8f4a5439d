"""What Postil wrote of a page comes back from its notes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.export.pages import highlight, page, source
from tests.importers.contract import ImporterContract

from postil.export.notes.note import markdown
from postil.importers import registry
from postil.importers.exports.postil_notes import PostilNotes
from postil.model.annotation import AnchorState, Color, Style

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.annotation import Placed
    from postil.model.capture import Capture

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
_WHOLE = markdown(source(_ABOUT, _PLACED))


class TestPostilNotes(ImporterContract):
    importer = PostilNotes()
    good = (("The mill.md", _WHOLE.encode()), ("crlf.md", _WHOLE.replace("\n", "\r\n").encode("utf-8-sig")))


def _read(tmp_path: Path, note: str) -> Capture:
    path = tmp_path / "note.md"
    path.write_text(note, encoding="utf-8")
    (capture,) = registry.read(path)
    return capture


def _returned(tmp_path: Path, *placed: Placed) -> Capture:
    return _read(tmp_path, markdown(source(_ABOUT, placed)))


def test_a_note_comes_back_whole(tmp_path: Path) -> None:
    capture = _read(tmp_path, _WHOLE)
    assert (capture.address, capture.waiting) == ("https://example.org/mill", True)
    record = capture.record
    assert (record.title, record.byline, record.tags) == (_ABOUT.title, _ABOUT.byline, ("trades",))
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


def test_an_underline_and_a_meaning_come_back(tmp_path: Path) -> None:
    placed = highlight("turned", name="two")
    placed = replace(placed, annotation=replace(placed.annotation, style=Style.UNDERLINE))
    (kept,) = _returned(tmp_path, placed).record.annotations
    assert kept.style is Style.UNDERLINE
    with_meaning = markdown(source(_ABOUT, (placed,))).replace("\nYellow", "\nYellow: to do · red")
    (kept,) = _read(tmp_path, with_meaning).record.annotations
    assert (kept.color, kept.style) == (Color.YELLOW, Style.UNDERLINE)


def test_the_article_is_the_page(tmp_path: Path) -> None:
    capture = _read(tmp_path, markdown(source(_ABOUT, _PLACED), article=True))
    assert (capture.waiting, capture.clean) == (False, True)
    assert b"<li>oil the wheel</li>" in (capture.page or b"")
    assert len(capture.record.annotations) == len(_PLACED)


def test_what_a_person_added_below_is_of_the_note(tmp_path: Path) -> None:
    changed = markdown(source(_ABOUT, _PLACED[:1])).rstrip("\n") + "\n\nAnd my own words.\n"
    (one,) = _read(tmp_path, changed).record.annotations
    assert one.note == "And my own words."
    assert one.color is Color.YELLOW


def test_a_note_without_facts_or_highlights(tmp_path: Path) -> None:
    about = replace(page(byline=None, published=None, address=None), site=None, note="Mine alone.")
    capture = _read(tmp_path, markdown(source(about)))
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
def test_words_come_back_whatever_they_mean_in_markdown(tmp_path: Path, words: str) -> None:
    html = f"<div><p>{words.replace('&', '&amp;').replace('<', '&lt;')}</p></div>"
    placed = highlight(words, html=html)
    capture = _read(tmp_path, markdown(source(_ABOUT, (placed,), html=html)))
    assert [each.quote.exact for each in capture.record.annotations] == [words]


_NOTES = st.text("ab #*->\n`1.|é😀", max_size=30).map(str.strip)


@given(note=_NOTES)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_note_keeps_its_words(tmp_path: Path, note: str) -> None:
    (kept,) = _returned(tmp_path, highlight("turned", note=note)).record.annotations
    assert "".join(kept.note.split()) == "".join(note.split())
