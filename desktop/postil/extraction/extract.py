"""The article out of a capture: the front door of extraction, its steps in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.dom.decode import decode
from postil.dom.flatten import flatten
from postil.dom.parse import parse_page
from postil.dom.serialise import parse_article, serialise
from postil.extraction.blocks import read_blocks
from postil.extraction.classify import judge
from postil.extraction.features import Lexicon, measure
from postil.extraction.hints import read_hints
from postil.extraction.images import Images
from postil.extraction.links import addresses_of
from postil.extraction.metadata import read_metadata
from postil.extraction.rebuild import rebuild
from postil.extraction.selection import choose_kept
from postil.model.article import Article

if TYPE_CHECKING:
    from postil.model.capture import Capture

EXTRACTOR = "postil 1"
"""Name and version of the extractor: it changes whenever the text of an article may change."""


def extract(capture: Capture) -> Article:
    """The article of a capture. What cannot be told from its page is kept whole, as plain text."""
    decoded = decode(capture.markup, declared=capture.charset)
    html = parse_page(decoded.text)
    metadata = read_metadata(html, address=capture.address, saved=capture.saved)
    page = read_blocks(html)
    hints = read_hints(html, metadata.title)
    measured = measure(page, hints, Lexicon())
    verdicts = judge(page, measured)
    plain = not any(verdicts)
    if plain:
        verdicts = [True] * len(page.blocks)
    kept = choose_kept(page, verdicts, measured=measured, hints=hints)
    images = Images(addresses_of(html, capture.address), capture.resources)
    tree = rebuild(page, kept, images=images, language=metadata.language)
    markup = serialise(tree)
    text = flatten(parse_article(markup)).text
    return Article(
        metadata=metadata,
        html=markup,
        text=text,
        extractor=EXTRACTOR,
        words=len(text.split()),
        assets=tuple(images.used.values()),
        warnings=capture.warnings,
        plain=plain,
    )
