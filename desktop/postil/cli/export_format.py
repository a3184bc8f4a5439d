"""``postil export --format``: the formats of other tools on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.errors import ExportFailed
from postil.translation import _

if TYPE_CHECKING:
    import argparse

FORMAT_NAMES = (
    "html", "epub", "text", "csv", "readwise", "w3c", "hypothesis", "anki", "bibtex", "csl", "json",
)  # fmt: skip
"""What ``export.formats`` has, by id. It is not asked at each start of the program: that takes time."""
_OF_NOTES = ("layout", "preset", "template", "contents", "marks", "images")


def add_format_option(parser: argparse.ArgumentParser) -> None:
    """Let a format of another tool be named."""
    parser.add_argument(
        "--format",
        choices=FORMAT_NAMES,
        metavar="NAME",
        help=_(
            "write another format than Markdown: {names}; --to is then the file, or for html the folder"
        ).format(names=", ".join(FORMAT_NAMES)),
    )


def check_format_options(arguments: argparse.Namespace) -> None:
    """Raise ExportFailed where a format is named beside what only notes have."""
    given = [name for name in _OF_NOTES if getattr(arguments, name) is not None]
    given += [name for name in ("dry_run", "again") if getattr(arguments, name)]
    if arguments.format is not None and (given or arguments.to is None):
        raise ExportFailed(_("--format goes only with --to, and with none of the options of Markdown notes."))
