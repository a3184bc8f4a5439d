"""Links of Windows (``.url``) and pages that were pinned there (``.website``).

The address stands in the section ``InternetShortcut`` as ``URL``; beside it there may be the base of a frame
(``BASEURL``), which is no address of the page. An address with letters that the character set lacks stands
in the section ``InternetShortcut.W`` again, in UTF-7.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.dom.decode import decode
from postil.importers.files import read_file
from postil.importers.links.sections import read_section, section_confidence
from postil.importers.links.waiting import waiting_link
from postil.importers.pages.html import web_address

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.model.capture import Capture

_SECTION = "InternetShortcut"
_FIRST = 200
"""Bytes in which a file of another name must have a section."""
_LONGEST = 64 * 1024


class InternetShortcut:
    """A link of Windows."""

    name = "Internet shortcut"
    suffixes: tuple[str, ...] = (".url", ".website")

    def confidence(self, head: bytes, path: Path) -> float:
        """Certain where the section is; nearly so by the name."""
        named = path.suffix.lower() in self.suffixes
        return section_confidence(head, _SECTION, named=named, within=_FIRST)

    def read(self, path: Path) -> Iterator[Capture]:
        """The link. Raises NotAPage where it leads to no web page."""
        content = read_file(path)
        text = decode(content[:_LONGEST]).text
        address = (_address(text) or "").strip(" \t\"'")
        yield waiting_link(content, path, format_name=self.name, address=address)


def _address(text: str) -> str | None:
    narrow = next((value for key, value in read_section(text, _SECTION) if key.lower() == "url"), None)
    wide = next((value for key, value in read_section(text, f"{_SECTION}.W") if key.lower() == "url"), None)
    if wide:
        try:
            wide = wide.encode("ascii").decode("utf-7")
        except UnicodeError:
            wide = None
    return wide if wide and web_address(wide) and (narrow is None or web_address(narrow)) else narrow
