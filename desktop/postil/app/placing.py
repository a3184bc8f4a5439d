"""Where annotations stand in the text that is open: each is verified, none is ever dropped."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from postil.anchoring.resolve import Resolution, Resolver
from postil.errors import LibraryDamaged
from postil.model.annotation import AnchorState, Annotation, Placed
from postil.store import anchors
from postil.store import annotations as kept

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postil.app.holdings import Holdings
    from postil.model.ids import AnnotationId, ContentHash, PageId
    from postil.model.selectors import Selectors
    from postil.store.connection import Connection

_MOST_REMEMBERED = 10_000

REFUSED = Resolution(None, None, AnchorState.NOT_FOUND, 0.0)
"""Where a highlight stands of which the person said that it does not stand in this text."""


class FoundPlaces:
    """Where highlights stand in texts that they were not made on: of a long text it takes a second to find.

    It never changes, so it is only forgotten to make room. Any thread may use it.
    """

    def __init__(self) -> None:
        self._found: dict[tuple[Selectors, ContentHash], Resolution] = {}
        self._changing = threading.Lock()

    def get(self, selectors: Selectors, text_hash: ContentHash) -> Resolution | None:
        """Where the highlight was found in the text of that hash; None where that is not known."""
        return self._found.get((selectors, text_hash))

    def remember(self, selectors: Selectors, text_hash: ContentHash, found: Resolution) -> None:
        """Know it from now on."""
        with self._changing:
            if len(self._found) >= _MOST_REMEMBERED:
                self._found.pop(next(iter(self._found)))
            self._found[selectors, text_hash] = found


def place(holdings: Holdings, page_id: PageId, text: str, text_hash: ContentHash) -> tuple[Placed, ...]:
    """The page's annotations in the order of the document; those not found come last."""
    old_texts: dict[ContentHash, str | None] = {text_hash: None}
    resolver = Resolver(text, text_hash=text_hash)
    placed = []
    annotations = kept.of_page(holdings.reader(), page_id)
    refused = anchors.refused(holdings.reader(), [annotation.id for annotation in annotations])
    for annotation in annotations:
        if refused.get(annotation.id) == text_hash:
            placed.append(_placed(annotation, REFUSED))
            continue
        found = holdings.found.get(annotation.selectors, text_hash)
        if found is None:
            old_text = _old_text(holdings, annotation, old_texts)
            found = resolver.resolve(annotation.selectors, old_text=old_text)
            if found.state is AnchorState.NOT_FOUND:
                found = replace(found, guess=resolver.guess(annotation.selectors, old_text=old_text))
            if annotation.selectors.text_hash != text_hash:
                holdings.found.remember(annotation.selectors, text_hash, found)
        placed.append(_placed(annotation, found))
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


def _placed(annotation: Annotation, found: Resolution) -> Placed:
    now = annotation if found.state is annotation.state else replace(annotation, state=found.state)
    if found.state is AnchorState.NOT_FOUND:
        return Placed(now, None, None, found.guess)
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
