"""The bytes of what arrives: kept, and on the disk, before any row names them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.errors import ImportFailed
from postil.model.ids import CaptureId, new_id
from postil.model.kept_capture import KeptCapture
from postil.store import addresses, captures, resources, versions
from postil.translation import _

if TYPE_CHECKING:
    from postil.app.conversion_wire import Conversion, SpooledFile
    from postil.app.holdings import Holdings
    from postil.model.ids import ContentHash, PageId
    from postil.model.page import TextVersion
    from postil.store.connection import Connection


@dataclass(frozen=True, slots=True)
class KeptBytes:
    """The names of kept bytes: of the text, the article, and what was saved with the page."""

    text: ContentHash
    html: ContentHash
    files: tuple[ContentHash, ...]


def is_part(converted: Conversion) -> bool:
    """Whether it is a part of a file, which is kept as a whole."""
    return bool(converted.part)


def keep(holdings: Holdings, converted: Conversion) -> KeptBytes:
    """Keep the original, the page's own bytes, the text, the article, and what was saved with the page.

    A file of many pages is copied once, and never held in memory. Raises ImportFailed where the file was
    changed meanwhile, and LibraryError where the disk refuses.
    """
    article = converted.article
    own = [converted.original] if not is_part(converted) else []
    own += [converted.page] if markup_of(converted) is not None and converted.page is not None else []
    text, html, *rest = holdings.contents.put_all([
        article.text.encode("utf-8"),
        article.html.encode("utf-8"),
        *(file.content.read() for file in _saved(converted)),
        *(each.read() for each in own),
    ])  # fmt: skip
    if is_part(converted):
        _keep_container(holdings, converted)
    return KeptBytes(text, html, tuple(rest[: len(_saved(converted))]))


def markup_of(converted: Conversion) -> ContentHash | None:
    """The name of the page's own bytes, where they are to be kept beside the file that it is a part of."""
    if converted.page is None or not is_part(converted) or converted.waiting:
        return None
    return converted.page.hash


def new_capture(holdings: Holdings, page: PageId, converted: Conversion) -> KeptCapture:
    """The capture of a page that arrives, to be added."""
    return KeptCapture(
        id=CaptureId(new_id()),
        page=page,
        original=converted.original.hash,
        original_name=converted.name,
        format=converted.format,
        media_type=converted.media_type,
        added=holdings.now(),
        part=converted.part,
        markup=markup_of(converted),
        charset=converted.charset,
        address=converted.address,
        saved=converted.saved,
        clean=converted.clean,
        waiting=converted.waiting,
    )


def add_rows(
    tx: Connection, capture: KeptCapture, version: TextVersion | None, converted: Conversion, kept: KeptBytes
) -> None:
    """Add the rows that name the bytes: of the capture, what was saved with it, and its text if it is new."""
    captures.add(tx, capture)
    addresses.know(tx, capture.page, converted.aliases)
    for name, file in zip(kept.files, _saved(converted), strict=True):
        resources.add(tx, capture.id, name, source=file.source, media_type=file.media_type)
    if version is not None:
        versions.add(tx, version)


def _keep_container(holdings: Holdings, converted: Conversion) -> None:
    try:
        kept = holdings.contents.put_file(converted.original.path, converted.original.hash)
    except OSError as error:
        raise ImportFailed(
            _("A file of the import is gone: {reason}. Import it again.").format(reason=error.strerror)
        ) from error
    if not kept:
        raise ImportFailed(_("A file of the import was changed while it was read. Import it again."))


def _saved(converted: Conversion) -> tuple[SpooledFile, ...]:
    return (*converted.resources, *converted.assets)
