"""What is pasted becomes a page, or links that wait for theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.app.saved_pages import GARDEN

from postil.app.import_report import ImportReport, Outcome
from postil.app.library import Library
from postil.app.pasting import Pasted, PastedLink, Pasting, file_name_of, spool_folder
from postil.errors import ImportFailed
from postil.jobs import Progress
from postil.model.annotation import Color
from postil.model.page import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.model.ids import PageId

WALLS = "https://walls.example/peaches"
PIECE = (
    "<meta charset='utf-8'><h2>Warm <em>walls</em></h2>"
    "<p>Nobody lights the fires any more.</p><ul><li>Bricks</li><li>Peaches</li></ul>"
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        yield opened


def paste(library: Library, pasted: Pasted) -> ImportReport:
    return library.pasting.add(pasted, Progress(), color=Color.YELLOW)


def pasted_page(library: Library, pasted: Pasted) -> PageId:
    (row,) = paste(library, pasted).rows
    assert row.outcome is Outcome.IMPORTED, row.message
    assert row.page is not None
    return row.page


def test_a_piece_of_a_page_is_kept_whole_with_its_source(library: Library) -> None:
    page = library.reading.page(pasted_page(library, Pasted(html=PIECE, text="…", address=WALLS)))
    assert (page.title, page.format, page.address) == ("Warm walls", "Pasted", WALLS)
    text = library.reading.view(page.id).text
    assert [word in text for word in ("Nobody lights", "Bricks", "Peaches")] == [True] * 3
    assert page.saved is not None


def test_nothing_is_left_in_the_spool_and_it_can_be_undone(library: Library) -> None:
    page = pasted_page(library, Pasted(html=PIECE))
    assert list((library.folder / "spool").glob("*")) == []
    library.undo.undo()
    assert library.reading.page_ids(Place()) == ()
    library.undo.redo()
    assert library.reading.page_ids(Place()) == (page,)


def test_a_piece_of_a_page_that_is_there_is_a_page_of_its_own(library: Library) -> None:
    whole = "".join(f"<p>{paragraph}</p>" for paragraph in GARDEN)
    first = pasted_page(library, Pasted(html=f"<h1>Warm walls</h1>{whole}", address=WALLS))
    second = pasted_page(library, Pasted(html="<p>As warm as a loaf, they say.</p>", address=f"{WALLS}#end"))
    assert second != first
    page = library.reading.page(second)
    assert page.address is None
    assert f"{WALLS}#end" in library.reading.view(second).text
    assert "flowers two weeks" in library.reading.view(first).text


def test_words_are_paragraphs_and_a_short_first_line_is_the_title(library: Library) -> None:
    text = "Figs for Sunday\r\n\r\nTwo < three & so on,\r\nsaid the keeper.\r\n\r\n\r\nThe end."
    page = pasted_page(library, Pasted(text=text))
    assert library.reading.page(page).title == "Figs for Sunday"
    said = library.reading.view(page).text
    assert "Two < three & so on,\nsaid the keeper." in said
    assert said.rstrip().endswith("The end.")


def test_words_without_a_title_are_called_by_how_they_begin(library: Library) -> None:
    page = pasted_page(library, Pasted(text=GARDEN[0]))
    title = library.reading.page(page).title
    assert GARDEN[0].startswith(title.rstrip("…"))
    assert title.endswith("…")
    assert GARDEN[0] in library.reading.view(page).text


def test_a_piece_without_a_heading_is_called_by_its_first_words(library: Library) -> None:
    page = pasted_page(library, Pasted(html="<p>Bricks, and</p><p>peaches</p>"))
    assert library.reading.page(page).title == "Bricks, and peaches"


def test_the_source_of_a_page_is_read_as_a_page(library: Library) -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in GARDEN)
    source = f"<!DOCTYPE html><html><head><title>Warm walls</title></head><body>{body}</body></html>"
    page = library.reading.page(pasted_page(library, Pasted(text=source)))
    assert (page.title, page.format) == ("Warm walls", "HTML")


def test_markdown_is_read_as_markdown(library: Library) -> None:
    page = pasted_page(library, Pasted(text="# Warm walls\n\nNobody lights the *fires* any more."))
    assert library.reading.page(page).title == "Warm walls"
    assert "lights the fires any" in library.reading.view(page).text


@pytest.mark.parametrize(
    "nothing",
    [
        Pasted(),
        Pasted(text=" \n\t "),
        Pasted(html='<meta charset="utf-8"><img src="https://walls.example/a.png" alt="">'),
        Pasted(html="<style>p { color: red }</style><script>let a</script>"),
    ],
)
def test_where_there_are_no_words_nothing_is_kept(library: Library, nothing: Pasted) -> None:
    with pytest.raises(ImportFailed, match="no words"):
        paste(library, nothing)
    assert library.reading.page_ids(Place()) == ()


def test_links_that_lead_elsewhere_than_the_web_are_refused(library: Library) -> None:
    with pytest.raises(ImportFailed, match="http"):
        paste(library, Pasted(links=(PastedLink("javascript:alert(1)"),)))


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../etc/passwd", "etc passwd"),
        ("a\0b\nc", "a b c"),
        ("  ...  ", "Pasted"),
        ("", "Pasted"),
        ("Що знають бджоли?", "Що знають бджоли"),
    ],
)
def test_a_title_becomes_a_harmless_name(title: str, name: str) -> None:
    assert file_name_of(title) == name


def test_long_titles_are_cut_to_what_a_name_may_be() -> None:
    assert len(file_name_of("ї" * 500).encode()) <= 180


def test_what_a_killed_program_left_is_swept_away(library: Library) -> None:
    left = spool_folder(library.folder)
    library.sweep()
    assert not left.exists()


def test_pasting_needs_the_spool(library: Library) -> None:
    assert isinstance(library.pasting, Pasting)
    (library.folder / "spool").rmdir() if (library.folder / "spool").is_dir() else None
    (library.folder / "spool").write_text("in the way", encoding="utf-8")
    with pytest.raises(ImportFailed, match="could not be written"):
        paste(library, Pasted(text="Words"))
