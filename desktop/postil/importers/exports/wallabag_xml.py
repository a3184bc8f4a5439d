"""wallabag's XML: the same entries as in its JSON, as elements ``entry`` in ``result``.

Entities that a file declares are not read, and nothing that it names is opened.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from postil.importers.files import open_file
from postil.importers.json_items import LARGEST_FILE, Element, Item
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.etree import _Element

_START = re.compile(rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?<result>\s*<entry>", re.IGNORECASE)
_OWN = re.compile(rb"<(?:is_archived|is_starred|hashed_url|reading_time|domain_name)>")
_ENTRY = "entry"


def is_wallabag_xml(head: bytes) -> bool:
    """Whether a file begins as the export does."""
    return bool(_START.match(head.removeprefix(b"\xef\xbb\xbf")) and _OWN.search(head))


def xml_elements(path: Path) -> Iterator[Element]:
    """The entries, one after the other; those before the first fault, and what that is."""
    place = 0
    with open_file(path, LARGEST_FILE) as file:
        events = etree.iterparse(
            file, events=("end",), tag=_ENTRY, resolve_entities=False, no_network=True, load_dtd=False
        )
        try:
            for _event, element in events:
                outer = element.getparent()
                if outer is None or outer.getparent() is not None:
                    continue
                place += 1
                yield Element(_ENTRY, place, Item(_value(element)))
                element.clear()
                while element.getprevious() is not None:
                    del outer[0]
        except etree.XMLSyntaxError as error:
            said = _("The file is broken or cut short after item {count}; the rest of it was not read.")
            yield Element(_ENTRY, place + 1, Item(), f"{said.format(count=place)} ({error.msg})")


def _value(element: _Element) -> object:
    """A list where all that is in it are entries, an object where anything else is, else its text."""
    children = [child for child in element if isinstance(child.tag, str)]
    if not children:
        return element.text or ""
    if element.getparent() is not None and all(child.tag == _ENTRY for child in children):
        return [_value(child) for child in children]
    return {child.tag: _value(child) for child in children}
