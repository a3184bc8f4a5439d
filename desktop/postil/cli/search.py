"""``postil search``: pages, highlights and notes that answer a query, as the window finds them.

With ``--json`` one object is printed:

=====================  ============================================================================
``query``              as it was typed
``total``              how many pages and highlights answer, those that are not listed included; 0 where
                       nothing does and the hits have only some of the words
``sort``               the order: ``relevance``, ``added``, ``published``, ``title``
``problem``            what of the query was not understood: ``message``, and from ``start`` to
                       ``end`` where it stands, in code points; or null
``suggestion``         a query that finds something, where this one finds nothing; or null
``pending``            changes of the library that search does not know yet
``hits``               the rows, the best first; each has
— ``page`` ``title``   the page's id and title
— ``site`` ``address`` where it is from; or null
— ``path``             the name of the file that it was imported from
— ``annotation``       the id of the highlight that was found; null where it is the page
— ``score``            larger is better; of one query only
— ``partial``          true where it has only most of the words
— ``snippet``          a line or two of what was found
— ``marks``            start and end of each word that was looked for, in the snippet
— ``start`` ``end``    where that is in the page's text, in code points; or null
— ``folded``           pages that are the same and have no row: ``page``, ``title``, ``path``
— ``more``             ids of further highlights of the page that have no row
``facets``             with ``--facets``, by the name of the field: ``value``, ``name``, ``documents``
                       and the ``query`` that narrows to it
``explanation``        with ``--explain``: the ``query`` as a tree, what of it a hit must match
                       (``strict``) and what was asked where few did (``loose``), the ``fields``,
                       the ``index``; and each hit then has its ``contributions``
=====================  ============================================================================
"""

from __future__ import annotations

import sys
from itertools import islice
from typing import TYPE_CHECKING, Any

from postil.app.library import Library
from postil.cli.output import harmless, one_line, print_error, print_json, print_lines, shown_progress
from postil.cli.search_explanation import (
    contribution_facts,
    contribution_lines,
    explanation_facts,
    explanation_lines,
)
from postil.cli.words import count
from postil.jobs import Progress, Step
from postil.search.ranking import Sort
from postil.translation import _, counted

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from postil.app.explaining import SearchExplanation
    from postil.app.facets import FacetChoices
    from postil.app.finding import Hit, Results

_VERB = "search"
_TAKING_A_WORD = ("--limit", "--sort", "--library")
_BACKLOG = 200
"""Changes that the index has still to take: from so many on one is told why it lasts."""

_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


def add_parsers(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add the verb."""
    parser = verbs.add_parser(_VERB, parents=[common], help=_("search pages, highlights and notes"))
    parser.add_argument("query", nargs="+", metavar="QUERY", help=_("words, “phrases”, -not, field:value"))
    parser.add_argument("--limit", type=count, default=20, metavar="N", help=_("at most so many hits (20)"))
    parser.add_argument(
        "--sort", choices=[order.value for order in Sort], help=_("the order, where the query names none")
    )
    parser.add_argument("--facets", action="store_true", help=_("tell what the hits can be narrowed by"))
    parser.add_argument(
        "--explain",
        action="store_true",
        help=_("tell how the query was read and what scores are made of"),
    )
    parser.set_defaults(run=_run)


def words_apart(words: Sequence[str]) -> Sequence[str]:
    """The words of a command line with those of a query after ``--``: ``-draft`` is one of them, too."""
    at = _verb_at(words)
    if at is None:
        return words
    options, query = list(words[: at + 1]), list[str]()
    rest = iter(words[at + 1 :])
    for word in rest:
        if word == "--":
            query += rest
        elif word.startswith("--") or word == "-h":
            options.append(word)
            if word in _TAKING_A_WORD:
                options += islice(rest, 1)
        else:
            query.append(word)
    return [*options, "--", *query] if query else options


def _verb_at(words: Sequence[str]) -> int | None:
    """Where this verb stands; None where the command line is of another one."""
    at = 0
    while at < len(words) and words[at].startswith("-"):
        at += 2 if words[at] in _TAKING_A_WORD else 1
    return at if at < len(words) and words[at] == _VERB else None


def _run(arguments: argparse.Namespace) -> int:
    query = " ".join(arguments.query)
    sort = Sort(arguments.sort) if arguments.sort else None
    with Library.open_to_search(arguments.library, _backlog_told()) as library:
        results = library.finding.search(query, limit=arguments.limit, sort=sort, facets=arguments.facets)
        explanation = library.finding.explain(results) if arguments.explain else None
        pending = library.indexing.pending()
    if results.problem:
        print_error(f"postil: {results.problem}")
    if pending:  # another program has the library, and its index is not so far yet
        print_error("postil: " + _unknown(pending))
    if arguments.json:
        print_json(_facts(results, explanation, faceted=arguments.facets, pending=pending))
    else:
        if explanation is not None:
            print_lines(explanation_lines(explanation, pending=pending))
        _print(results, explanation)
    return 2 if results.problem and not results.hits else 0


def _unknown(pending: int) -> str:
    return counted(
        "{count} change of the library is not known to search yet.",
        "{count} changes of the library are not known to search yet.",
        pending,
    )


def _backlog_told() -> Progress:
    """Tells on stderr how far the index is, where it has so much to take that a person wonders."""
    shown = shown_progress()

    def tell(step: Step) -> None:
        if step.total >= _BACKLOG:
            shown.step(step.done, step.total, step.what)

    return Progress(tell)


def _print(results: Results, explanation: SearchExplanation | None) -> None:
    for number, hit in enumerate(results.hits):
        if number == results.partial_from:
            print(_("These have only some of the words:"))
        _print_hit(hit)
        if explanation is not None:
            print_lines(contribution_lines(explanation.contributions[number]))
    for facet in results.facets:
        values = ", ".join(f"{one_line(each.name)} ({each.documents})" for each in facet.choices)
        print(f"{facet.name}: {values}")
    if results.total:
        print(counted("{count} found.", "{count} found.", results.total))
    elif not results.hits:
        print(_("Nothing was found."))
    if results.suggestion:
        print(_("Did you mean: {query}").format(query=one_line(results.suggestion)))


def _print_hit(hit: Hit) -> None:
    source = one_line(hit.page.site or hit.page.original_name)
    print(f"{hit.page.id}  {one_line(hit.page.title, 80)}  ({source})")
    print(f"    {'“' if hit.annotation else ''}{_marked(hit)}{'”' if hit.annotation else ''}")
    for page in hit.folded:
        print("    " + _("the same: {page}").format(page=f"{page.id}  {one_line(page.title, 60)}"))
    if hit.more:
        print("    " + counted("and {count} more highlight", "and {count} more highlights", len(hit.more)))


def _marked(hit: Hit) -> str:
    """The snippet on one line, its hits in bold on a terminal."""
    text, marks = harmless(hit.snippet.text), hit.snippet.marks
    if sys.stdout.isatty():
        for start, end in reversed(marks):
            text = f"{text[:start]}{_BOLD}{text[start:end]}{_PLAIN}{text[end:]}"
    return " ".join(text.split())


def _facts(
    results: Results, explanation: SearchExplanation | None, *, faceted: bool, pending: int
) -> dict[str, Any]:
    whole = len(results.hits) if results.partial_from is None else results.partial_from
    hits = [_hit_facts(hit, partial=number >= whole) for number, hit in enumerate(results.hits)]
    facts: dict[str, Any] = {
        "query": results.query,
        "total": results.total,
        "sort": results.sort.value,
        "problem": _problem_facts(results),
        "suggestion": results.suggestion,
        "pending": pending,
        "hits": hits,
    }
    if faceted:
        facts["facets"] = {each.facet.value: _choice_facts(each) for each in results.facets}
    if explanation is not None:
        facts["explanation"] = explanation_facts(explanation, pending=pending)
        for hit, contributions in zip(hits, explanation.contributions, strict=True):
            hit["contributions"] = contribution_facts(contributions)
    return facts


def _problem_facts(results: Results) -> dict[str, Any] | None:
    if results.problem is None or results.problem_at is None:
        return None
    start, end = results.problem_at
    return {"message": results.problem, "start": start, "end": end}


def _hit_facts(hit: Hit, *, partial: bool) -> dict[str, Any]:
    return {
        "page": hit.page.id,
        "annotation": hit.annotation.id if hit.annotation else None,
        "title": hit.page.title,
        "site": hit.page.site,
        "address": hit.page.canonical or hit.page.address,
        "path": hit.page.original_name,
        "score": round(hit.score, 4),
        "partial": partial,
        "snippet": hit.snippet.text,
        "marks": [list(mark) for mark in hit.snippet.marks],
        "start": hit.start,
        "end": hit.end,
        "folded": [{"page": page.id, "title": page.title, "path": page.original_name} for page in hit.folded],
        "more": list(hit.more),
    }


def _choice_facts(facet: FacetChoices) -> list[dict[str, Any]]:
    return [
        {"value": each.value, "name": each.name, "documents": each.documents, "query": each.query}
        for each in facet.choices
    ]
