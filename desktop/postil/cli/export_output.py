"""How ``postil export`` tells what it did, or would do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postil.cli.output import print_error, print_json, print_lines
from postil.model.export_report import ExportReport, FileOutcome
from postil.translation import _, counted

if TYPE_CHECKING:
    from collections.abc import Sequence


def print_reports(reports: Sequence[ExportReport], *, as_json: bool, dry_run: bool, of_targets: bool) -> int:
    """Print all that was done; the exit status. Edited notes are taken from the files of targets only."""
    report = _joined(reports)
    if as_json:
        print_json(_facts(report, dry_run=dry_run))
    elif dry_run:
        print_lines(line for file in report.files for line in file.difference.splitlines())
        _print_counts(report, _("{written} would be written, {unchanged} unchanged."))
    else:
        print_lines(map(str, report.written))
        _print_counts(report, _("{written} written, {unchanged} unchanged."))
    if report.edits and of_targets and not as_json:
        print(_("'postil take-edits' shows the edits and takes them into the library."))
    for problem in report.problems:
        print_error(f"postil: {problem}")
    return 1 if report.problems else 0


def _print_counts(report: ExportReport, told: str) -> None:
    print(told.format(written=len(report.written), unchanged=len(report.unchanged)))
    deleted = sum(file.outcome is FileOutcome.DELETED for file in report.files)
    if deleted:
        print(
            counted(
                "{count} file that you deleted stays deleted; --again writes it anew.",
                "{count} files that you deleted stay deleted; --again writes them anew.",
                deleted,
            )
        )
    if report.edits:
        print(
            counted(
                "{count} note was edited in a file.", "{count} notes were edited in files.", len(report.edits)
            )
        )


def _facts(report: ExportReport, *, dry_run: bool) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "written": [str(path) for path in report.written],
        "unchanged": len(report.unchanged),
        "deleted": [str(file.path) for file in report.files if file.outcome is FileOutcome.DELETED],
        "edits": [
            {
                "page": edit.page,
                "annotation": edit.annotation,
                "before": edit.before,
                "after": edit.after,
                "file": str(edit.file),
            }
            for edit in report.edits
        ],
        "problems": list(report.problems),
    }
    if dry_run:
        facts["differences"] = {str(file.path): file.difference for file in report.files if file.difference}
    return facts


def _joined(reports: Sequence[ExportReport]) -> ExportReport:
    return ExportReport(
        tuple(file for report in reports for file in report.files),
        tuple(problem for report in reports for problem in report.problems),
        tuple(edit for report in reports for edit in report.edits),
    )
