"""Images of whole articles, copied beside the notes under names made of their bytes.

A file is written once and never again: what is there under such a name is that image, or what the person
made of it. Links lead from where the note is, so they are other ones where it was moved.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from postil.dom.image_types import sniff_image
from postil.export.notes.document import NoteImage
from postil.export.notes.writing import create
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from postil.export.notes.document import Block, Document
    from postil.model.ids import ContentHash


IMAGES = "images"
"""The folder's name, beside the notes."""
_NAME = 32
"""Digits of the hash that name a file."""
_ENDINGS = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/avif": ".avif",
    "image/bmp": ".bmp",
}
_DRAWING = ".svg"


def named(content: ContentHash, held: bytes) -> NoteImage:
    """The image with these bytes, under the name that its copy has in every folder of notes."""
    ending = _ENDINGS.get(sniff_image(held) or "", _DRAWING)  # articles have no others
    return NoteImage(content, f"{IMAGES}/{content[:_NAME]}{ending}")


def from_where_it_is(document: Document, note: Path, folder: Path) -> Document:
    """The document with links that lead to its images from the note's own folder within ``folder``."""
    if not document.images or note.parent == folder:
        return document
    way = os.path.relpath(folder, note.parent).replace(os.sep, "/")
    names = {image.name: f"{way}/{image.name}" for image in document.images}
    return replace(document, blocks=tuple(_renamed(block, names) for block in document.blocks))


def copy_images(
    images: tuple[NoteImage, ...],
    folder: Path,
    content_of: Callable[[ContentHash], bytes | None],
    *,
    by_way_of: Path,
) -> None:
    """Have these images in ``folder``, where they are not yet; one that the library lost is left out.

    Raises OSError.
    """
    for image in images:
        path = folder / image.name
        if path.parent.is_symlink():
            raise OSError(None, _("“{file}” is a link").format(file=path.parent.name))
        if path.exists() or path.is_symlink():
            continue
        content = content_of(image.content)
        if content is None:
            continue
        try:
            create(path, content, by_way_of=by_way_of)
        except FileExistsError:  # the image of another note, which is written at the same time
            if not path.is_file():
                raise


def _renamed(block: Block, names: Mapping[str, str]) -> Block:
    """The block with other addresses; its note is the person's, and stands where it stood."""
    if block.note is None:
        return replace(block, text=_with_names(block.text, names))
    start, end = block.note
    before, note = _with_names(block.text[:start], names), block.text[start:end]
    after = _with_names(block.text[end:], names)
    return replace(block, text=before + note + after, note=(len(before), len(before) + len(note)))


def _with_names(text: str, names: Mapping[str, str]) -> str:
    for name, other in names.items():
        text = text.replace(name, other)
    return text
