"""The report of an import, in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.gui.builders import page

from postil.app.import_report import ImportReport, ImportRow, Outcome
from postil.app.likening import Alike
from postil.gui.dialogs.import_report import OUTCOMES, shown, summary
from postil.model.ids import PageId
from postil.model.likeness import Likeness

pytestmark = pytest.mark.gui

REPORT = ImportReport(
    tuple(ImportRow(Path("a") / f"{n}.html", outcome) for n, (outcome, _) in enumerate(OUTCOMES))
)


def test_every_outcome_has_a_word() -> None:
    assert {outcome for outcome, _ in OUTCOMES} == set(Outcome)


def test_the_summary_counts_what_there_is() -> None:
    said = "1 page imported, 1 new version, 1 link, 1 page updated, 1 already there, 1 not a page, 1 failed"
    assert summary(REPORT) == said
    assert summary(ImportReport(REPORT.rows[:1] * 2)) == "2 pages imported"
    assert summary(ImportReport((), cancelled=True)) == "Cancelled. 0 pages imported"


def test_a_file_is_shown_by_its_name_and_known_by_its_path() -> None:
    row = shown(REPORT).rows[0]
    assert (row.name, row.whole_name, row.outcome) == ("0.html", str(Path("a") / "0.html"), "Imported")


def test_what_was_left_out_is_a_problem() -> None:
    assert [row.problem for row in shown(REPORT).rows] == [False, False, False, False, False, True, True]
    warned = ImportReport((ImportRow(Path("one.html"), Outcome.IMPORTED, message="An image is missing."),))
    assert not shown(warned).rows[0].problem
    assert shown(warned).rows[0].warned


def test_a_page_that_looks_like_one_that_is_there_says_so() -> None:
    there = page(title="The keeper")
    likeness = Likeness(PageId("new"), there.id, False, 0.93, 1.0)
    row = ImportRow(Path("one.html"), Outcome.IMPORTED, alike=(Alike(there, likeness),))
    report = ImportReport((row, REPORT.rows[0]))
    assert summary(report) == "2 pages imported, 1 like a page that you have"
    said = "It looks like “The keeper”, which you have: the same text, 93%."
    assert (shown(report).rows[0].why, shown(report).rows[0].problem) == (said, False)


def test_pages_of_one_file_are_named_by_their_titles_under_it() -> None:
    path = Path("a") / "export.zip"
    row = ImportRow(path, Outcome.LINK, PageId("p1"), title="Warm walls", part="item-7")
    told = shown(ImportReport((row,))).rows[0]
    assert (told.name, told.group, told.page) == ("Warm walls", str(path), "p1")
    assert told.whole_name == f"{path} · item-7"


def test_highlights_are_counted_and_those_without_a_place_are_a_problem() -> None:
    row = ImportRow(Path("one.html"), Outcome.UPDATED, highlights=3, unanchored=1)
    report = ImportReport((row,))
    assert summary(report) == "1 page updated, 3 highlights, 1 of them not found in the text"
    assert shown(report).rows[0].problem
    why = "3 highlights came with it. 1 of them was not found in the text."
    assert shown(report).rows[0].why == why


def test_highlights_of_a_link_wait_and_are_no_problem() -> None:
    row = ImportRow(Path("one.json"), Outcome.LINK, highlights=3, waiting=3, part="1", title="Quay")
    report = ImportReport((row,))
    assert summary(report) == "1 link, 3 highlights"
    (told,) = shown(report).rows
    assert (told.problem, told.why) == (False, "3 highlights came with it. 3 wait for the page.")


def test_a_page_that_a_link_waited_for_says_where_its_highlights_are() -> None:
    row = ImportRow(Path("one.html"), Outcome.IMPORTED, found=2, lost=1)
    (told,) = shown(ImportReport((row,))).rows
    assert told.problem, "one of them is to be looked at"
    assert told.why == (
        "2 highlights that waited for it have their places now."
        " 1 highlight that waited for it was not found in its text."
    )


def test_a_dry_run_says_what_would_come() -> None:
    dry = ImportReport(REPORT.rows, dry=True)
    assert summary(dry).startswith("This would come: 1 new page, 1 new version, 1 link, 1 page to be updated")
    assert [row.outcome for row in shown(dry).rows][:4] == [
        "New page",
        "New version",
        "Link",
        "To be updated",
    ]


def test_a_new_version_names_what_it_is_a_version_of() -> None:
    row = ImportRow(Path("one.html"), Outcome.NEW_VERSION, version_of="The keeper")
    assert shown(ImportReport((row,))).rows[0].why == "It is a newer version of “The keeper”."


def test_it_is_saved_with_all_that_is_known(tmp_path: Path) -> None:
    save = shown(REPORT).save
    assert save is not None
    save(tmp_path / "report.json")
    assert len(json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))) == len(REPORT.rows)
