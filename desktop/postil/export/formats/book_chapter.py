"""A page as the chapter of a book: its article with the highlights marked, the notes on them at its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from postil.export.formats.article_tree import (
    PAGE_NAME,
    about,
    article_tree,
    direction,
    document_language,
    facts,
    lost_highlights,
    note_id,
    note_tree,
    put_sign,
    sign_id,
    tag_list,
    tell,
    wants_note,
)
from postil.export.formats.book_markup import OPS, XHTML, XML, BookMarkup
from postil.export.formats.words import exactly, line
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

    from postil.export.formats.article_tree import ArticleTree
    from postil.export.formats.source import Source

_NOTE_ROLE = "doc-footnote"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A document of a book."""

    content: bytes
    has_math: bool


def chapter(source: Source, image: Callable[[str], str | None]) -> Chapter:
    """The document of a page. ``image`` says which file of the book an image is; None for a missing one."""
    section = _section(source, image)
    markup = BookMarkup()
    body = etree.Element(f"{{{XHTML}}}body")
    body.append(markup.convert(section))
    document = etree.Element(f"{{{XHTML}}}html", nsmap={None: XHTML, "epub": OPS})  # type: ignore[dict-item]  # None is the default namespace
    language = document_language(source)
    if language:
        document.set("lang", language)
        document.set(f"{{{XML}}}lang", language)
    document.set("dir", direction(source))
    head = etree.SubElement(document, f"{{{XHTML}}}head")
    etree.SubElement(head, f"{{{XHTML}}}title").text = line(source.page.title) or _("Untitled")
    style = etree.SubElement(head, f"{{{XHTML}}}link")
    style.set("rel", "stylesheet")
    style.set("type", "text/css")
    style.set("href", "style.css")
    named = etree.SubElement(head, f"{{{XHTML}}}meta")
    named.set("name", PAGE_NAME)
    named.set("content", exactly(source.page.id))
    document.append(body)
    content = etree.tostring(document, xml_declaration=True, encoding="UTF-8", doctype="<!DOCTYPE html>")
    return Chapter(content, markup.has_math)


def _section(source: Source, image: Callable[[str], str | None]) -> _Element:
    """The chapter as a tree of the elements of articles."""
    page = source.page
    tree = article_tree(source, image)
    section = etree.Element("section")
    section.set("class", "chapter")
    etree.SubElement(section, "h1").text = line(page.title) or _("Untitled")
    section.append(about(source))
    if page.tags:
        section.append(tag_list(page.tags))
    if page.note.strip():
        note = etree.SubElement(section, "aside")
        note.set("class", "page-note")
        note.set("data-note", exactly(page.note))
        note.extend(list(note_tree(page.note)))
    notes = _notes(tree, source)
    section.append(tree.root)
    if len(notes):
        heading = etree.SubElement(section, "h2")
        heading.set("class", "notes")
        heading.text = _("Notes")
        section.extend(list(notes))
    if tree.lost:
        etree.SubElement(section, "h2").text = _("Not found in the text")
        section.extend(lost_highlights(tree.lost, source))
    return section


def _notes(tree: ArticleTree, source: Source) -> _Element:
    """The notes, in a ``div``; their numbers are put into the article."""
    notes = etree.Element("div")
    for each in tree.marked:
        kept = each.annotation
        tell(each.marks, kept)
        if not wants_note(kept):
            continue
        number = len(notes) + 1
        put_sign(each.marks[-1], number)
        note = etree.SubElement(notes, "aside")
        note.set("role", _NOTE_ROLE)
        note.set("class", f"note {kept.color.value}")
        note.set("id", note_id(number))
        back = etree.SubElement(etree.SubElement(note, "p"), "a")
        back.set("href", f"#{sign_id(number)}")
        back.text = str(number)
        back.tail = f" {facts(kept, source)}"
        note.extend(list(note_tree(kept.note)))
        if kept.tags:
            note.append(tag_list(kept.tags))
    return notes
