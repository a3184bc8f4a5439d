"""Random article trees."""

from __future__ import annotations

from hypothesis import strategies as st
from lxml import etree

_TEXTS = st.text(st.sampled_from(" \n\tab水😀\u00a0"), max_size=5)
_BLOCKS = ("p", "div", "pre", "ul", "li", "table", "tr", "td", "th", "blockquote", "h2", "hr")
_PHRASES = ("b", "a", "code", "q", "span")


def trees(*, pre: bool = True) -> st.SearchStrategy[etree._Element]:
    """Articles of blocks, phrases, images, formulas and breaks, nested in any way."""
    tags = [tag for tag in (*_BLOCKS, *_PHRASES) if pre or tag != "pre"]
    leaves = st.builds(_element, st.sampled_from(["img", "br", "math"]), st.just(""), _TEXTS, st.just(()))
    shapes = st.recursive(
        leaves,
        lambda inner: st.builds(
            _element, st.sampled_from(tags), _TEXTS, _TEXTS, st.lists(inner, max_size=4).map(tuple)
        ),
        max_leaves=12,
    )
    return st.builds(_element, st.just("div"), _TEXTS, st.just(""), st.lists(shapes, max_size=4).map(tuple))


def _element(tag: str, text: str, tail: str, children: tuple[etree._Element, ...]) -> etree._Element:
    element = etree.Element(tag)
    if tag == "math":
        element.set("alttext", " x + 1 ")
    if tag != "hr":
        element.text = text
        for child in children:
            element.append(_copy(child))
    element.tail = tail
    return element


def _copy(element: etree._Element) -> etree._Element:
    copy = etree.fromstring(etree.tostring(element, with_tail=False))
    copy.tail = element.tail
    return copy
