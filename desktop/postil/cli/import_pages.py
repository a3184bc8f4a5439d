"""``postil import``: saved pages, and folders of them, into the library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from postil.app.import_report import ImportReport, Outcome
from postil.app.instance import Request, hand_over
from postil.app.library import Library
from postil.app.likening import looks_like
from postil.cli.output import one_line, print_error, print_json, print_lines, shown_progress
from postil.errors import LibraryLocked
from postil.translation import _, marked

if TYPE_CHECKING:
    import argparse


def add_parsers(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add the verb."""
    parser = verbs.add_parser("import", parents=[common], help=_("add saved pages and folders of them"))
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    try:
        library = Library.open(arguments.library)
    except LibraryLocked:
        files = tuple(str(path.absolute()) for path in arguments.paths)
        if not hand_over(arguments.library, Request(files)):
            raise
        _print_handed_over(files, as_json=arguments.json)
        return 0
    with library:
        report = library.importing.add(tuple(arguments.paths), shown_progress())
        _print_report(report, as_json=arguments.json)
        if report.cancelled:
            return 130
        library.indexing.drain(shown_progress())
    return 1 if report.count(Outcome.FAILED) else 0


def _print_handed_over(files: tuple[str, ...], *, as_json: bool) -> None:
    message = _("Postil is open on this library and takes the files in.")
    if as_json:
        print_json(
            [{"path": file, "outcome": "handed over", "page": None, "message": message} for file in files]
        )
    else:
        print(message)


def _print_report(report: ImportReport, *, as_json: bool) -> None:
    if as_json:
        print_json(
            [
                {
                    "path": str(row.path),
                    "outcome": row.outcome.value,
                    "page": row.page,
                    "message": row.message,
                    "alike": [each.page.id for each in row.alike],
                }
                for row in report.rows
            ]
        )
        return
    for row in report.rows:
        messages = " ".join(filter(None, (row.message, looks_like(row.alike))))
        about = f"  {one_line(messages)}" if messages else ""
        line = f"{_(_OUTCOMES[row.outcome]):14}{row.page or '-':18}{one_line(str(row.path))}{about}"
        print_error(line) if row.outcome is Outcome.FAILED else print_lines([line])
    print_lines([_summary(report)])


def _summary(report: ImportReport) -> str:
    """``2 imported, 310 already there.``: the report in one line."""
    counts = [
        f"{report.count(outcome)} {_(_OUTCOMES[outcome])}" for outcome in Outcome if report.count(outcome)
    ]
    told = (", ".join(counts) or _("There was nothing to import")) + "."
    return _("{told} It was interrupted before the end.").format(told=told) if report.cancelled else told


_OUTCOMES = {
    Outcome.IMPORTED: marked("imported"),
    Outcome.NEW_VERSION: marked("new version"),
    Outcome.LINK: marked("link"),
    Outcome.UPDATED: marked("updated"),
    Outcome.ALREADY_THERE: marked("already there"),
    Outcome.NOT_A_PAGE: marked("not a page"),
    Outcome.FAILED: marked("failed"),
}
