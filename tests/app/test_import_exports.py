"""Files of many pages: each page once, however often the import is cut short, taken back and run again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.app.exports import write_export

from postil.app.import_report import ImportReport, Outcome
from postil.app.library import Library
from postil.jobs import Progress, Step
from postil.model.ids import content_hash
from postil.model.page import Place
from postil.store import captures

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUOTE = "the number of ships can still be read"


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as library:
        yield library
        library.indexing.drain()
        assert library.check(Progress()) == ()


def add(library: Library, *paths: Path, dry: bool = False) -> ImportReport:
    return library.importing.add(paths, Progress(), dry=dry, workers=1)


def outcomes(report: ImportReport) -> dict[Outcome, int]:
    return {outcome: report.count(outcome) for outcome in Outcome if report.count(outcome)}


def rows_of_the_database(library: Library) -> list[tuple[object, ...]]:
    connection = library._database.reader()
    tables = ("page", "annotation", "page_tag", "capture", "text_version", "arrival", "annotation_origin")
    return [row for table in tables for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2")]


def test_every_page_of_an_export_is_one_and_the_export_is_kept_once(empty: Library, tmp_path: Path) -> None:
    export = write_export(tmp_path / "nights.json", range(5), quote=QUOTE)
    report = add(empty, export)
    assert outcomes(report) == {Outcome.IMPORTED: 5}
    assert (report.highlights, report.unanchored) == (5, 0)
    assert {row.title for row in report.rows} == {f"Night {number} at the Lamp" for number in range(5)}
    assert len({row.part for row in report.rows}) == 5
    kept = {
        capture.original
        for row in report.rows
        if row.page
        for capture in captures.of_page(empty._database.reader(), row.page)
    }
    assert kept == {content_hash(export.read_bytes())}
    assert not list((empty.folder / "spool").glob("*"))


def test_the_same_export_is_known_at_once(
    empty: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = write_export(tmp_path / "nights.json", range(4))
    pages = [row.page for row in add(empty, export).rows]
    monkeypatch.setattr("postil.app.importing.Converter", None)  # nothing is converted any more
    again = add(empty, export)
    assert outcomes(again) == {Outcome.ALREADY_THERE: 4}
    assert [row.page for row in again.rows] == pages


def test_an_import_that_was_cut_short_goes_on_where_it_stopped(empty: Library, tmp_path: Path) -> None:
    export = write_export(tmp_path / "nights.json", range(9), quote=QUOTE)

    def tell(step: Step) -> None:
        if step.done == 4:
            progress.cancel()

    progress = Progress(tell)
    first = empty.importing.add((export,), progress, workers=1)
    assert first.cancelled
    there = empty.reading.page_ids(Place())
    assert 4 <= len(there) < 9
    second = add(empty, export)
    assert outcomes(second) == {Outcome.ALREADY_THERE: len(there), Outcome.IMPORTED: 9 - len(there)}
    assert len(empty.reading.page_ids(Place())) == 9
    assert [row.highlights for row in second.rows].count(1) == 9 - len(there)


def test_a_later_export_brings_only_what_is_new(empty: Library, tmp_path: Path) -> None:
    add(empty, write_export(tmp_path / "first.json", range(4), quote=QUOTE))
    later = add(empty, write_export(tmp_path / "later.json", range(6), quote=QUOTE))
    assert outcomes(later) == {Outcome.ALREADY_THERE: 4, Outcome.IMPORTED: 2}
    assert (later.highlights, len(empty.reading.page_ids(Place()))) == (2, 6)


def test_what_was_removed_or_changed_here_stays_so(empty: Library, tmp_path: Path) -> None:
    report = add(empty, write_export(tmp_path / "first.json", range(2), quote=QUOTE))
    one, other = (empty.annotating.placed(row.page)[0].annotation.id for row in report.rows if row.page)
    empty.annotating.remove((one,))
    empty.annotating.set_note(other, "It was not so.")
    later = add(empty, write_export(tmp_path / "later.json", range(3), quote=QUOTE))
    assert later.highlights == 1
    assert empty.annotating.annotation(one).trashed is not None
    assert empty.annotating.annotation(other).note == "It was not so."
    empty.trash.delete((), (one,), Progress())
    assert add(empty, write_export(tmp_path / "last.json", range(4), quote=QUOTE)).highlights == 1


def test_an_import_is_taken_back_and_done_again_whole(empty: Library, tmp_path: Path) -> None:
    add(empty, write_export(tmp_path / "plain.json", range(3)))
    before = rows_of_the_database(empty)
    export = write_export(tmp_path / "marked.json", range(5), quote=QUOTE, tags=["nights", "bells"])
    report = add(empty, export)
    assert outcomes(report) == {Outcome.UPDATED: 3, Outcome.IMPORTED: 2}
    shown = {row.page: empty.reading.page(row.page) for row in report.rows if row.page}
    assert empty.undo.undo() == "Import of 5 pages"
    assert len(empty.reading.page_ids(Place())) == 3
    for page in empty.reading.pages(empty.reading.page_ids(Place())).values():
        assert (page.tags, page.highlights) == (("nights",), 0)
    assert {row for row in before if len(row) == 4} <= set(rows_of_the_database(empty))
    empty.undo.redo()
    assert {page: empty.reading.page(page) for page in shown} == shown


def test_what_was_taken_back_comes_again_when_it_is_imported_again(empty: Library, tmp_path: Path) -> None:
    add(empty, write_export(tmp_path / "plain.json", range(2)))
    export = write_export(tmp_path / "marked.json", range(3), quote=QUOTE)
    add(empty, export)
    empty.undo.undo()
    add(empty, export)
    pages = empty.reading.pages(empty.reading.page_ids(Place())).values()
    assert sorted(page.highlights for page in pages) == [1, 1, 1]


def test_a_dry_run_says_what_a_run_does_and_writes_nothing(empty: Library, tmp_path: Path) -> None:
    add(empty, write_export(tmp_path / "plain.json", range(3)))
    before = rows_of_the_database(empty)
    kept = set(empty._contents.all())
    marked = write_export(tmp_path / "marked.json", range(5), quote=QUOTE)
    foreseen = add(empty, marked, dry=True)
    assert foreseen.dry
    assert rows_of_the_database(empty) == before
    assert set(empty._contents.all()) == kept
    assert empty.undo.labels()[0] == "Import of 3 pages"
    real = add(empty, marked)
    for told, done in zip(foreseen.rows, real.rows, strict=True):
        assert (told.outcome, told.title, told.highlights, told.unanchored) == (
            done.outcome,
            done.title,
            done.highlights,
            done.unanchored,
        )
        assert told.page in (None, done.page)


def test_a_page_of_an_export_is_extracted_again_without_the_export(empty: Library, tmp_path: Path) -> None:
    report = add(empty, write_export(tmp_path / "nights.json", range(2)))
    page = report.rows[0].page
    assert page is not None
    export = content_hash((tmp_path / "nights.json").read_bytes())
    path = empty._contents.path(export)
    path.rename(tmp_path / "away")
    before = empty.reading.view(page)
    row = empty.reextracting.page(page)
    assert row.outcome.value == "unchanged"
    assert empty.reading.view(page).text == before.text
    assert empty.reading.original(page).startswith(b"<")
    assert empty.originals.copy(page).suffix == ".html"
    (tmp_path / "away").rename(path)


def test_a_page_that_was_purged_comes_again(empty: Library, tmp_path: Path) -> None:
    export = write_export(tmp_path / "nights.json", range(3))
    page = add(empty, export).rows[1].page
    assert page is not None
    empty.reading.trash((page,))
    empty.trash.empty(Progress())
    assert outcomes(add(empty, export)) == {Outcome.ALREADY_THERE: 2, Outcome.IMPORTED: 1}


def test_a_dry_run_reckons_with_what_comes_earlier_in_it(empty: Library, tmp_path: Path) -> None:
    link = tmp_path / "night.url"
    link.write_text("[InternetShortcut]\nURL=https://harbour.example/nights/1\n")
    first = write_export(tmp_path / "first.json", range(3), quote=QUOTE)
    later = write_export(tmp_path / "later.json", range(3), quote=QUOTE, tags=["bells"])
    foreseen, real = (add(empty, link, first, first, later, dry=dry) for dry in (True, False))
    told = [row.outcome for row in foreseen.rows]
    assert told[:4] == [Outcome.LINK, *[Outcome.IMPORTED] * 3]
    assert told[4:7] == [Outcome.ALREADY_THERE] * 3
    assert told[:7] == [row.outcome for row in real.rows][:7]
    assert foreseen.count(Outcome.NEW_VERSION) == 0


def test_importing_an_export_again_puts_back_what_is_gone(empty: Library, tmp_path: Path) -> None:
    export = write_export(tmp_path / "nights.json", range(2))
    pages = [row.page for row in add(empty, export).rows]
    for path in (empty.folder / "content").glob("??/*"):
        path.unlink()
    assert empty.check(Progress())
    again = add(empty, export)
    assert [row.page for row in again.rows] == pages
    assert all("put back" in row.message for row in again.rows)
