"""ZIP archives for tests."""

from __future__ import annotations

import warnings
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


_PACKED = zipfile.ZIP_DEFLATED


def make_zip(entries: Iterable[tuple[str, str | bytes]]) -> bytes:
    """An archive of these names and contents; a name may come twice."""
    target = BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(target, "w", _PACKED) as archive:
        for name, content in entries:
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 2, 3, 4, 6)), content)
    return target.getvalue()


def damaged(archive: bytes, content: bytes) -> bytes:
    """The archive with the stored bytes of an entry changed, so that it cannot be read."""
    place = archive.index(content)
    return archive[:place] + b"\xff" * len(content) + archive[place + len(content) :]
