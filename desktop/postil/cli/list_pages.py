"""``postil list``: the pages of a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.app.library import Library
from postil.cli.output import one_line, print_json, print_lines
from postil.cli.words import count
from postil.export.formats.postil_json import page_facts
from postil.model.annotation import AnchorState
from postil.model.page import Page, Place, SortOrder, Status
from postil.translation import _, counted

if TYPE_CHECKING:
    import argparse


def add_parsers(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add the verb."""
    parser = verbs.add_parser("list", parents=[common], help=_("list pages"))
    parser.add_argument("--status", choices=[status.value for status in Status])
    parser.add_argument("--starred", action="store_true", help=_("only starred pages"))
    parser.add_argument("--highlighted", action="store_true", help=_("only pages with highlights"))
    parser.add_argument("--trash", action="store_true", help=_("the trash instead of the library"))
    parser.add_argument("--tag", help=_("only pages with this tag"))
    parser.add_argument("--sort", choices=[order.value for order in SortOrder], default=SortOrder.ADDED.value)
    parser.add_argument("--limit", type=count, metavar="N", help=_("at most so many"))
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    sort = SortOrder(arguments.sort)
    with Library.open(arguments.library, write=False) as library:
        place = Place(
            status=Status(arguments.status) if arguments.status else None,
            starred=arguments.starred,
            tag=library.tagging.name(arguments.tag) if arguments.tag is not None else None,
            highlighted=arguments.highlighted,
            trashed=arguments.trash,
        )
        alphabetical = sort in (SortOrder.TITLE, SortOrder.SITE)
        ids = library.reading.page_ids(place, sort=sort, descending=not alphabetical)[: arguments.limit]
        rows = library.reading.pages(ids)
        pages = [rows[page_id] for page_id in ids]
        doubts = library.anchors.in_doubt()
    if arguments.json:
        print_json([page_facts(page) | _doubt_facts(doubts.get(page.id, {})) for page in pages])
    else:
        print_lines(_line(page) + _doubts(doubts.get(page.id, {})) for page in pages)
    return 0


def _doubt_facts(counts: dict[AnchorState, int]) -> dict[str, int]:
    return {
        "highlights_moved": counts.get(AnchorState.MOVED, 0),
        "highlights_not_found": counts.get(AnchorState.NOT_FOUND, 0),
    }


def _doubts(counts: dict[AnchorState, int]) -> str:
    """``  2 to check, 1 not found``: highlights in doubt, when they were last looked for."""
    told = []
    if moved := counts.get(AnchorState.MOVED, 0):
        told.append(counted("{count} to check", "{count} to check", moved))
    if lost := counts.get(AnchorState.NOT_FOUND, 0):
        told.append(counted("{count} not found", "{count} not found", lost))
    return "  " + ", ".join(told) if told else ""


def _line(page: Page) -> str:
    marks = ("★" if page.starred else " ") + (f"{page.highlights:3}" if page.highlights else "   ")
    source = one_line(page.site or page.original_name)
    return f"{page.id}  {page.added:%Y-%m-%d} {marks}  {one_line(page.title, 70)}  ({source})"
