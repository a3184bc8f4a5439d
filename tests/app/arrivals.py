"""Pages that arrive, made without importers and workers: for tests of what becomes of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from postil.app.arriving import Arriving
from postil.app.conversion_wire import Conversion, Spooled
from postil.app.link_rendering import render_link
from postil.dom.flatten import flatten
from postil.dom.serialise import parse_article
from postil.model.annotation import Color
from postil.model.article import Article, Metadata
from postil.model.capture import Capture
from postil.model.ids import content_hash
from postil.model.page import Place
from postil.model.record import NOTHING_RECORDED, ImportedAnnotation, Record
from postil.model.selectors import TextQuoteSelector
from postil.store import captures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.app.arriving import Arrived
    from postil.app.library import Library

LAMP = "https://harbour.example/lamp"

WICK = "The wick of the old lamp was trimmed at six, and again at midnight when the fog came in."
OIL = "Oil was carried up the stairs in copper cans, two at a time, by whoever had lost at cards."
GLASS = "The glass was wiped with vinegar and a silk cloth, and nobody was to breathe on it."
FOG = "When the fog was thick the keeper rang the bell by hand, one stroke for every two breaths."
BOAT = "A boat that had not been expected tied up at the steps and asked for bread."


@dataclass
class Harbour:
    """A library with pages on their way to it."""

    library: Library
    folder: Path
    number: int = field(default=0)

    def arrive(self, converted: Conversion) -> Arrived:
        """Take it in, as an import does."""
        self.number += 1
        arriving = Arriving(self.library.reading._holdings, color=Color.YELLOW)
        arrived = arriving.take_in(Path(converted.name), converted, self.number)
        self.library.changed.emit(arrived.changes)
        return arrived

    def page(self, *paragraphs: str, **fields: Any) -> Conversion:
        """A page that was saved, in a file of its own."""
        shown = fields.pop("shown", "")
        html = f"<div>{''.join(f'<p>{each}</p>' for each in paragraphs)}{shown}</div>"
        text = flatten(parse_article(html)).text
        canonical, title = fields.pop("canonical", None), fields.pop("title", "The Lamp")
        metadata = Metadata(title=title, canonical=canonical, **fields.pop("metadata", {}))
        article = Article(metadata, html, text, "postil test", words=len(text.split()))
        note = fields.pop("original_note", "")
        return self._converted(f"<!-- {note} -->{html}".encode(), article, **fields)

    def item(self, part: str, *paragraphs: str, container: bytes = b"an export", **fields: Any) -> Conversion:
        """A page that an export holds."""
        html = "".join(f"<p>{each}</p>" for each in paragraphs).encode()
        own = None if fields.get("waiting") else self._spooled(html)
        made = self.page(*paragraphs, part=part, page=own, **fields)
        return _with(made, original=self._spooled(container))

    def link(self, part: str = "1", *, address: str | None = LAMP, **fields: Any) -> Conversion:
        """A link that an export holds, with what is recorded of it."""
        record = fields.pop("record", NOTHING_RECORDED)
        capture = Capture(
            b"", "text/html", "Shelf", "shelf.json", address=address, waiting=True, record=record
        )
        article = render_link(capture)
        made = self._converted(
            fields.pop("container", b"an export"),
            article,
            address=address,
            part=part,
            waiting=True,
            record=record,
        )
        return _with(made, **fields)

    def _converted(self, original: bytes, article: Article, **fields: Any) -> Conversion:
        plain = Conversion(
            original=self._spooled(original),
            page=None,
            media_type="text/html",
            format="Shelf",
            name="lamp.html",
            address=LAMP,
            saved=None,
            charset=None,
            resources=(),
            article=article,
            assets=(),
        )
        return _with(plain, **fields)

    def _spooled(self, content: bytes) -> Spooled:
        name = content_hash(content)
        path = self.folder / name
        path.write_bytes(content)
        return Spooled(path, name)


def record(*quotes: str, **fields: Any) -> Record:
    """What another tool had of a page, with highlights of these words."""
    return Record(annotations=tuple(marked(quote) for quote in quotes), **fields)


def marked(quote: str, *, prefix: str = "", suffix: str = "", **fields: Any) -> ImportedAnnotation:
    """A highlight of another tool."""
    return ImportedAnnotation(TextQuoteSelector(quote, prefix, suffix), **fields)


def originals(library: Library, page: Any) -> set[bytes]:
    """Everything that was ever saved of a page."""
    kept = captures.of_page(library._database.reader(), page)
    return {library._contents.get(each.source) for each in kept}


def quotes(library: Library, page: Any) -> list[tuple[str, str]]:
    """Every highlight of a page: its words, and how surely they stand in the text that is read."""
    article = library.reading.view(page)
    return [(each.annotation.selectors.quote.exact, each.annotation.state.value) for each in article.placed]


def all_pages(library: Library) -> Sequence[Any]:
    """The ids of the pages outside the trash."""
    return library.reading.page_ids(Place())


def _with(converted: Conversion, **fields: Any) -> Conversion:
    return replace(converted, **fields)
