"""The headline among a page's elements, and the elements that stand around it.

Byline and date stand near the headline; what stands further off is another article's.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from postil.extraction.titles import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from postil.extraction.declarations import Heading

_BEFORE, _AFTER = 40, 160
"""Elements before and after the headline that are looked at."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LONGEST = 3_200
"""Code points of an element that are read."""
_UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "head", "option", "select", "iframe"})
_ASIDE_TAGS = frozenset({"aside", "footer", "nav"})
_ASIDE_NAMES = re.compile(
    r"comment|related|sidebar|footer|copyright|event|calendar|recommend|most-|latest|recirc|trending|review|product|"
    r"card|teaser|aside|widget",
    re.IGNORECASE,
)
_RECOMMENDED = re.compile(r"recirc|related|recommend|trending|most-|read-?(?:more|next)", re.IGNORECASE)
_LEVELS = 4
_HEADLINE_NAMES = re.compile(r"\S*(?:headline|byline|dateline)\S*", re.IGNORECASE)
"""Parts of the article's own head, whatever else they are called."""
_CLOSING = frozenset(",.!?;:’)")
"""Signs that stand right behind a word, though it may be in an element of its own."""
_GLUE = "\ufdd0"
"""A code point that no text has, for the place of such a sign."""
_LOOSE_SIGN = re.compile(f" ?{_GLUE}")
_NAMING = frozenset({"class", "id", "itemprop", "rel", "data-testid", "property"})


class Near(NamedTuple):
    """An element near the headline."""  # a tuple: a page has two hundred

    element: _Element
    distance: int
    """Elements between it and the headline; negative before it."""

    @property
    def names(self) -> str:
        """What it calls itself: class, id, property."""
        return names_of(self.element)


def element_text(element: _Element) -> str:
    """The text under ``element`` (as far as a line may need it), white space collapsed."""
    if not len(element):
        return " ".join((element.text or "")[:_LONGEST].split())
    pieces: list[str] = []
    length = 0
    for piece in element.itertext():
        words = str(piece)
        pieces.append(_GLUE + words if words[:1] in _CLOSING else words)
        length += len(piece)
        if length > _LONGEST:
            break
    return _LOOSE_SIGN.sub("", " ".join(" ".join(pieces).split()))


def names_of(element: _Element) -> str:
    """What an element calls itself: class, id, property."""
    return " ".join([str(value) for key, value in element.items() if key in _NAMING])


class Headline:
    """The headline of a page and what is around it."""

    def __init__(self, element: _Element) -> None:
        self.element = element
        self._around = frozenset((element, *element.iterancestors()))

    def near(self) -> Iterator[Near]:
        """The elements around the headline that people see, those after it first."""
        for distance, element in enumerate(_following(self.element)):
            if distance >= _AFTER:
                break
            yield Near(element, distance)
        for distance, element in enumerate(_preceding(self.element), start=1):
            if distance > _BEFORE:
                break
            yield Near(element, -distance)

    def is_elsewhere(self, element: _Element) -> bool:
        """Whether ``element`` is in a comment, a teaser or a column that the headline is not in."""
        return is_aside(element, until=self._around)


def find_headline(tree: _Element, headings: tuple[Heading, ...], *, title: str | None) -> Headline | None:
    """The headline whose words are ``title``: the h1, else a lower heading; else the first h1 with words."""
    words = words_of(title)
    same = next((heading.element for heading in headings if words and words_of(heading.text) == words), None)
    if same is None and words:
        same = next(
            (
                element
                for element in tree.iter(*_HEADINGS)
                if words_of(element_text(element)) == words and not is_aside(element)
            ),
            None,
        )
    if same is None:
        same = next((heading.element for heading in headings if heading.text), None)
    return None if same is None else Headline(same)


def is_recommendation(element: _Element) -> bool:
    """Whether a heading stands above links to other articles, however it is marked."""
    chain = islice((element, *element.iterancestors()), _LEVELS)
    return any(each.tag in _ASIDE_TAGS or _RECOMMENDED.search(names_of(each)) for each in chain)


def is_aside(element: _Element, *, until: frozenset[_Element] = frozenset()) -> bool:
    """Whether ``element`` is in a comment, a teaser or a column, as it or what holds it is called.

    What holds also one of ``until`` is not asked.
    """
    parent: _Element | None = element
    while parent is not None and parent not in until and parent.tag not in ("body", "article", "main"):
        if parent.tag in _ASIDE_TAGS or _ASIDE_NAMES.search(_HEADLINE_NAMES.sub("", names_of(parent))):
            return True
        parent = parent.getparent()
    return False


def _following(start: _Element) -> Iterator[_Element]:
    """``start`` and what follows it in the page, without what is never shown."""
    element: _Element | None = start
    while element is not None:
        is_seen = isinstance(element.tag, str) and element.tag not in _UNSEEN
        if is_seen:
            yield element
        if is_seen and len(element):
            element = element[0]
            continue
        following = element.getnext()
        while following is None:
            element = element.getparent()
            if element is None:
                return
            following = element.getnext()
        element = following


def _preceding(start: _Element) -> Iterator[_Element]:
    """What precedes ``start`` in the page, from there backwards, without what is never shown."""
    element = start
    while True:
        previous = element.getprevious()
        if previous is None:
            parent = element.getparent()
            if parent is None or parent.tag == "body":
                return
            element = parent
        else:
            element = previous
            while len(element) and element.tag not in _UNSEEN:
                element = element[-1]
        if isinstance(element.tag, str) and element.tag not in _UNSEEN:
            yield element
