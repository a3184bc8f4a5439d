"""``postil check`` and ``postil reindex``: does the library agree with itself; the index made anew."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from postil.app.library import Library
from postil.app.mending import mend
from postil.cli.output import print_json, print_lines, shown_progress
from postil.live_settings import load
from postil.paths import settings_file
from postil.translation import _, counted

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from postil.app.checking import Finding


def add_parsers(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add the verbs."""
    parser = verbs.add_parser("check", parents=[common], help=_("check database, kept files and index"))
    parser.add_argument(
        "--repair", action="store_true", help=_("repair what is wrong; what is replaced is set aside")
    )
    parser.set_defaults(run=_check)
    parser = verbs.add_parser("reindex", parents=[common], help=_("make the search index anew"))
    parser.set_defaults(run=_reindex)


def _check(arguments: argparse.Namespace) -> int:
    if arguments.repair:
        return _repair(arguments)
    with Library.open_existing(arguments.library) as library:
        library.indexing.drain()
        findings = library.check(shown_progress())
    if arguments.json:
        print_json(_rows(findings))
    else:
        print_lines(_lines(findings))
        print(counted("{count} finding.", "{count} findings.", len(findings)) if findings else _agreed())
    return 1 if findings else 0


def _repair(arguments: argparse.Namespace) -> int:
    folder = load(settings_file())[0].backup_folder
    report = mend(arguments.library, shown_progress(), backups=(Path(folder),) if folder else ())
    if arguments.json:
        print_json({"mended": _rows(report.mended), "left": _rows(report.left)})
        return 1 if report.left else 0
    if report.mended:
        print_lines([_("Repaired:"), *_lines(report.mended)])
    if report.left:
        print_lines([_("Still wrong:"), *_lines(report.left)])
    else:
        print(_agreed())
    return 1 if report.left else 0


def _rows(findings: Iterable[Finding]) -> list[dict[str, str]]:
    return [{"subject": finding.subject, "message": finding.message} for finding in findings]


def _lines(findings: Iterable[Finding]) -> Iterator[str]:
    return (f"{finding.subject}: {finding.message}" for finding in findings)


def _agreed() -> str:
    return _("Database, kept files and index agree.")


def _reindex(arguments: argparse.Namespace) -> int:
    with Library.open_existing(arguments.library) as library:
        library.indexing.rebuild(shown_progress())
        count = library.reading.counts().all
    if arguments.json:
        print_json({"pages": count})
    else:
        print(counted("The index holds {count} page.", "The index holds {count} pages.", count))
    return 0
