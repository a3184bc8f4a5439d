"""What the library knows of a site is handed to the conversion of its next page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.app.saved_pages import GARDEN, LIGHTHOUSE, write_page

from postil.app import guiding
from postil.app.import_report import Outcome
from postil.app.library import Library
from postil.jobs import Progress
from postil.model.repetition import fingerprint
from postil.store import repetition

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.app.holdings import Holdings

_FOOTER = "Copyright. All rights reserved."


def _saved(folder: Path, address: str, paragraphs: tuple[str, ...]) -> None:
    path = write_page(folder, f"{address[-1]}.html", title=f"Notes {address[-1]}", paragraphs=paragraphs)
    markup = path.read_text(encoding="utf-8")
    comment = f"<!-- saved from url=({len(address):04}){address} -->"
    path.write_text(markup.replace("<html", f"{comment}\n<html", 1), encoding="utf-8")


@pytest.fixture
def holdings(tmp_path: Path) -> Iterator[Holdings]:
    """A library with two pages of one site, and a third that has the first one's article."""
    shelf = tmp_path / "shelf"
    _saved(shelf, "https://harbour.example/1", LIGHTHOUSE)
    _saved(shelf, "https://harbour.example/2", GARDEN)
    _saved(shelf, "https://www.harbour.example/print/3", (*LIGHTHOUSE, "Printed at the harbour office."))
    with Library.open(tmp_path / "library") as library:
        report = library.importing.add((shelf,), Progress())
        assert report.count(Outcome.IMPORTED) == 3
        yield library.reading._holdings


def test_what_a_site_s_pages_repeat_is_known_when_its_next_page_comes(holdings: Holdings) -> None:
    repeated = guiding.for_address(holdings, "https://harbour.example/4").repeated
    assert fingerprint(_FOOTER) in repeated
    assert not repeated & set(map(fingerprint, (*LIGHTHOUSE, *GARDEN)))


def test_nothing_is_known_of_another_site_or_of_none(holdings: Holdings) -> None:
    assert guiding.for_address(holdings, "https://hill.example/1").empty
    assert guiding.for_address(holdings, None).empty


def test_versions_of_one_article_are_one_page(holdings: Holdings) -> None:
    others = repetition.of_others(holdings.reader(), "https://harbour.example/2")
    assert len(others) == 2
    assert guiding.for_address(holdings, "https://harbour.example/2").empty
