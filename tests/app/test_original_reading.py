"""Kept originals: read as the files that they were, and refused where a byte of them is another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from postil.app.kept_original import KeptFile, KeptOriginal, KeptPage
from postil.app.original_reading import read_original
from postil.errors import ImportFailed
from postil.extraction.extract import extract
from postil.model.capture import Resource
from postil.model.guidance import Guidance
from postil.model.ids import content_hash

if TYPE_CHECKING:
    from pathlib import Path

PAGE = b"<!doctype html><title>Sea</title><p>The sea was calm.</p>"


def keep(folder: Path, content: bytes) -> Path:
    path = folder / content_hash(content)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "format_name"),
    [
        ("sea.html", PAGE, "HTML"),
        ("sea.htm?page=1", PAGE, "HTML"),
        ("sea", b"<p>Without a suffix, and without a beginning.", "HTML"),
        ("sea.txt", b"The sea was calm.", "Text"),
        ("sea.html", b"<!-- no doctype --> The sea was calm.", "HTML"),
    ],
)
def test_it_is_read_as_the_file_that_was_imported(
    tmp_path: Path, name: str, content: bytes, format_name: str
) -> None:
    kept = KeptOriginal(str(keep(tmp_path, content)), name, address="https://sea.example/")
    (tmp_path / "job").mkdir()
    (capture,) = read_original(kept, tmp_path / "job")
    assert (capture.content, capture.name, capture.format) == (content, name, format_name)
    assert capture.address == "https://sea.example/"


def test_what_was_saved_with_it_is_there(tmp_path: Path) -> None:
    image = keep(tmp_path, b"an image")
    file = KeptFile(str(image), "sea_files/calm.png", "image/png")
    kept = KeptOriginal(str(keep(tmp_path, PAGE)), "sea.html", resources=(file,))
    (tmp_path / "job").mkdir()
    (capture,) = read_original(kept, tmp_path / "job")
    assert capture.resources == (Resource("sea_files/calm.png", b"an image", "image/png"),)
    image.write_bytes(b"another image")
    with pytest.raises(ImportFailed, match="damaged"):
        next(read_original(kept, tmp_path / "job"))
    image.unlink()
    with pytest.raises(ImportFailed, match="gone"):
        next(read_original(kept, tmp_path / "job"))


def test_kept_files_that_stand_beside_it_are_not_its_own(tmp_path: Path) -> None:
    """A page may name other kept bytes by guessing: it is read in a folder where there are none."""
    other = keep(tmp_path, b"of another page")
    page = PAGE + f'<img src="{other.name}">'.encode()
    (tmp_path / "job").mkdir()
    (capture,) = read_original(KeptOriginal(str(keep(tmp_path, page)), "sea.html"), tmp_path / "job")
    assert capture.resources == ()


def test_the_title_that_the_library_shows_is_known_of_a_part_of_a_file(tmp_path: Path) -> None:
    """Or else a headline of another part of a clean page would be taken for the title."""
    path = keep(tmp_path, b"<h1>First part</h1><p>Low tide at six.</p>")
    page = KeptPage("Any", "text/html", "utf-8", clean=True, title="Tides")
    (capture,) = read_original(KeptOriginal(str(path), "export.json", page=page), tmp_path)
    assert extract(capture).text == "First part\nLow tide at six."


def test_what_is_known_of_it_is_handed_along() -> None:
    known = Guidance(repeated=frozenset({3, 4}))
    assert KeptOriginal("", "", guidance=known.to_json()).known() == known
    assert KeptOriginal("", "").known().empty
