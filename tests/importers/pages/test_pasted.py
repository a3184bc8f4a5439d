"""What was pasted, read again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.importers.contract import ImporterContract

from postil.importers import registry
from postil.importers.pages.pasted import Pasted, first_line

if TYPE_CHECKING:
    from pathlib import Path

WHEN = datetime(2026, 11, 22, 7, 5, 9, tzinfo=UTC)
PAGE = "<!DOCTYPE html><title>Peaches</title><p>A peach on a south wall flowers early.</p>"


def written(path: Path, address: str | None) -> Path:
    path.write_text(first_line(WHEN, address) + PAGE, encoding="utf-8")
    return path


class TestContract(ImporterContract):
    importer = Pasted()
    good = (("peaches.html", (first_line(WHEN, "https://walls.example/peaches") + PAGE).encode()),)


def test_it_says_when_and_where_from_and_is_all_article(tmp_path: Path) -> None:
    (capture,) = registry.read(written(tmp_path / "peaches.html", "https://walls.example/peaches?a=1&b=2"))
    assert capture.format == "Pasted"
    assert capture.clean
    assert capture.address == "https://walls.example/peaches?a=1&b=2"
    assert capture.saved == WHEN
    assert capture.content.endswith(PAGE.encode())


def test_without_an_address_it_has_none(tmp_path: Path) -> None:
    (capture,) = registry.read(written(tmp_path / "peaches.html", None))
    assert (capture.format, capture.address) == ("Pasted", None)


def test_an_address_can_neither_end_the_line_nor_be_more_than_one(tmp_path: Path) -> None:
    odd = "https://walls.example/--> <script>x --</script>\n-->"
    path = written(tmp_path / "peaches.html", odd)
    (capture,) = registry.read(path)
    assert path.read_text(encoding="utf-8").split("\n", 1)[1] == PAGE
    assert capture.address == "https://walls.example/-%2D%3E%3Cscript%3Ex-%2D%3C/script%3E-%2D%3E"


def test_only_web_addresses_are_kept(tmp_path: Path) -> None:
    (capture,) = registry.read(written(tmp_path / "peaches.html", "file:///etc/passwd"))
    assert capture.address is None
