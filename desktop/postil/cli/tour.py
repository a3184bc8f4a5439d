"""``postil tour``: the main job without a window, on the sample pages in a library of its own."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from postil.app.library import Library
from postil.cli.output import one_line, print_lines
from postil.jobs import Progress
from postil.model.annotation import Color
from postil.model.page import Place
from postil.translation import _, counted

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from postil.model.page import Page

_QUERY = "margin"
_SHOWN = 700


def add_parsers(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add the verb."""
    parser = verbs.add_parser(
        "tour",
        parents=[common],
        help=_("import the samples into a temporary library and show what comes of them"),
    )
    parser.add_argument("--folder", type=Path, metavar="DIR", help=_("keep the library here"))
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    folder = arguments.folder or Path(tempfile.mkdtemp(prefix="postil-tour-")) / "library"
    with Library.open(folder) as library:
        print_lines(_tour(library))
    return 0


def _tour(library: Library) -> Iterator[str]:
    report = library.importing.add_samples(Progress())
    for row in report.rows:
        yield _("Imported {file}").format(file=row.path.name)
    library.indexing.drain()
    ids = library.reading.page_ids(Place())
    for page_id in ids:
        yield from _article(library, library.reading.page(page_id))
    yield from _search(library)
    yield from _note(library)
    yield _("The library is in {folder}").format(folder=library.folder)


def _article(library: Library, page: Page) -> Iterator[str]:
    text = library.reading.view(page.id).text
    yield ""
    yield f"== {page.title}"
    yield " · ".join(
        part
        for part in (
            page.byline,
            page.site,
            page.published,
            counted("{count} word", "{count} words", page.words),
        )
        if part
    )
    yield text[:_SHOWN].rstrip() + (" […]" if len(text) > _SHOWN else "")


def _search(library: Library) -> Iterator[str]:
    yield ""
    yield _("== Search: {query}").format(query=_QUERY)
    for hit in library.finding.search(_QUERY, limit=3).hits:
        yield f"{hit.page.title}: {one_line(hit.snippet.text, 200)}"


def _note(library: Library) -> Iterator[str]:
    """A highlight on the best hit, and the Markdown it becomes."""
    hits = [hit for hit in library.finding.search(_QUERY, limit=3).hits if hit.start is not None]
    if not hits or hits[0].start is None:
        return
    page_id, at = hits[0].page.id, hits[0].start
    text = library.reading.view(page_id).text
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    library.annotating.highlight(
        page_id,
        start,
        end if end > 0 else len(text),
        color=Color.YELLOW,
        note=_("A first note, from the tour."),
    )
    yield ""
    yield _("== The note, as Markdown")
    yield library.exporting.markdown(page_id)
