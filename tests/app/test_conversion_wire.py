from __future__ import annotations

import io
import struct
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postil.app.conversion_wire import (
    Conversion,
    conversion_message,
    extra_seconds,
    read_conversion,
    receive,
    send,
    spool,
)
from postil.app.wire_fields import BrokenMessage
from postil.errors import ImportFailed
from postil.model.annotation import Color
from postil.model.article import Article, Asset, Evidence, Metadata, Source
from postil.model.capture import Capture, Resource
from postil.model.ids import content_hash
from postil.model.page import Status
from postil.model.record import ImportedAnnotation, Record
from postil.model.repetition import MOST_BLOCKS, PageBlocks
from postil.model.selectors import TextQuoteSelector

if sys.platform != "win32":
    import resource

SOURCE = Path("page.html")
IMAGE = b"\x89PNG"
CAPTURE = Capture(
    content=b"<p>original</p>",
    media_type="text/html",
    format="HTML",
    name="Старая мельница.html",
    page=b"<p>inner</p>",
    address="https://mill.example/",
    saved=datetime(2024, 3, 5, 8, 30, tzinfo=UTC),
    charset="utf-8",
    resources=(Resource("a_files/a.png", IMAGE, "image/png"),),
)
ARTICLE = Article(
    metadata=Metadata(
        title="Мельница",
        byline="Ada",
        canonical="https://mill.example/a",
        lead_image=content_hash(IMAGE),
        sources=(Evidence("title", Source.SHOWN, "h1"), Evidence("byline", Source.META, "author")),
    ),
    html=f'<div><p>One 😀</p><img src="asset:{content_hash(IMAGE)}"/></div>',
    text="One 😀\n\ufffc",
    extractor="test 1",
    words=1,
    assets=(Asset(content_hash(IMAGE), IMAGE, "image/png", "a.png"),),
    warnings=("Something.",),
    blocks=PageBlocks(kept=frozenset({0, 2**32 - 1}), dropped=frozenset({7})),
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def message(folder: Path) -> dict[str, Any]:
    return conversion_message(CAPTURE, ARTICLE, folder)


def test_a_conversion_reads_back_as_it_was_sent(tmp_path: Path) -> None:
    stream = io.BytesIO()
    send(stream, message(tmp_path))
    stream.seek(0)
    sent = receive(stream)
    assert sent is not None
    read = read_conversion(sent, tmp_path, SOURCE)
    assert read.page is not None
    assert (read.original.read(), read.page.read()) == (b"<p>original</p>", b"<p>inner</p>")
    assert (read.name, read.address, read.saved) == (CAPTURE.name, CAPTURE.address, CAPTURE.saved)
    assert (read.format, read.media_type, read.charset) == ("HTML", "text/html", "utf-8")
    assert [(file.source, file.content.read()) for file in read.resources] == [("a_files/a.png", IMAGE)]
    assert [(file.source, file.content.read()) for file in read.assets] == [("a.png", IMAGE)]
    article = read.article
    assert (article.metadata, article.html, article.text) == (ARTICLE.metadata, ARTICLE.html, ARTICLE.text)
    assert article.metadata.sources == ARTICLE.metadata.sources
    assert (article.words, article.warnings, article.plain) == (1, ("Something.",), False)
    assert article.blocks == ARTICLE.blocks


def test_a_record_and_its_highlights_read_back_as_they_were_sent(tmp_path: Path) -> None:
    record = Record(
        title="Mill",
        status=Status.ARCHIVE,
        starred=True,
        tags=("garden/roses",),
        note="Read **this**.",
        added=datetime(2020, 5, 1, 12, tzinfo=UTC),
        progress=0.5,
        annotations=(
            ImportedAnnotation(
                TextQuoteSelector("wheel", "the ", " turns"),
                note="Why?",
                color=Color.GREEN,
                tags=("water",),
                created=datetime(2021, 5, 1, 12, tzinfo=UTC),
                share=0.25,
                id="tool:1",
            ),
        ),
    )
    container = tmp_path / "export.zip"
    container.write_bytes(b"PK and the rest")
    sent = replace(CAPTURE, content=b"", container=container, part="item 1", clean=True, record=record)
    read = read_conversion(conversion_message(sent, ARTICLE, tmp_path), tmp_path, container)
    assert (read.record, read.part, read.clean, read.waiting) == (record, "item 1", True, False)
    assert read.original.read() == b"PK and the rest"
    assert not (tmp_path / read.original.hash).exists()  # a large file is not copied on its way


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("original", "../../etc/hostname"),
        ("container", "../../etc/hostname"),
        ("record", None),
        ("record", {}),
        ("original", "A" * 64),
        ("original", None),
        ("resources", [{"hash": "x", "source": "", "media_type": ""}]),
        ("resources", None),
        ("saved", "2024-03-05T08:30:00"),
        ("saved", "soon"),
        ("html", "<div><script>x</script></div>"),
        ("html", "<div><p>"),
        ("html", "<div><a href='javascript:x'>x</a></div>"),
        ("html", ""),
        ("words", -1),
        ("words", 1e999),
        ("warnings", [1]),
        ("metadata", []),
        ("kept_blocks", None),
        ("kept_blocks", [-1]),
        ("dropped_blocks", [2**32]),
        ("dropped_blocks", ["7"]),
        ("dropped_blocks", list(range(MOST_BLOCKS + 1))),
        ("name", 3),
        ("part", None),
    ],
)
def test_what_no_sound_worker_sends_is_refused(tmp_path: Path, field: str, value: object) -> None:
    with pytest.raises(BrokenMessage):
        read_conversion({**message(tmp_path), field: value}, tmp_path, SOURCE)


def test_addresses_that_are_not_of_the_web_are_dropped(tmp_path: Path) -> None:
    sent = {**message(tmp_path), "address": "javascript:alert(1)"}
    sent["metadata"] = {**sent["metadata"], "canonical": "file:///etc/hostname", "lead_image": "../x"}
    read = read_conversion(sent, tmp_path, SOURCE)
    assert (read.address, read.article.metadata.canonical, read.article.metadata.lead_image) == (None,) * 3


@pytest.mark.parametrize("sources", [None, [1], [{"field": "title", "source": "hearsay", "name": ""}]])
def test_sources_that_no_page_has_are_refused(tmp_path: Path, sources: object) -> None:
    sent = message(tmp_path)
    sent["metadata"] = {**sent["metadata"], "sources": sources}
    with pytest.raises(BrokenMessage):
        read_conversion(sent, tmp_path, SOURCE)


def test_half_characters_do_not_come_through(tmp_path: Path) -> None:
    sent = {**message(tmp_path), "name": "a\ud800b"}
    read_conversion(sent, tmp_path, SOURCE).name.encode("utf-8")


@given(st.data())
@settings(suppress_health_check=list(HealthCheck))
def test_any_message_is_read_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    sent = message(tmp_path)
    for field in data.draw(st.lists(st.sampled_from(sorted(sent)), min_size=1, max_size=3)):
        sent[field] = data.draw(JSON)
    try:
        read = read_conversion(sent, tmp_path, SOURCE)
    except BrokenMessage:
        return
    assert isinstance(read, Conversion)


@pytest.mark.parametrize(
    "sent",
    [
        b"\0",
        b"\0\0\0\5{}",
        b"\xff\xff\xff\xff",
        struct.pack(">I", 2) + b"[]",
        struct.pack(">I", 2) + b"\xff\xff",
        struct.pack(">I", 100_000) + b"[" * 100_000,
    ],
)
def test_a_broken_stream_is_told(sent: bytes) -> None:
    with pytest.raises(BrokenMessage):
        receive(io.BytesIO(sent))


def test_an_ended_stream_has_no_message() -> None:
    assert receive(io.BytesIO(b"")) is None


def test_a_link_in_the_spool_does_not_lead_to_other_bytes(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret")
    (tmp_path / "spool").mkdir()
    sent = message(tmp_path / "spool")
    kept = read_conversion(sent, tmp_path / "spool", SOURCE).original
    kept.path.unlink()
    kept.path.symlink_to(secret)
    with pytest.raises(ImportFailed, match="changed"):
        kept.read()


@pytest.mark.skipif(sys.platform == "win32", reason="files have no limit there")
def test_bytes_that_the_disk_does_not_take_leave_no_half_of_themselves(tmp_path: Path) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5, limits[1]))
    try:
        with pytest.raises(ImportFailed, match="disk does not take"):
            spool(tmp_path, b"longer than five bytes")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert not list(tmp_path.iterdir())


def test_only_files_of_gigabytes_have_more_time(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(b"WARC/1.0")
    assert extra_seconds(str(path)) < 1
    with path.open("r+b") as file:
        file.truncate(5 * 1024**3)
    assert 120 < extra_seconds(str(path)) < 300
    assert extra_seconds(str(tmp_path / "none")) == 0
