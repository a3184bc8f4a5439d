"""What holds for every format: hostile pages make a valid file, which says what they say and does nothing."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree
from tests.export.formats.sources import MILL, highlight, hostile_sources, source, written

from postil.cli.export_format import FORMAT_NAMES
from postil.errors import ExportFailed
from postil.export.formats.formats import FORMATS, find_format

if TYPE_CHECKING:
    from postil.export.formats.formats import ExportFormat
    from postil.export.formats.source import Source

_STRICT = etree.XMLParser(resolve_entities=False, no_network=True)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_EXAMPLES = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_each_format_has_an_id_of_its_own_that_the_command_line_knows() -> None:
    assert sorted(each.id for each in FORMATS) == sorted(FORMAT_NAMES)
    assert len({each.name for each in FORMATS}) == len(FORMATS)


def test_a_format_that_is_not_there_is_refused_by_a_sentence() -> None:
    with pytest.raises(ExportFailed, match=r"There is no format 'docx'; there are: html, epub, .*\."):
        find_format("docx")


@pytest.mark.parametrize("chosen", FORMATS, ids=lambda each: each.id)
def test_nothing_makes_an_empty_file_that_is_valid(chosen: ExportFormat) -> None:
    if chosen.page_of is None:
        _assert_valid(chosen.id, written(chosen.write), 0)


@pytest.mark.parametrize("chosen", FORMATS, ids=lambda each: each.id)
@_EXAMPLES
@given(hostile_page=hostile_sources())
def test_a_hostile_page_makes_a_valid_file(chosen: ExportFormat, hostile_page: Source) -> None:
    _assert_valid(chosen.id, written(chosen.write, hostile_page), 1)


@pytest.mark.parametrize("chosen", FORMATS, ids=lambda each: each.id)
def test_the_same_pages_make_the_same_file(chosen: ExportFormat) -> None:
    one = source(MILL, [highlight("turned", note="Why?")])
    first, second = (written(chosen.write, one) for _time in range(2))
    if chosen.id != "hypothesis":  # it says when it was written
        assert first == second


def _assert_valid(name: str, content: bytes, pages: int) -> None:
    if name == "epub":
        _assert_book(content, pages)
        return
    text = content.decode()
    assert not _CONTROLS.search(text)
    if name in ("w3c", "hypothesis", "csl", "json"):
        json.loads(text)
    elif name in ("csv", "readwise"):
        _assert_table(text)
    elif name == "anki":
        rows = list(csv.reader((io.StringIO("".join(text.splitlines(keepends=True)[6:]))), delimiter="\t"))
        assert all(len(row) == 6 for row in rows)
    elif name == "bibtex":
        assert_bibtex(text, pages)
    elif name == "html":
        assert_inert_html(text)


def _assert_table(text: str) -> None:
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    assert all(len(row) == len(rows[0]) for row in rows)
    for row in rows[1:]:
        assert not any(re.match("[=+\\-@\t\r\n＝＋－＠]", cell) for cell in row)


def assert_bibtex(text: str, pages: int) -> None:
    """Read entries as BibTeX does: by braces that go in pairs, whatever stands before them."""
    depth = entries = 0
    for letter in text:
        depth += {"{": 1, "}": -1}.get(letter, 0)
        assert depth >= 0
    assert depth == 0
    for line in text.splitlines():
        entries += bool(re.fullmatch(r"@online\{[a-z0-9-]+,", line))
        assert re.fullmatch(r"@online\{[a-z0-9-]+,|  [a-z]+ = \{.*\},|\}|", line), line
    assert entries == pages


def assert_inert_html(text: str) -> None:
    """Nothing in a page runs or loads, as a tolerant parser reads it."""
    root = etree.fromstring(text.encode(), etree.HTMLParser(encoding="utf-8"))
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        assert element.tag not in ("script", "iframe", "object", "embed", "form", "base", "link", "svg")
        for key, value in element.attrib.items():
            assert not str(key).startswith("on")
            assert str(key) != "style"
            if key in ("href", "src", "cite"):
                assert str(value).startswith(("http://", "https://", "mailto:", "#", "data:image/"))
    policies = [each.get("content") for each in root.iter("meta") if each.get("http-equiv")]
    assert len(policies) == 1
    assert str(policies[0]).startswith("default-src 'none'; img-src data:; style-src 'sha256-")


def _assert_book(content: bytes, pages: int) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read(first) == b"application/epub+zip"
        names = archive.namelist()
        assert len(names) == len(set(names))
        for name in names:
            if name.endswith((".xhtml", ".opf", ".xml", ".svg")):
                root = etree.fromstring(archive.read(name), _STRICT)
                assert not any(isinstance(each.tag, str) and "script" in each.tag for each in root.iter())
        assert sum(name.startswith("EPUB/page-") for name in names) == pages
