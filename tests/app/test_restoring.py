"""Restoring: row for row into an empty library; the newest of each field in a living one."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.app.saved_pages import LIGHTHOUSE
from tests.app.whole_library import all_bytes, all_rows, fill
from tests.store.builders import add_annotation, add_page, capture_of, import_page, version_of

from postil import paths
from postil.app.library import Library
from postil.errors import BackupError, LibraryTooNew
from postil.jobs import Cancelled, Progress
from postil.model.annotation import Color
from postil.model.backup import BackupKind
from postil.model.export_target import ExportTarget, Keeping
from postil.model.ids import CaptureId, ExportTargetId, content_hash
from postil.model.page import Place
from postil.store import captures, pages, schema, versions
from postil.store.connection import Cursor
from postil.store.schema import Migration, shipped_migrations

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from postil.model.annotation import Annotation
    from postil.model.changes import Changes
    from postil.model.page import Page
    from postil.model.restore_report import RestoreReport

PAGES = 120


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a library of many pages, with its backup beside it; not to be opened."""
    folder = tmp_path_factory.mktemp("full")
    with Library.open(folder / "library") as library:
        fill(library, PAGES)
        library.saved_searches.keep("Of the sea", "sea")
        library.backup.write(folder / "all.zip", Progress())
    return folder


@pytest.fixture
def backup(library: Library, tmp_path: Path) -> Path:
    """A backup of the library of two pages."""
    return library.backup.write(tmp_path / "all.zip", Progress()).path


def _restore(library: Library, path: Path, **how: bool) -> RestoreReport:
    return library.restoring.restore(path, Progress(), **how)


def _rewritten(path: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """The backup with other entries; None leaves one out."""
    other = path.with_name(f"other-{path.name}")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(other, "w") as target:
        for name in source.namelist():
            content = change(name, source.read(name))
            if content is not None:
                target.writestr(name, content)
    return other


def test_into_an_empty_library_everything_comes_back(full: Path, tmp_path: Path) -> None:
    with Library.open(full / "library", write=False) as before, Library.open(tmp_path / "new") as library:
        report = _restore(library, full / "all.zip")
        assert (report.pages_new, report.pages_changed, report.problems) == (PAGES, 0, ())
        assert report.before is None
        assert all_rows(library._database) == all_rows(before._database)
        assert library._database.check() == ()
        assert all_bytes(library.folder) == all_bytes(full / "library")
        assert library.saved_searches.all() == before.saved_searches.all()


def test_twice_brings_nothing_new(full: Path, tmp_path: Path) -> None:
    with Library.open(tmp_path / "new") as library:
        first = _restore(library, full / "all.zip")
        before = all_rows(library._database)
        second = _restore(library, full / "all.zip")
        assert second.nothing_new
        assert (second.pages_unchanged, second.annotations_unchanged) == (PAGES, first.annotations_new)
        assert all_rows(library._database) == before


def test_no_page_takes_longer_because_there_are_many(
    full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, object]] = []
    real = Cursor.execute

    def execute(cursor: Cursor, sql: str, parameters: object = ()) -> Cursor:
        asked.append((sql, parameters))
        return real(cursor, sql, parameters)

    with Library.open(tmp_path / "new") as library:
        monkeypatch.setattr(Cursor, "execute", execute)
        _restore(library, full / "all.zip")
        monkeypatch.undo()
        often = Counter(sql for sql, _parameters in asked)
        plans = [
            (sql, row[3])
            for sql, parameters in dict(asked).items()
            if often[sql] >= PAGES and sql.startswith(("SELECT", "INSERT", "UPDATE", "DELETE"))
            for row in library._database.reader().execute(f"EXPLAIN QUERY PLAN {sql}", parameters)
        ]
        assert len({sql for sql, _plan in plans}) > 10
        looked_through = (
            "SCAN page",
            "SCAN capture",
            "SCAN text_version",
            "SCAN resource",
            "SCAN annotation",
        )
        assert [(sql, plan) for sql, plan in plans if plan.startswith(looked_through)] == []


def test_a_restored_library_is_whole_and_is_found(library: Library, ledger: Page, tmp_path: Path) -> None:
    library.annotating.highlight_quote(ledger.id, LIGHTHOUSE[3], color=Color.GREEN)
    library.backup.write(tmp_path / "all.zip", Progress())
    with Library.open(tmp_path / "new") as other:
        _restore(other, tmp_path / "all.zip")
        other.indexing.drain()
        assert other.check(Progress()) == ()
        assert other.reading.view(ledger.id) == library.reading.view(ledger.id)


def test_of_a_living_library_nothing_is_taken(library: Library, backup: Path, ledger: Page) -> None:
    library.noting.set_note(ledger.id, "Later.")
    with library._database.transaction() as tx:
        newer = add_page(tx, title="Newer")
    report = _restore(library, backup)
    assert report.nothing_new
    assert library.reading.page(ledger.id).note == "Later."
    assert library.reading.page(newer.id).title == "Newer"


def test_what_was_changed_elsewhere_later_comes_in(library: Library, ledger: Page, tmp_path: Path) -> None:
    mark = library.annotating.highlight_quote(ledger.id, LIGHTHOUSE[3][:20], color=Color.GREEN).annotation
    shutil.copytree(library.folder, tmp_path / "elsewhere")
    library.noting.set_note(ledger.id, "Here.")
    library.annotating.set_note(mark.id, "First here.")
    with Library.open(tmp_path / "elsewhere") as other:
        other.reading.set_starred((ledger.id,), True)
        other.annotating.set_note(mark.id, "Then elsewhere.")
        other.annotating.highlight_quote(ledger.id, LIGHTHOUSE[1][:20], color=Color.RED)
        other.tagging.tag((ledger.id,), "lights")
        other.backup.write(tmp_path / "all.zip", Progress())
    told: list[Changes] = []
    library.changed.connect(told.append)
    report = _restore(library, tmp_path / "all.zip")
    page = library.reading.page(ledger.id)
    assert (page.note, page.starred, page.tags, page.highlights) == ("Here.", True, ("lights",), 2)
    assert library.annotating.annotation(mark.id).note == "Then elsewhere."
    assert (report.pages_changed, report.pages_unchanged) == (1, 1)
    assert (report.annotations_new, report.annotations_changed) == (1, 1)
    assert {ledger.id} == set().union(*(each.pages for each in told))
    assert _restore(library, tmp_path / "all.zip").nothing_new


def test_before_a_restore_the_library_is_backed_up(library: Library, backup: Path, tmp_path: Path) -> None:
    (page, *_others) = library.reading.page_ids(Place())
    library.noting.set_note(page, "Before.")
    before = all_rows(library._database)
    report = _restore(library, backup)
    assert report.before is not None
    assert report.before.parent == library.folder / "backups"
    with Library.open(tmp_path / "as-it-was") as other:
        again = _restore(other, report.before)
        assert again.problems == (), "its bytes are those of the library it lies in"
        assert all_rows(other._database) == before
        assert all_bytes(other.folder) == all_bytes(library.folder)


def test_one_of_rows_lacks_its_bytes_elsewhere(library: Library, tmp_path: Path) -> None:
    library.backup.write(tmp_path / "rows.zip", Progress(), kind=BackupKind.ROWS)
    with Library.open(tmp_path / "new") as other:
        report = _restore(other, tmp_path / "rows.zip")
        assert report.pages_new == 2
        assert len(report.problems) == 6


def test_a_trial_writes_nothing(library: Library, backup: Path, tmp_path: Path) -> None:
    with Library.open(tmp_path / "new") as other:
        empty = all_rows(other._database)
        report = _restore(other, backup, dry_run=True)
        assert (report.pages_new, report.dry, report.problems) == (2, True, ())
        assert all_rows(other._database) == empty
        assert all_bytes(other.folder) == {}
    assert not (library.folder / "backups").exists()


def test_a_cancelled_one_is_completed_by_the_next(full: Path, tmp_path: Path) -> None:
    with Library.open(tmp_path / "new") as library:
        progress = Progress(lambda step: progress.cancel() if step.done > PAGES / 2 else None)
        with pytest.raises(Cancelled):
            library.restoring.restore(full / "all.zip", progress)
        there = len(library.reading.page_ids(Place()))
        assert 0 < there < PAGES
        report = _restore(library, full / "all.zip")
        assert report.pages_new + report.pages_unchanged == PAGES
        with Library.open(full / "library", write=False) as before:
            assert all_rows(library._database) == all_rows(before._database)


def test_what_was_purged_comes_back(library: Library, backup: Path, ledger: Page) -> None:
    before = all_rows(library._database)
    library.reading.trash((ledger.id,))
    library.trash.empty(Progress())
    report = _restore(library, backup)
    assert (report.pages_new, report.pages_unchanged) == (1, 1)
    assert all_rows(library._database) == before
    assert library.reading.view(ledger.id).text


def test_damaged_bytes_of_a_library_are_mended(library: Library, backup: Path, ledger: Page) -> None:
    (library.folder / "content" / ledger.original[:2] / ledger.original).write_bytes(b"damaged")
    assert _restore(library, backup).problems == ()
    assert library.reading.original(ledger.id)


def test_settings_that_name_folders_or_listen_do_not_come(library: Library, tmp_path: Path) -> None:
    file = paths.settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        'watched_folder = "/srv/pages"\nbackup_folder = "/srv/backups"\nreceive_pages = true\n'
        'export_choice = "{}"\ntheme = "sepia"\n',
        encoding="utf-8",
    )
    library.backup.write(tmp_path / "all.zip", Progress())
    file.unlink()
    with Library.open(tmp_path / "new") as other:
        _restore(other, tmp_path / "all.zip")
    assert file.read_text(encoding="utf-8") == 'theme = "sepia"\n'


def test_an_export_target_that_came_along_follows_when_it_was_updated_here(
    library: Library, tmp_path: Path
) -> None:
    vault = ExportTarget(ExportTargetId(""), "Vault", tmp_path / "vault", keeping=Keeping.ON_CHANGE)
    kept = library.export_targets.add(vault)
    assert library.export_targets.kept_on_change() == (kept,)
    library.backup.write(tmp_path / "all.zip", Progress())
    with Library.open(tmp_path / "new") as other:
        _restore(other, tmp_path / "all.zip")
        assert other.export_targets.all() == (kept,)
        assert other.export_targets.kept_on_change() == ()
        other.export_targets.update(kept, Progress())
        assert other.export_targets.kept_on_change() == (kept,)


def test_settings_come_where_there_are_none(library: Library, tmp_path: Path) -> None:
    file = paths.settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("text_size = 21\n", encoding="utf-8")
    library.backup.write(tmp_path / "all.zip", Progress())
    for kept, expected in ((None, "text_size = 21\n"), ("text_size = 17\n", "text_size = 17\n")):
        file.unlink()
        if kept:
            file.write_text(kept, encoding="utf-8")
        with Library.open(tmp_path / f"new {kept}") as other:
            _restore(other, tmp_path / "all.zip")
        assert file.read_text(encoding="utf-8") == expected


def _of_schema(path: Path, number: int) -> Path:
    def change(name: str, content: bytes) -> bytes | None:
        if name in ("SHA256SUMS", "manifest.json"):
            return None
        return _with_schema(content, number) if name.endswith(".json") else content

    return _rewritten(path, change)


def _with_schema(content: bytes, number: int) -> bytes:
    return json.dumps({**json.loads(content), "schema": number}).encode()


@pytest.mark.parametrize("newer", ["schema", "format"])
def test_a_newer_backup_is_refused(library: Library, backup: Path, newer: str, tmp_path: Path) -> None:
    def change(name: str, content: bytes) -> bytes:
        if name in ("about.json", "manifest.json"):
            return json.dumps({**json.loads(content), newer: 999, "kind": "unheard of"}).encode()
        return content

    with Library.open(tmp_path / "new") as other, pytest.raises(LibraryTooNew, match="newer Postil"):
        _restore(other, _rewritten(backup, change) if newer == "format" else _of_schema(backup, 999))
    assert library.reading.page_ids(Place())


def test_one_of_an_older_schema_is_brought_up_to_date(
    library: Library, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = shipped_migrations()
    step = Migration(
        shipped[-1].number + 1,
        "ALTER TABLE page ADD COLUMN mood TEXT;\nUPDATE page SET mood = 'calm ' || title;\n",
    )
    monkeypatch.setattr(schema, "shipped_migrations", lambda: (*shipped, step))
    with Library.open(tmp_path / "new") as other:
        report = _restore(other, backup)
        assert (report.pages_new, report.problems) == (2, ())
        moods = {row[0] for row in other._database.reader().execute("SELECT mood FROM page")}
    assert moods == {f"calm {page.title}" for page in library.reading.pages(
        library.reading.page_ids(Place())
    ).values()}  # fmt: skip


def test_a_file_that_is_no_backup_is_told(library: Library, tmp_path: Path) -> None:
    for name, content in (("a.zip", b""), ("b.zip", b"PK\3\4 nonsense"), ("c.txt", b"words" * 100)):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(BackupError, match="is no backup"):
            _restore(library, tmp_path / name)
    with zipfile.ZipFile(tmp_path / "d.zip", "w") as archive:
        archive.writestr("letter.txt", "Dear reader")
    with pytest.raises(BackupError, match="is no backup"):
        _restore(library, tmp_path / "d.zip")
    with pytest.raises(BackupError, match="cannot be read"):
        _restore(library, tmp_path / "nowhere.zip")


@pytest.fixture
def foreign(tmp_path: Path) -> tuple[Page, Annotation, Path]:
    """A page of another library, its highlight, and the backup of it."""
    with Library.open(tmp_path / "foreign") as other:
        page = import_page(other._database, other._contents)
        with other._database.transaction() as tx:
            mark = add_annotation(tx, page)
        return page, mark, other.backup.write(tmp_path / "foreign.zip", Progress()).path


def test_libraries_that_parted_before_captures_become_one(
    library: Library, foreign: tuple[Page, Annotation, Path]
) -> None:
    page, mark, path = foreign
    with library._database.transaction() as tx:
        pages.add(tx, page)
        captures.add(tx, capture_of(page, id=CaptureId("named-by-chance")))
        versions.add(tx, version_of(page, capture=CaptureId("named-by-chance")))
    report = _restore(library, path)
    assert (report.problems, report.annotations_new) == ((), 1)
    assert library.annotating.annotation(mark.id).page == page.id
    again = _restore(library, path)
    assert (again.pages_changed, again.pages_new, again.annotations_new) == (0, 0, 0)


def test_another_page_of_the_same_id_stays(library: Library, foreign: tuple[Page, Annotation, Path]) -> None:
    page, _mark, path = foreign
    other = replace(page, title="Another one", original=content_hash(b"<p>Another one</p>"))
    with library._database.transaction() as tx:
        pages.add(tx, other)
        captures.add(tx, capture_of(other, id=CaptureId("another")))
        versions.add(tx, version_of(other, capture=CaptureId("another")))
    (problem, *_bytes) = _restore(library, path).problems
    assert "another page" in problem
    assert library.reading.page(page.id).title == "Another one"
    assert library.reading.page(page.id).highlights == 0


def test_a_highlight_of_another_page_stays(library: Library, foreign: tuple[Page, Annotation, Path]) -> None:
    page, mark, path = foreign
    with library._database.transaction() as tx:
        there = add_page(tx)
        add_annotation(tx, there, id=mark.id, note="Mine.")
    (problem, *_bytes) = _restore(library, path).problems
    assert "a text of the same id" in problem
    assert page.id not in library.reading.page_ids(Place())
    assert library.annotating.annotation(mark.id).note == "Mine."


def test_what_says_the_same_a_million_times_comes_back(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        page = import_page(library._database, library._contents, text="calm " * 4_000_000)
        library.backup.write(tmp_path / "all.zip", Progress())
    with Library.open(tmp_path / "new") as other:
        assert _restore(other, tmp_path / "all.zip").problems == ()
        assert other._contents.verify(page.original) is None
