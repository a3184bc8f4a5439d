"""What stands in a component goes where its shadow root shows it.

``dom.parse`` opens shadow roots (``template`` with ``shadowrootmode`` and its like) as the first ``div`` of
their host. The host's own content is not shown after them, but in their slots: an element in the slot that
it names, all else in the one without a name. A slot's own content is shown only where nothing is put into
it. The rules: DOM Standard, 4.2.2.3, finding slots and slottables.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from lxml import etree

from postil.dom.parse import SHADOW, parse_page
from postil.errors import ImportFailed

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROOTS = etree.XPath(f"//div[@{SHADOW}]")
_KEPT = "data-scrapbook-shadowdom"
_OLD_KEPT = "data-scrapbook-shadowroot"
"""JSON, with the markup as ``data``."""
_HOSTS = etree.XPath(f"descendant-or-self::*[@{_KEPT} or @{_OLD_KEPT}]")
_MOST_KEPT = 500
"""Shadow roots of a page that are opened out of attributes."""
_LARGEST_KEPT = 4_000_000
_DEEPEST = 120
"""Nothing is put into a slot deeper than this: the tree would grow too deep to walk."""


def fill_slots(html: _Element) -> None:
    """Move the content of every component into its slots, outer components first."""
    _open_kept(html)
    for root in _elements(_ROOTS(html)):
        _fill(root)


def _elements(found: object) -> list[_Element]:
    """The elements that a path found."""
    results = found if isinstance(found, list) else ()
    return [each for each in results if isinstance(each, etree._Element)]  # noqa: SLF001 - it has no other name


def _open_kept(html: _Element) -> None:
    """Open the shadow roots whose markup is in attributes, and those within them."""
    pending, opened = [html], 0
    while pending:
        for host in _elements(_HOSTS(pending.pop())):
            markup = _kept_markup(host)
            if not markup or opened >= _MOST_KEPT or len(markup) > _LARGEST_KEPT:
                continue
            opened += 1
            try:
                body = parse_page(markup).find("body")
            except ImportFailed:  # a component that cannot be read: the page is read without it
                continue
            if body is not None and sum(1 for _ in host.iterancestors()) <= _DEEPEST:
                root = host.makeelement("div", {SHADOW: ""})
                root.text = body.text
                root.extend(list(body))
                host.insert(0, root)
                root.tail, host.text = host.text, None
                pending.append(root)


def _kept_markup(host: _Element) -> str | None:
    """The markup of a shadow root that an attribute holds; it is taken out of it."""
    markup, old = host.get(_KEPT), host.get(_OLD_KEPT)
    for name in (_KEPT, _OLD_KEPT):
        if host.get(name) is not None:
            del host.attrib[name]
    if markup is None and old is not None:
        try:
            told = json.loads(old)
        except (ValueError, RecursionError):
            return None
        markup = told.get("data") if isinstance(told, dict) else None
    return markup if isinstance(markup, str) else None


def _fill(root: _Element) -> None:
    host = root.getparent()
    slots = _slots(root)
    if host is None or not slots:
        return
    default = slots.get("")
    filled: set[_Element] = set()
    if default is not None:
        _move_text(host.text, default, filled)
        host.text = None
    for child in list(host):
        if child is not root:
            slot = slots.get((child.get("slot") or "").strip())
            if slot is None:
                continue
            tail, child.tail = child.tail, None
            _empty(slot, filled)
            slot.append(child)
        else:
            tail, child.tail = child.tail, None
        if default is not None:
            _move_text(tail, default, filled)
        elif tail and tail.strip():
            child.tail = tail  # it is not shown, and yet not lost


def _slots(root: _Element) -> dict[str, _Element]:
    """The first slot of each name that is the root's own, not of a component within it."""
    slots: dict[str, _Element] = {}
    for slot in root.iter("slot"):
        around = 0
        owner = None
        for ancestor in slot.iterancestors():
            around += 1
            if owner is None and ancestor.get(SHADOW) is not None:
                owner = ancestor
        if owner is root and around <= _DEEPEST:
            slots.setdefault((slot.get("name") or "").strip(), slot)
    return slots


def _move_text(text: str | None, slot: _Element, filled: set[_Element]) -> None:
    if not text or (slot not in filled and not text.strip()):
        return
    _empty(slot, filled)
    last = next(slot.iterchildren(reversed=True), None)
    if last is None:
        slot.text = (slot.text or "") + text
    else:
        last.tail = (last.tail or "") + text


def _empty(slot: _Element, filled: set[_Element]) -> None:
    """Take away what a slot holds of its own, before the first thing is put into it."""
    if slot not in filled:
        filled.add(slot)
        slot.text = None
        for child in list(slot):
            slot.remove(child)
