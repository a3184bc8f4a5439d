"""``postil highlight``: mark words of a page from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.app.library import Library
from postil.cli.output import print_json
from postil.export.formats.postil_json import annotation_facts
from postil.model.annotation import Color, Style
from postil.translation import _

if TYPE_CHECKING:
    import argparse


def add_parsers(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add the verb."""
    parser = verbs.add_parser("highlight", parents=[common], help=_("highlight words of a page"))
    parser.add_argument("id", metavar="ID", help=_("a page's id, or the beginning of it"))
    parser.add_argument(
        "--quote", required=True, metavar="TEXT", help=_("the words, as they stand on the page")
    )
    parser.add_argument("--note", default="", metavar="TEXT", help=_("a note on them, in Markdown"))
    parser.add_argument("--color", default=Color.YELLOW.value, choices=[color.value for color in Color])
    parser.add_argument("--style", default=Style.HIGHLIGHT.value, choices=[style.value for style in Style])
    parser.add_argument(
        "--tag", action="append", default=[], metavar="TAG", help=_("a tag (may be repeated)")
    )
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    with Library.open_existing(arguments.library) as library:
        page = library.reading.find(arguments.id)
        placed = library.annotating.highlight_quote(
            page.id,
            arguments.quote,
            color=Color(arguments.color),
            style=Style(arguments.style),
            note=arguments.note,
            tags=tuple(library.tagging.name(tag) for tag in arguments.tag),
        )
        if arguments.json:
            print_json(annotation_facts(placed))
        else:
            print(placed.annotation.id)
        library.indexing.drain()
    return 0
