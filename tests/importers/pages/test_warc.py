from __future__ import annotations

import gzip
import json
import zlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from tests.importers.contract import ImporterContract
from tests.importers.pages.web_archives import LATER, SENTENCE, WHEN, Writer, page, picture

from postil.errors import ImportFailed
from postil.importers.pages import warc_records
from postil.importers.pages.warc import Warc

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.capture import Capture

HOME = "https://foundry.example/bells"


def sample(*, compressed: bool) -> bytes:
    """A page with an image and a frame, a page that was moved, and what belongs to neither."""
    writer = Writer(compressed=compressed)
    writer.info(software="tests", format="WARC File Format 1.0")
    writer.response(
        "https://foundry.example/old", b"", ("Location", "/bells"), status="301 Moved Permanently"
    )
    shown = '<img src="/img/big%20bell.png"><iframe src="/frame"></iframe>'
    packed = gzip.compress(page("Casting", shown))
    writer.response(HOME, packed, ("Content-Type", "text/html"), ("Content-Encoding", "gzip"))
    writer.response("https://foundry.example/img/big%20bell.png", picture(), ("Content-Type", "image/png"))
    writer.response("https://foundry.example/frame", page("In a frame"))
    writer.response("https://foundry.example/gone", page("Gone"), status="404 Not Found")
    body = page("Дзвони").decode().encode("cp1251")
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    told = (("Content-Type", "text/html; charset=windows-1251"), ("Transfer-Encoding", "chunked"))
    writer.response("https://foundry.example/uk", chunked, *told)
    return writer.content


def read(tmp_path: Path, content: bytes) -> list[Capture]:
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(content)
    return list(Warc().read(path))


def addresses(captures: list[Capture]) -> list[str]:
    return [str(capture.address).removeprefix("https://foundry.example") for capture in captures]


class TestWarc(ImporterContract):
    importer = Warc()
    good = (("crawl.warc", sample(compressed=False)), ("crawl.warc.gz", sample(compressed=True)))


@pytest.mark.parametrize("compressed", [True, False])
def test_a_page_comes_with_what_it_shows(tmp_path: Path, *, compressed: bool) -> None:
    bells, moved = read(tmp_path, sample(compressed=compressed))
    assert bells.address == HOME
    assert bells.aliases == ("https://foundry.example/old",)
    assert bells.saved == datetime(2023, 6, 1, 9, 30, tzinfo=UTC)
    assert SENTENCE.encode() in bells.markup
    assert [resource.source for resource in bells.resources] == [
        "https://foundry.example/img/big%20bell.png",
        "https://foundry.example/frame",
    ]
    assert bells.resources[0].content == picture()
    assert moved.charset == "windows-1251"
    assert "Дзвони" in moved.markup.decode("cp1251")
    assert not bells.warnings


def test_the_frame_s_character_set_is_not_lost(tmp_path: Path) -> None:
    writer = Writer()
    writer.response(HOME, page("Outer", "<iframe src=frame></iframe>"))
    inner = page("Рама").decode().encode("koi8-r")
    writer.response("https://foundry.example/frame", inner, ("Content-Type", "text/html; charset=koi8-r"))
    (capture,) = read(tmp_path, writer.content)
    assert "Рама" in capture.resources[0].content.decode()


def test_the_image_nearest_in_time_is_shown_and_redirects_are_followed(tmp_path: Path) -> None:
    writer = Writer()
    png = ("Content-Type", "image/png")
    image = "https://cdn.example/bell.png"
    writer.response(image, picture(1), png, WARC_Date="2020-01-01T00:00:00Z")
    writer.response(image, picture(2), png, WARC_Date="2023-05-31T00:00:00Z")
    writer.response("https://foundry.example/bell", b"", ("Location", image), status="302 Found")
    writer.response(HOME, page("Bells", '<img data-src="bell" srcset="/bell 2x, /none.png 3x">'))
    (capture,) = read(tmp_path, writer.content)
    assert [(each.source, each.content) for each in capture.resources] == [
        ("https://foundry.example/bell", picture(2))
    ]


def test_the_same_bytes_are_one_page_and_other_bytes_another(tmp_path: Path) -> None:
    writer = Writer()
    writer.response(HOME, page("Bells"))
    writer.response(HOME, page("Bells"), WARC_Date="2023-07-01T00:00:00Z")
    writer.response(HOME, page("Bells, revised"), WARC_Date=LATER)
    captures = read(tmp_path, writer.content)
    assert [capture.saved and capture.saved.year for capture in captures] == [2023, 2024]
    assert len({capture.part for capture in captures}) == 2


def test_a_revisit_is_the_page_that_it_refers_to(tmp_path: Path) -> None:
    writer = Writer()
    writer.response(HOME, page("Bells"))
    writer.revisit(HOME, HOME, WHEN)
    writer.revisit("https://foundry.example/print", HOME, WHEN)
    writer.revisit("https://foundry.example/lost", "https://foundry.example/earlier", WHEN)
    captures = read(tmp_path, writer.content)
    assert addresses(captures) == ["/bells", "/print"]
    assert captures[0].markup == captures[1].markup
    assert captures[1].saved == datetime(2024, 6, 1, 9, 30, tzinfo=UTC)
    assert captures[0].warnings == (
        "1 page was kept in an earlier web archive, which is not part of this file.",
    )


def test_resources_and_conversions_are_pages_too(tmp_path: Path) -> None:
    writer = Writer()
    writer.record(HOME, "resource", page("Kept by hand"), "text/html; charset=utf-8")
    first = writer.response("https://foundry.example/a", page("Here itself"))
    writer.record("https://foundry.example/a", "conversion", page("Twice"), "text/html", WARC_Refers_To=first)
    writer.record("https://foundry.example/b", "conversion", page("Alone"), "text/html")
    assert addresses(read(tmp_path, writer.content)) == ["/bells", "/a", "/b"]


def test_what_was_loaded_for_a_page_is_none(tmp_path: Path) -> None:
    writer = Writer()
    writer.response(HOME, page("Bells"))
    frame = writer.response("https://ads.example/1", page("Buy this"))
    writer.request("https://ads.example/1", ("Sec-Fetch-Dest", "iframe"), WARC_Concurrent_To=frame)
    asked = writer.request("https://foundry.example/2", ("X-Requested-With", "XMLHttpRequest"))
    writer.response("https://foundry.example/2", page("Answer"), WARC_Concurrent_To=asked)
    embedded = writer.response("https://foundry.example/3", page("Embedded"))
    note = b"via: https://foundry.example/bells\r\nhopsFromSeed: LLE\r\n"
    writer.record(
        "https://foundry.example/3", "metadata", note, "application/warc-fields", WARC_Concurrent_To=embedded
    )
    writer.response("https://foundry.example/4", page("Typed"), WARC_Resource_Type="xhr")
    writer.response("https://foundry.example/5", b"<div>a piece</div>")
    writer.response("https://foundry.example/6", b"<html><body><script>count()</script></body></html>")
    writer.response("https://foundry.example/robots.txt", b"<html>User-agent: *")
    second = writer.response("https://foundry.example/7", page("Followed"))
    writer.request("https://foundry.example/7", ("Sec-Fetch-Dest", "document"), WARC_Concurrent_To=second)
    assert addresses(read(tmp_path, writer.content)) == ["/bells", "/7"]


def test_where_nothing_else_is_there_a_piece_is_a_page(tmp_path: Path) -> None:
    writer = Writer()
    writer.response(HOME, b"<div>a piece</div>")
    assert addresses(read(tmp_path, writer.content)) == ["/bells"]


def test_the_lists_of_crawlers_say_what_is_a_page(tmp_path: Path) -> None:
    writer = Writer()
    writer.response("https://foundry.example/other", page("Other"))
    writer.response("https://foundry.example/", b"", ("Location", "/bells"), status="302 Found")
    writer.response(HOME, page("Bells"))
    told = {"pageid": "1", "url": "https://foundry.example/#top", "ts": WHEN, "urls": {}}
    writer.record("urn:pageinfo:https://foundry.example/", "resource", json.dumps(told).encode(), "text/json")
    lost = {"url": "https://foundry.example/lost", "ts": 1685611800000}
    writer.record("urn:pageinfo:https://x.example/", "resource", json.dumps(lost).encode(), "text/json")
    (capture,) = read(tmp_path, writer.content)
    assert capture.address == HOME
    assert capture.warnings == (
        "https://foundry.example/lost is in the list of pages, but no page of it was captured.",
    )


def test_the_pages_of_a_recording_stand_in_its_head(tmp_path: Path) -> None:
    writer = Writer()
    pages = {"pages": [{"url": HOME, "timestamp": "20230601093000", "title": "Bells"}]}
    writer.info(json_metadata=json.dumps(pages))
    writer.response("https://foundry.example/other", page("Other"))
    writer.response(HOME, page("Bells"))
    assert addresses(read(tmp_path, writer.content)) == ["/bells"]


def test_headers_that_lie_about_compression_are_found_out(tmp_path: Path) -> None:
    html = ("Content-Type", "text/html")
    writer = Writer()
    writer.response("https://foundry.example/1", page("One"), html, ("Content-Encoding", "gzip"))
    writer.response("https://foundry.example/2", page("Two"), html, ("Content-Encoding", "br"))
    writer.response("https://foundry.example/3", b"\x8b\x05\x80" * 40, html, ("Content-Encoding", "br"))
    packed = zlib.compress(page("Four"))
    writer.response("https://foundry.example/4", packed, html, ("Content-Encoding", "deflate"))
    writer.response(
        "https://foundry.example/5", gzip.compress(page("5")), html, ("Content-Encoding", "x-GZip")
    )
    writer.response("https://foundry.example/6", page("Six"), html, ("Transfer-Encoding", "chunked"))
    captures = read(tmp_path, writer.content)
    assert addresses(captures) == ["/1", "/2", "/4", "/5", "/6"]
    assert all(SENTENCE.encode() in capture.markup for capture in captures)
    assert captures[2].warnings == (
        "https://foundry.example/3 was left out: it is compressed in a way that is not read (br).",
    )


def test_a_file_compressed_as_a_whole_is_read(tmp_path: Path) -> None:
    assert len(read(tmp_path, gzip.compress(sample(compressed=False)))) == 2


def test_a_record_in_several_gzip_members_is_read(tmp_path: Path) -> None:
    writer = Writer(compressed=False)
    writer.response(HOME, page("Bells"))
    at = writer.content.index(b"<body>")
    packed = gzip.compress(writer.content[:at]) + gzip.compress(writer.content[at:])
    (capture,) = read(tmp_path, packed)
    assert SENTENCE.encode() in capture.markup
    assert not capture.warnings


@pytest.mark.parametrize("line", [b"HTTP/2 200", b"HTTP/2.0 200 OK", b"HTTP/3 200 Fine"])
def test_later_kinds_of_http_are_read(tmp_path: Path, line: bytes) -> None:
    writer = Writer(compressed=False)
    writer.response(HOME, page("Bells"))
    length = len(b"HTTP/1.1 200 OK") - len(line)
    content = writer.content.replace(b"HTTP/1.1 200 OK", line + b" " * length)
    (capture,) = read(tmp_path, content)
    assert capture.address == HOME
    assert not capture.warnings


def test_a_large_file_compressed_as_a_whole_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warc_records, "LARGEST_UNPACKED", 100)
    with pytest.raises(ImportFailed, match="unpack it first"):
        read(tmp_path, gzip.compress(sample(compressed=False)))


@pytest.mark.parametrize("compressed", [True, False])
def test_what_is_whole_comes_around_what_is_damaged(tmp_path: Path, *, compressed: bool) -> None:
    contents = []
    for number in range(3):
        writer = Writer(compressed=compressed)
        writer.response(f"https://foundry.example/{number}", page(f"Page {number}"))
        contents.append(writer.content)
    broken = bytearray(contents[1])
    broken[:60] = bytes(60)
    first, last = read(tmp_path, contents[0] + bytes(broken) + contents[2])
    assert addresses([first, last]) == ["/0", "/2"]
    assert first.warnings == ("Parts of the web archive are damaged or cut short, and were left out.",)


def test_a_length_that_lies_swallows_no_other_record(tmp_path: Path) -> None:
    writer = Writer(compressed=False)
    writer.response(HOME, page("One"))
    length = f"Content-Length: {writer.content.rpartition(b'Content-Length: ')[2].split()[0].decode()}"
    second = Writer(compressed=False)
    second.response("https://foundry.example/2", page("Two"))
    lying = writer.content.replace(length.encode(), b"Content-Length: 900000")
    captures = read(tmp_path, lying + second.content)
    assert addresses(captures)[-1] == "/2"


@pytest.mark.parametrize("compressed", [True, False])
def test_a_page_cut_short_comes_as_far_as_it_goes(tmp_path: Path, *, compressed: bool) -> None:
    writer = Writer(compressed=compressed)
    writer.response(HOME, page("One"))
    (capture,) = read(tmp_path, writer.content[:-120])
    assert b"<!DOCTYPE html>" in capture.markup
    assert "The page is damaged or cut short in the web archive." in capture.warnings


def test_an_archive_without_pages_says_so(tmp_path: Path) -> None:
    writer = Writer()
    writer.response("https://foundry.example/a.png", picture(), ("Content-Type", "image/png"))
    with pytest.raises(ImportFailed, match="There is no page in this web archive"):
        read(tmp_path, writer.content)


def test_headers_without_end_are_not_read_into_memory(tmp_path: Path) -> None:
    writer = Writer()
    writer.response(HOME, page("One"))
    bomb = gzip.compress(b"WARC/1.0\r\nX: " + bytes(50_000_000))
    (capture,) = read(tmp_path, writer.content + bomb + writer.content)
    assert capture.address == HOME


def test_a_page_that_swells_beyond_all_measure_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warc_records, "LARGEST", 1_000_000)
    html = ("Content-Type", "text/html")
    writer = Writer()
    writer.response(HOME, page("One"))
    packed = gzip.compress(b"<html><p>a" + b" " * 2_000_000)
    writer.response("https://foundry.example/bomb", packed, html, ("Content-Encoding", "gzip"))
    (capture,) = read(tmp_path, writer.content)
    assert capture.address == HOME


def test_beginnings_of_records_without_end_hide_no_page(tmp_path: Path) -> None:
    bells, moved = read(tmp_path, b"WARC/1.0\r\n" * 20_000 + sample(compressed=False))
    assert addresses([bells, moved]) == ["/bells", "/uk"]
    assert bells.warnings
