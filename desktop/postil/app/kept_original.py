"""The original of a page of the library, read once more: from kept bytes, not from the file that it was."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from postil.errors import ImportFailed
from postil.importers import registry
from postil.model.capture import Resource
from postil.model.guidance import Guidance
from postil.model.ids import content_hash
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postil.model.capture import Capture

_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,10}")


@dataclass(frozen=True, slots=True)
class KeptFile:
    """Bytes in the content store, and what a page calls them."""

    path: str
    """Its name is the SHA-256 of its bytes."""
    source: str
    media_type: str


@dataclass(frozen=True, slots=True)
class KeptOriginal:
    """All that the library has of what was once imported as a page."""

    path: str
    """The original's bytes in the content store."""
    name: str
    """The name of the file that was imported."""
    address: str | None = None
    resources: tuple[KeptFile, ...] = ()
    """What was saved with the page, and the images of its article."""
    guidance: str = ""
    """What the library knows of the page, as ``Guidance.to_json`` writes it; empty where it is nothing."""

    def known(self) -> Guidance:
        """What the library knows of the page."""
        return Guidance.from_json(self.guidance) if self.guidance else Guidance()


def read_original(kept: KeptOriginal, folder: Path) -> Iterator[Capture]:
    """The captures in a kept original, as its importer reads them; its bytes are copied to ``folder``.

    Raises ImportFailed, also where kept bytes are gone or changed.
    """
    suffix = PurePath(kept.name).suffix
    copy = folder / f"original{suffix if _SUFFIX.fullmatch(suffix) else ''}"
    try:
        copy.write_bytes(_sound(kept.path))
    except OSError as error:
        raise ImportFailed(
            _("The disk does not take the page ({reason}). Make room.").format(reason=error.strerror)
        ) from error
    for capture in registry.read(copy):
        resources = capture.resources or tuple(
            Resource(file.source, _sound(file.path), file.media_type) for file in kept.resources
        )
        address = capture.address or kept.address
        yield replace(capture, name=kept.name, address=address, resources=resources)


def _sound(path: str) -> bytes:
    """Kept bytes, compared with their name."""
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise ImportFailed(_("A file that was kept with this page is gone; see 'postil check'.")) from error
    if content_hash(content) != Path(path).name:
        raise ImportFailed(_("A file that was kept with this page is damaged; see 'postil check'."))
    return content
