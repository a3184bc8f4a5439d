"""``postil export``: notes as Markdown files in a folder, once, or in those of the targets of the library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from postil import live_settings, paths
from postil.app.library import Library
from postil.cli.export_format import add_format_option, check_format_options
from postil.cli.export_output import print_reports
from postil.cli.note_options import add_options, layout_of, shape_of
from postil.cli.output import shown_progress
from postil.errors import ExportFailed
from postil.model.color_names import ColorNames
from postil.translation import _

if TYPE_CHECKING:
    import argparse

    from postil.model.export_report import ExportReport
    from postil.model.ids import PageId

_OF_NOTES = ("layout", "preset", "template", "contents", "marks", "images", "query")
"""Options that a target has of its own."""


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
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--to", type=Path, metavar="DIR", help=_("the folder to write into"))
    where.add_argument("--target", metavar="NAME", help=_("update this export target"))
    where.add_argument("--all-targets", action="store_true", help=_("update all export targets"))
    parser.add_argument("--query", metavar="QUERY", help=_("only pages that this search finds"))
    add_options(parser)
    add_format_option(parser)
    parser.add_argument(
        "--dry-run", action="store_true", help=_("write nothing, and print what would be changed")
    )
    parser.add_argument(
        "--again", action="store_true", help=_("look at every file, and write deleted ones anew")
    )
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    check_format_options(arguments)
    reports = _to_folder(arguments) if arguments.to is not None else _to_targets(arguments)
    return print_reports(
        reports, as_json=arguments.json, dry_run=arguments.dry_run, of_targets=arguments.to is None
    )


def _to_folder(arguments: argparse.Namespace) -> list[ExportReport]:
    if arguments.ids and arguments.query is not None:
        raise ExportFailed(_("Name pages or give --query, not both."))
    if arguments.query is None:
        opened = Library.open(arguments.library, write=False)
    else:
        opened = Library.open_to_search(arguments.library)
    with opened as library:
        library.exporting.colors = _colors()
        pages: tuple[PageId, ...] | None = None
        if arguments.query is not None:
            pages = library.finding.page_ids(arguments.query)
        elif arguments.ids:
            pages = tuple(library.reading.find(page_id).id for page_id in arguments.ids)
        if arguments.format is not None:
            return [library.exporting.as_format(arguments.format, pages, arguments.to, shown_progress())]
        report = library.exporting.to_folder(
            pages,
            arguments.to,
            shown_progress(),
            shape=shape_of(arguments),
            layout=layout_of(arguments),
            dry_run=arguments.dry_run,
            again=arguments.again,
        )
    return [report]


def _to_targets(arguments: argparse.Namespace) -> list[ExportReport]:
    if arguments.ids or any(getattr(arguments, name) is not None for name in _OF_NOTES):
        raise ExportFailed(_("A target has its own pages and options; 'postil targets change' changes them."))
    with Library.open_to_search(arguments.library) as library:
        library.exporting.colors = _colors()
        targets = library.export_targets
        chosen = targets.all() if arguments.all_targets else (targets.find(arguments.target),)
        if not chosen:
            raise ExportFailed(_("The library has no export targets; 'postil targets add' makes one."))
        return [
            targets.update(target, shown_progress(), dry_run=arguments.dry_run, again=arguments.again)
            for target in chosen
        ]


def _colors() -> ColorNames:
    return ColorNames.of(live_settings.load(paths.settings_file())[0])
