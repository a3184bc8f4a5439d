"""The original of a page of the library, read once more: from kept bytes, not from the file that it was."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from postil.errors import ImportFailed
from postil.importers import registry
from postil.model.capture import Capture, Resource
from postil.model.guidance import Guidance
from postil.model.ids import content_hash
from postil.model.record import Record
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postil.model.kept_capture import KeptCapture

_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,10}")


@dataclass(frozen=True, slots=True)
class KeptFile:
    """Bytes in the content store, and what a page calls them."""

    path: str
    """Its name is the SHA-256 of its bytes."""
    source: str
    media_type: str


@dataclass(frozen=True, slots=True)
class KeptPage:
    """What the importer knew of a page that was a part of a file: that file is not opened again."""

    format: str
    media_type: str
    charset: str | None = None
    clean: bool = False
    title: str = ""
    """That the library shows above its text: a headline in it that says the same is not said twice."""

    @classmethod
    def of(cls, capture: KeptCapture, title: str) -> KeptPage:
        """What is kept of it."""
        return cls(capture.format, capture.media_type, capture.charset, capture.clean, title)


@dataclass(frozen=True, slots=True)
class KeptOriginal:
    """All that the library has of what was once imported as a page."""

    path: str
    """The original's bytes in the content store; the page's own bytes where it was a part of a file."""
    name: str
    """The name of the file that was imported."""
    address: str | None = None
    resources: tuple[KeptFile, ...] = ()
    """What was saved with the page, and the images of its article."""
    page: KeptPage | None = None
    """None where the original is one page: then its importer reads it again."""
    guidance: str = ""
    """What the library knows of the page, as ``Guidance.to_json`` writes it; empty where it is nothing."""

    def known(self) -> Guidance:
        """What the library knows of the page."""
        return Guidance.from_json(self.guidance) if self.guidance else Guidance()


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
