"""Highlights that other tools made, and those that are written into saved pages: what becomes of them.

Each is kept, whether or not its words stand in the text. None comes twice: it is known again by the name that
its tool has for it, else by its words and note. One that the person removed or changed here stays so. Where
the other tool says a longer note, or more tags, than it did last, these are added to the person's own; a note
that is quite another one is added below. Nothing that stands here is ever replaced.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from postil.app.arriving_anchors import Anchoring
from postil.app.arriving_origins import Said, says_the_same, with_origins
from postil.app.arriving_record import clean_tags, joined_note
from postil.dom.note_text import note_tags
from postil.model.annotation import AnchorState, Annotation
from postil.model.ids import AnnotationId, new_id
from postil.model.selectors import TextQuoteSelector
from postil.store import annotation_origins, pages
from postil.store import annotations as kept
from postil.store import tags as tag_rows
from postil.store.annotation_origins import AnnotationOrigin

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from postil.model.annotation import Color
    from postil.model.ids import ContentHash, PageId
    from postil.model.record import ImportedAnnotation
    from postil.store.connection import Connection


@dataclass(frozen=True, slots=True)
class Highlights:
    """What is written of the highlights that came with a page."""

    added: tuple[Annotation, ...] = ()
    before: tuple[Annotation, ...] = ()
    after: tuple[Annotation, ...] = ()
    """Those that were there and take something over, as they were and as they are then."""
    origins: tuple[AnnotationOrigin, ...] = ()
    known: frozenset[AnnotationId] = frozenset()
    """All that the page had when this was worked out, also those in the trash."""
    brought: int = 0
    unanchored: int = 0
    found: int = 0
    """How many of those that waited for the page's text stand in it now."""
    lost: int = 0
    """How many of those that waited for it do not stand in it."""

    @property
    def changes_something(self) -> bool:
        """Whether there is anything that a person could see."""
        return bool(self.added or self.after)


class ArrivingHighlights:
    """Works out what becomes of the highlights of one page."""

    def __init__(
        self,
        connection: Connection,
        page: PageId,
        text: tuple[str, ContentHash],
        *,
        color: Color,
        now: datetime,
    ) -> None:
        """``text`` is the text that is read, and its hash; ``color`` is for those that have none."""
        self._connection = connection
        self._page = page
        self._anchoring = Anchoring(*text)
        self._color = color
        self._now = now
        live, trashed = kept.of_page(connection, page), kept.of_page(connection, page, trashed=True)
        self._before = {each.id: each for each in (*live, *trashed)}
        self._rows = dict(self._before)
        self._claimed: set[AnnotationId] = set()
        self._added: list[Annotation] = []
        self._origins: list[AnnotationOrigin] = []
        self._brought: list[AnchorState] = []
        self._sought: list[AnchorState] = []

    def find_places(self) -> None:
        """Let those that came before their page, and only said their words, stand where these are now."""
        said = {
            each.annotation: Said.from_json(each.said)
            for each in annotation_origins.of_page(self._connection, self._page).values()
        }
        for old in self._before.values():
            if old.trashed is None and old.selectors.position is None:
                share = said[old.id].share if old.id in said else None
                selectors, state = self._anchoring.anchored(old.selectors.quote, share)
                self._rows[old.id] = replace(old, selectors=selectors, state=state)
                self._sought.append(state)

    def take_in(self, annotations: Sequence[ImportedAnnotation]) -> None:
        """Work out what becomes of highlights that came."""
        arrived = tuple(with_origins(annotations))
        here = annotation_origins.of_page(self._connection, self._page)
        anywhere = annotation_origins.anywhere(self._connection, [origin for origin, _each in arrived])
        again = (here[origin].annotation for origin, _each in arrived if origin in here)
        self._claimed |= {name for name in again if name is not None}
        for origin, each in arrived:
            if origin in here:
                self._come_again(here[origin], each)
            elif each.id and origin in anywhere and self._is_elsewhere(anywhere[origin], each):
                continue  # as the person has it there
            elif (same := self._same(each)) is not None:
                self._take_over(same, each, Said("", note=same.note))
                self._remember(origin, same.id, each)
            else:
                self._add(origin, each)

    def highlights(self) -> Highlights:
        """What is to be written."""
        changed = [(old, self._rows[name]) for name, old in self._before.items() if self._rows[name] != old]
        return Highlights(
            added=tuple(self._added),
            before=tuple(old for old, _new in changed),
            after=tuple(new for _old, new in changed),
            origins=tuple(self._origins),
            known=frozenset(self._before),
            brought=len(self._brought),
            unanchored=sum(state is not AnchorState.ANCHORED for state in self._brought),
            found=sum(state is not AnchorState.NOT_FOUND for state in self._sought),
            lost=sum(state is AnchorState.NOT_FOUND for state in self._sought),
        )

    def _come_again(self, origin: AnnotationOrigin, each: ImportedAnnotation) -> None:
        """One that was taken in before."""
        old = None if origin.annotation is None else self._rows.get(origin.annotation)
        if old is None and origin.undone:  # not the person removed it for good, but time
            self._add(origin.origin, each)
            return
        if old is not None and origin.undone and old.trashed is not None:
            self._rows[old.id] = replace(old, trashed=None)
            self._brought.append(old.state)
        elif old is not None and old.trashed is None:
            self._take_over(old, each, Said.from_json(origin.said))
        if origin.undone or Said.by(each).to_json() != origin.said:
            self._remember(origin.origin, origin.annotation, each)

    def _take_over(self, old: Annotation, each: ImportedAnnotation, said: Said) -> None:
        """Add to one that is there what its tool says now and did not say last."""
        note = old.note if says_the_same(each.note, said.note) else joined_note(old.note, each.note)
        told = {tag_rows.key(name) for name in clean_tags(said.tags)}
        fresh = [name for name in clean_tags(each.tags) if tag_rows.key(name) not in told]
        new = replace(old, note=note, tags=tag_rows.once_each((*old.tags, *fresh)))
        if new != old:
            self._rows[old.id] = replace(new, modified=max(old.modified, self._now))

    def _same(self, each: ImportedAnnotation) -> Annotation | None:
        """One of the same words that is there, where the other has the same note or none: the person's own,
        or one that another tool had, too. Each stands for one of those that come, no more.
        """
        for old in self._rows.values():
            if (
                old.trashed is None
                and old.id not in self._claimed
                and says_the_same(old.selectors.quote.exact, each.quote.exact)
                and (not each.note.strip() or says_the_same(old.note, each.note))
            ):
                self._claimed.add(old.id)
                return self._rows[old.id]
        return None

    def _add(self, origin: str, each: ImportedAnnotation) -> None:
        exact = each.quote.exact.strip()
        quote = TextQuoteSelector(exact, each.quote.prefix, each.quote.suffix)
        selectors, state = self._anchoring.anchored(quote, each.share)
        created = each.created or each.modified or self._now
        added = Annotation(
            AnnotationId(new_id()),
            self._page,
            selectors,
            each.color or self._color,
            each.note.strip(),
            created=created,
            modified=max(created, each.modified or created),
            state=state,
            tags=tag_rows.once_each((*clean_tags(each.tags), *note_tags(each.note))),
            style=each.style,
        )
        self._added.append(added)
        self._brought.append(state)
        self._remember(origin, added.id, each)

    def _remember(self, origin: str, annotation: AnnotationId | None, each: ImportedAnnotation) -> None:
        said = Said.by(each).to_json()
        self._origins.append(AnnotationOrigin(self._page, origin, annotation, said))

    def _is_elsewhere(self, origin: AnnotationOrigin, each: ImportedAnnotation) -> bool:
        """Whether it is on another page of the library, and says no more than it did there.

        Ids that are numbers are of one server: another one gives the same to other words.
        """
        said = Said.from_json(origin.said)
        is_new = not says_the_same(each.quote.exact, said.exact) or (
            each.note.strip() and not says_the_same(each.note, said.note)
        )
        found = None if origin.annotation is None else kept.get(self._connection, origin.annotation)
        if is_new or found is None or found.trashed is not None or found.page == self._page:
            return False
        page = pages.get(self._connection, found.page)
        return page is not None and page.trashed is None


def write(tx: Connection, highlights: Highlights) -> None:
    """Write down what was worked out."""
    for annotation in highlights.added:
        kept.add(tx, annotation)
    for annotation in highlights.after:
        kept.update(tx, annotation)
    for origin in highlights.origins:
        annotation_origins.put(tx, origin)


def still_holds(tx: Connection, page: PageId, highlights: Highlights) -> bool:
    """Whether the page has the highlights that it had, and those that are written are as they were."""
    live, trashed = kept.of_page(tx, page), kept.of_page(tx, page, trashed=True)
    there = {each.id: each for each in (*live, *trashed)}
    return there.keys() == highlights.known and all(there[old.id] == old for old in highlights.before)
