"""What tests ask of the article that was made of a plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.dom.elements import ALLOWED
from postil.dom.flatten import flatten
from postil.dom.serialise import parse_article, serialise

if TYPE_CHECKING:
    from postil.extraction.flat import FlatArticle


def text_of(article: FlatArticle) -> str:
    """The canonical text of the article, as it is kept; it has no element that may not be in one."""
    markup = serialise(article.tree)
    tree = parse_article(markup)
    assert {element.tag for element in tree.iter()} <= ALLOWED
    return flatten(tree).text
