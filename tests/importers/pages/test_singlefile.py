from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from tests.importers.contract import ImporterContract

from postil.importers import registry
from postil.importers.pages.singlefile import SingleFile

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.capture import Capture


def page(facts: str, *, attributes: str = "lang=en") -> bytes:
    comment = f"<!--\n Page saved with SingleFile \n {facts} \n-->"
    rest = "<meta charset=utf-8><title>Mill</title><p>Words"
    return f"<!DOCTYPE html> <html {attributes}>{comment}{rest}".encode()


GOOD = page("url: https://mill.example/a?b=1 \n saved date: Tue Mar 05 2024 23:30:05 GMT-0530 (Somewhere)")


class TestSingleFile(ImporterContract):
    importer = SingleFile()
    good = (("page.html", GOOD), ("Page (05.03.2024).HTML", GOOD))


def read(tmp_path: Path, content: bytes) -> Capture:
    path = tmp_path / "page.html"
    path.write_bytes(content)
    (capture,) = registry.read(path)
    return capture


def test_address_and_time_come_from_the_comment(tmp_path: Path) -> None:
    capture = read(tmp_path, GOOD)
    assert capture.address == "https://mill.example/a?b=1"
    assert capture.saved == datetime(2024, 3, 6, 5, 0, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "saved",
    [
        "yesterday",
        "Fri Feb 31 2024 10:00:00 GMT+0000",
        "Fri Foo 01 2024 10:00:00 GMT+0000",
        "Fri Jan 01 0001 00:00:00 GMT+9900",
        "Fri Jan 01 0001 00:00:00 GMT+0100",
    ],
)
def test_a_time_that_cannot_be_is_none(tmp_path: Path, saved: str) -> None:
    capture = read(tmp_path, page(f"url: https://mill.example/ \n saved date: {saved}"))
    assert (capture.address, capture.saved) == ("https://mill.example/", None)


def test_only_web_addresses_are_taken(tmp_path: Path) -> None:
    assert read(tmp_path, page("url: file:///home/a.html")).address is None


def test_a_page_that_speaks_of_singlefile_is_still_read(tmp_path: Path) -> None:
    capture = read(tmp_path, b"<html><p>Page saved with SingleFile, they said.</p></html>")
    assert (capture.format, capture.address) == ("SingleFile", None)


def test_the_comment_of_older_versions_and_the_persons_own_line_in_it(tmp_path: Path) -> None:
    facts = (
        "url: https://mill.example/ \n saved date: Tue Mar 05 2019 12:00:00 GMT+0100 (CET) \n info: url: no"
    )
    capture = read(tmp_path, page(facts).replace(b"Page saved with", b"Archive processed by"))
    assert (capture.format, capture.address) == ("SingleFile", "https://mill.example/")
    assert capture.saved == datetime(2019, 3, 5, 11, 0, tzinfo=UTC)
    undated = read(tmp_path, page("url: https://mill.example/b \n info: mine"))
    assert (undated.address, undated.saved) == ("https://mill.example/b", None)
