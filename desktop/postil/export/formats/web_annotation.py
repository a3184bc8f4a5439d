"""Web annotations of the W3C as JSON-LD (https://www.w3.org/TR/annotation-model/).

The file is an AnnotationCollection with its one AnnotationPage in it. A highlight is an Annotation whose
target has a TextQuoteSelector and, where its very words stand in the text that is read, a
TextPositionSelector; both count code points of the canonical text. Its colour and style are classes of a
style sheet that the annotation carries. What is known of a whole page (title, tags, note) is an annotation of
the page itself. The model has no place for the reading state, the star and the progress.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from postil.export.formats.json_stream import Json, encoded, write_array
from postil.export.formats.look import DAY, look
from postil.export.formats.source import stands_unchanged
from postil.export.formats.words import line, moment
from postil.model.annotation import Style
from postil.model.postil_link import PostilLink

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from postil.export.formats.source import Source
    from postil.model.annotation import Annotation, Placed

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_COLLECTION = "urn:x-postil:annotations"
_UNDERLINE = "underline"


def write_web_annotations(sources: Iterable[Source], file: IO[bytes]) -> None:
    """Write the annotations of all pages as one collection."""
    collection: Json = {
        "@context": CONTEXT,
        "id": _COLLECTION,
        "type": "AnnotationCollection",
        "label": "Postil",
    }
    page: Json = {
        "id": f"{_COLLECTION}:1",
        "type": "AnnotationPage",
        "partOf": _COLLECTION,
        "startIndex": 0,
    }
    file.write(encoded(collection)[:-1] + b',\n"first": ' + encoded(page)[:-1] + b',\n"items": ')
    count = write_array((each for source in sources for each in _annotations(source)), file)
    file.write(b'},\n"total": ' + encoded(count) + b"}\n")


def _annotations(source: Source) -> Iterator[Json]:
    yield _of_page(source)
    for placed in source.placed:
        yield _of_highlight(source, placed)


def _of_page(source: Source) -> Json:
    """The page itself, kept like a bookmark, with what was written about all of it."""
    page = source.page
    said = _bodies(page.note, page.tags)
    return {
        "id": PostilLink(page.id).address,
        "type": "Annotation",
        "motivation": "commenting" if page.note.strip() else "bookmarking",
        "created": moment(page.added),
        **({"body": said} if said else {}),
        "target": {"type": "SpecificResource", "source": _source(source), **_state(source)},
    }


def _of_highlight(source: Source, placed: Placed) -> Json:
    kept = placed.annotation
    said = _bodies(kept.note, kept.tags)
    classes: list[Json] = [kept.color.value]
    if kept.style is Style.UNDERLINE:
        classes.append(_UNDERLINE)
    return {
        "id": PostilLink(source.page.id, kept.id).address,
        "type": "Annotation",
        "motivation": "commenting" if kept.note.strip() else "highlighting",
        "created": moment(kept.created),
        "modified": moment(kept.modified),
        "stylesheet": {"type": "CssStylesheet", "value": _rule(kept)},
        **({"body": said} if said else {}),
        "target": {
            "type": "SpecificResource",
            "source": _source(source),
            "selector": _selectors(source, placed),
            "styleClass": classes,
            **_state(source),
        },
    }


def _bodies(note: str, tags: tuple[str, ...]) -> list[Json]:
    bodies: list[Json] = []
    if note.strip():
        bodies.append(
            {"type": "TextualBody", "value": note, "format": "text/markdown", "purpose": "commenting"}
        )
    bodies += ({"type": "TextualBody", "value": line(tag), "purpose": "tagging"} for tag in tags)
    return bodies


def _source(source: Source) -> Json:
    page = source.page
    known: dict[str, Json] = {"id": source.address or f"urn:x-postil:page:{page.id}", "type": "Text"}
    if line(page.title):
        known["dcterms:title"] = line(page.title)
    if page.language:
        known["language"] = line(page.language)
    return known


def _state(source: Source) -> dict[str, Json]:
    """When what was annotated looked so."""
    saved = source.page.saved
    return {"state": {"type": "TimeState", "sourceDate": moment(saved)}} if saved else {}


def _selectors(source: Source, placed: Placed) -> list[Json]:
    """Ways to the same words. A place that has other words by now would be a way to others."""
    quote = placed.annotation.selectors.quote
    selectors: list[Json] = [
        {
            "type": "TextQuoteSelector",
            "exact": quote.exact,
            **({"prefix": quote.prefix} if quote.prefix else {}),
            **({"suffix": quote.suffix} if quote.suffix else {}),
        }
    ]
    if stands_unchanged(placed, source.text):
        selectors.append({"type": "TextPositionSelector", "start": placed.start, "end": placed.end})
    return selectors


def _rule(kept: Annotation) -> str:
    """The style of a highlight, in CSS."""
    if kept.style is Style.UNDERLINE:
        line_color = dict(look(DAY).accents)[kept.color]
        return f".{kept.color.value}.{_UNDERLINE} {{ border-bottom: 2px solid {line_color}; }}"
    return f".{kept.color.value} {{ background-color: {dict(look(DAY).fills)[kept.color]}; }}"
