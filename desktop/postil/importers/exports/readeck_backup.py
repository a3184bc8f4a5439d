"""Readeck's export of all data: a ZIP with a folder for each bookmark.

``data.json`` lists users and collections; ``bookmarks/{id}/info.json`` is a bookmark with its annotations,
and ``bookmarks/{id}/container/`` has its page as ``index.html``, with images in ``_resources``.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from postil.errors import ImportFailed
from postil.importers.archive import Archive
from postil.importers.exports.item_captures import Problem, item_capture
from postil.importers.exports.readeck_items import bookmark_record
from postil.importers.json_items import read_item
from postil.importers.pages.archived_page import read_archived_page
from postil.importers.pages.beside import EntryNames
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.importers.json_items import Item
    from postil.model.capture import Capture

INFO = re.compile(r"(?:^|/)bookmarks/([^/]+)/info\.json$")
"""The name of an entry that is a bookmark."""
_NAME = "Readeck"


def backed_up(path: Path) -> Iterator[Capture | Problem]:
    """The bookmarks, each with its page and its images, if they are there."""
    with Archive(path) as archive:
        names = EntryNames(archive.names)
        for name in archive.names:
            if not INFO.search(name):
                continue
            try:
                item = read_item(archive.read(name))
            except ImportFailed as error:
                said = _("{file} could not be read: {reason}")
                yield Problem(said.format(file=name, reason=error))
                continue
            yield _bookmark(path, archive, names, name, item)


def _bookmark(path: Path, archive: Archive, names: EntryNames, name: str, item: Item) -> Capture:
    found = INFO.search(name)
    index = names.find(f"{posixpath.dirname(name)}/container/index.html")
    page, warning = None, ""
    if index is not None:
        try:
            page = read_archived_page(archive, index, names, charset="utf-8")
        except ImportFailed as error:
            warning = _("{file} could not be read: {reason}").format(file=index, reason=error)
    capture = item_capture(
        path,
        _NAME,
        bookmark_record(item),
        part=found[1] if found else name,
        address=item.text("URL", "url", "InitialURL"),
        page=page.content if page else b"",
        charset="utf-8",
        warnings=(*(page.warnings if page else ()), *((warning,) if warning else ())),
    )
    return replace(capture, resources=page.resources if page else ())
