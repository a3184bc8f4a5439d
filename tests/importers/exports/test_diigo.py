"""Diigo's table."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from tests.importers.contract import ImporterContract

from postil.importers import registry
from postil.importers.exports.diigo import Diigo

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.capture import Capture

_HEADER = "title,url,tags,description,comments,annotations,created_at\n"
_ROW = (
    'Clocks &amp; bells,https://clock.example/,"tower, brass",why they strike,my comment,'
    '"Highlight: The escapement\nticks.\nHighlight: Oil &lt;lightly&gt;\nSticky note: ask Jo",'
    "2024-11-14 05:48:28\n"
)


class TestDiigo(ImporterContract):
    importer = Diigo()
    good = (("diigo_csv.csv", (_HEADER + _ROW).encode()),)


def _read(tmp_path: Path, text: str) -> tuple[Capture, ...]:
    path = tmp_path / "data.csv"
    path.write_text(text, encoding="utf-8")
    return tuple(registry.read(path))


def test_all_that_a_row_says_is_kept(tmp_path: Path) -> None:
    (clock,) = _read(tmp_path, _HEADER + _ROW)
    record = clock.record
    assert (clock.address, record.title, record.tags) == (
        "https://clock.example/",
        "Clocks & bells",
        ("tower", "brass"),
    )
    assert record.note == "why they strike\n\nmy comment\n\nask Jo"
    assert record.added == datetime(2024, 11, 14, 5, 48, 28, tzinfo=UTC)
    assert [each.quote.exact for each in record.annotations] == ["The escapement\nticks.", "Oil <lightly>"]


@pytest.mark.parametrize(
    ("cell", "tags"),
    [
        ("no_tag", ()),
        ("brass tower", ("brass", "tower")),
        ('"""clock tower"" brass"', ("clock tower", "brass")),
    ],
)
def test_tags_stand_between_commas_or_spaces(tmp_path: Path, cell: str, tags: tuple[str, ...]) -> None:
    (clock,) = _read(tmp_path, _HEADER + f"Clocks,https://clock.example/,{cell},,,,\n")
    assert clock.record.tags == tags


def test_a_row_without_address_is_said(tmp_path: Path) -> None:
    (clock,) = _read(tmp_path, _HEADER + _ROW + ",,x,,,,\n")
    assert "Line 6" in clock.warnings[0]
