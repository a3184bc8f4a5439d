from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from postil.errors import ImportFailed
from postil.importers.exports.item_captures import MOST_PROBLEMS, Problem, item_capture, with_problems
from postil.model.record import Record

if TYPE_CHECKING:
    from postil.model.capture import Capture


def item(part: str, page: bytes = b"<p>x</p>") -> Capture:
    return item_capture(Path("all.json"), "Tool", Record(), part=part, page=page)


def test_a_page_and_a_link() -> None:
    page = item_capture(
        Path("a/all.json"), "Tool", Record(), part="1", page=b"words", media_type="text/plain"
    )
    assert (page.media_type, page.clean, page.waiting) == ("text/plain", True, False)
    assert (page.content, page.container, page.part, page.name) == (b"", Path("a/all.json"), "1", "all.json")
    link = item_capture(Path("all.json"), "Tool", Record(), part="2", address="https://reed.example/x")
    assert (link.media_type, link.clean, link.waiting, link.page) == ("text/html", False, True, b"")
    assert link.address == "https://reed.example/x"
    assert item_capture(Path("x"), "Tool", Record(), part="3", address="javascript:alert(1)").address is None


def test_a_problem_is_told_by_its_neighbour() -> None:
    found = list(
        with_problems([Problem("before"), item("1"), Problem("between"), item("2"), Problem("after")])
    )
    assert [capture.warnings for capture in found] == [("before", "between"), ("after",)]


def test_all_problems_of_one_place_are_counted() -> None:
    problems = [Problem(f"no {number}") for number in range(MOST_PROBLEMS + 7)]
    (only,) = with_problems([item("1"), *problems])
    assert only.warnings[-2:] == (f"no {MOST_PROBLEMS - 1}", "7 more items were not read.")


def test_no_two_have_one_part() -> None:
    parts = [
        capture.part for capture in with_problems([item("a"), item("a#2"), item("a"), item("a"), item("")])
    ]
    assert len(set(parts)) == 5
    assert all(parts)


def test_an_export_with_nothing_in_it_says_so() -> None:
    with pytest.raises(ImportFailed, match="nothing in this export"):
        list(with_problems([]))
    with pytest.raises(ImportFailed, match="broken so"):
        list(with_problems([Problem("broken so")]))
