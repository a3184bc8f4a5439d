"""Pages as Postil tells them to programs: ``postil --json show``, and the export of everything as JSON.

It holds all that Postil knows of a page but its history: the article, its text, each highlight with its
selectors, times in ISO 8601. Offsets count code points of ``text``.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from postil.export.formats.json_stream import Json, write_array

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postil.export.formats.source import Source
    from postil.model.annotation import Placed
    from postil.model.page import Page


def write_postil_json(sources: Iterable[Source], file: IO[bytes]) -> None:
    """Write an array with an object for each page."""
    write_array((article_facts(each.page, each.html, each.text, each.placed) for each in sources), file)
    file.write(b"\n")


def article_facts(page: Page, html: str, text: str, placed: Iterable[Placed]) -> dict[str, Json]:
    """A page with its article and annotations, as JSON gives it."""
    annotations: list[Json] = [annotation_facts(each) for each in placed]
    return {**page_facts(page), "text": text, "html": html, "annotations": annotations}


def page_facts(page: Page) -> dict[str, Json]:
    """A page as JSON gives it: the fields of its row, times in ISO 8601."""
    return {
        "id": page.id,
        "title": page.title,
        "byline": page.byline,
        "site": page.site,
        "address": page.canonical or page.address,
        "published": page.published,
        "added": page.added.isoformat(),
        "saved": page.saved.isoformat() if page.saved else None,
        "language": page.language,
        "words": page.words,
        "status": page.status.value,
        "starred": page.starred,
        "tags": list(page.tags),
        "highlights": page.highlights,
        "progress": page.progress,
        "original": page.original,
        "original_name": page.original_name,
        "format": page.format,
        "plain": page.plain,
        "note": page.note,
    }


def annotation_facts(placed: Placed) -> dict[str, Json]:
    """An annotation as JSON gives it; offsets count code points of the text, None where not found."""
    annotation = placed.annotation
    quote = annotation.selectors.quote
    return {
        "id": annotation.id,
        "quote": quote.exact,
        "prefix": quote.prefix,
        "suffix": quote.suffix,
        "note": annotation.note,
        "color": annotation.color.value,
        "style": annotation.style.value,
        "tags": list(annotation.tags),
        "state": annotation.state.value,
        "start": placed.start,
        "end": placed.end,
        "created": annotation.created.isoformat(),
        "modified": annotation.modified.isoformat(),
    }
