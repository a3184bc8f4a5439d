"""Backups that were cut short, damaged, or made to do harm: what is whole comes in, and the rest is told."""

from __future__ import annotations

import json
import random
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest
from tests.app.whole_library import all_bytes, all_rows, fill

from postil.app.library import Library
from postil.errors import BackupError
from postil.jobs import Progress
from postil.model.ids import content_hash
from postil.model.page import Place

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from postil.model.restore_report import RestoreReport

PAGES = 20


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a library of some pages, with its backup beside it; not to be opened."""
    folder = tmp_path_factory.mktemp("full")
    with Library.open(folder / "library") as library:
        fill(library, PAGES)
        library.backup.write(folder / "all.zip", Progress())
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """An empty one."""
    return Library.open(tmp_path / "new")


@pytest.fixture(autouse=True)
def _sound(library: Library, full: Path) -> object:
    """Whatever was restored is of the backup, and the library is sound."""
    yield
    assert library._database.check() == ()
    assert all_bytes(library.folder).items() <= all_bytes(full / "library").items()
    library.close()


def _restore(library: Library, path: Path) -> RestoreReport:
    return library.restoring.restore(path, Progress())


def _pages(library: Library) -> int:
    return len(library.reading.page_ids(Place())) + len(library.reading.page_ids(Place(trashed=True)))


def _rewritten(full: Path, target: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """The backup with other entries; None leaves one out. Its checksums are as before."""
    with zipfile.ZipFile(full / "all.zip") as source, zipfile.ZipFile(target, "w") as written:
        for name in source.namelist():
            content = change(name, source.read(name))
            if content is not None:
                written.writestr(name, content)
    return target


def _resigned(full: Path, target: Path, change: Callable[[dict[str, object]], object]) -> Path:
    """The backup with other records, as somebody would make it who means harm: without checksums."""

    def changed(name: str, content: bytes) -> bytes | None:
        if name in ("SHA256SUMS", "manifest.json"):
            return None
        if not name.startswith("pages/"):
            return content
        record = json.loads(content)
        change(record)
        return json.dumps(record).encode()

    return _rewritten(full, target, changed)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.999])
def test_one_cut_short_gives_what_is_whole(
    full: Path, library: Library, tmp_path: Path, share: float
) -> None:
    content = (full / "all.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(content[: int(len(content) * share)])
    report = _restore(library, tmp_path / "cut.zip")
    assert "cut short" in report.problems[0]
    assert len(report.problems) == 1, "each page that is there has all of its bytes"
    assert report.pages_new == _pages(library)
    assert PAGES * (share - 0.3) <= report.pages_new <= PAGES
    with Library.open(full / "library", write=False) as before:
        there = all_rows(before._database)
        for name, rows in all_rows(library._database).items():
            assert name == "library" or rows <= there[name]


def test_a_lost_end_loses_no_page(full: Path, library: Library, tmp_path: Path) -> None:
    content = (full / "all.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(content[: content.rindex(b"PK\1\2")])
    assert _restore(library, tmp_path / "cut.zip").pages_new == PAGES


@pytest.mark.parametrize("seed", range(10))
def test_flipped_bytes_are_told_and_cost_no_other_page(
    full: Path, library: Library, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    content = bytearray((full / "all.zip").read_bytes())
    for _flip in range(chance.choice([1, 3])):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    (tmp_path / "flipped.zip").write_bytes(content)
    report = _restore(library, tmp_path / "flipped.zip")
    assert report.pages_new == _pages(library)
    assert report.pages_new >= PAGES - 3
    assert report.problems or report.pages_new == PAGES


def test_a_changed_record_is_told_and_left_out(full: Path, library: Library, tmp_path: Path) -> None:
    names = iter(range(PAGES))

    def change(name: str, content: bytes) -> bytes:
        changed = name.startswith("pages/") and next(names) == 3
        return content.replace(b'"starred"', b'"starred" ') if changed else content

    report = _restore(library, _rewritten(full, tmp_path / "other.zip", change))
    (problem,) = report.problems
    assert "checksum" in problem
    assert report.pages_new == PAGES - 1


def test_a_missing_record_is_told(full: Path, library: Library, tmp_path: Path) -> None:
    names = iter(range(PAGES))

    def change(name: str, content: bytes) -> bytes | None:
        return None if name.startswith("pages/") and next(names) == 3 else content

    report = _restore(library, _rewritten(full, tmp_path / "other.zip", change))
    (problem,) = report.problems
    assert "missing" in problem
    assert report.pages_new == PAGES - 1


def test_missing_bytes_are_told_and_the_page_comes_in(full: Path, library: Library, tmp_path: Path) -> None:
    first: list[str] = []

    def change(name: str, content: bytes) -> bytes | None:
        if name.endswith(".html") and name.startswith("content/"):
            first.append(name)
        return None if first and name == first[0] else content

    report = _restore(library, _rewritten(full, tmp_path / "other.zip", change))
    (problem,) = report.problems
    assert first[0].split("/")[2].partition(".")[0] in problem
    assert report.pages_new == PAGES
    again = _restore(library, full / "all.zip")
    assert (again.problems, again.pages_new) == ((), 0)
    assert all_bytes(library.folder) == all_bytes(full / "library"), "a better backup completes it"


def test_other_bytes_under_a_name_are_not_kept(full: Path, library: Library, tmp_path: Path) -> None:
    def change(name: str, content: bytes) -> bytes:
        return b"<script>alert(1)</script>" if name.startswith("content/") else content

    report = _restore(library, _rewritten(full, tmp_path / "other.zip", change))
    assert report.problems
    assert all_bytes(library.folder) == {}


def _status(record: dict[str, object]) -> None:
    _first(record, "page")["status"] = "elsewhere"


def _time(record: dict[str, object]) -> None:
    _first(record, "page")["added"] = "yesterday"


def _table(record: dict[str, object]) -> None:
    record["sqlite_schema"] = [{"name": "page"}]


def _column(record: dict[str, object]) -> None:
    _first(record, "page")["added) SELECT 1; --"] = "1"


def _version(record: dict[str, object]) -> None:
    _first(record, "page")["version"] = "nowhere"


def _path(record: dict[str, object]) -> None:
    _first(record, "capture")["original"] = "../../../../etc/passwd"


def _number(record: dict[str, object]) -> None:
    _first(record, "page")["words"] = 10**30


def _no_page(record: dict[str, object]) -> None:
    record["page"] = []


def _other_page(record: dict[str, object]) -> None:
    _first(record, "capture")["page"] = "nobody"


def _surrogate(record: dict[str, object]) -> None:
    _first(record, "page")["title"] = "\ud800"


def _id(record: dict[str, object]) -> None:
    _first(record, "capture")["id"] = "../../x"


def _first(record: dict[str, object], table: str) -> dict[str, object]:
    rows = record[table]
    assert isinstance(rows, list)
    row = rows[0]
    assert isinstance(row, dict)
    return row


@pytest.mark.parametrize(
    "harm",
    [_status, _time, _table, _column, _version, _path, _number, _no_page, _other_page, _surrogate, _id],
)
def test_a_record_that_cannot_be_is_left_out(
    full: Path, library: Library, tmp_path: Path, harm: Callable[[dict[str, object]], object]
) -> None:
    report = _restore(library, _resigned(full, tmp_path / "harm.zip", harm))
    assert report.pages_new == 0
    assert len(report.problems) >= PAGES
    assert _pages(library) == 0


def test_an_article_that_is_none_is_left_out(full: Path, library: Library, tmp_path: Path) -> None:
    script = b"<div><script>alert(1)</script></div>"
    name = content_hash(script)

    def harm(record: dict[str, object]) -> None:
        _first(record, "text_version")["html_hash"] = name

    path = _resigned(full, tmp_path / "harm.zip", harm)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(f"content/{name[:2]}/{name}.xml", script)
    report = _restore(library, path)
    assert report.pages_new == 0
    assert "script" in report.problems[-1]


def test_names_that_lead_elsewhere_write_nothing(full: Path, library: Library, tmp_path: Path) -> None:
    path = _rewritten(full, tmp_path / "names.zip", lambda _name, content: content)
    with zipfile.ZipFile(path, "a") as archive:
        for name in ("../out.txt", "/out.txt", "pages/../../out.json", "content/../../out", "C:\\out.txt"):
            archive.writestr(name, "out")
    assert _restore(library, path).pages_new == PAGES
    assert not list(tmp_path.rglob("out*"))


def test_a_bomb_is_told_and_costs_nothing(full: Path, library: Library, tmp_path: Path) -> None:
    bomb = b"\0" * 60_000_000

    def change(name: str, content: bytes) -> bytes:
        return bomb if name == "library.json" else content

    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(full / "all.zip") as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as to:
        for name in source.namelist():
            to.writestr(name, change(name, source.read(name)))
    report = _restore(library, path)
    assert report.pages_new == PAGES
    assert any("library.json" in problem for problem in report.problems)


def test_a_size_that_is_a_lie_is_told(full: Path, library: Library, tmp_path: Path) -> None:
    content = bytearray((full / "all.zip").read_bytes())
    at = content.index(b"PK\1\2")
    while (at := content.find(b"PK\1\2", at)) >= 0:
        content[at + 24 : at + 28] = (5).to_bytes(4, "little")
        at += 4
    (tmp_path / "lies.zip").write_bytes(content)
    with pytest.raises(BackupError):
        _restore(library, tmp_path / "lies.zip")


@pytest.mark.slow
def test_many_entries_are_no_matter(full: Path, library: Library, tmp_path: Path) -> None:
    path = _rewritten(full, tmp_path / "many.zip", lambda _name, content: content)
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(70_000):
            archive.writestr(zipfile.ZipInfo(f"n/{number}"), b"")
    assert _restore(library, path).pages_new == PAGES


def test_crc_is_right_and_bytes_are_wrong() -> None:
    """Why names and checksums are SHA-256: CRC-32 of other bytes is easily made the same."""
    assert zlib.crc32(b"plumless") == zlib.crc32(b"buckeroo")
