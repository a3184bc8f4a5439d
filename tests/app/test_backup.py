"""A backup: what is in the archive, and that it is of one moment."""

from __future__ import annotations

import hashlib
import json
import threading
import zipfile
from typing import TYPE_CHECKING

import pytest
from tests.app.saved_pages import LIGHTHOUSE

from postil import paths
from postil.app.library import Library
from postil.errors import BackupError
from postil.jobs import Cancelled, Progress, Step
from postil.model.annotation import Color
from postil.model.backup import BackupKind
from postil.model.page import Place
from postil.store.contents import CONTENT

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.page import Page


@pytest.fixture
def marked(library: Library, ledger: Page) -> Page:
    """The page with a highlight, a note and tags."""
    mark = library.annotating.highlight_quote(ledger.id, LIGHTHOUSE[3][:30], color=Color.GREEN)
    library.annotating.set_note(mark.annotation.id, "Which <window>?")
    library.tagging.tag((ledger.id,), "Lights/Sea")
    return ledger


def _names(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


def test_everything_is_in_it(library: Library, marked: Page, tmp_path: Path) -> None:
    report = library.backup.write(tmp_path / "all.zip", Progress())
    assert (report.pages, report.annotations, report.problems) == (2, 1, ())
    assert report.size == (tmp_path / "all.zip").stat().st_size
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        kept = {path.name: path.read_bytes() for path in (library.folder / CONTENT).glob("??/*")}
        held = {name.split("/")[2].partition(".")[0]: name for name in names if name.startswith("content/")}
        assert held.keys() == kept.keys()
        assert all(archive.read(held[name]) == content for name, content in kept.items())
        record = json.loads(archive.read(f"pages/{marked.id}.json"))
        library_record = json.loads(archive.read("library.json"))
    assert record["page"][0]["title"] == "The Keeper’s Ledger"
    assert record["annotation"][0]["note"] == "Which <window>?"
    assert record["page_tag"] == [{"page": marked.id, "tag": "Lights/Sea"}]
    assert {"name": "Lights/Sea", "key": "lights/sea"} in library_record["tag"]
    assert names[0] == "README.txt"
    assert names[-1] == "manifest.json"


def test_the_originals_open_by_a_double_click(library: Library, marked: Page, tmp_path: Path) -> None:
    library.backup.write(tmp_path / "all.zip", Progress())
    suffixes = {name.rpartition(".")[2] for name in _names(tmp_path / "all.zip") if "content/" in name}
    assert suffixes == {"html", "txt", "xml"}
    assert f"content/{marked.original[:2]}/{marked.original}.html" in _names(tmp_path / "all.zip")


def test_every_entry_has_its_checksum(library: Library, marked: Page, tmp_path: Path) -> None:
    library.backup.write(tmp_path / "all.zip", Progress())
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        sums = dict(line.split("  ")[::-1] for line in archive.read("SHA256SUMS").decode().splitlines())
        manifest = json.loads(archive.read("manifest.json"))
        assert sums.keys() == {*archive.namelist()} - {"SHA256SUMS", "manifest.json"}
        assert all(hashlib.sha256(archive.read(name)).hexdigest() == sums[name] for name in sums)
        assert manifest["sums"] == hashlib.sha256(archive.read("SHA256SUMS")).hexdigest()
    assert (manifest["pages"], manifest["annotations"], manifest["format"]) == (2, 1, 1)
    assert marked.id in str(sorted(sums))


def test_people_can_read_it(library: Library, marked: Page, tmp_path: Path) -> None:
    library.backup.write(tmp_path / "all.zip", Progress())
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        index = archive.read("index.html").decode()
        article = archive.read(f"articles/{marked.id}.html").decode()
    assert f'<a href="articles/{marked.id}.html">The Keeper’s Ledger</a>' in index
    assert f'<a href="content/{marked.original[:2]}/{marked.original}.html">original</a>' in index
    assert LIGHTHOUSE[0] in article
    assert "Which &lt;window&gt;?" in article
    assert "#Lights/Sea" in article


def test_the_settings_go_along(library: Library, tmp_path: Path) -> None:
    file = paths.settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("text_size = 21\n", encoding="utf-8")
    library.backup.write(tmp_path / "all.zip", Progress())
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert archive.read("settings.toml") == b"text_size = 21\n"


def test_one_of_rows_has_no_bytes(library: Library, marked: Page, tmp_path: Path) -> None:
    report = library.backup.write(tmp_path / "rows.zip", Progress(), kind=BackupKind.ROWS)
    assert (report.kind, report.pages, report.files) == (BackupKind.ROWS, 2, 0)
    kinds = {name.partition("/")[0] for name in _names(tmp_path / "rows.zip") if "/" in name}
    assert kinds == {"pages"}
    assert marked.title


def test_a_library_that_is_open_elsewhere_can_be_backed_up(library: Library, tmp_path: Path) -> None:
    with Library.open(library.folder, write=False) as read_only:
        assert read_only.backup.write(tmp_path / "all.zip", Progress()).pages == 2


def test_it_is_of_one_moment(library: Library, ledger: Page, tmp_path: Path) -> None:
    began = threading.Event()

    def change(step: Step) -> None:
        if step.done == 0 and not began.is_set():
            began.set()
            other = threading.Thread(target=lambda: library.noting.set_note(ledger.id, "Later."))
            other.start()
            other.join()

    library.backup.write(tmp_path / "all.zip", Progress(change))
    assert began.is_set()
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert json.loads(archive.read(f"pages/{ledger.id}.json"))["page"][0]["note"] == ""
    assert library.reading.find(ledger.id).note == "Later."


def test_what_is_purged_meanwhile_is_in_it(library: Library, ledger: Page, tmp_path: Path) -> None:
    def purge(step: Step) -> None:
        if step.done == 0 and library.trash.count() == 0:
            other = threading.Thread(target=throw_away)
            other.start()
            other.join()

    def throw_away() -> None:
        library.reading.trash((ledger.id,))
        library.trash.empty(Progress())

    report = library.backup.write(tmp_path / "all.zip", Progress(purge))
    assert (report.pages, report.problems) == (2, ())
    assert any(ledger.original in name for name in _names(tmp_path / "all.zip"))
    assert (library.folder / CONTENT / ledger.original[:2] / ledger.original).is_file()
    library.trash.empty(Progress())
    assert not (library.folder / CONTENT / ledger.original[:2] / ledger.original).is_file()


def test_damaged_bytes_are_told_and_the_rest_is_kept(library: Library, ledger: Page, tmp_path: Path) -> None:
    (library.folder / CONTENT / ledger.original[:2] / ledger.original).write_bytes(b"other")
    report = library.backup.write(tmp_path / "all.zip", Progress())
    (problem,) = report.problems
    assert ledger.original in problem
    assert "The Keeper’s Ledger" in problem
    assert report.pages == 2
    assert not any(ledger.original in name for name in _names(tmp_path / "all.zip"))


def test_a_cancelled_one_leaves_nothing_and_takes_nothing_away(library: Library, tmp_path: Path) -> None:
    (tmp_path / "all.zip").write_bytes(b"the last one")
    progress = Progress(lambda step: progress.cancel() if step.done == 0 else None)
    with pytest.raises(Cancelled):
        library.backup.write(tmp_path / "all.zip", progress)
    assert (tmp_path / "all.zip").read_bytes() == b"the last one"
    assert {path.name for path in tmp_path.iterdir() if "all" in path.name} == {"all.zip"}


def test_a_folder_that_is_not_there_is_told(library: Library, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="could not be written"):
        library.backup.write(tmp_path / "nowhere" / "all.zip", Progress())


def test_an_empty_library_has_a_backup(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        assert library.backup.write(tmp_path / "all.zip", Progress()).pages == 0
        assert library.reading.page_ids(Place()) == ()
    assert "index.html" in _names(tmp_path / "all.zip")
