from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest
from tests.importers.contract import ImporterContract
from tests.importers.pages.web_archives import LATER, WHEN, Writer, page, picture

from postil.errors import ImportFailed
from postil.importers.pages.wacz import Wacz

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.capture import Capture

HOME = "https://foundry.example/bells"
OTHER = "https://foundry.example/other"


def records() -> bytes:
    """Two captures of one page, another page, and an image."""
    writer = Writer()
    writer.response(HOME, page("Bells", '<img src="/a.png">'))
    writer.response("https://foundry.example/a.png", picture(), ("Content-Type", "image/png"))
    writer.response(HOME, page("Bells, revised"), WARC_Date=LATER)
    writer.response(OTHER, page("Other"))
    return writer.content


def listing(*pages: tuple[str, str]) -> bytes:
    """A list of pages with its head."""
    head = {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}
    items = [{"id": str(number), "url": url, "ts": ts} for number, (url, ts) in enumerate(pages)]
    return "\n".join(json.dumps(each) for each in (head, *items)).encode()


def package(files: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


HEAD = json.dumps({"profile": "data-package", "wacz_version": "1.1.1", "resources": []}).encode()
SAMPLE = package(
    {
        "datapackage.json": HEAD,
        "archive/data.warc.gz": records(),
        "pages/pages.jsonl": listing((HOME, LATER)),
    }
)


def read(tmp_path: Path, content: bytes) -> list[Capture]:
    path = tmp_path / "a.wacz"
    path.write_bytes(content)
    return list(Wacz().read(path))


class TestWacz(ImporterContract):
    importer = Wacz()
    good = (("a.wacz", SAMPLE),)


def test_the_list_says_which_captures_are_pages(tmp_path: Path) -> None:
    (capture,) = read(tmp_path, SAMPLE)
    assert b"Bells, revised" in capture.markup
    assert capture.saved is not None
    assert capture.saved.year == 2024


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_both_lists_count_and_every_archive(tmp_path: Path, compression: int) -> None:
    second = Writer(compressed=False)
    second.response("https://foundry.example/second", page("Second", '<img src="/a.png">'))
    files = {
        "archive/1.warc.gz": records(),
        "archive/2.warc": second.content,
        "pages/pages.jsonl": listing((HOME, WHEN), ("https://foundry.example/lost", WHEN)),
        "pages/extraPages.jsonl": listing(("https://foundry.example/second#part", WHEN)),
    }
    first, other = read(tmp_path, package(files, compression))
    assert [capture.address for capture in (first, other)] == [HOME, "https://foundry.example/second"]
    assert [[each.content for each in capture.resources] for capture in (first, other)] == [[picture()]] * 2
    assert first.warnings == (
        "https://foundry.example/lost is in the list of pages, but no page of it was captured.",
    )


@pytest.mark.parametrize("listed", [b"", b'{"format": "json-pages-1.0"}\n', b"\xff\xfe[[[["])
def test_without_a_list_documents_are_pages(tmp_path: Path, listed: bytes) -> None:
    files = {"datapackage.json": HEAD, "archive/1.warc.gz": records(), "pages/pages.jsonl": listed}
    assert [capture.address for capture in read(tmp_path, package(files))] == [HOME, HOME, OTHER]


def test_packages_in_a_package_are_read(tmp_path: Path) -> None:
    outer = package({"datapackage.json": HEAD, "one.wacz": SAMPLE})
    assert [capture.address for capture in read(tmp_path, outer)] == [HOME]


def test_a_package_of_addresses_says_what_to_do(tmp_path: Path) -> None:
    files = {"datapackage.json": HEAD, "pages/pages.jsonl": listing((HOME, WHEN))}
    with pytest.raises(ImportFailed, match="import those files"):
        read(tmp_path, package(files))


def test_a_damaged_archive_leaves_the_others(tmp_path: Path) -> None:
    files = {"archive/0.warc.gz": b"\x1f\x8bnothing", "archive/1.warc": b"no", "archive/2.warc.gz": records()}
    captures = read(tmp_path, package(files))
    assert len(captures) == 3
    assert "damaged" in captures[0].warnings[0]


def test_another_zip_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(package({"index.html": page("Plain")}))
    assert Wacz().confidence(path.read_bytes(), path) == 0
