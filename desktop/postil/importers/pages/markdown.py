"""Markdown: notes and clippings with front matter, and texts without (README.md).

The page is the text as HTML, and nothing of it is judged away. Images are found beside the file, as those of
saved pages are: nothing outside its folder is ever read.
"""

from __future__ import annotations

from dataclasses import replace
from html import escape
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from postil.dom.decode import decode
from postil.importers.files import binary_kind, file_name, read_file
from postil.importers.pages.beside import FilesBeside
from postil.importers.pages.companions import read_companions
from postil.importers.pages.front_matter import FrontMatter, has_known_front_matter, read_front_matter
from postil.importers.pages.markdown_html import render_markdown
from postil.model.capture import Capture
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from postil.importers.pages.beside import Beside

_OTHER_TEXTS = frozenset({"", ".txt", ".text"})
"""Suffixes of texts that are Markdown where they begin with front matter."""
_LARGEST = 8 * 1024 * 1024
"""Code points of a text that is set as Markdown; a longer one is no article, and is shown as it is."""
_PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{title}</title></head><body>
{body}</body></html>
"""
_IMAGE_FOLDERS = ("attachments", "Attachments", "assets", "images", "media", "files", "_resources", "img")


class Markdown:
    """A Markdown text, with or without front matter."""

    name = "Markdown"
    suffixes: tuple[str, ...] = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdwn")

    def confidence(self, head: bytes, path: Path) -> float:
        """By the name; a text of another name where it begins with front matter."""
        if binary_kind(head):
            return 0
        suffix = path.suffix.lower()
        if suffix in self.suffixes:
            return 0.9
        if suffix not in _OTHER_TEXTS:
            return 0
        return 0.9 if has_known_front_matter(decode(head).text) else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """The page, with the images beside the file."""
        yield read_markdown(read_file(path), name=file_name(path), beside=FilesBeside(path.parent))


def read_markdown(content: bytes, *, name: str, beside: Beside | None = None) -> Capture:
    """The page that a Markdown text is, with the images that it names and that are ``beside`` it.

    Never fails: what is too large or too deep to be set comes as plain text.
    """
    text = decode(content).text
    front = read_front_matter(text) or FrontMatter(body=text)
    stem = PurePosixPath(name).stem
    capture = Capture(
        content=content,
        media_type="text/plain",
        format=Markdown.name,
        name=name,
        address=front.address,
        saved=front.record.added,
        clean=True,
        record=replace(front.record, title=front.record.title or stem or None),
    )
    try:
        rendered = render_markdown(front.body, _image_finder(beside, stem)) if len(text) <= _LARGEST else None
    except (RecursionError, IndexError, KeyError, ValueError, TypeError):  # markdown-it's own mistakes
        rendered = None
    if rendered is None:
        return replace(capture, warnings=(_("The text could not be set as Markdown; it is shown as it is."),))
    title = front.record.title or rendered.heading or capture.record.title
    page = _PAGE.format(title=escape(title or "", quote=False), body=rendered.html)
    resources, warnings = ((), ()) if beside is None else read_companions(beside, stem, page)
    return replace(
        capture,
        media_type="text/html",
        page=page.encode("utf-8", "replace"),
        charset="utf-8",
        resources=resources,
        warnings=warnings,
        record=replace(capture.record, title=title, annotations=rendered.highlights),
    )


def _image_finder(beside: Beside | None, stem: str) -> Callable[[str], str]:
    """Finds images that are embedded by their bare names, in the folders in which note programs keep them."""

    def find(name: str) -> str:
        folders = (*_IMAGE_FOLDERS, stem, f"{stem}.assets")
        ways = () if beside is None or "/" in name else (name, *(f"{folder}/{name}" for folder in folders))
        return next((way for way in ways if beside is not None and beside.find(way)), name)

    return find
