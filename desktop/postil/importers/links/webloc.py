"""Links of macOS (``.webloc``): a property list, as XML or binary, with the address as ``URL``.

The standard library reads them; it refuses entities. Nothing but the outermost dictionary is looked at: in a
binary list an object may hold itself.
"""

from __future__ import annotations

import plistlib
import re
from html import unescape
from typing import TYPE_CHECKING

from postil.dom.decode import decode
from postil.errors import NotAPage
from postil.importers.files import binary_kind, read_file
from postil.importers.links.waiting import waiting_link
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.model.capture import Capture

_LARGEST = 1024 * 1024
_BINARY = b"bplist"
_URL_KEY = re.compile(rb"<key>\s*URL\s*</key>", re.IGNORECASE)
_WRITTEN = re.compile(r"<key>\s*URL\s*</key>\s*<string>([^<]{1,8000})</string>", re.IGNORECASE)
_ARCHIVE = b"WebMainResource"


class Webloc:
    """A link of macOS."""

    name = "Webloc"
    suffixes: tuple[str, ...] = (".webloc", ".inetloc", ".fileloc")

    def confidence(self, head: bytes, path: Path) -> float:
        """By the key, or by the name of a property list."""
        is_binary = head.startswith(_BINARY)
        if _ARCHIVE in head or (binary_kind(head) and not is_binary):
            return 0
        if path.suffix.lower() in self.suffixes:
            return 0.95
        if path.suffix.lower() not in ("", ".plist"):
            return 0
        if is_binary:
            return 0.7 if b"SURL" in head and len(head) < 8000 else 0
        return 0.9 if b"<plist" in head and _URL_KEY.search(head) else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """The link. Raises NotAPage where it is none, or leads to no web page."""
        content = read_file(path)
        if len(content) > _LARGEST:
            raise NotAPage(_("This file is too large for a link; it was not imported."))
        yield waiting_link(content, path, format_name=self.name, address=_address(content))


def _address(content: bytes) -> str | None:
    try:
        said = plistlib.loads(content)
    except Exception as error:
        written = None if b"<!ENTITY" in content else _WRITTEN.search(decode(content).text)
        if written is None:
            raise NotAPage(_("This link is damaged: its address cannot be read.")) from error
        return unescape(written[1])
    address = said.get("URL") if isinstance(said, dict) else None
    return address if isinstance(address, str) else None
