"""A page as one HTML file that needs nothing else: its article, the highlights marked, notes in the margin.

Nothing in it runs and nothing is loaded: a Content-Security-Policy allows its own style sheet (by hash) and
images within the file alone. The body is built of what ``dom.elements`` allows, and goes through a second,
independent sanitiser (nh3) before it is written. What is known of a highlight stands in ``data-`` attributes
of its first mark, so that the importer of saved pages finds it again.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html import escape, unescape
from string import Template
from typing import IO, TYPE_CHECKING
from urllib.parse import quote

import nh3
from lxml import etree

from postil import paths
from postil.dom.elements import ALLOWED, allowed_attributes
from postil.dom.image_types import sniff_image
from postil.dom.serialise import serialise
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
from postil.export.formats.look import DAY, NIGHT, look
from postil.export.formats.words import exactly, line, moment
from postil.translation import _, counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.etree import _Element

    from postil.export.formats.article_tree import ArticleTree
    from postil.export.formats.source import Listed, Source
    from postil.model.annotation import Annotation

_TAGS = {*ALLOWED, "main"}
_ATTRIBUTES = {tag: set(allowed_attributes(tag)) for tag in _TAGS} | {
    "*": {"id", "class", "lang", "dir"},
    "mark": {"title"},
}
_SCHEMES = {"http", "https", "mailto", "data"}
_PICTURE = "data:image/"
_SVG = "image/svg+xml"
_PAGE_ID = re.compile(b'<meta name="%b" content="([^"<>]{0,200})">' % PAGE_NAME.encode())
_DOCUMENT = Template("""<!DOCTYPE html>
<html$language dir="$direction">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="$policy">
<meta name="$page_name" content="$page">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Postil">
<title>$title</title>
<style>$style</style>
</head>
<body>
$body
</body>
</html>
""")


def write_html(sources: Iterable[Source], file: IO[bytes]) -> None:
    """Write a page; there is one."""
    for source in sources:
        file.write(_document(_page_body(source), source.page.title, source.page.id, source))


def write_html_index(listed: Sequence[Listed], file: IO[bytes]) -> None:
    """Write the list of pages that are files beside it, by title."""
    items = "".join(
        f'<li><a href="{escape(_file_address(each.file))}">{escape(line(each.title) or _("Untitled"))}</a>'
        f' <span class="about">{escape(_about_listed(each))}</span></li>'
        for each in sorted(listed, key=lambda each: line(each.title).casefold())
    )
    heading = escape(counted("{count} page", "{count} pages", len(listed)))
    body = f'<main class="index"><h1>{heading}</h1><ul>{items}</ul></main>'
    file.write(_document(body, _("Pages"), "", None))


def page_of(head: bytes) -> str | None:
    """The id of the page whose file begins so; empty for the list of all, None for another's file."""
    found = _PAGE_ID.search(head)
    return None if found is None else unescape(found[1].decode("utf-8", "replace"))


def _document(body: str, title: str, page: str, source: Source | None) -> bytes:
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    language = document_language(source) if source else ""
    return _DOCUMENT.substitute(
        language=f' lang="{language}"' if language else "",
        direction=direction(source) if source else "ltr",
        policy=policy,
        page_name=PAGE_NAME,
        page=escape(exactly(page)),
        title=escape(line(title) or _("Untitled")),
        style=style,
        body=_clean(body, within=source is None),
    ).encode()


def _style() -> str:
    """The style sheet, with the colours of the themes."""
    template = Template(paths.resource("export/page.css").read_text(encoding="utf-8"))
    return template.substitute(day=_colors(DAY), night=_colors(NIGHT))


def _colors(theme: str) -> str:
    shown = look(theme)
    named = [*shown.page]
    named += ((f"{color.value}-fill", value) for color, value in shown.fills)
    named += ((f"{color.value}-line", value) for color, value in shown.accents)
    return " ".join(f"--{name.replace('_', '-')}: {value};" for name, value in named)


def _clean(body: str, *, within: bool) -> str:
    """The second wall: nothing passes that is not on the lists, whatever stands before it."""

    def allowed(tag: str, attribute: str, value: str) -> str | None:
        if attribute == "src":
            return value if tag == "img" and value.startswith(_PICTURE) else None
        if attribute in ("href", "cite"):
            is_known = value.lower().startswith(("http://", "https://", "mailto:", "#"))
            return value if is_known or (within and ":" not in value and "//" not in value) else None
        return value

    return nh3.clean(
        body,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=allowed,
        url_schemes=_SCHEMES,
        generic_attribute_prefixes={"data-"},
        link_rel="noopener noreferrer",
    )


def _page_body(source: Source) -> str:
    tree = article_tree(source, lambda name: _data_address(source.image(name)))
    main = etree.Element("main")
    _tell_page(main, source)
    main.append(_header(source))
    if source.page.note.strip():
        note = etree.SubElement(main, "aside")
        note.set("class", "page-note")
        note.set("data-note", exactly(source.page.note))
        note.extend(list(note_tree(source.page.note)))
    article = etree.SubElement(main, "article")
    _write_notes(tree, source)
    article.append(tree.root)
    if article.find(".//div[@class='noted']") is not None:
        main.set("class", "annotated")  # room for a margin
    if tree.lost:
        main.append(_lost(tree.lost, source))
    return serialise(main)


def _tell_page(main: _Element, source: Source) -> None:
    """What is known of the page, for programs."""
    page = source.page
    told = {
        "title": line(page.title),
        "address": source.address,
        "byline": line(page.byline),
        "site": line(page.site),
        "published": line(page.published),
        "added": moment(page.added),
        "saved": moment(page.saved) if page.saved else "",
        "tags": exactly(json.dumps(page.tags, ensure_ascii=False)) if page.tags else "",
    }
    for name, value in told.items():
        if value:
            main.set(f"data-{name}", value)


def _header(source: Source) -> _Element:
    page = source.page
    header = etree.Element("header")
    etree.SubElement(header, "h1").text = line(page.title) or _("Untitled")
    header.append(about(source))
    if page.tags:
        header.append(tag_list(page.tags))
    return header


def _write_notes(tree: ArticleTree, source: Source) -> None:
    """Say of each highlight what is known of it, and put the notes beside the blocks that they are on."""
    number = 0
    beside: dict[_Element, _Element] = {}
    for each in tree.marked:
        kept = each.annotation
        tell(each.marks, kept)
        for mark in each.marks:
            mark.set("title", facts(kept, source))
        if not wants_note(kept):
            continue
        number += 1
        put_sign(each.marks[-1], number)
        block = _block_of(each.marks[-1], tree.root)
        if block not in beside:
            beside[block] = _margin(block)
        beside[block].append(_note(kept, number, source))


def _block_of(element: _Element, root: _Element) -> _Element:
    """The outermost block that an element is in."""
    while (parent := element.getparent()) is not None and parent is not root:
        element = parent
    return element


def _margin(block: _Element) -> _Element:
    """A place for notes beside a block."""
    noted = etree.Element("div")
    noted.set("class", "noted")
    noted.tail, block.tail = block.tail, None
    parent = block.getparent()
    assert parent is not None, "a block is within the article"
    parent.replace(block, noted)
    margin = etree.SubElement(noted, "div")
    margin.set("class", "margin")
    noted.append(block)
    return margin


def _note(kept: Annotation, number: int, source: Source) -> _Element:
    note = etree.Element("aside")
    note.set("class", f"note {kept.color.value}")
    note.set("id", note_id(number))
    back = etree.SubElement(note, "a")
    back.set("class", "number")
    back.set("href", f"#{sign_id(number)}")
    back.set("title", facts(kept, source))
    back.text = str(number)
    note.extend(list(note_tree(kept.note)))
    if kept.tags:
        note.append(tag_list(kept.tags))
    return note


def _lost(lost: Sequence[Annotation], source: Source) -> _Element:
    section = etree.Element("section")
    section.set("class", "lost")
    etree.SubElement(section, "h2").text = _("Not found in the text")
    section.extend(lost_highlights(lost, source))
    return section


def _data_address(content: bytes | None) -> str | None:
    """An image within the file; None for one that is not there, or is no image."""
    if content is None:
        return None
    media_type = sniff_image(content) or (_SVG if b"<svg" in content[:4096] else None)
    return media_type and f"data:{media_type};base64,{base64.b64encode(content).decode()}"


def _file_address(name: str) -> str:
    return quote(name)


def _about_listed(each: Listed) -> str:
    highlights = (
        counted("{count} highlight", "{count} highlights", each.highlights) if each.highlights else ""
    )
    return " · ".join(filter(None, (line(each.site), highlights)))
