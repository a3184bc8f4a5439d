"""``postil import``: saved pages, exports of other tools, and folders of them, into the library."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from postil.app.import_report import ImportReport, Outcome
from postil.app.import_report_file import OUTCOMES, json_rows, known_of, summary, write_report
from postil.app.instance import Request, hand_over
from postil.app.library import Library
from postil.app.pasting import spool_folder
from postil.app.worker_count import workers_by_cores
from postil.cli.output import one_line, print_error, print_json, print_lines, shown_progress
from postil.cli.standard_input import STANDARD_INPUT, save_standard_input
from postil.cli.words import count
from postil.errors import LibraryLocked
from postil.live_settings import load
from postil.model.annotation import Color
from postil.paths import settings_file
from postil.store.database import DATABASE
from postil.translation import _

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from postil.app.import_report import ImportRow


def add_parsers(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add the verb."""
    parser = verbs.add_parser("import", parents=[common], help=_("add saved pages and folders of them"))
    parser.add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar="PATH",
        help=_("files and folders; - is what comes on standard input"),
    )
    parser.add_argument("--dry-run", action="store_true", help=_("change nothing, tell what would come"))
    parser.add_argument(
        "--report", type=Path, metavar="FILE", help=_("write the report to a file, too: text, .csv or .json")
    )
    parser.add_argument(
        "--jobs",
        type=count,
        default=0,
        metavar="N",
        help=_("how many processes read pages; without it, as the cores allow"),
    )
    parser.add_argument("--name", metavar="NAME", help=_("a name of a file for what comes on standard input"))
    parser.add_argument("--address", metavar="URL", help=_("the web address of the page on standard input"))
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.report is not None:
        write_report(ImportReport(()), arguments.report)  # to know now that it can be written
    if arguments.dry_run:
        with _library_to_look_at(arguments.library) as library:
            return _import(library, arguments)
    try:
        library = Library.open(arguments.library)
    except LibraryLocked:
        return _hand_over(arguments)
    with library:
        status = _import(library, arguments)
        if status != _INTERRUPTED:
            library.indexing.drain(shown_progress())
            library.page_records.drain(shown_progress())
        return status


_INTERRUPTED = 130


def _import(library: Library, arguments: argparse.Namespace) -> int:
    workers = arguments.jobs or workers_by_cores()
    with _with_standard_input(library.folder, arguments) as paths:
        if arguments.dry_run:
            report = library.importing.add(paths, shown_progress(), dry=True, workers=workers)
        else:
            report = library.import_resuming.add(paths, shown_progress(), color=_color(), workers=workers)
    _print_report(report, as_json=arguments.json)
    if arguments.report is not None:
        write_report(report, arguments.report)
    if report.cancelled:
        if not arguments.dry_run and STANDARD_INPUT not in arguments.paths:
            print_error(_("To go on, run the same command again: what came in is not read anew."))
        return _INTERRUPTED
    return 1 if report.count(Outcome.FAILED) else 0


def _color() -> Color:
    """The colour of highlights of tools that said none: the one that the person has chosen."""
    return Color(load(settings_file())[0].highlight_color)


@contextmanager
def _library_to_look_at(folder: Path) -> Iterator[Library]:
    """The library, to be read only, whoever has it open; where there is none, an empty one for the moment."""
    if (folder / DATABASE).is_file():
        with Library.open(folder, write=False) as library:
            yield library
        return
    with tempfile.TemporaryDirectory(prefix="postil-") as empty, Library.open(Path(empty)) as library:
        yield library


@contextmanager
def _with_standard_input(folder: Path, arguments: argparse.Namespace) -> Iterator[tuple[Path, ...]]:
    """The paths to import, standard input as a file for as long as that takes."""
    if STANDARD_INPUT not in arguments.paths:
        yield tuple(arguments.paths)
        return
    spool = spool_folder(folder)
    try:
        saved = save_standard_input(spool, name=arguments.name, address=arguments.address)
        yield tuple(saved if path == STANDARD_INPUT else path for path in arguments.paths)
    finally:
        shutil.rmtree(spool, ignore_errors=True)


def _hand_over(arguments: argparse.Namespace) -> int:
    """Let the window that has the library take the files in. Raises LibraryLocked where it does not."""
    spool: Path | None = None
    paths: list[Path] = arguments.paths
    if STANDARD_INPUT in paths:  # it goes when the library is opened the next time: nobody tells it is read
        spool = spool_folder(arguments.library)
        saved = save_standard_input(spool, name=arguments.name, address=arguments.address)
        paths = [saved if path == STANDARD_INPUT else path for path in paths]
    files = tuple(str(path.absolute()) for path in paths)
    if not hand_over(arguments.library, Request(files)):
        if spool is not None:
            shutil.rmtree(spool, ignore_errors=True)
        told = _("The library {folder} is open in another Postil, which takes no files. Close it there.")
        raise LibraryLocked(told.format(folder=arguments.library))
    _print_handed_over(files, as_json=arguments.json)
    return 0


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
        print_json(json_rows(report))
        return
    for row in report.rows:
        line = _line(row)
        print_error(line) if row.outcome is Outcome.FAILED else print_lines([line])
    print_lines([summary(report)])


def _line(row: ImportRow) -> str:
    path = one_line(str(row.path))
    part = f" · {one_line(row.title or row.part, 60)}" if row.part else ""
    known = one_line(known_of(row))
    return f"{_(OUTCOMES[row.outcome]):14}{row.page or '-':18}{path}{part}" + (f"  {known}" if known else "")
