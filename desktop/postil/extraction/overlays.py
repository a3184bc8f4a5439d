"""What tools that save and annotate pages lay over them: bars, notes, masks, frames of their own.

None of it is the page's. Notes that people put on the page are read by ``importers/annotations`` and stand
in the capture's record; marked words stay where they are, without the mark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.dom.taking_out import take_out

if TYPE_CHECKING:
    from lxml.etree import _Element

_SIGNS = ("single-file-", "singlefile-", "data-scrapbook-", "data-sb-", "scrapbook-", "hypothesis-")
"""A page without these words has nothing laid over it."""
_TAGS = frozenset({
    "single-file-note", "single-file-infobar", "singlefile-infobar",
    "scrapbook-sticky", "scrapbook-infobar", "scrapbook-toolbar", "scrapbook-toolbar-mask",
    "hypothesis-adder", "hypothesis-bucket-bar", "hypothesis-notebook", "hypothesis-profile",
    "hypothesis-sidebar", "hypothesis-toast-messages", "hypothesis-toolbar", "hypothesis-tooltip",
})  # fmt: skip
_CLASSES = frozenset({
    "single-file-mask", "single-file-removed", "single-file-ui-element", "scrapbook-sticky",
    "scrapbook-block-comment",
})  # fmt: skip
_LAID = frozenset({
    "annotation", "block-comment", "freenote", "infobar", "sticky", "toolbar", "toolbar-mask",
    "toolbar-prompt",
})  # fmt: skip
_MARKED = frozenset({"inline", "link-url", "linemarker"})
_KINDS = ("data-scrapbook-elem", "data-sb-obj")
_HIGHLIGHT = "single-file-highlight"


def clear_overlays(html: _Element, markup: str) -> None:
    """Take away what was laid over a page, and the looks of marked words. ``markup`` is the page's own."""
    if not any(sign in markup for sign in _SIGNS):
        return
    laid: list[_Element] = []
    for element in html.iter():
        kind = next((value for name in _KINDS if (value := element.get(name))), None)
        names = element.get("class")
        classes = names.split() if names else []
        if element.tag in _TAGS or kind in _LAID or not _CLASSES.isdisjoint(classes):
            laid.append(element)
        elif kind in _MARKED or element.tag in ("scrapbook-linemarker", "hypothesis-highlight"):
            _unmark(element)
        elif _HIGHLIGHT in classes:
            own = [name for name in classes if not name.startswith(_HIGHLIGHT)]
            element.set("class", " ".join(own))
    for element in laid:
        take_out(element)


def _unmark(element: _Element) -> None:
    """Make marked words plain ones: a class or a style would tell of an article's parts."""
    if element.tag != "a":
        element.tag = "span"
    for name in ("class", "style", "title"):
        if element.get(name) is not None:
            del element.attrib[name]
