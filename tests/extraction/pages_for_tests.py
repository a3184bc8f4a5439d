"""Pages for the tests of extraction, written for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.dom.flatten import flatten
from postil.dom.parse import parse_page
from postil.dom.serialise import parse_article, serialise
from postil.extraction.blocks import OBJECTS, read_blocks
from postil.extraction.extract import extract
from postil.extraction.images import Images
from postil.extraction.kept import Kept
from postil.extraction.links import addresses_of
from postil.extraction.rebuild import rebuild
from postil.model.capture import Capture

if TYPE_CHECKING:
    from lxml.etree import _Element

    from postil.model.article import Article
    from postil.model.capture import Resource

SENTENCES = (
    "The ferry leaves the small harbour at six, when the gulls are still asleep on the roof of the mill.",
    "Nobody who lives on the island has ever missed it, because nobody who lives here is ever in a hurry.",
    "On the other side, the road climbs through pines, and after an hour the whole bay lies below.",
    "My grandmother, who sold cheese at the market for forty years, knew the name of every driver.",
    "She kept their stories in a blue notebook, and when the notebook was full, she began to tell them.",
    "It is said that the last page describes a storm, though the ink has faded and the words are few.",
)


def paragraphs(count: int = 6, start: int = 0) -> str:
    """Some paragraphs of running text."""
    return "".join(
        f"<p>{SENTENCES[number % 6]} {SENTENCES[(number + 1) % 6]}</p>"
        for number in range(start, start + count)
    )


def page(content: str, *, head: str = "", title: str = "The blue notebook") -> str:
    """A page with a menu and a footer, and an article of running text around ``content``."""
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head>
    <body>
    <nav class="menu"><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
    <main><article><h1>{title}</h1>{paragraphs(3)}{content}{paragraphs(3, 3)}</article></main>
    <footer class="site-footer"><p>© 2024 <a href="/legal">Legal notice</a></p></footer></body></html>"""


def article_of(
    markup: str,
    *,
    address: str | None = "https://example.org/notes/ferry.html",
    resources: tuple[Resource, ...] = (),
) -> Article:
    """What extraction makes of a page's markup."""
    return extract(
        Capture(
            content=markup.encode(),
            media_type="text/html",
            format="HTML",
            name="ferry.html",
            address=address,
            resources=resources,
        )
    )


def tree_of(content: str, *, address: str | None = "https://example.org/notes/ferry.html") -> _Element:
    """The article's tree of a page around ``content``."""
    return parse_article(article_of(page(content), address=address).html)


def rebuilt(
    content: str,
    *,
    address: str | None = "https://example.org/notes/ferry.html",
    resources: tuple[Resource, ...] = (),
) -> str:
    """The article's markup where everything in the body is kept: what the rebuilding alone does."""
    html = parse_page(f"<!DOCTYPE html><html><body>{content}</body></html>")
    page = read_blocks(html)
    objects = frozenset(node for node in page.nodes if node.tag in OBJECTS)
    images = Images(addresses_of(html, address), resources)
    tree = rebuild(page, Kept((True,) * len(page.blocks), objects), images=images, language="en")
    markup = serialise(tree)
    assert flatten(parse_article(markup)).text == flatten(tree).text
    return markup.removeprefix("<div>").removesuffix("</div>")
