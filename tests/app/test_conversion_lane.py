"""Files of many pages on their way through the workers: page by page, in order, and not all at once."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.app.exports import write_export

from postil.app.conversion import Converter
from postil.errors import NotAPage

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMAND = (sys.executable, str(Path(__file__).with_name("worker_for_tests.py")))


@pytest.fixture
def converter(tmp_path: Path) -> Iterator[Converter]:
    with Converter(tmp_path / "spool", command=COMMAND) as started:
        yield started


def write_pages(path: Path, *first_words: str) -> Path:
    """An export of pages, each of which begins with a word that the test's worker knows."""
    items = json.loads(write_export(path, range(len(first_words))).read_text(encoding="utf-8"))
    for item, word in zip(items, first_words, strict=True):
        item["content"] = f"<p>{word} says the keeper of {item['title']}.</p>"
    path.write_text(json.dumps(items), encoding="utf-8")
    return path


def test_the_pages_of_many_files_come_in_their_order(converter: Converter, tmp_path: Path) -> None:
    one = write_pages(tmp_path / "one.json", *["So"] * 3)
    none = tmp_path / "none.html"
    none.write_bytes(b"")
    two = write_pages(tmp_path / "two.json", *["So"] * 4)
    pieces = list(converter.stream([(one, 0), (none, 0), (two, 2)]))
    assert [(each.path.name, each.number, each.last) for each in pieces] == [
        ("one.json", 0, False),
        ("one.json", 1, False),
        ("one.json", 2, False),
        ("one.json", 3, True),
        ("none.html", 0, True),
        ("two.json", 2, False),
        ("two.json", 3, False),
        ("two.json", 4, True),
    ]
    assert [isinstance(each.error, NotAPage) for each in pieces].count(True) == 1
    assert not list((tmp_path / "spool").glob("*/job-*"))


def test_a_piece_has_its_bytes_until_the_next_is_taken(converter: Converter, tmp_path: Path) -> None:
    export = write_pages(tmp_path / "one.json", *["So"] * 3)
    before = None
    for piece in converter.stream([(export, 0)]):
        assert before is None or not before.path.exists()
        if piece.conversion is not None:
            before = piece.conversion.page
            assert before is not None
            assert before.read()


def test_only_some_pages_of_a_long_file_are_ahead(converter: Converter, tmp_path: Path) -> None:
    export = write_pages(tmp_path / "long.json", *["So"] * 600)
    stream = converter.stream([(export, 0)])
    next(stream)
    seen = -1
    while (now := len(list((tmp_path / "spool").glob("*/job-0/*")))) != seen:
        seen = now
        time.sleep(0.5)
    assert seen < 500
    stream.close()
    assert not list((tmp_path / "spool").glob("*/job-*"))


def test_however_many_pages_of_a_file_kill_their_worker_the_others_come(
    converter: Converter, tmp_path: Path
) -> None:
    words = ["die", "So", "die", "die", "So", "die", "die", "So"]
    export = write_pages(tmp_path / "deadly.json", *words)
    *pages, end = converter.stream([(export, 0)])
    assert end.error is None
    plain = [piece.conversion is not None and piece.conversion.article.plain for piece in pages]
    assert plain == [word == "die" for word in words]
