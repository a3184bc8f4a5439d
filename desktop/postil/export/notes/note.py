"""Notes of pages as documents: what is known of a page, then its highlights with their notes, as Markdown.

This is the front door of export: values in, documents out. The shape is the template's
(``resources/templates/<preset>/``, or the person's own), its values are in ``variables``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from postil.errors import ExportFailed
from postil.export.markdown.escaping import one_line
from postil.export.notes.document import Block, Document
from postil.export.notes.frontmatter import front_matter
from postil.export.notes.parts import blocks_of
from postil.export.notes.template import Templates
from postil.export.notes.variables import NoteFile, note_variables
from postil.export.notes.written import Marks
from postil.model.color_names import ColorNames
from postil.model.export_target import NotePreset

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from postil.export.notes.document import NoteImage
    from postil.export.notes.variables import Note
    from postil.model.annotation import Placed
    from postil.model.export_target import NoteShape
    from postil.model.page import Page


@dataclass(frozen=True, slots=True)
class NoteSource:
    """What a note is made of: a page, its article, and where its annotations stand in the article."""

    page: Page
    html: str
    text: str
    placed: tuple[Placed, ...] = ()
    colors: ColorNames = ColorNames()  # noqa: RUF009 - frozen, like this
    """What the colours mean to the person."""
    images: tuple[NoteImage, ...] = ()
    """The article's images that can be copied, under the names they would get."""


def document(
    sources: Sequence[NoteSource], shape: NoteShape, *, title: str | None = None, file_id: str = ""
) -> Document:
    """The note of one page; with a ``title`` the file of several pages, each under its own heading.

    In a file of several the keys of blocks begin with the page's id, and ``file_id`` is what its front matter
    is known by. Raises ExportFailed where a template of the person's own cannot be used, with its line.
    """
    templates = Templates(shape.preset, shape.template)
    if len(sources) == 1 and title is None:
        return _of_page(sources[0], shape, templates)
    return _of_several(sources, shape, templates, title=title or "", file_id=file_id)


def preview(source: NoteSource, shape: NoteShape) -> str:
    """A page's note as it would be written to a new file. Raises ExportFailed."""
    return document((source,), shape).text


def _of_page(source: NoteSource, shape: NoteShape, templates: Templates) -> Document:
    marks = Marks()
    note = note_variables(source, shape, marks)
    lines = templates.front_matter(note)
    front = front_matter(lines, name=note.id, check=shape.template is not None) if lines else ""
    blocks = tuple(_blocks(templates.note(note, marks), marks))
    return Document(front, blocks, _shown(source, note))


def _of_several(
    sources: Sequence[NoteSource], shape: NoteShape, templates: Templates, *, title: str, file_id: str
) -> Document:
    marks = Marks()
    notes = tuple(note_variables(source, shape, marks, several=True, file_id=file_id) for source in sources)
    file = NoteFile(file_id, one_line(title), notes)
    lines = templates.file_front_matter(file)
    front = front_matter(lines, name=file_id, check=shape.template is not None) if lines else ""
    blocks = list(_blocks(templates.file(file, marks), marks))
    for number, note in enumerate(notes):
        made = list(_blocks(templates.note(note, marks, depth=1), marks, prefix=f"{note.id} "))
        if made and number and shape.preset is NotePreset.LOGSEQ:  # pages are items of one list there
            made[0] = replace(made[0], gap="\n")
        blocks += made
    images = (image for source, note in zip(sources, notes, strict=True) for image in _shown(source, note))
    return Document(front, tuple(blocks), tuple(dict.fromkeys(images)))


def _blocks(rendered: str, marks: Marks, *, prefix: str = "") -> Iterator[Block]:
    try:
        yield from blocks_of(rendered, marks, prefix=prefix)
    except ValueError as error:
        raise ExportFailed(str(error)) from error


def _shown(source: NoteSource, note: Note) -> tuple[NoteImage, ...]:
    """The images that an article shows."""
    return tuple(image for image in source.images if f"]({image.name})" in note.article)
