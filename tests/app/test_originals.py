"""Originals, copied out for a browser and read as source."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from postil.app.library import Library
from postil.errors import LibraryDamaged
from postil.jobs import Progress
from postil.model.page import Place
from postil.store import captures

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.ids import PageId

WORDS = (
    "<p>The lighthouse was painted every third year, in the week after the herring left.</p>"
    "<p>Two men did it, one inside and one outside, and they were never the same two men.</p>"
    "<p>What the paint cost is written in the book; what the fear cost is not.</p>"
)
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Paint</title>'
    '<link rel="stylesheet" href="paint_files/style.css"></head><body><article><h1>Paint</h1>'
    f'{WORDS}<img src="paint_files/a%20picture.png" alt="A tower"></article>'
    "<script>document.title = 'run'</script></body></html>"
)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    folder = tmp_path / "saved"
    (folder / "paint_files").mkdir(parents=True)
    (folder / "Paint.HTML").write_text(PAGE, encoding="utf-8")
    (folder / "paint_files" / "style.css").write_text("body { color: red }", encoding="utf-8")
    (folder / "paint_files" / "a picture.png").write_bytes(b"\x89PNG and so on")
    return folder


@pytest.fixture
def tower(tmp_path: Path, saved: Path) -> Library:
    library = Library.open(tmp_path / "tower")
    library.importing.add((saved,), Progress())
    return library


def the_page(library: Library) -> PageId:
    return library.reading.page_ids(Place())[0]


def test_a_copy_is_the_original_with_its_suffix(tower: Library) -> None:
    with tower:
        copy = tower.originals.copy(the_page(tower))
        assert copy.read_text(encoding="utf-8") == PAGE
        assert copy.suffix == ".html"
        assert copy.parent.parent.name.startswith("postil-originals-")


def test_only_the_person_may_look_at_it(tower: Library) -> None:
    with tower:
        folder = tower.originals.copy(the_page(tower)).parent.parent
        assert stat.S_IMODE(folder.stat().st_mode) & 0o077 == 0


def test_the_files_beside_it_are_beside_it(tower: Library) -> None:
    with tower:
        beside = tower.originals.copy(the_page(tower)).parent / "paint_files"
        assert (beside / "a picture.png").read_bytes() == b"\x89PNG and so on"


def test_copies_are_gone_when_the_library_is_closed(tower: Library) -> None:
    with tower:
        copy = tower.originals.copy(the_page(tower))
        again = tower.originals.copy(the_page(tower))
        assert again == copy
    assert not copy.parent.parent.exists()


def test_copies_that_a_killed_program_left_go_at_the_next_opening(tower: Library, tmp_path: Path) -> None:
    with tower, Library.open(tmp_path / "other") as other:
        other.importing.add((tmp_path / "saved",), Progress())
        left = tower.originals.copy(the_page(tower))
        open_now = other.originals.copy(the_page(other))
        tower.originals._folder = None  # as if it had not been able to close
        with Library.open(tmp_path / "other", write=False):
            assert open_now.exists(), "who only reads sweeps nothing"
    with Library.open(tmp_path / "other") as other:
        assert left.exists(), "another library's copies are its own"
    with Library.open(tmp_path / "tower"):
        assert not left.parent.parent.exists()


def test_the_kept_bytes_themselves_are_never_given_away(tower: Library) -> None:
    with tower:
        page = tower.reading.page(the_page(tower))
        copy = tower.originals.copy(page.id)
        copy.write_text("a browser saved over it", encoding="utf-8")
        assert tower.reading.original(page.id) == PAGE.encode()


@pytest.mark.parametrize(
    "source",
    [
        "../outside.css",
        "/etc/outside.css",
        "https://example.org/a.css",
        "a/../../b",
        "C:\\x.css",
        "..%2Fb",
        "",
    ],
)
def test_nothing_is_written_outside_its_folder(tower: Library, source: str) -> None:
    with tower:
        page = tower.reading.page(the_page(tower))
        capture = captures.current(tower._database.reader(), page.id)
        assert capture is not None
        with tower._database.transaction() as tx:
            tx.execute(
                "INSERT INTO resource (capture, source, hash, media_type) VALUES (?, ?, ?, '')",
                (capture.id, source, page.original),
            )
        root = tower.originals.copy(page.id).parent.parent
        written = [
            file for file in root.rglob("*") if file.is_file() and file.read_text("utf-8", "replace") == PAGE
        ]
        assert written == [root / page.id / "original.html"]
        assert not (root.parent / "outside.css").exists()


def test_the_source_is_what_the_original_says(tower: Library) -> None:
    with tower:
        source = tower.originals.source(the_page(tower))
        assert source.text == PAGE
        assert source.size == len(PAGE.encode())
        assert source.encoding == "utf-8"
        assert source.is_whole


def test_an_original_that_is_gone_is_told(tower: Library) -> None:
    with tower:
        page = tower.reading.page(the_page(tower))
        path = tower._contents.path(page.original)
        path.chmod(0o600)
        path.unlink()
        with pytest.raises(LibraryDamaged):
            tower.originals.copy(page.id)
        with pytest.raises(LibraryDamaged):
            tower.originals.source(page.id)
