"""``postil show``: one page's article and annotations."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from postil.app.library import Library
from postil.cli.output import print_json, print_lines
from postil.errors import NotFound
from postil.export.formats.postil_json import article_facts
from postil.model.annotation import Style
from postil.model.postil_link import is_postil_link, read_postil_link
from postil.translation import _, counted

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from postil.app.reading import OpenArticle


def add_parsers(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add the verb."""
    parser = verbs.add_parser("show", parents=[common], help=_("show a page: its text and annotations"))
    parser.add_argument("id", metavar="ID", help=_("a page's id, the beginning of it, or a postil: link"))
    parser.add_argument("--html", action="store_true", help=_("print the clean article's HTML only"))
    parser.add_argument(
        "--original", action="store_true", help=_("write the original's bytes to stdout only")
    )
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    with Library.open(arguments.library, write=False) as library:
        page = library.reading.find(arguments.id)
        if arguments.original:
            _write_bytes(library.reading.original(page.id))
            return 0
        article = _narrowed(library.reading.view(page.id), arguments.id)
    if arguments.html:
        print(article.html)
    elif arguments.json:
        print_json(article_facts(page, article.html, article.text, article.placed))
    else:
        print_lines(_lines(article))
    return 0


def _narrowed(article: OpenArticle, named: str) -> OpenArticle:
    """The article with the one highlight that a link names; else with all."""
    wanted = read_postil_link(named).annotation if is_postil_link(named) else None
    if wanted is None:
        return article
    placed = tuple(each for each in article.placed if each.annotation.id == wanted)
    if not placed:
        raise NotFound(_("The highlight that the link names is not on this page."))
    return replace(article, placed=placed)


def _lines(article: OpenArticle) -> Iterator[str]:
    page = article.page
    yield page.title
    about = [page.byline, page.site, page.published, counted("{count} word", "{count} words", page.words)]
    yield " · ".join(part for part in about if part)
    if page.canonical or page.address:
        yield page.canonical or page.address or ""
    yield ""
    if page.note:
        yield _("Note")
        yield from (f"  {line}" for line in page.note.splitlines())
        yield ""
    yield article.text
    if article.placed:
        yield ""
        yield _("Highlights")
    for placed in article.placed:
        annotation = placed.annotation
        lost = "" if placed.start is not None else " " + _("(not found in the text)")
        drawn = annotation.color.value + (", underlined" if annotation.style is Style.UNDERLINE else "")
        yield f"  [{drawn}] “{annotation.selectors.quote.exact}”{lost}"
        if annotation.note:
            yield f"      {annotation.note}"
        if annotation.tags:
            yield "      " + " ".join(f"#{tag}" for tag in annotation.tags)


def _write_bytes(content: bytes) -> None:
    sys.stdout.buffer.write(content)
