"""Where annotations stand in the text that is open: each is verified, none is ever dropped."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from postil.anchoring.resolve import Resolver
from postil.errors import LibraryDamaged
from postil.model.annotation import AnchorState, Annotation, Placed
from postil.store import annotations as kept

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postil.app.holdings import Holdings
    from postil.model.ids import AnnotationId, ContentHash, PageId
    from postil.store.connection import Connection


def place(holdings: Holdings, page_id: PageId, text: str, text_hash: ContentHash) -> tuple[Placed, ...]:
    """The page's annotations in the order of the document; those not found come last."""
    old_texts: dict[ContentHash, str | None] = {text_hash: None}
    resolver = Resolver(text, text_hash=text_hash)
    placed = [
        _place_one(annotation, resolver, _old_text(holdings, annotation, old_texts))
        for annotation in kept.of_page(holdings.reader(), page_id)
    ]
    placed.sort(key=_document_order)
    return tuple(placed)


def remember_states(tx: Connection, placed: Iterable[Placed]) -> frozenset[AnnotationId]:
    """Write down each state that is no longer what the row says; the annotations that changed."""
    states = {each.annotation.id: each.annotation.state for each in placed}
    stored = kept.many(tx, states)
    changed = [old for name, old in stored.items() if old.state is not states[name]]
    for old in changed:
        kept.set_state(tx, old.id, states[old.id])
    return frozenset(old.id for old in changed)


def _document_order(placed: Placed) -> tuple[bool, int, int]:
    if placed.start is None or placed.end is None:
        return True, 0, 0
    return False, placed.start, -placed.end


def _place_one(annotation: Annotation, resolver: Resolver, old_text: str | None) -> Placed:
    found = resolver.resolve(annotation.selectors, old_text=old_text)
    now = annotation if found.state is annotation.state else replace(annotation, state=found.state)
    if found.state is AnchorState.NOT_FOUND:
        return Placed(now, None, None)
    return Placed(now, found.start, found.end)


def _old_text(holdings: Holdings, annotation: Annotation, known: dict[ContentHash, str | None]) -> str | None:
    """The text that the annotation was made on, where the library still has it whole."""
    name = annotation.selectors.text_hash
    if name is None:
        return None
    if name not in known:
        try:
            known[name] = holdings.text(name)
        except LibraryDamaged:
            known[name] = None
    return known[name]
