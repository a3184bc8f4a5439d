"""``postil note``: read and write the note on a whole page."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from postil.app.library import Library
from postil.cli.output import print_json
from postil.errors import PostilError
from postil.translation import _

if TYPE_CHECKING:
    import argparse

FROM_INPUT = "-"


def add_parsers(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add the verb."""
    parser = verbs.add_parser("note", parents=[common], help=_("show or write the note on a page"))
    parser.add_argument("id", metavar="ID", help=_("a page's id, or the beginning of it"))
    parser.add_argument(
        "--text",
        metavar="TEXT",
        help=_("write this note, in Markdown; '-' takes it from standard input, an empty one removes it"),
    )
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    with Library.open_existing(arguments.library) as library:
        page = library.reading.find(arguments.id)
        if arguments.text is not None:
            note = _standard_input() if arguments.text == FROM_INPUT else arguments.text
            library.noting.set_note(page.id, note.strip())
            page = library.reading.page(page.id)
            library.indexing.drain()
        if arguments.json:
            print_json({"id": page.id, "note": page.note, "tags": page.tags})
        elif arguments.text is None and page.note:
            print(page.note)
    return 0


def _standard_input() -> str:
    """All of it. Raises PostilError where it is no text."""
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PostilError(_("Standard input is not text in UTF-8; the note stays as it was.")) from error
