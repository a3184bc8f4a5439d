"""``postil search``: pages, highlights and notes that answer a query."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from postil.app.library import Library
from postil.cli.output import harmless, one_line, print_error, print_json
from postil.cli.words import count
from postil.translation import _, counted

if TYPE_CHECKING:
    import argparse

    from postil.app.finding import Hit

_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


def add_parsers(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add the verb."""
    parser = verbs.add_parser("search", parents=[common], help=_("search pages, highlights and notes"))
    parser.add_argument("query", nargs="+", metavar="QUERY")
    parser.add_argument("--limit", type=count, default=20, metavar="N", help=_("at most so many hits (20)"))
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    with Library.open_to_search(arguments.library) as library:
        results = library.finding.search(" ".join(arguments.query), limit=arguments.limit)
    if results.problem:
        print_error(f"postil: {results.problem}")
    if arguments.json:
        print_json({"total": results.total, "hits": [_facts(hit) for hit in results.hits]})
    else:
        for hit in results.hits:
            source = one_line(hit.page.site or hit.page.original_name)
            print(f"{hit.page.id}  {one_line(hit.page.title, 80)}  ({source})")
            print(f"    {'“' if hit.annotation else ''}{_marked(hit)}{'”' if hit.annotation else ''}")
        found = counted("{count} found.", "{count} found.", results.total)
        print(found if results.hits else _("Nothing was found."))
    return 2 if results.problem and not results.hits else 0


def _marked(hit: Hit) -> str:
    """The snippet on one line, its hits in bold on a terminal."""
    text, marks = harmless(hit.snippet.text), hit.snippet.marks
    if sys.stdout.isatty():
        for start, end in reversed(marks):
            text = f"{text[:start]}{_BOLD}{text[start:end]}{_PLAIN}{text[end:]}"
    return " ".join(text.split())


def _facts(hit: Hit) -> dict[str, object]:
    return {
        "page": hit.page.id,
        "annotation": hit.annotation.id if hit.annotation else None,
        "title": hit.page.title,
        "site": hit.page.site,
        "address": hit.page.canonical or hit.page.address,
        "score": round(hit.score, 4),
        "snippet": hit.snippet.text,
        "marks": [list(mark) for mark in hit.snippet.marks],
        "start": hit.start,
        "end": hit.end,
        "path": hit.page.original_name,
    }
