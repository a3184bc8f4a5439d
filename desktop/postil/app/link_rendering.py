"""What is shown of a page that is only known by its address yet: what its record says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from postil.dom.flatten import flatten
from postil.dom.serialise import parse_article, serialise, without_control_characters
from postil.model.article import Article, Metadata

if TYPE_CHECKING:
    from postil.model.capture import Capture

RENDERING = "link 1"
"""Name and version of this rendering, as an extractor's."""


def render_link(capture: Capture) -> Article:
    """An article without words of the page: its excerpt, where the record has one."""
    record = capture.record
    root = etree.Element("div")
    for line in without_control_characters(record.excerpt or "").splitlines():
        if line.strip():
            etree.SubElement(root, "p").text = line.strip()
    document = serialise(root)
    return Article(
        metadata=Metadata(title=record.title or capture.address, excerpt=record.excerpt),
        html=document,
        text=flatten(parse_article(document)).text,
        extractor=RENDERING,
        warnings=capture.warnings,
    )
