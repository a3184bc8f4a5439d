"""The report of an import, written to a file."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from postil.app.import_report import ImportReport, ImportRow, Outcome
from postil.app.import_report_file import OUTCOMES, as_lines, summary, write_report
from postil.errors import ExportFailed
from postil.model.ids import PageId

ODD = ImportRow(
    Path("in") / "=HYPERLINK(0).html",
    Outcome.IMPORTED,
    PageId("a1"),
    "Two images\nwere not saved, \x1b[31msee there.",
    title="-1+1",
    highlights=2,
    unanchored=1,
)
REPORT = ImportReport(
    (
        ODD,
        ImportRow(Path("in") / "export.zip", Outcome.LINK, PageId("b2"), part="item 7", title="Walls"),
        ImportRow(Path("in") / "b.png", Outcome.NOT_A_PAGE, message="This is an image, not a saved page."),
    )
)


def test_every_outcome_has_a_word() -> None:
    assert set(OUTCOMES) == set(Outcome)


def test_a_table_has_a_row_a_file_and_nothing_that_is_calculated(tmp_path: Path) -> None:
    write_report(REPORT, tmp_path / "report.csv")
    written = (tmp_path / "report.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(written.splitlines()))
    assert [row["outcome"] for row in rows] == ["imported", "link", "not a page"]
    assert rows[0]["title"] == "'-1+1"
    assert rows[0]["path"] == str(ODD.path), "a path begins with its folder"
    assert rows[0]["message"].startswith("Two images\ufffdwere not saved, \ufffd[31msee there. 2 highlights")
    assert (rows[0]["highlights"], rows[0]["unanchored"]) == ("2", "1")
    assert (rows[1]["part"], rows[1]["page"]) == ("item 7", "b2")


@pytest.mark.parametrize("name", ["=1+2.html", "+1.html", "-x.html", "@SUM.html", "\t=1.html"])
def test_names_of_files_are_never_formulas(tmp_path: Path, name: str) -> None:
    write_report(ImportReport((ImportRow(Path(name), Outcome.FAILED),)), tmp_path / "report.csv")
    (row,) = csv.DictReader((tmp_path / "report.csv").read_text(encoding="utf-8-sig").splitlines())
    assert row["path"] == f"'{name}"


def test_json_has_all_that_is_known(tmp_path: Path) -> None:
    write_report(REPORT, tmp_path / "REPORT.JSON")
    rows = json.loads((tmp_path / "REPORT.JSON").read_text(encoding="utf-8"))
    assert rows[0]["message"] == ODD.message
    assert (rows[0]["title"], rows[0]["highlights"], rows[0]["unanchored"]) == ("-1+1", 2, 1)
    assert rows[1] == {
        "path": str(Path("in") / "export.zip"),
        "part": "item 7",
        "outcome": "link",
        "page": "b2",
        "title": "Walls",
        "message": "",
        "version_of": "",
        "highlights": 0,
        "unanchored": 0,
        "waiting": 0,
        "found": 0,
        "lost": 0,
        "alike": [],
    }


def test_as_text_there_is_a_line_a_row(tmp_path: Path) -> None:
    write_report(REPORT, tmp_path / "report")
    lines = (tmp_path / "report").read_text(encoding="utf-8").splitlines()
    assert tuple(lines) == as_lines(REPORT)
    assert lines[0] == "1 imported, 1 link, 1 not a page, 2 highlights, 1 of them not found in the text."
    assert lines[2] == f"link\t{Path('in') / 'export.zip'}\titem 7"


def test_the_summary_says_what_was_interrupted_or_only_looked_at() -> None:
    assert summary(ImportReport(())) == "There was nothing to import."
    rows = REPORT.rows[2:]
    two = (ImportRow(Path("a"), Outcome.LINK), ImportRow(Path("b"), Outcome.LINK))
    assert summary(ImportReport(two)) == "2 links."
    assert summary(ImportReport(rows, dry=True)) == "1 not a page. Nothing was written."
    assert summary(ImportReport(rows, cancelled=True)) == "1 not a page. It was interrupted before the end."


def test_where_it_cannot_be_written_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(ExportFailed, match="choose another file"):
        write_report(REPORT, tmp_path / "none" / "report.csv")
