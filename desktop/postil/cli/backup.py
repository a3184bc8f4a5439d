"""``postil backup`` and ``postil restore``: the whole library in one file, and back."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from postil.app.library import Library
from postil.cli.output import harmless, print_error, print_json, shown_progress
from postil.errors import BackupError
from postil.store.database import DATABASE
from postil.translation import _, counted

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from postil.model.restore_report import RestoreReport


def add_parsers(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add the verbs."""
    parser = verbs.add_parser("backup", parents=[common], help=_("write the whole library to one file"))
    parser.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help=_("the file to write, or a folder: the file is then named after today"),
    )
    parser.add_argument("--replace", action="store_true", help=_("replace a file that is there"))
    parser.set_defaults(run=_backup)
    parser = verbs.add_parser(
        "restore", parents=[common], help=_("bring a backup into the library; nothing in it is deleted")
    )
    parser.add_argument("file", type=Path, metavar="FILE", help=_("the backup"))
    parser.add_argument("--dry-run", action="store_true", help=_("write nothing, and say what would be done"))
    parser.set_defaults(run=_restore)


def _backup(arguments: argparse.Namespace) -> int:
    path: Path = arguments.file
    if path.is_dir():
        path /= f"postil-{datetime.now().astimezone():%Y-%m-%d}.zip"
    if path.exists() and not arguments.replace:
        raise BackupError(_("There is a file {file}; name another one, or say --replace.").format(file=path))
    with Library.open(arguments.library, write=False) as library:
        report = library.backup.write(path, shown_progress())
    if arguments.json:
        print_json({
            "path": str(report.path), "pages": report.pages, "annotations": report.annotations,
            "files": report.files, "bytes": report.size, "problems": list(report.problems),
        })  # fmt: skip
    else:
        pages = counted("{count} page", "{count} pages", report.pages)
        highlights = counted("{count} highlight", "{count} highlights", report.annotations)
        told = _("{pages}, {highlights} in {file} ({size:.1f} MB).")
        size = report.size / 1e6
        print(harmless(told.format(pages=pages, highlights=highlights, file=report.path, size=size)))
    for problem in report.problems:
        print_error(f"postil: {problem}")
    return 1 if report.problems else 0


def _restore(arguments: argparse.Namespace) -> int:
    with _library(arguments.library, dry=arguments.dry_run) as library:
        report = library.restoring.restore(arguments.file, shown_progress(), dry_run=arguments.dry_run)
        if not report.dry:
            library.indexing.drain()
    if arguments.json:
        print_json({
            "pages": {
                "new": report.pages_new, "changed": report.pages_changed, "unchanged": report.pages_unchanged,
            },
            "annotations": {
                "new": report.annotations_new, "changed": report.annotations_changed,
                "unchanged": report.annotations_unchanged,
            },
            "before": None if report.before is None else str(report.before),
            "dry_run": report.dry, "problems": list(report.problems),
        })  # fmt: skip
    else:
        for line in _lines(report):
            print(harmless(line))
    for problem in report.problems:
        print_error(f"postil: {problem}")
    return 1 if report.problems else 0


@contextmanager
def _library(folder: Path, *, dry: bool) -> Iterator[Library]:
    """The library, made where there is none; for a trial, an empty one that is gone afterwards."""
    if not dry or (folder / DATABASE).is_file():
        with Library.open(folder) as library:
            yield library
        return
    with tempfile.TemporaryDirectory(prefix="postil-") as passing, Library.open(Path(passing)) as library:
        yield library


def _lines(report: RestoreReport) -> Iterator[str]:
    if report.dry:
        yield _("Nothing was written. A restore would do this:")
    if report.nothing_new and not report.problems:
        yield _("The library has everything that is in the backup: nothing new.")
    else:
        told = _("Pages: {new} new, {changed} changed, {unchanged} as they were.")
        yield told.format(
            new=report.pages_new, changed=report.pages_changed, unchanged=report.pages_unchanged
        )
        told = _("Highlights: {new} new, {changed} changed, {unchanged} as they were.")
        yield told.format(
            new=report.annotations_new,
            changed=report.annotations_changed,
            unchanged=report.annotations_unchanged,
        )
    if report.before is not None:
        yield _("The library as it was before is in {file}.").format(file=report.before)
