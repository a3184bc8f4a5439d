"""Which folders of an unpacked export of Omnivore belong to its lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

METADATA = re.compile(r"(?:^|/)metadata_\d+_to_\d+\.json$", re.IGNORECASE)
"""The names of its lists."""
FOLDERS = ("content", "contents")
"""Where its pages are."""


def export_folders(names: Iterable[str]) -> frozenset[str]:
    """Of a folder with these files, the folders in it that are read with its lists, in lower case."""
    return frozenset({*FOLDERS, "highlights"}) if any(map(METADATA.search, names)) else frozenset()
