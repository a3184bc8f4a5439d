"""Notes that a book keeps in another document: brought to the chapter that refers to them.

Many books have all their notes in one file at the end. An article that is read by itself needs its own:
they are put below it as a list of notes, and the references point there.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from lxml import etree

from postil.dom.parse import parse_page
from postil.errors import ImportFailed
from postil.importers.pages.epub_book import entry_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

    from postil.importers.archive import Archive

_MOST_NOTES = 2000
"""Notes of a chapter."""
_LARGEST = 8_000_000
"""Characters of a document of notes."""
_LINK = re.compile(
    r"""<a\b(?>([^<>]*?)\shref\s*=\s*["']([^"'<>#]+)#([^"'<>]+)["'])([^<>]*+)>(.{0,300}?)</a\s*>""",
    re.IGNORECASE | re.DOTALL,
)
_SAYS_NOTE = re.compile(r"noteref|footnote|endnote", re.IGNORECASE)
_SIGN = re.compile(r"\W*(?:\d{1,4}|[*†‡§¶]{1,3}|[a-z])\W*", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_RAISED = re.compile(r"<sup\b", re.IGNORECASE)
_RAISED_BEFORE = re.compile(r"<sup\b[^<>]*>\s*\Z", re.IGNORECASE)
_BLOCKS = frozenset({"li", "aside", "p", "dd", "div", "section", "td", "dl"})
_BODY_END = re.compile(r"</body\s*>", re.IGNORECASE)


class NotesElsewhere:
    """Notes of an open book, each document of them parsed once."""

    def __init__(self, archive: Archive, read: Callable[[str], str]) -> None:
        """``read`` gives the markup of an entry. Raises ImportFailed where it cannot."""
        self._archive = archive
        self._read = read
        self._documents: dict[str, dict[str, _Element]] = {}

    def bring(self, markup: str, document: str) -> str:
        """The chapter with its notes from other documents below it; as it is where it has none."""
        notes: dict[tuple[str, str], str] = {}
        items: list[str] = []

        def point(link: re.Match[str]) -> str:
            key = self._note(link, markup, document)
            if key is None or len(notes) >= _MOST_NOTES:
                return link[0]
            if key not in notes:
                own = f"brought-note-{len(notes) + 1}"
                item = self._item(key, own, document)
                if item is None:
                    return link[0]
                notes[key] = own
                items.append(item)
            kind = "" if "noteref" in link[1] + link[4] else ' role="doc-noteref"'
            return f'<a{link[1]} href="#{notes[key]}"{kind}{link[4]}>{link[5]}</a>'

        pointed = _LINK.sub(point, markup)
        if not items:
            return markup
        below = f'<section role="doc-endnotes"><hr/><ol>{"".join(items)}</ol></section>'
        ends = list(_BODY_END.finditer(pointed))
        at = ends[-1].start() if ends else len(pointed)
        return pointed[:at] + below + pointed[at:]

    def _note(self, link: re.Match[str], markup: str, document: str) -> tuple[str, str] | None:
        """The entry and the name of the note that a link of a chapter refers to; None where it is no note."""
        says = _SAYS_NOTE.search(link[1] + link[4]) is not None
        raised = _RAISED.search(link[5]) or _RAISED_BEFORE.search(
            markup, max(0, link.start() - 100), link.start()
        )
        if not (says or raised) or not _SIGN.fullmatch(html.unescape(_TAG.sub("", link[5])).strip()):
            return None
        entry = entry_of(self._archive, document, html.unescape(link[2]))
        return (entry, html.unescape(link[3])) if entry is not None and entry != document else None

    def _item(self, key: tuple[str, str], own: str, document: str) -> str | None:
        """A note as the item of a list, its way back leading into the chapter."""
        entry, name = key
        target = self._targets(entry).get(name)
        block = target
        while block is not None and block.tag not in _BLOCKS:
            block = block.getparent()
        if block is None or block.tag == "section":
            return None
        inner = html.escape(block.text or "", quote=False) + "".join(
            etree.tostring(each, method="xml", encoding="unicode") for each in block
        )
        name = document.rpartition("/")[2]
        names = "|".join(re.escape(way) for way in (name, quote(name)))
        back = re.compile(rf"""(\shref\s*=\s*["'])[^"'<>#]*(?:{names})#""")
        inner = back.sub(r"\1#", inner)
        return f'<li id="{own}">{inner}</li>'

    def _targets(self, entry: str) -> dict[str, _Element]:
        """The elements of a document by their names; none where it cannot be read."""
        if entry not in self._documents:
            self._documents[entry] = {}
            try:
                markup = self._read(entry)
                root = parse_page(markup) if len(markup) <= _LARGEST else None
            except ImportFailed:
                root = None
            for each in root.iter() if root is not None else ():
                if isinstance(each.tag, str) and each.get("id"):
                    self._documents[entry].setdefault(each.get("id", ""), each)
        return self._documents[entry]
