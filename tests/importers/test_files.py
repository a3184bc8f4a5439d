from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.errors import ImportFailed
from postil.importers import files
from postil.importers.files import begins_as_markup, binary_kind, file_name, read_file, read_head

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "head",
    [
        b"<!doctype HTML>",
        b"\xef\xbb\xbf  \n<html lang=en>",
        b"<?xml version='1.0'?><!-- a --> <!-- b --><HTML>",
        b"<body class=a>",
        "<!DOCTYPE html>".encode("utf-16"),
    ],
)
def test_beginnings_of_pages(head: bytes) -> None:
    assert begins_as_markup(head)


@pytest.mark.parametrize(
    "head", [b"words <html>", b"<svg>", b"<htmlx>", b"<!-- " * 10_000, b" " * 60_000, b""]
)
def test_beginnings_of_other_things(head: bytes) -> None:
    assert not begins_as_markup(head)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "an image"),
        (b"GIF89a\1\0\1\0", "an image"),
        (b"%PDF-1.4\n", "a PDF document"),
        (b"PK\3\4\0\0", "a ZIP archive"),
        (b"\x1f\x8b\x08\0", "a compressed file"),
        (b"RIFF\0\0\0\0WEBP", "an image, a sound or a film"),
        (bytes(100), "a file of data"),
        (rb"{\rtf1\ansi words}", "a document of a word processor"),
    ],
)
def test_binary_files_are_named(head: bytes, kind: str) -> None:
    assert binary_kind(head) == kind


@pytest.mark.parametrize(
    "head",
    [
        b"MZ is not how a story begins",
        b"ID3 tags explained",
        "слова".encode("koi8-r"),
        "水車小屋".encode("iso2022_jp"),
        "words and more words".encode("utf-16-le"),
        b"<!doctype html><p>a\0b\0c",
        b"",
    ],
)
def test_text_in_any_character_set_is_not_binary(head: bytes) -> None:
    assert binary_kind(head) is None


@given(st.binary(max_size=300))
def test_any_beginning_is_judged(head: bytes) -> None:
    binary_kind(head)
    begins_as_markup(head)


def test_a_file_over_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(b"x" * 100)
    monkeypatch.setattr(files, "LARGEST", 100)
    assert len(read_file(path)) == 100
    monkeypatch.setattr(files, "LARGEST", 99)
    with pytest.raises(ImportFailed, match="larger than"):
        read_file(path)


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(ImportFailed, match="folder"):
        read_head(tmp_path)
    with pytest.raises(ImportFailed, match="no such file"):
        read_head(tmp_path / "a\0b")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes have names only on POSIX systems")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.html")
    with pytest.raises(ImportFailed):
        read_head(tmp_path / "pipe.html")


def test_a_name_that_is_no_text_is_shown_as_far_as_it_is(tmp_path: Path) -> None:
    assert file_name(tmp_path / "caf\udce9.html") == "caf\ufffd.html"
