"""Highlights and notes that are written into saved pages, by the tools that save them.

Each tool has a module that says what it left in a page's tree. Here it becomes annotations: quotes with the
words around them, as the reader's text has them, so that they find their places in the article. ``<mark>``
and the like are the author's own, and are not taken.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from postil.dom.decode import decode
from postil.dom.parse import parse_page
from postil.errors import ImportFailed
from postil.importers.annotations import (
    postil_annotations,
    singlefile_annotations,
    webscrapbook_annotations,
)
from postil.importers.annotations.marks import Mark
from postil.importers.annotations.page_text import Cover, PageText, joined
from postil.model.record import ImportedAnnotation
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from postil.importers.annotations.marks import Sticker
    from postil.importers.annotations.page_text import Span
    from postil.model.capture import Capture

_TOOLS = (postil_annotations, singlefile_annotations, webscrapbook_annotations)
_SIGNS = tuple(sign for tool in _TOOLS for sign in tool.SIGNS)
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_MOST = 10_000
"""Highlights of a page that are taken."""
_MOST_QUOTED = 10_000_000
"""Code points of all quotes of a page together: highlights within each other repeat its words."""


@dataclass(frozen=True, slots=True)
class PageAnnotations:
    """What was found in a page."""

    annotations: tuple[ImportedAnnotation, ...] = ()
    """In the order of the text."""
    note: str = ""
    """The notes that were put on nothing in it, in Markdown."""
    cut: bool = False
    """Whether there are more highlights than are taken."""


def with_annotations(capture: Capture) -> Capture:
    """The capture with what is written into its page, and into its frames, in its record."""
    if capture.waiting or capture.media_type != "text/html":
        return capture
    frames = (
        resource.content for resource in capture.resources if _is_page(resource.media_type, resource.source)
    )
    found: list[PageAnnotations] = []
    warnings: list[str] = []
    for content, charset in ((capture.markup, capture.charset), *((frame, None) for frame in frames)):
        if has_signs(content):
            try:
                found.append(annotations_in(decode(content, declared=charset).text))
                if found[-1].cut:
                    warnings.append(
                        _("The page has more highlights than can be taken in; the rest is left out.")
                    )
            except ImportFailed:
                warnings.append(_("The highlights in this page could not be read: it is too damaged."))
    return _recorded(capture, found, warnings)


def has_signs(content: bytes) -> bool:
    """Whether a tool that people annotate with may have written into a page; told without reading it."""
    if content.startswith(_WIDE) or b"<\0h\0" in content[:2000].lower():
        content = content.replace(b"\0", b"")
    return any(sign in content for sign in _SIGNS)


def annotations_in(markup: str) -> PageAnnotations:
    """The highlights and notes in a page. Raises ImportFailed where it cannot be parsed."""
    root = parse_page(markup)
    left = [tool.read_left(root) for tool in _TOOLS]
    marks = [mark for each in left for mark in each.marks]
    stickers = [sticker for each in left for sticker in each.stickers]
    if not marks and not stickers:
        return PageAnnotations()
    text = PageText(root)
    placed = _placed(marks[:_MOST], text)
    placed, of_page = _with_stickers(placed, stickers[:_MOST], text)
    placed.sort(key=lambda each: each[0])
    written = tuple(_written(placed, text))
    cut = len(written) < len(placed) or max(len(marks), len(stickers)) > _MOST
    return PageAnnotations(written, "\n\n".join(of_page), cut)


def _placed(marks: Sequence[Mark], text: PageText) -> list[tuple[Span, Mark]]:
    """Where the marks stand: one in several places, with other words between, is several highlights."""
    spans = [text.spans(mark.elements) for mark in marks]
    cover = Cover((span for each in spans for span in each), text)
    found = [
        (span, mark) for mark, own in zip(marks, spans, strict=True) for span in joined(own, text, cover)
    ]
    found.sort(key=lambda each: each[0])
    result: list[tuple[Span, Mark]] = []
    for span, mark in found:
        if result and _is_continued(result[-1], (span, mark), text):
            result[-1] = ((result[-1][0][0], span[1]), mark)
        else:
            result.append((span, mark))
    return result


def _is_continued(one: tuple[Span, Mark], other: tuple[Span, Mark], text: PageText) -> bool:
    """Whether two marks without names are one, which its tool wrote as several elements."""
    (before, mark), (after, following) = one, other
    return (
        not mark.id
        and bool(mark.note)
        and (mark.note, mark.color, mark.style, mark.id)
        == (following.note, following.color, following.style, following.id)
        and before[1] <= after[0]
        and text.is_blank(before[1], after[0])
    )


def _with_stickers(
    placed: list[tuple[Span, Mark]], stickers: Sequence[Sticker], text: PageText
) -> tuple[list[tuple[Span, Mark]], list[str]]:
    """Each note with the highlight that it was put on, else with the words it was put on, else the page's."""
    of_element = {element: mark for _span, mark in placed for element in mark.elements}
    of_span = dict(placed)
    notes: dict[int, list[str]] = {}
    more: list[tuple[Span, Mark]] = []
    of_page: list[str] = []
    for sticker in stickers:
        span = None if sticker.target is None else text.span(sticker.target)
        if sticker.target is None or span is None:
            of_page.append(sticker.note)
            continue
        around = (sticker.target, *sticker.target.iterancestors())
        mark = next((of_element[each] for each in around if each in of_element), of_span.get(span))
        if mark is not None:
            notes.setdefault(id(mark), []).append(sticker.note)
        else:
            more.append((text.beginning(span), _mark_of(sticker)))
    return [*((span, _noted(mark, notes.pop(id(mark), []))) for span, mark in placed), *more], of_page


def _mark_of(sticker: Sticker) -> Mark:
    return Mark((), note=sticker.note, color=sticker.color, created=sticker.created, id=sticker.id)


def _noted(mark: Mark, notes: Sequence[str]) -> Mark:
    return replace(mark, note="\n\n".join(note for note in (mark.note, *notes) if note)) if notes else mark


def _written(placed: Iterable[tuple[Span, Mark]], text: PageText) -> Iterable[ImportedAnnotation]:
    left = _MOST_QUOTED
    times: dict[str, int] = {}
    for span, mark in placed:
        left -= span[1] - span[0]
        if left < 0:
            return
        times[mark.id] = times.get(mark.id, 0) + 1
        again = f"/{times[mark.id]}" if mark.id and times[mark.id] > 1 else ""
        yield ImportedAnnotation(
            text.quote(span),
            note=mark.note,
            color=mark.color,
            style=mark.style,
            tags=mark.tags,
            created=mark.created,
            modified=mark.modified,
            id=mark.id + again,
        )


def _recorded(capture: Capture, found: Sequence[PageAnnotations], warnings: Sequence[str]) -> Capture:
    if not found and not warnings:
        return capture
    # One that says no time was made when the page was saved or later: the nearest that is known.
    annotations = (
        replace(one, created=one.created or capture.saved) for each in found for one in each.annotations
    )
    notes = [capture.record.note, *(each.note for each in found)]
    record = replace(
        capture.record,
        annotations=(*capture.record.annotations, *annotations),
        note="\n\n".join(note for note in notes if note),
    )
    return replace(capture, record=record, warnings=(*capture.warnings, *warnings))


def _is_page(media_type: str, source: str) -> bool:
    if media_type:
        return media_type.lower() in ("text/html", "application/xhtml+xml")
    return source.lower().split("?", 1)[0].endswith((".html", ".htm", ".xhtml"))
