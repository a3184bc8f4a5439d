"""``postil duplicates`` and ``postil related``: pages that are the same, and pages that belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.app.library import Library
from postil.app.likening import told
from postil.cli.output import one_line, print_json, print_lines, shown_progress
from postil.cli.words import count
from postil.errors import LibraryError
from postil.export.formats.postil_json import page_facts
from postil.translation import _

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from postil.app.likening import AlikeGroup
    from postil.app.relating import Related


def add_parsers(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add the verbs."""
    duplicates = verbs.add_parser(
        "duplicates", parents=[common], help=_("list pages that are the same, in groups")
    )
    duplicates.add_argument("--anew", action="store_true", help=_("look at all pages again"))
    duplicates.set_defaults(run=_duplicates)
    related = verbs.add_parser(
        "related", parents=[common], help=_("list the pages that speak of what a page speaks of")
    )
    related.add_argument("id", metavar="ID", help=_("a page's id, or the beginning of it"))
    related.add_argument("--limit", type=count, default=6, metavar="N", help=_("at most so many pages (6)"))
    related.set_defaults(run=_related)


def _duplicates(arguments: argparse.Namespace) -> int:
    with _up_to_date(arguments) as library:
        groups = library.likening.groups()
    if arguments.json:
        print_json([_group_facts(group) for group in groups])
    elif groups:
        print_lines(line for group in groups for line in _group_lines(group))
    else:
        print_lines([_("No two pages are the same.")])
    return 0


def _up_to_date(arguments: argparse.Namespace) -> Library:
    """The library with every page looked at, where it may be written; else as far as they were."""
    try:
        library = Library.open_existing(arguments.library)
    except LibraryError:
        if arguments.anew:
            raise
        return Library.open(arguments.library, write=False)
    if library.likening.pending() or arguments.anew:
        library.likening.drain(shown_progress(), anew=arguments.anew)
    return library


def _related(arguments: argparse.Namespace) -> int:
    with Library.open_to_search(arguments.library) as library:
        page = library.reading.find(arguments.id)
        found = library.relating.related(page.id, limit=arguments.limit)
    if arguments.json:
        print_json([_related_facts(each) for each in found])
    elif found:
        print_lines(line for each in found for line in _related_lines(each))
    else:
        print_lines([_("No page of the library is related to it.")])
    return 0


def _group_lines(group: AlikeGroup) -> Iterator[str]:
    """The oldest page at the margin, the others below it, each with how it is like one before it."""
    for page in group.pages:
        pair = group.nearest_before(page)
        source = one_line(page.site or page.original_name)
        line = f"{page.id}  {page.added:%Y-%m-%d}  {one_line(page.title, 60)}  ({source})"
        yield line if pair is None else f"  {line}  {told(pair)}"


def _related_lines(each: Related) -> Iterator[str]:
    source = one_line(each.page.site or each.page.original_name)
    yield f"{each.page.id}  {each.kinship.share:4.0%}  {one_line(each.page.title, 70)}  ({source})"
    yield "    " + _("both speak of: {words}").format(words=", ".join(each.kinship.shared))


def _group_facts(group: AlikeGroup) -> dict[str, object]:
    return {
        "pages": [page_facts(page) for page in group.pages],
        "pairs": [
            {
                "page": pair.page,
                "other": pair.other,
                "sameness": pair.sameness.value if pair.sameness else None,
                "same_address": pair.same_address,
                "resemblance": round(pair.resemblance, 4),
                "containment": round(pair.containment, 4),
            }
            for pair in group.pairs
        ],
    }


def _related_facts(each: Related) -> dict[str, object]:
    return {
        **page_facts(each.page),
        "share": round(each.kinship.share, 4),
        "shared": list(each.kinship.shared),
    }
