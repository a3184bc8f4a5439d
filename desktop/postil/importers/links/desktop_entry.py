"""Links of Linux desktops (``.desktop`` with ``Type=Link``).

Most such files start a program: what they would run is never looked at. See the Desktop Entry Specification
of freedesktop.org.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postil.dom.decode import decode
from postil.errors import NotAPage
from postil.importers.files import read_file
from postil.importers.links.sections import read_section, section_confidence
from postil.importers.links.waiting import waiting_link
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.model.capture import Capture

_SECTION = "Desktop Entry"
_FIRST = 2000
"""Bytes in which a file of another name must have a section; comments may stand before it."""
_LONGEST = 64 * 1024
_ESCAPE = re.compile(r"\\([sntr\\])")
_ESCAPED = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}


class DesktopEntry:
    """A link of a Linux desktop."""

    name = "Desktop link"
    suffixes: tuple[str, ...] = (".desktop",)

    def confidence(self, head: bytes, path: Path) -> float:
        """Certain where the section is; nearly so by the name."""
        named = path.suffix.lower() in self.suffixes
        return section_confidence(head, _SECTION, named=named, within=_FIRST)

    def read(self, path: Path) -> Iterator[Capture]:
        """The link. Raises NotAPage where it is none, or leads to no web page."""
        content = read_file(path)
        entry: dict[str, str] = {}
        for key, value in read_section(decode(content[:_LONGEST]).text, _SECTION):
            entry.setdefault(key, _ESCAPE.sub(lambda escape: _ESCAPED[escape[1]], value))
        if entry.get("Type", "Link").lower() != "link":
            raise NotAPage(_("This file starts a program and is no link to a page; it was not imported."))
        yield waiting_link(
            content,
            path,
            format_name=self.name,
            address=entry.get("URL") or entry.get("URL[$e]"),
            title=entry.get("Name") or next((entry[key] for key in entry if key.startswith("Name[")), ""),
            excerpt=entry.get("Comment", ""),
        )
