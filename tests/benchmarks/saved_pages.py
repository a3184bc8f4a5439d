"""Made-up saved pages as files: articles of ``search_corpus`` with what sites put around them."""

from __future__ import annotations

import html
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.benchmarks.search_corpus import Corpus

    from postil.search.document import Document

_LINKS = 40
"""Of menus and lists of headlines, on every page."""
_STYLES = 30_000
"""Letters of styles and scripts on every page."""


def write_pages(folder: Path, corpus: Corpus, *, first: int, count: int) -> tuple[Path, ...]:
    """So many HTML files; the first has that number."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for document in islice(corpus.pages(first, count), count):
        path = folder / f"page-{document.page}.html"
        path.write_text(_markup(document, corpus), encoding="utf-8")
        paths.append(path)
    return tuple(paths)


def _markup(document: Document, corpus: Corpus) -> str:
    titles = [" ".join(corpus.random.sample(corpus.words[300:9000], 6)) for _ in range(_LINKS)]
    links = "".join(f'<li><a href="/{number}">{title}</a></li>' for number, title in enumerate(titles))
    body = "".join(f"<p>{html.escape(line)}</p>\n" for line in document.body.splitlines() if line.strip())
    head = (
        f'<meta charset="utf-8"><title>{document.title} – {document.site}</title>'
        f'<link rel="canonical" href="{document.address}"><meta name="author" content="{document.byline}">'
        f'<meta property="article:published_time" content="{document.added}T08:00:00Z">'
        f"<style>{'.teaser{margin:0 auto;padding:4px}' * (_STYLES // 33)}</style>"
    )
    return (
        f'<!DOCTYPE html><html lang="en"><head>{head}</head><body><nav><ul>{links}</ul></nav>'
        f'<main><article><h1>{document.title}</h1><p class="byline">By {document.byline}</p>{body}</article>'
        f'<aside class="more"><h2>More</h2><ul>{links}</ul></aside></main><footer>{document.site}</footer>'
        "</body></html>"
    )
