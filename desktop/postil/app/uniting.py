"""Uniting: the highlights of one page carried over to another, and several pages made one.

A highlight that is carried over keeps the words and the text that it was made on; where it stands in the
other text is worked out at each opening, as for every highlight. Nothing is lost: carrying copies, and a
page that is made part of another one rests in the trash.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from postil.anchoring.resolve import Resolver
from postil.app import placing
from postil.app.carrying import carry_position
from postil.app.merging import merged
from postil.errors import NotFound
from postil.model.annotation import AnchorState
from postil.model.changes import Changes
from postil.model.ids import AnnotationId, new_id
from postil.store import addresses, pages, versions
from postil.store import annotations as kept
from postil.store import tags as tag_rows
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from postil.app.holdings import Holdings
    from postil.model.annotation import Annotation, Placed
    from postil.model.ids import ContentHash, PageId
    from postil.model.page import Page
    from postil.store.connection import Connection


@dataclass(frozen=True, slots=True)
class CarryReport:
    """What became of the highlights of a page on their way to another one."""

    sure: int = 0
    doubtful: int = 0
    """Found on evidence that a person should check."""
    lost: int = 0
    """Their words are not in the other text."""
    already_there: int = 0
    """The other page has a highlight of the same words; it took over the notes and tags."""

    @property
    def total(self) -> int:
        """All highlights of the page."""
        return self.sure + self.doubtful + self.lost + self.already_there


@dataclass(frozen=True, slots=True)
class _Carrying:
    """What is written to carry highlights over."""

    added: tuple[Annotation, ...]
    before: tuple[Annotation, ...]
    after: tuple[Annotation, ...]
    """The highlights of the other page that take something over, as they were and as they are then."""
    report: CarryReport


@dataclass(frozen=True, slots=True)
class _Own:
    """What a person gave a page, that another page takes over."""

    tags: tuple[str, ...]
    note: str
    starred: bool
    position: int
    progress: float


class Uniting:
    """What a person does with pages that are the same."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings

    def carry(self, source: PageId, target: PageId) -> CarryReport:
        """Copy the highlights of one page to another; those whose words it does not have are left.

        Raises NotFound, or LibraryDamaged where a text is gone.
        """
        self._rows((source, target))
        carrying = self._carrying((source,), target, with_lost=False)
        if carrying.added or carrying.after:
            self._holdings.undo.do(
                _("Carry highlights over"),
                lambda: self._write(target, lambda tx: self._carry(tx, carrying)),
                lambda: self._write(target, lambda tx: self._carry_back(tx, carrying)),
            )
        return carrying.report

    def unite(self, target: PageId, others: Sequence[PageId]) -> CarryReport:
        """Make several pages one: ``target`` gets all highlights, notes and tags, the others go to the trash.

        The status of ``target`` is kept. Also a highlight whose words it does not have is its own then.
        Raises NotFound, or LibraryDamaged where a text is gone.
        """
        page, *rest = self._rows((target, *others))
        carrying = self._carrying([each.id for each in rest], target, with_lost=True)
        before, after, now = _own(page), self._united(page, rest), self._holdings.now()
        gone = [each.id for each in rest if each.trashed is None]
        connection = self._holdings.reader()
        known = addresses.keys_of(connection, target)
        taken = frozenset(key for each in rest for key in addresses.keys_of(connection, each.id)) - known

        def make_one(tx: Connection) -> None:
            self._carry(tx, carrying)
            _set_own(tx, target, after, instead_of=before)
            addresses.know_keys(tx, target, taken)  # what arrives for the others is its own from now on
            pages.set_trashed_all(tx, gone, now)

        def part(tx: Connection) -> None:
            self._carry_back(tx, carrying)
            _set_own(tx, target, before, instead_of=after)
            addresses.forget_keys(tx, target, taken)
            pages.set_trashed_all(tx, gone, None)

        self._holdings.undo.do(
            _("Make one page"),
            lambda: self._write(target, make_one, gone),
            lambda: self._write(target, part, gone),
        )
        return carrying.report

    def _rows(self, ids: Sequence[PageId]) -> tuple[Page, ...]:
        rows = pages.many(self._holdings.reader(), ids)
        if len(rows) < len(ids):
            raise NotFound(_("One of these pages is not in this library."))
        return tuple(rows[page_id] for page_id in ids)

    def _carrying(self, sources: Sequence[PageId], target: PageId, *, with_lost: bool) -> _Carrying:
        """What carrying over does to the highlights of the target."""
        text, text_hash = self._text(target)
        now = self._holdings.now()
        there = placing.place(self._holdings, target, text, text_hash)
        resolver = Resolver(text, text_hash=text_hash)
        known = {_spot(placed): placed.annotation for placed in there}
        first = dict(known)
        states: list[AnchorState | None] = []
        for source in sources:
            old_text, old_hash = self._text(source)
            for placed in placing.place(self._holdings, source, old_text, old_hash):
                old = placed.annotation
                found = resolver.resolve(old.selectors, old_text=old_text)
                spot = (found.start, found.end, "") if found.start is not None else _lost_spot(old)
                if spot in known:
                    known[spot] = _joined(known[spot], old, now=now)
                    states.append(None)
                elif found.state is not AnchorState.NOT_FOUND or with_lost:
                    known[spot] = replace(
                        old, id=AnnotationId(new_id()), page=target, state=found.state, modified=now
                    )
                    states.append(found.state)
                else:
                    states.append(AnchorState.NOT_FOUND)
        changed = [(first[spot], known[spot]) for spot in first if first[spot] != known[spot]]
        return _Carrying(
            added=tuple(annotation for spot, annotation in known.items() if spot not in first),
            before=tuple(old for old, _new in changed),
            after=tuple(new for _old, new in changed),
            report=CarryReport(
                sure=states.count(AnchorState.ANCHORED),
                doubtful=states.count(AnchorState.MOVED),
                lost=states.count(AnchorState.NOT_FOUND),
                already_there=states.count(None),
            ),
        )

    def _text(self, page_id: PageId) -> tuple[str, ContentHash]:
        version = versions.current(self._holdings.reader(), page_id)
        if version is None:
            raise NotFound(_("There is no page {page} in this library.").format(page=page_id))
        return self._holdings.text(version.text_hash), version.text_hash

    def _united(self, page: Page, others: Sequence[Page]) -> _Own:
        """What the page has when all of them are one."""
        notes = dict.fromkeys(each.note.strip() for each in (page, *others) if each.note.strip())
        position, progress = page.position, page.progress
        farthest = max(others, key=lambda each: each.progress, default=page)
        if farthest.progress > progress:
            position = carry_position(farthest.position, self._text(farthest.id)[0], self._text(page.id)[0])
            progress = farthest.progress
        return _Own(
            tags=tag_rows.once_each(tag for each in (page, *others) for tag in each.tags),
            note="\n\n".join(notes),
            starred=any(each.starred for each in (page, *others)),
            position=position,
            progress=progress,
        )

    def _carry(self, tx: Connection, carrying: _Carrying) -> None:
        for annotation in carrying.added:
            if kept.get(tx, annotation.id) is None:
                kept.add(tx, annotation)
            else:  # it is done again
                kept.set_trashed(tx, annotation.id, None)
        for annotation in carrying.after:
            kept.update(tx, annotation)

    def _carry_back(self, tx: Connection, carrying: _Carrying) -> None:
        for annotation in carrying.added:
            kept.set_trashed(tx, annotation.id, self._holdings.now())
        for annotation in carrying.before:
            kept.update(tx, annotation)

    def _write(
        self, target: PageId, write: Callable[[Connection], object], others: Sequence[PageId] = ()
    ) -> Changes:
        with self._holdings.transaction() as tx:
            write(tx)
            there = kept.of_page(tx, target)
        return Changes(
            pages=frozenset({target, *others}),
            annotations=frozenset(annotation.id for annotation in there),
            annotated=frozenset({target}),
            membership=True,
        )


_Spot = tuple[int | None, int | None, str]


def _spot(placed: Placed) -> _Spot:
    """Where a highlight stands; one that is lost is known by what it was made on."""
    if placed.start is None or placed.end is None:
        return _lost_spot(placed.annotation)
    return placed.start, placed.end, ""


def _lost_spot(annotation: Annotation) -> _Spot:
    """With what stood beside its words: the same words may be highlighted in two places."""
    quote = annotation.selectors.quote
    return None, None, f"{quote.prefix}\0{quote.exact}\0{quote.suffix}"


def _joined(there: Annotation, other: Annotation, *, now: datetime) -> Annotation:
    """The highlight that is there, with the note and tags of another one of the same words."""
    whole = merged((there, other), there.selectors, now=now)
    joined = replace(whole, state=there.state, created=there.created, modified=there.modified)
    return there if joined == there else replace(joined, modified=now)


def _own(page: Page) -> _Own:
    return _Own(page.tags, page.note, page.starred, page.position, page.progress)


def _set_own(tx: Connection, page: PageId, own: _Own, *, instead_of: _Own) -> None:
    tag_rows.set_of_page(tx, page, own.tags)
    pages.set_note(tx, page, own.note)
    pages.set_starred(tx, page, own.starred)
    now = pages.get(tx, page)
    if now is not None and (now.position, now.progress) == (instead_of.position, instead_of.progress):
        # Who has read on since then stays there.
        pages.set_position(tx, page, position=own.position, progress=own.progress)
