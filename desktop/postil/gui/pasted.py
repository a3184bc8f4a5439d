"""What a clipboard or a drag holds that can be taken: files, links, a piece of a page, words.

Browsers say in formats of their own where a piece was copied from and what a link is called: Chromium and
Firefox on X11 and Wayland in types that are named after them, all of them on Windows in the head of
"HTML Format".
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from postil.app.pasting import Pasted, PastedLink
from postil.model.postil_link import is_postil_link

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

_CHROMIUM_SOURCE = "chromium/x-source-url"
_FIREFOX_SOURCE = "text/x-moz-url-priv"
_WINDOWS_HTML = 'application/x-qt-windows-mime;value="HTML Format"'
_SOURCE_LINE = re.compile(rb"^SourceURL:(\S{1,4000})\s*$", re.MULTILINE)
_LINK_AND_TITLE = "text/x-moz-url"
_HEAD = 2000
_MARKDOWN_LINK = re.compile(r"\[[^\n]{0,1000}\]\((postil:[^\s()]{1,300})\)")
_PICTURE_ONLY = re.compile(
    r"\s*(?:<(?:html|body|meta|head|!--)[^>]*>\s*|</?(?:html|body|head|a)\b[^>]*>\s*|<img\b[^>]*>\s*)+",
    re.IGNORECASE,
)


def pasted_files(mime: QMimeData) -> tuple[Path, ...]:
    """The files and folders of this computer that it stands for."""
    return tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())


def pasted_postil_link(mime: QMimeData) -> str:
    """The one ``postil:`` link that it is, by itself or as Postil copies it; empty for anything else."""
    text = mime.text().strip() if mime.hasText() else ""
    copied = _MARKDOWN_LINK.fullmatch(text)
    link = copied[1] if copied else text
    return link if is_postil_link(link) and not any(sign.isspace() for sign in link) else ""


def pasted_of(mime: QMimeData) -> Pasted | None:
    """What else it holds that can be kept; None where that is nothing, such as a picture."""
    markup = mime.html() if mime.hasHtml() else ""
    if markup and _PICTURE_ONLY.fullmatch(markup) and "<img" in markup.lower():
        return None
    links = _links(mime)
    if links:
        return Pasted(links=links)
    text = mime.text() if mime.hasText() else ""
    if not markup.strip() and not text.strip():
        return None
    return Pasted(markup, text, _source(mime))


def _links(mime: QMimeData) -> tuple[PastedLink, ...]:
    """The addresses of the web that are dragged as such, with the title of a single one."""
    addresses = [
        url.toString(url.ComponentFormattingOption.FullyEncoded)
        for url in mime.urls()
        if url.scheme() in ("http", "https")
    ]
    if not addresses:
        return ()
    _address, _end, title = _wide(mime, _LINK_AND_TITLE).partition("\n")
    if len(addresses) == 1:
        return (PastedLink(addresses[0], " ".join(title.split())),)
    return tuple(PastedLink(address) for address in dict.fromkeys(addresses))


def _source(mime: QMimeData) -> str | None:
    """The address of the page that a piece was copied from, if anything says so."""
    told = bytes(mime.data(_CHROMIUM_SOURCE).data()).decode("utf-8", "replace").strip("\0 \r\n")
    if told:
        return told
    told = _wide(mime, _FIREFOX_SOURCE).strip()
    if told:
        return told
    head = _SOURCE_LINE.search(bytes(mime.data(_WINDOWS_HTML).data())[:_HEAD])
    return head[1].decode("utf-8", "replace") if head else None


def _wide(mime: QMimeData, kind: str) -> str:
    """Text as Firefox gives it: in pairs of bytes; some pass it on in single ones."""
    content = bytes(mime.data(kind).data())
    encoding = "utf-16-le" if b"\0" in content else "utf-8"
    return content.decode(encoding, "replace").strip("\ufeff\0")
