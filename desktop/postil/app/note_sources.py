"""What notes are made of, page by page: read from the library when a note is about to be written."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from postil.model.color_names import ColorNames
from postil.model.export_target import Images, NoteContents
from postil.model.ids import ContentHash

if TYPE_CHECKING:
    from postil.app.reading import Reading
    from postil.export.notes.document import NoteImage
    from postil.export.notes.layout import Part
    from postil.export.notes.note import NoteSource
    from postil.model.export_target import NoteShape
    from postil.model.ids import PageId

_ASSET = re.compile(r'\ssrc="asset:([0-9a-f]{64})"')


class NoteSources:
    """Gives what a note is made of. What writes Markdown is loaded with the first: it takes long."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.colors = ColorNames()
        """What the colours mean to the person: for whoever knows the settings to say."""

    def of_page(self, page_id: PageId, shape: NoteShape) -> NoteSource:
        """A page with all that is on it. Raises NotFound or LibraryDamaged."""
        from postil.export.notes.note import NoteSource  # noqa: PLC0415 - see above

        article = self._reading.view(page_id)
        copied = shape.contents is NoteContents.ARTICLE and shape.images is Images.COPIED
        images = self._images(article.html) if copied else ()
        return NoteSource(article.page, article.html, article.text, article.placed, self.colors, images)

    def of_part(self, part: Part, shape: NoteShape) -> NoteSource:
        """What of a page is in a document. Raises NotFound or LibraryDamaged."""
        source = self.of_page(part.page, shape)
        if part.highlights is not None:
            wanted = part.highlights
            source = replace(
                source, placed=tuple(each for each in source.placed if each.annotation.id in wanted)
            )
        return source if part.note else replace(source, page=replace(source.page, note=""))

    def asset(self, content: ContentHash) -> bytes | None:
        """The bytes of an image; None where the library has none of that name."""
        return self._reading.asset(content)

    def _images(self, html: str) -> tuple[NoteImage, ...]:
        from postil.export.notes.images import named  # noqa: PLC0415 - see above

        found = dict.fromkeys(ContentHash(match[1]) for match in _ASSET.finditer(html))
        contents = ((each, self.asset(each)) for each in found)
        return tuple(named(each, content) for each, content in contents if content is not None)
