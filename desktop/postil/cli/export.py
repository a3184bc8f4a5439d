"""``postil export``: notes as Markdown files in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from postil import live_settings, paths
from postil.app.library import Library
from postil.cli.output import print_error, print_json, print_lines, shown_progress
from postil.model.color_names import ColorNames
from postil.translation import _

if TYPE_CHECKING:
    import argparse


def add_parsers(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add the verb."""
    parser = verbs.add_parser("export", parents=[common], help=_("write notes as Markdown files"))
    parser.add_argument(
        "ids",
        nargs="*",
        metavar="ID",
        help=_("pages (all that have highlights or a note, where none is named)"),
    )
    parser.add_argument("--to", required=True, type=Path, metavar="DIR", help=_("the folder to write into"))
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    with Library.open(arguments.library, write=False) as library:
        pages = tuple(library.reading.find(page_id).id for page_id in arguments.ids)
        library.exporting.colors = ColorNames.of(live_settings.load(paths.settings_file())[0])
        report = library.exporting.to_folder(pages or None, arguments.to, shown_progress())
    if arguments.json:
        written = [str(path) for path in report.written]
        print_json(
            {"written": written, "unchanged": len(report.unchanged), "problems": list(report.problems)}
        )
    else:
        print_lines(map(str, report.written))
        told = _("{written} written, {unchanged} unchanged.")
        print(told.format(written=len(report.written), unchanged=len(report.unchanged)))
    for problem in report.problems:
        print_error(f"postil: {problem}")
    return 1 if report.problems else 0
