"""What is copied: links and notes of a real library."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt
from tests.app.saved_pages import LIGHTHOUSE

from postil.app import copying
from postil.errors import ExportFailed
from postil.model.annotation import Color
from postil.model.details import Correction
from postil.model.page import Place, SortOrder

if TYPE_CHECKING:
    from postil.app.library import Library
    from postil.model.ids import PageId


@pytest.fixture
def ids(library: Library) -> tuple[PageId, ...]:
    """The ledger, then warm walls."""
    return library.reading.page_ids(Place(), sort=SortOrder.TITLE, descending=False)


def test_links_to_pages(library: Library, ids: tuple[PageId, ...]) -> None:
    one = library.copying.links_to_pages(ids[:1])
    assert one.text == f"[The Keeper’s Ledger](postil://page/{ids[0]})"
    assert one.html == f'<a href="postil://page/{ids[0]}">The Keeper’s Ledger</a>'
    both = library.copying.links_to_pages(ids)
    assert both.count == 2
    assert both.text == f"- {one.text}\n- [Warm Walls](postil://page/{ids[1]})"
    assert both.html.startswith("<ul><li><a href=")


def test_links_to_the_web_leave_out_what_has_none(library: Library, ids: tuple[PageId, ...]) -> None:
    pages = library.reading.pages(ids)
    addresses = [pages[name].canonical or pages[name].address for name in ids]
    copied = library.copying.links_to_web(ids)
    assert copied.count == sum(bool(address) for address in addresses)
    for address in filter(None, addresses):
        assert f"]({address})" in copied.text


def test_links_to_highlights_say_their_first_words(library: Library, ids: tuple[PageId, ...]) -> None:
    made = library.annotating.highlight_quote(ids[0], LIGHTHOUSE[1], color=Color.RED).annotation
    copied = library.copying.links_to_highlights((made.id,))
    assert copied.text == (
        f"[The ledger had three columns: the wind, the …](postil://page/{ids[0]}#hl-{made.id})"
    )
    assert library.copying.pages_of((made.id, made.id)) == (ids[0],)


def test_highlights_come_in_the_order_they_were_asked_for(library: Library, ids: tuple[PageId, ...]) -> None:
    names = [
        library.annotating.highlight(page, start, start + 30, color=Color.RED, note=note).id
        for page, start, note in ((ids[0], 0, "one"), (ids[1], 0, "two"), (ids[0], 200, "three"))
    ]
    copied = library.copying.highlights((names[2], names[1], names[0]))
    assert copied.count == 3
    places = [copied.text.index(f"\n\n{note}\n\n") for note in ("three", "two", "one")]
    assert places == sorted(places)
    assert copied.text.count("\n> ") + copied.text.startswith("> ") >= 3
    assert copied.html == ""


def test_notes_of_pages_are_what_an_export_writes(library: Library, ids: tuple[PageId, ...]) -> None:
    library.annotating.highlight(ids[0], 0, 30, color=Color.RED, note="Oil!")
    copied = library.copying.notes(ids)
    assert copied.text == "\n\n".join(library.exporting.markdown(name).strip() for name in ids) + "\n"
    assert "Oil!" in copied.text


def test_a_whole_library_is_not_for_the_clipboard(
    library: Library, ids: tuple[PageId, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "MOST_NOTES", 1)
    with pytest.raises(ExportFailed, match="at most 1 notes"):
        library.copying.notes(ids)


def test_hostile_titles_stay_words(library: Library, ids: tuple[PageId, ...]) -> None:
    evil = '](javascript:1)<img src=x onerror="alert(1)"> ![[x]] {{y}}'
    library.details.correct(ids[:1], Correction(title=evil))
    copied = library.copying.links_to_pages(ids[:1])
    rendered = MarkdownIt("commonmark").render(copied.text)
    assert rendered.count("<a ") == 1
    assert f'href="postil://page/{ids[0]}"' in rendered
    assert "<img" not in rendered + copied.html
    assert "{{" not in copied.text
    assert "![[" not in copied.text
