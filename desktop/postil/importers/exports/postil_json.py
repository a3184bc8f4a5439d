"""Pages as Postil itself tells them to programs: what ``postil --json show`` prints, one page or several.

It has the article, each highlight with its time, and what is known of the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.importers.colors import read_color
from postil.importers.exports.item_captures import Problem, item_capture, with_problems
from postil.importers.files import read_head
from postil.importers.json_items import Item, read_item, read_items, readable
from postil.importers.json_shape import shape_of
from postil.model.annotation import Style
from postil.model.page import Status
from postil.model.record import ImportedAnnotation, Record
from postil.model.selectors import TextQuoteSelector
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.model.capture import Capture

_FIELDS = frozenset({"id", "annotations", "html", "text", "original_name", "highlights", "words"})
_SURE = 6
_STATUSES = {status.value: status for status in Status}
_STYLES = {style.value: style for style in Style}


class PostilJson:
    """Pages with their highlights, as Postil prints them."""

    name = "Postil JSON"
    suffixes: tuple[str, ...] = (".json",)

    def confidence(self, head: bytes, path: Path) -> float:  # noqa: ARG002 - the fields tell, not the name
        """By the fields of a page: the last of them may stand far behind."""
        fields = shape_of(head).fields
        known = len(
            fields & (_FIELDS | {"byline", "address", "saved", "added", "status", "original", "format"})
        )
        return 0.95 if {"id", "original_name", "highlights"} <= fields and known >= _SURE else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """The pages."""
        yield from with_problems(_pages(path))


def _pages(path: Path) -> Iterator[Capture | Problem]:
    if not shape_of(read_head(path)).is_list:
        yield _page(path, read_item(path))
        return
    for element in read_items(path):
        if element.problem or not element.item.has("id"):
            yield Problem(
                element.problem or _("Item {place} is no page, and was left out.").format(place=element.place)
            )
        else:
            yield _page(path, element.item)


def _page(path: Path, item: Item) -> Capture:
    html = item.item("html").value
    has_article = bool(item.text("text")) and isinstance(html, str)
    marked = (each for each in item.items("annotations") if each.text("quote"))
    return item_capture(
        path,
        PostilJson.name,
        Record(
            title=item.line("title") or None,
            byline=item.line("byline") or None,
            site=item.line("site") or None,
            language=item.text("language") or None,
            published=item.text("published") or None,
            status=_STATUSES.get(item.text("status")),
            starred=item.flag("starred"),
            tags=item.names("tags"),
            note=item.text("note"),
            added=item.time("added"),
            progress=_share(item.number("progress")),
            annotations=tuple(_annotation(each, len(item.text("text"))) for each in marked),
        ),
        part=item.text("id"),
        address=item.text("address"),
        page=readable(html).encode("utf-8", "replace") if has_article else b"",
        charset="utf-8",
    )


def _annotation(item: Item, length: int) -> ImportedAnnotation:
    name, start = item.text("id"), item.number("start")
    return ImportedAnnotation(
        quote=TextQuoteSelector(item.text("quote"), _around(item, "prefix"), _around(item, "suffix")),
        note=item.text("note"),
        color=read_color(item.text("color")),
        style=_STYLES.get(item.text("style"), Style.HIGHLIGHT),
        tags=item.names("tags"),
        created=item.time("created"),
        modified=item.time("modified"),
        share=_share(start / length) if start is not None and length else None,
        id=f"postil:{name}" if name else "",
    )


def _around(item: Item, field: str) -> str:
    """Words beside a quote, with the white space that they begin or end with."""
    value = item.item(field).value
    return readable(value) if isinstance(value, str) else ""


def _share(number: float | None) -> float | None:
    return number if number is not None and 0 <= number <= 1 else None
