"""``postil check`` and ``postil reindex``: does the library agree with itself; the index made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.app.library import Library
from postil.cli.output import print_json, print_lines, shown_progress
from postil.translation import _, counted

if TYPE_CHECKING:
    import argparse


def add_parsers(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add the verbs."""
    parser = verbs.add_parser("check", parents=[common], help=_("check database, kept files and index"))
    parser.set_defaults(run=_check)
    parser = verbs.add_parser("reindex", parents=[common], help=_("make the search index anew"))
    parser.set_defaults(run=_reindex)


def _check(arguments: argparse.Namespace) -> int:
    with Library.open_existing(arguments.library) as library:
        library.indexing.drain()
        findings = library.check(shown_progress())
    if arguments.json:
        print_json([{"subject": finding.subject, "message": finding.message} for finding in findings])
    else:
        print_lines(f"{finding.subject}: {finding.message}" for finding in findings)
        agreed = _("Database, kept files and index agree.")
        print(counted("{count} finding.", "{count} findings.", len(findings)) if findings else agreed)
    return 1 if findings else 0


def _reindex(arguments: argparse.Namespace) -> int:
    with Library.open_existing(arguments.library) as library:
        library.indexing.rebuild(shown_progress())
        count = library.reading.counts().all
    if arguments.json:
        print_json({"pages": count})
    else:
        print(counted("The index holds {count} page.", "The index holds {count} pages.", count))
    return 0
