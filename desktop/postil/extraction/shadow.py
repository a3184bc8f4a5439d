"""What stands in a component goes where its shadow root shows it.

``dom.parse`` opens shadow roots (``template`` with ``shadowrootmode`` and its like) as the first ``div`` of
their host. The host's own content is not shown after them, but in their slots: an element in the slot that
it names, all else in the one without a name. A slot's own content is shown only where nothing is put into
it. The rules: DOM Standard, 4.2.2.3, finding slots and slottables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from postil.dom.parse import SHADOW

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROOTS = etree.XPath(f"//div[@{SHADOW}]")
_DEEPEST = 120
"""Nothing is put into a slot deeper than this: the tree would grow too deep to walk."""


def fill_slots(html: _Element) -> None:
    """Move the content of every component into its slots, outer components first."""
    roots = _ROOTS(html)
    for root in roots if isinstance(roots, list) else ():
        if isinstance(root, etree._Element):  # noqa: SLF001 - lxml has no other name for it
            _fill(root)


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
