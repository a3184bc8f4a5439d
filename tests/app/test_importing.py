"""Importing: every file accounted for, the same bytes one page, cancelled and undone without loss."""

from __future__ import annotations

import base64
import os
import sys
from typing import TYPE_CHECKING

import pytest
from tests.app.saved_pages import GARDEN, LIGHTHOUSE, write_page, write_shelf

from postil.app import importing
from postil.app.import_report import ImportReport, Outcome
from postil.app.library import Library
from postil.jobs import Progress, Step
from postil.model.page import Place

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.ids import PageId

PIXELS = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR4nGNgaGjAihiGlgQA4aV/AcmqR+0AAAAASUVORK5CYII="
)
"""A picture of 8 by 8 points."""


def outcomes(report: ImportReport) -> dict[str, Outcome]:
    return {row.path.name: row.outcome for row in report.rows}


def test_every_file_has_a_row(tmp_path: Path) -> None:
    shelf = write_shelf(tmp_path / "shelf")
    (shelf / "empty.html").write_bytes(b"")
    (shelf / "picture.png").write_bytes(PIXELS)
    with Library.open(tmp_path / "library") as library:
        report = library.importing.add((shelf, tmp_path / "missing.html"), Progress())
        assert outcomes(report) == {
            "ledger.html": Outcome.IMPORTED,
            "walls.html": Outcome.IMPORTED,
            "empty.html": Outcome.NOT_A_PAGE,
            "picture.png": Outcome.NOT_A_PAGE,
            "missing.html": Outcome.FAILED,
        }
        assert all(row.message for row in report.rows if row.outcome is not Outcome.IMPORTED)
        page = library.reading.page(next(row.page for row in report.rows if row.page))
        assert library.reading.original(page.id) == (shelf / page.original_name).read_bytes()


def test_the_same_bytes_are_one_page(library: Library, tmp_path: Path) -> None:
    shelf = write_shelf(tmp_path / "again")
    (shelf / "copy of ledger.html").write_bytes((shelf / "ledger.html").read_bytes())
    report = library.importing.add((shelf,), Progress())
    assert set(outcomes(report).values()) == {Outcome.ALREADY_THERE}
    assert len(library.reading.page_ids(Place())) == 2


def test_two_copies_in_one_import_are_one_page(tmp_path: Path) -> None:
    one = write_page(tmp_path / "shelf", "one.html", title="Warm Walls", paragraphs=GARDEN)
    (tmp_path / "shelf" / "two.html").write_bytes(one.read_bytes())
    with Library.open(tmp_path / "library") as library:
        report = library.importing.add((tmp_path / "shelf",), Progress())
        assert outcomes(report) == {"one.html": Outcome.IMPORTED, "two.html": Outcome.ALREADY_THERE}


def test_a_cancelled_import_keeps_and_tells_what_it_did(tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    for number in range(6):
        write_page(shelf, f"{number}.html", title=f"Number {number}", paragraphs=(str(number), *LIGHTHOUSE))

    def tell(step: Step) -> None:
        if step.done == 2:
            progress.cancel()

    progress = Progress(tell)
    with Library.open(tmp_path / "library") as library:
        report = library.importing.add((shelf,), progress)
        assert report.cancelled
        kept = library.reading.page_ids(Place())
        assert {row.page for row in report.rows} == set(kept)
        assert 2 <= len(kept) < 6
        assert not list((tmp_path / "library" / "spool").glob("*"))
        rest = library.importing.add((shelf,), Progress())
        assert rest.count(Outcome.ALREADY_THERE) == len(kept)
        assert len(library.reading.page_ids(Place())) == 6


def test_undo_takes_an_import_to_the_trash_and_redo_brings_it_back(tmp_path: Path) -> None:
    shelf = write_shelf(tmp_path / "shelf")
    with Library.open(tmp_path / "library") as library:
        library.importing.add((shelf,), Progress())
        assert library.undo.undo() == "Import of 2 pages"
        assert library.reading.page_ids(Place()) == ()
        assert len(library.reading.page_ids(Place(trashed=True))) == 2
        library.undo.redo()
        assert len(library.reading.page_ids(Place())) == 2


def test_importing_what_is_in_the_trash_brings_it_back(library: Library, tmp_path: Path) -> None:
    ids = library.reading.page_ids(Place())
    library.reading.trash(ids)
    report = library.importing.add((write_shelf(tmp_path / "again"),), Progress())
    assert all("back" in row.message for row in report.rows)
    assert set(library.reading.page_ids(Place())) == set(ids)


def test_what_is_purged_while_it_is_imported_again_is_imported_anew(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = library.reading.page_ids(Place())
    library.reading.trash(ids)
    looked_at = importing._Run._is_damaged

    def purged_meanwhile(self: importing._Run, page: PageId) -> bool:
        whole = looked_at(self, page)
        library.trash.delete((page,), (), Progress())
        return whole

    monkeypatch.setattr(importing._Run, "_is_damaged", purged_meanwhile)
    report = library.importing.add((write_shelf(tmp_path / "again"),), Progress())
    assert set(outcomes(report).values()) == {Outcome.IMPORTED}
    assert len(set(library.reading.page_ids(Place())) - set(ids)) == 2


def test_images_saved_with_a_page_are_kept_and_shown(tmp_path: Path) -> None:
    paragraphs = (*GARDEN[:2], '<img src="walls_files/wall%20one.png" alt="A wall" width="8">', GARDEN[2])
    page = write_page(tmp_path / "shelf", "walls.html", title="Warm Walls", paragraphs=paragraphs)
    (tmp_path / "shelf" / "walls_files").mkdir()
    (tmp_path / "shelf" / "walls_files" / "wall one.png").write_bytes(PIXELS)
    (tmp_path / "shelf" / "walls_files" / "site.css").write_text("body { color: red }")
    with Library.open(tmp_path / "library") as library:
        report = library.importing.add((page.parent,), Progress())
        assert report.count(Outcome.IMPORTED) == 1
        article = library.reading.view(library.reading.page_ids(Place())[0])
        name = article.html.split('src="asset:', 1)[1][:64]
        assert library.reading.asset(name) == PIXELS
        assert library.check(Progress())[:0] == ()


def test_only_the_librarys_own_images_are_served(library: Library) -> None:
    for name in ("../../etc/passwd", "0" * 64, "", "/etc/passwd", "asset:" + "0" * 64):
        assert library.reading.asset(name) is None


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes and devices in folders")
def test_pipes_and_devices_are_told_and_not_waited_for(tmp_path: Path) -> None:
    shelf = write_shelf(tmp_path / "shelf")
    os.mkfifo(tmp_path / "pipe")
    (shelf / "to a pipe.html").symlink_to(tmp_path / "pipe")
    (shelf / "without end.html").symlink_to("/dev/zero")
    (shelf / "to itself.html").symlink_to("to itself.html")
    with Library.open(tmp_path / "library") as library:
        report = library.importing.add((shelf, tmp_path / "pipe"), Progress())
        assert report.count(Outcome.IMPORTED) == 2
        assert report.count(Outcome.FAILED) == 4


def test_importing_again_puts_back_what_is_damaged_or_gone(library: Library, tmp_path: Path) -> None:
    shelf = write_shelf(tmp_path / "again")
    kept = sorted(path for path in (library.folder / "content").glob("??/*"))
    kept[0].unlink()
    for path in kept[1:]:
        path.write_bytes(b"spoilt")
    assert library.check(Progress())
    report = library.importing.add((shelf,), Progress())
    assert {row.outcome for row in report.rows} == {Outcome.ALREADY_THERE}
    assert all("put back" in row.message for row in report.rows)
    assert not library.check(Progress())
    assert len(library.reading.page_ids(Place())) == 2


def test_interrupting_an_import_keeps_and_tells_what_it_did(tmp_path: Path) -> None:
    def tell(step: Step) -> None:
        if step.done == 1:
            raise KeyboardInterrupt

    with Library.open(tmp_path / "library") as library:
        report = library.importing.add((write_shelf(tmp_path / "shelf"),), Progress(tell))
        assert report.cancelled
        assert {row.page for row in report.rows} == set(library.reading.page_ids(Place()))


def test_each_article_of_a_text_file_is_a_page_with_its_title_and_its_bytes(tmp_path: Path) -> None:
    bar = "=" * 100
    articles = [
        f"{bar}\n\n{title}\n\n{bar}\n\n{' '.join(words)}\n\n"
        for title, words in (("The Lamp", LIGHTHOUSE), ("The Walls", GARDEN))
    ]
    export = tmp_path / "export.txt"
    export.write_text("".join(articles), encoding="utf-8")
    with Library.open(tmp_path / "library") as library:
        report = library.importing.add((export,), Progress())
        assert [row.outcome for row in report.rows] == [Outcome.IMPORTED, Outcome.IMPORTED]
        pages = [library.reading.page(row.page) for row in report.rows if row.page]
        assert [page.title for page in pages] == ["The Lamp", "The Walls"]
        assert [library.reading.original(page.id).decode() for page in pages] == articles
        later = tmp_path / "later export.txt"
        later.write_text("".join([*articles, articles[0].replace("Lamp", "Lens")]), encoding="utf-8")
        again = library.importing.add((later,), Progress())
        assert [row.outcome for row in again.rows] == [
            Outcome.ALREADY_THERE,
            Outcome.ALREADY_THERE,
            Outcome.IMPORTED,
        ]


def test_undoing_an_import_throws_away_again_what_it_brought_back(library: Library, tmp_path: Path) -> None:
    page_id = library.reading.page_ids(Place())[0]
    library.reading.trash((page_id,))
    thrown = library.reading.page(page_id).trashed
    file = tmp_path / library.reading.page(page_id).original_name
    file.write_bytes(library.reading.original(page_id))
    library.importing.add((file,), Progress())
    assert library.reading.page(page_id).trashed is None
    assert library.undo.undo() == "Import of 1 page"
    assert library.reading.page(page_id).trashed == thrown
    library.undo.redo()
    assert library.reading.page(page_id).trashed is None


def test_a_page_that_was_taken_back_from_its_link_comes_again(library: Library, tmp_path: Path) -> None:
    link = tmp_path / "lamps.url"
    link.write_text("[InternetShortcut]\nURL=https://harbour.example/lamps\n")
    file = write_page(tmp_path, "lamps.html", title="The Lamps", paragraphs=LIGHTHOUSE)
    origin = "<!-- saved from url=(0029)https://harbour.example/lamps -->"
    file.write_text(f"{origin}{file.read_text()}")
    (waiting,) = library.importing.add((link,), Progress()).rows
    assert waiting.page is not None
    library.importing.add((file,), Progress())
    library.undo.undo()
    assert library.reading.page(waiting.page).waiting
    (row,) = library.importing.add((file,), Progress()).rows
    assert (row.page, row.outcome) == (waiting.page, Outcome.IMPORTED)
    assert not library.reading.page(waiting.page).waiting
