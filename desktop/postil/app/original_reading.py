"""The original of a page of the library, read once more: from kept bytes, not from the file that it was."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from postil.errors import ImportFailed
from postil.importers import registry
from postil.model.capture import Capture, Resource
from postil.model.ids import content_hash
from postil.model.record import Record
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postil.app.kept_original import KeptOriginal, KeptPage

_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,10}")


def read_original(kept: KeptOriginal, folder: Path) -> Iterator[Capture]:
    """The captures in a kept original, as its importer reads them; its bytes are copied to ``folder``.

    Raises ImportFailed, also where kept bytes are gone or changed.
    """
    if kept.page is not None:
        yield _part(kept, kept.page)
        return
    suffix = PurePath(kept.name).suffix
    copy = folder / f"original{suffix if _SUFFIX.fullmatch(suffix) else ''}"
    try:
        copy.write_bytes(_sound(kept.path))
    except OSError as error:
        raise ImportFailed(
            _("The disk does not take the page ({reason}). Make room.").format(reason=error.strerror)
        ) from error
    for capture in registry.read(copy):
        resources = capture.resources or _resources(kept)
        address = capture.address or kept.address
        yield replace(capture, name=kept.name, address=address, resources=resources)


def _part(kept: KeptOriginal, page: KeptPage) -> Capture:
    """The capture of a page that was a part of a file."""
    return Capture(
        content=b"",
        page=_sound(kept.path),
        media_type=page.media_type,
        charset=page.charset,
        clean=page.clean,
        format=page.format,
        name=kept.name,
        address=kept.address,
        resources=_resources(kept),
        record=Record(title=page.title or None),
    )


def _resources(kept: KeptOriginal) -> tuple[Resource, ...]:
    return tuple(Resource(file.source, _sound(file.path), file.media_type) for file in kept.resources)


def _sound(path: str) -> bytes:
    """Kept bytes, compared with their name."""
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise ImportFailed(_("A file that was kept with this page is gone; see 'postil check'.")) from error
    if content_hash(content) != Path(path).name:
        raise ImportFailed(_("A file that was kept with this page is damaged; see 'postil check'."))
    return content
