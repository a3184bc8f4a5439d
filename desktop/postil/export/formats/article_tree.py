"""What HTML and books share: a page's article as a tree, with its highlights, notes and images in it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from postil.dom.flatten import flatten
from postil.dom.note_text import note_html
from postil.dom.serialise import parse_article
from postil.export.formats.marking import Marked, mark_highlights
from postil.export.formats.source import quoted
from postil.export.formats.words import exactly, line, lines, moment, origin
from postil.model.annotation import Style
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from lxml.etree import _Element

    from postil.export.formats.source import Source
    from postil.model.annotation import Annotation

PAGE_NAME = "postil-page"
"""The name under which a file says which page it is, in a ``meta`` element."""
_ASSET = "asset:"
_LINKS = ("http://", "https://", "mailto:", "#")
_ADDRESSES = ("href", "cite")


@dataclass(frozen=True, slots=True)
class ArticleTree:
    """An article that is ready to be written out."""

    root: _Element
    """A ``div``: its elements are those of ``dom.elements``, and ``mark``."""
    marked: tuple[Marked, ...]
    """The highlights in it, in the order of the text."""
    lost: tuple[Annotation, ...]
    """Those that were not found in it."""


def article_tree(source: Source, image: Callable[[str], str | None]) -> ArticleTree:
    """The article of a page.

    ``image`` says what ``src`` an image has there, by its hash; one that is missing (None) is told in words.
    """
    root = parse_article(source.html) if source.html else etree.Element("div")
    marked = _marked(root, source) if source.placed else ()
    shown = {each.annotation.id for each in marked if each.marks}
    _make_safe(root)
    _place_images(root, image)
    lost = tuple(kept for kept in source.highlights if kept.id not in shown)
    return ArticleTree(root, tuple(each for each in marked if each.marks), lost)


def _marked(root: _Element, source: Source) -> tuple[Marked, ...]:
    """The highlights, written into the article; none where it does not say what their places count in."""
    flat = flatten(root)
    return mark_highlights(root, flat, source.placed) if flat.text == source.text else ()


def note_tree(note: str) -> _Element:
    """A note, as a ``div`` of what it says; it is Markdown."""
    root = etree.fromstring(f"<div>{exactly(note_html(lines(note)))}</div>")
    _make_safe(root)
    return root


def quote_tree(kept: Annotation) -> _Element:
    """The words of a highlight that stands nowhere, as a ``blockquote`` with a paragraph for each line."""
    quote = etree.Element("blockquote")
    for words in lines(quoted(kept, image=_("[an image]"))).split("\n"):
        if words.strip():
            etree.SubElement(quote, "p").text = words
    return quote


def facts(kept: Annotation, source: Source) -> str:
    """The colour of a highlight, and how it is drawn, in words: nothing is said by a colour alone."""
    told = [line(source.colors.title(kept.color))]
    if kept.style is Style.UNDERLINE:
        told.append(_("underlined"))
    return " · ".join(told)


def wants_note(kept: Annotation) -> bool:
    """Whether there is more to a highlight than its words."""
    return bool(kept.note.strip() or kept.tags)


def tell(elements: Sequence[_Element], kept: Annotation) -> None:
    """Write what is known of a highlight into its elements, for programs: the importer reads it again."""
    for element in elements:
        element.set("data-highlight", kept.id)
    first = elements[0]
    first.set("id", f"hl-{kept.id}")
    first.set("data-color", kept.color.value)
    first.set("data-style", kept.style.value)
    first.set("data-created", moment(kept.created))
    first.set("data-modified", moment(kept.modified))
    if kept.note.strip():
        first.set("data-note", exactly(kept.note))
    if kept.tags:
        first.set("data-tags", exactly(json.dumps(kept.tags, ensure_ascii=False)))


def put_sign(mark: _Element, number: int) -> None:
    """Put the number of a note after the words that it is on; never into a link."""
    sign = etree.Element("sup")
    sign.set("class", "note-sign")
    link = etree.SubElement(sign, "a")
    link.set("href", f"#{note_id(number)}")
    link.set("id", sign_id(number))
    link.set("role", "doc-noteref")
    link.text = str(number)
    place = next(mark.iterancestors("a"), mark)
    sign.tail, place.tail = place.tail, None
    place.addnext(sign)


def note_id(number: int) -> str:
    """The name of a note in its document."""
    return f"postil-note-{number}"


def sign_id(number: int) -> str:
    """The name of a note's number in the text."""
    return f"postil-sign-{number}"


def lost_highlights(lost: Sequence[Annotation], source: Source) -> Iterator[_Element]:
    """Highlights that stand nowhere: their words, and what is known of them below."""
    for kept in lost:
        quote = quote_tree(kept)
        quote.set("class", kept.color.value)
        tell((quote,), kept)
        quote.set("data-prefix", exactly(kept.selectors.quote.prefix))
        quote.set("data-suffix", exactly(kept.selectors.quote.suffix))
        yield quote
        told = etree.Element("p")
        told.set("class", "about")
        told.text = facts(kept, source)
        yield told
        yield from list(note_tree(kept.note))
        if kept.tags:
            yield tag_list(kept.tags)


def tag_list(tags: tuple[str, ...]) -> _Element:
    """Tags, as a paragraph."""
    element = etree.Element("p")
    element.set("class", "tags")
    for number, tag in enumerate(tags):
        # Each by itself: a tag in letters that run the other way must not move the signs of others.
        each = etree.SubElement(element, "bdi")
        each.text = f"#{line(tag)}"
        each.tail = " " if number < len(tags) - 1 else None
    return element


def document_language(source: Source) -> str:
    """The language of a page, as an attribute may say it; empty where it is not known."""
    named = line(source.page.language)
    parts = named.split("-")
    is_tag = all(part.isascii() and part.isalnum() and len(part) <= 8 for part in parts)
    return named if is_tag and parts[0].isalpha() and len(parts[0]) > 1 else ""


def direction(source: Source) -> str:
    """``rtl`` or ``ltr``."""
    return "rtl" if source.page.direction == "rtl" else "ltr"


def about(source: Source) -> _Element:
    """Author, site, day and address of a page, as a paragraph."""
    page = source.page
    paragraph = etree.Element("p")
    paragraph.set("class", "about")
    for told in origin(page.byline, page.site, page.published):
        etree.SubElement(paragraph, "bdi").text = told
    if source.address:
        link = etree.SubElement(paragraph, "a")
        link.set("href", source.address)
        link.text = source.address.split("://", 1)[-1].split("/", 1)[0]
    for part in list(paragraph)[:-1]:
        part.tail = " · "
    return paragraph


def _make_safe(root: _Element) -> None:
    """Take away addresses that lead into the computer or run something, and letters that command."""
    for element in root.iter():
        element.text = exactly(element.text) if element.text else element.text
        element.tail = exactly(element.tail) if element.tail else element.tail
        for name in _ADDRESSES:
            address = element.get(name)
            if address is not None and not address.strip().lower().startswith(_LINKS):
                del element.attrib[name]


def _place_images(root: _Element, image: Callable[[str], str | None]) -> None:
    for element in tuple(root.iter("img")):
        found = image((element.get("src") or "").removeprefix(_ASSET))
        if found is not None:
            element.set("src", found)
            element.attrib.pop("data-source", "")
            continue
        words = etree.Element("span")
        words.set("class", "missing")
        words.text = "[" + (line(element.get("alt")) or _("an image that is not here")) + "]"
        words.tail = element.tail
        parent = element.getparent()
        if parent is not None:
            parent.replace(element, words)
