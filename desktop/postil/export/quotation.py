"""Words of a page, quoted in Markdown by themselves: with note and tags, and where they are from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.dom.flatten import OBJECT, flatten
from postil.dom.serialise import parse_article
from postil.export.markdown.article import to_markdown
from postil.export.markdown.escaping import escape, one_line, safe_address
from postil.export.markdown.fragment import fragment
from postil.model.postil_link import PostilLink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

    from postil.dom.flatten import Flat
    from postil.model.annotation import Annotation
    from postil.model.page import Page


@dataclass(frozen=True, slots=True)
class Quotation:
    """What is quoted."""

    start: int | None
    """From here in the article's text, in code points; None where the words were not found in it."""
    end: int | None
    words: str
    """The words as they were highlighted."""
    annotation: Annotation | None = None
    """The highlight, whose note and tags go along; None for words that are none."""


def quotation(page: Page, html: str, text: str, quoted: Sequence[Quotation]) -> list[str]:
    """Each quotation from a page as Markdown, without a line feed at its end."""
    root = parse_article(html)
    flat = flatten(root)
    return [_quotation(page, _words(root, flat, text, each), each.annotation) for each in quoted]


def _words(root: _Element, flat: Flat, text: str, quoted: Quotation) -> str:
    """The words with their emphasis, links and lists, where the article has them."""
    if quoted.start is not None and quoted.end is not None and flat.text == text:
        found = to_markdown(fragment(root, flat, quoted.start, quoted.end))
        if found:
            return found
    lines = (line.replace(OBJECT, "").strip() for line in quoted.words.split("\n"))
    return "\n\n".join(escape(line) for line in lines if line) or "*an image*"


def _quotation(page: Page, words: str, kept: Annotation | None) -> str:
    quote = "\n".join(f"> {line}".rstrip() for line in words.split("\n"))
    note = kept.note.strip() if kept is not None else ""
    tags = " ".join(f"#{tag}" for tag in kept.tags) if kept is not None else ""
    return "\n\n".join(part for part in (quote, note, tags, _source(page, kept)) if part)


def _source(page: Page, kept: Annotation | None) -> str:
    """``— Author, [Title](address), 2026-03-12 ([Postil](postil://…))``."""
    place = PostilLink(page.id, kept.id if kept is not None else None).address
    web = safe_address(page.canonical) or safe_address(page.address)
    title = escape(one_line(page.title), before="— ") or "Untitled"
    facts = (
        escape(one_line(page.byline or ""), before="— "),
        f"[{title}]({web or place})",
        escape(one_line(page.published or "")[:10], before="— "),
    )
    said = "— " + ", ".join(fact for fact in facts if fact)
    return f"{said} ([Postil]({place}))" if web else said
