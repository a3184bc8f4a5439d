from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.importers.annotations.annotated_pages import (
    sf_highlight,
    sf_note,
    sf_page,
    wsb_marker,
    wsb_sticky,
)

from postil.errors import ImportFailed
from postil.importers import registry
from postil.importers.annotations.page_annotations import annotations_in, has_signs, with_annotations
from postil.model.capture import Capture, Resource
from postil.model.record import ImportedAnnotation, Record
from postil.model.selectors import CONTEXT, TextQuoteSelector

if TYPE_CHECKING:
    from pathlib import Path

WORDS = "A tree that was grafted high keeps its bark from the hares all winter long. "
ANNOTATED = sf_page(
    f"<p>{WORDS * 3}{sf_highlight('Guard it with wire', 1, 'pink')}, says the book.</p>"
    f"<p data-single-file-note-refs=1>{wsb_marker('Or with', '20260309101112345')} old stockings.</p>"
    + wsb_sticky("Ask Wanda.", "20260309101112999", "styled"),
    notes=sf_note("Whose?", 1),
)


def capture_of(page: bytes, **more: object) -> Capture:
    return replace(Capture(page, "text/html", "HTML", "a.html"), **more)  # type: ignore[arg-type]


def test_the_context_is_as_long_as_our_own_and_counts_code_points() -> None:
    before = "\U0001f333" * 200
    (found,) = annotations_in(
        f"<p>{before}{wsb_marker('grafted', '20260309101112345')} {WORDS * 3}</p>"
    ).annotations
    assert found.quote.prefix == "\U0001f333" * CONTEXT
    assert len(found.quote.suffix) == CONTEXT


def test_all_that_several_tools_left_comes_in_the_order_of_the_text() -> None:
    found = annotations_in(ANNOTATED)
    assert [one.quote.exact for one in found.annotations] == [
        "Guard it with wire",
        "Or with",
        "Or with old stockings.",
    ]
    assert found.note == "Ask Wanda."


def test_it_is_added_to_what_the_record_holds() -> None:
    own = ImportedAnnotation(TextQuoteSelector("own words"))
    capture = with_annotations(
        capture_of(ANNOTATED.encode(), record=Record(title="T", note="Own.", annotations=(own,)))
    )
    assert capture.record.title == "T"
    assert capture.record.note == "Own.\n\nAsk Wanda."
    assert len(capture.record.annotations) == 4
    assert capture.record.annotations[0] == own


def test_a_highlight_without_a_time_has_that_of_the_saved_page() -> None:
    saved = datetime(2026, 3, 7, 16, 20, tzinfo=UTC)
    times = [
        one.created
        for one in with_annotations(capture_of(ANNOTATED.encode(), saved=saved)).record.annotations
    ]
    assert times == [saved, datetime(2026, 3, 9, 10, 11, 12, 345000, tzinfo=UTC), saved]


def test_highlights_in_the_page_s_frames_are_taken_too() -> None:
    frame = f"<p>In the frame: {wsb_marker('whip and tongue', '20260309101112345')}.</p>".encode()
    resources = (Resource("index_1.html", frame), Resource("a.png", frame, "image/png"))
    capture = with_annotations(capture_of(b"<iframe src=index_1.html></iframe>", resources=resources))
    assert [one.quote.exact for one in capture.record.annotations] == ["whip and tongue"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
def test_it_is_read_in_every_character_set(encoding: str) -> None:
    page = (
        f"<html><head><title>Сад</title></head><p>{wsb_marker('щеплення яблуні', '20260309101112345')} взимку"
    )
    capture = with_annotations(capture_of(page.encode(encoding), charset=encoding.removesuffix("-sig")))
    assert [one.quote.exact for one in capture.record.annotations] == ["щеплення яблуні"]


def test_pages_without_signs_are_handed_on_as_they_are() -> None:
    plain = capture_of(b"<p><mark>loud</mark></p>")
    assert with_annotations(plain) is plain
    waiting = capture_of(ANNOTATED.encode(), waiting=True)
    assert with_annotations(waiting) is waiting
    text = capture_of(ANNOTATED.encode(), media_type="text/plain")
    assert with_annotations(text) is text
    assert not has_signs(b"<p>single-file, highlights, scrapbook")


def test_a_page_that_speaks_of_the_tools_has_no_annotations() -> None:
    page = capture_of(b"<p>Use the class single-file-highlight, or data-scrapbook-elem.</p>")
    assert with_annotations(page).record == page.record


def test_a_page_too_damaged_to_be_read_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: str) -> None:
        raise ImportFailed("No.")

    monkeypatch.setattr("postil.importers.annotations.page_annotations.parse_page", fail)
    capture = with_annotations(capture_of(ANNOTATED.encode()))
    assert capture.record.annotations == ()
    assert len(capture.warnings) == 1


def test_highlights_within_highlights_do_not_fill_the_memory() -> None:
    words = "word " * 40_000
    opened = "".join(
        f'<span class="single-file-highlight" data-singlefile-highlight-id="{n}">' for n in range(150)
    )
    found = annotations_in(f"<p>{opened}{words}</p>")
    assert sum(len(one.quote.exact) for one in found.annotations) <= 10_000_000
    assert found.cut


def test_more_highlights_than_are_taken_are_told_of() -> None:
    page = "".join(f"<p>{sf_highlight(f'word {n}', n)}</p>" for n in range(10_005))
    capture = with_annotations(capture_of(page.encode()))
    assert len(capture.record.annotations) == 10_000
    assert len(capture.warnings) == 1


class TestEveryFormat:
    """Whatever a page was saved in, its highlights come with it."""

    EXACT = ("Guard it with wire", "Or with", "Or with old stockings.")

    def read(self, path: Path, content: bytes) -> None:
        path.write_bytes(content)
        (capture,) = registry.read(path)
        assert {one.quote.exact for one in capture.record.annotations} == set(self.EXACT)
        assert capture.record.note == "Ask Wanda."

    def test_singlefile(self, tmp_path: Path) -> None:
        self.read(tmp_path / "page.html", ANNOTATED.encode())

    def test_html(self, tmp_path: Path) -> None:
        self.read(tmp_path / "page.html", ANNOTATED.replace("Page saved with", "Once").encode())

    def test_mhtml(self, tmp_path: Path) -> None:
        message = EmailMessage()
        message["From"] = "<Saved by Blink>"
        message["Snapshot-Content-Location"] = "https://orchard.example/grafting"
        message.set_content(
            ANNOTATED.replace("shadowrootmode", "shadowmode"), subtype="html", cte="quoted-printable"
        )
        message.add_related(b"\x89PNG\r\n\x1a\n", "image", "png", cid="<a@b>")
        self.read(tmp_path / "page.mhtml", message.as_bytes())

    def test_htz(self, tmp_path: Path) -> None:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("index.html", ANNOTATED)
        path = tmp_path / "page.htz"
        path.write_bytes(file.getvalue())
        (capture,) = registry.read(path)
        assert {one.quote.exact for one in capture.record.annotations} == set(self.EXACT)


@given(
    changes=st.lists(
        st.tuples(
            st.integers(0, 10_000), st.sampled_from(["cut", "double", "flip", "swap"]), st.integers(1, 90)
        ),
        min_size=1,
        max_size=8,
    )
)
@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=100)
def test_damaged_pages_give_annotations_or_fail_as_they_may(changes: list[tuple[int, str, int]]) -> None:
    page = ANNOTATED
    for at, kind, length in changes:
        start = at % len(page)
        piece = page[start : start + length]
        new = {"cut": "", "double": piece * 2, "flip": piece[::-1], "swap": piece.swapcase()}[kind]
        page = page[:start] + new + page[start + length :] or "<p>"
    try:
        found = annotations_in(page)
    except ImportFailed:
        return
    assert all(one.quote.exact.strip() for one in found.annotations)
    assert all(len(one.quote.prefix) <= CONTEXT >= len(one.quote.suffix) for one in found.annotations)
