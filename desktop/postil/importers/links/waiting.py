"""A file that is a link: its address and its title, waiting for their page. Nothing is ever fetched."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from postil.errors import NotAPage
from postil.importers.files import file_name
from postil.importers.pages.html import web_address
from postil.model.capture import Capture
from postil.model.record import Record
from postil.translation import _

if TYPE_CHECKING:
    from pathlib import Path


def waiting_link(
    content: bytes, path: Path, *, format_name: str, address: str | None, title: str = "", excerpt: str = ""
) -> Capture:
    """The capture of a file that holds one link. Without a title, the file's name is one.

    Raises NotAPage where the address is none of a web page.
    """
    if not address or not address.strip():
        raise NotAPage(_("This link has no address."))
    web = web_address(address)
    if web is None:
        raise NotAPage(_("This link leads to no web page, but to a program or file; it was not imported."))
    name = file_name(path)
    record = Record(title=" ".join(title.split()) or PurePath(name).stem, excerpt=excerpt.strip() or None)
    return Capture(
        content=content,
        media_type="text/html",
        format=format_name,
        name=name,
        page=b"",
        address=web,
        waiting=True,
        record=record,
    )
