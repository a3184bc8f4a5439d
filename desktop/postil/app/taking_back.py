"""Taking back: notes that a person edited in exported files, shown beside what the library has, and accepted.

Nothing is taken unasked, and a note that was changed here too is never written over: whoever accepts says
which of the two is to be the note, or that both are. All that is accepted at once is one deed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from postil.app.annotating import tags_after
from postil.model.changes import Changes
from postil.store import annotations as annotation_rows
from postil.store import pages
from postil.store import tags as tag_rows
from postil.translation import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from postil.app.holdings import Holdings
    from postil.model.annotation import Annotation
    from postil.model.ids import AnnotationId, PageId
    from postil.model.note_edit import NoteEdit
    from postil.model.page import Page

    Subject = tuple[PageId, AnnotationId | None]
    """Whose note it is: a page's own, or a highlight's."""


class Standing(Enum):
    """How an edit in a file stands to the note that the library has."""

    ONLY_FILE = "only file"
    """The note is what it was when the file was written: only the file was changed."""
    BOTH = "both"
    """The note was changed in the library, too, or in two files."""
    GONE = "gone"
    """The page or the highlight was deleted or lies in the trash; nothing can be taken."""


class Take(Enum):
    """What is to be the note."""

    FILE = "file"
    JOINED = "joined"
    """What the library has, and below it what the file has."""


@dataclass(frozen=True, slots=True)
class OfferedNote:
    """An edit as it is shown."""

    edit: NoteEdit
    standing: Standing
    title: str = ""
    """Of the page; empty where it is gone."""
    quote: str = ""
    """What the highlight says; empty for the note on the page."""
    now: str = ""
    """The note as the library has it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person decided of an edit, having seen the note as the offer says."""

    offered: OfferedNote
    take: Take = Take.FILE


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of it."""

    notes: int = 0
    left: tuple[NoteEdit, ...] = ()
    """Those whose note was changed or deleted after it was shown: they were not taken."""


class TakingBack:
    """What a person does with notes that were edited in files."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings

    def offers(self, edits: Iterable[NoteEdit]) -> tuple[OfferedNote, ...]:
        """The edits as they are shown, in their order; what the library says already is left out."""
        wanted = tuple(dict.fromkeys(edits))
        rows = self._rows(wanted)
        offered: dict[tuple[Subject, str], OfferedNote] = {}
        said: dict[Subject, str] = {}
        for edit in wanted:
            subject = (edit.page, edit.annotation)
            owner = rows.get(subject)
            if owner is None:
                offered[subject, edit.after] = OfferedNote(edit, Standing.GONE)
                continue
            if _same(owner.note, edit.after) or (subject, edit.after) in offered:
                continue
            twice = not _same(said.setdefault(subject, edit.after), edit.after)
            only = _same(owner.note, edit.before) and not twice
            offered[subject, edit.after] = OfferedNote(
                edit,
                Standing.ONLY_FILE if only else Standing.BOTH,
                owner.title,
                owner.quote,
                owner.note,
            )
        return tuple(offered.values())

    def accept(self, answers: Sequence[Answer]) -> Taken:
        """Let notes be what was decided, in one deed; their ``#tags`` are taken as if written here."""
        rows = self._rows([answer.offered.edit for answer in answers])
        notes: dict[Subject, str] = {}
        left: list[NoteEdit] = []
        for answer in answers:
            edit = answer.offered.edit
            subject = (edit.page, edit.annotation)
            owner = rows.get(subject)
            if owner is None or owner.note != answer.offered.now:
                left.append(edit)
            elif answer.take is Take.JOINED or subject in notes:
                notes[subject] = joined(notes.get(subject, owner.note), edit.after)
            else:
                notes[subject] = edit.after
        changed = {subject: note for subject, note in notes.items() if note != rows[subject].note}
        if changed:
            self._write(changed)
        return Taken(len(changed), tuple(left))

    def _rows(self, edits: Iterable[NoteEdit]) -> dict[Subject, _Owner]:
        """The notes that the edits are of; those in the trash are left out."""
        reader = self._holdings.reader()
        wanted = [(edit.page, edit.annotation) for edit in edits]
        page_rows = pages.many(reader, list(dict.fromkeys(page for page, _kept in wanted)))
        kept = annotation_rows.many(reader, [name for _page, name in wanted if name is not None])
        found: dict[Subject, _Owner] = {}
        for page_id, name in wanted:
            page, row = page_rows.get(page_id), kept.get(name) if name is not None else None
            if page is None or page.trashed is not None:
                continue
            if name is None:
                found[page_id, None] = _Owner(page.title, "", page.note)
            elif row is not None and row.trashed is None and row.page == page_id:
                found[page_id, name] = _Owner(page.title, row.selectors.quote.exact, row.note)
        return found

    def _write(self, notes: dict[Subject, str]) -> Changes:
        reader, now = self._holdings.reader(), self._holdings.now()
        page_notes = {page: note for (page, name), note in notes.items() if name is None}
        own_notes = {name: note for (_page, name), note in notes.items() if name is not None}
        old_pages = tuple(pages.many(reader, list(page_notes)).values())
        old = tuple(annotation_rows.many(reader, list(own_notes)).values())
        new_pages = tuple(_page_with(page, page_notes[page.id]) for page in old_pages)
        new = tuple(replace(_with(row, own_notes[row.id]), modified=now) for row in old)
        owners = frozenset(row.page for row in old)
        changes = Changes(
            pages=owners | frozenset(page_notes),
            annotations=frozenset(own_notes),
            annotated=owners,
            membership=any(one.tags != other.tags for one, other in zip(old_pages, new_pages, strict=True)),
        )

        def write(page_rows: tuple[Page, ...], rows: tuple[Annotation, ...]) -> Changes:
            with self._holdings.transaction() as tx:
                for page in page_rows:
                    pages.set_note(tx, page.id, page.note)
                    tag_rows.set_of_page(tx, page.id, page.tags)
                for row in rows:
                    annotation_rows.update(tx, row)
            return changes

        label = plural("Take {count} note from files", "Take {count} notes from files", len(notes))
        return self._holdings.undo.do(
            label.format(count=len(notes)), lambda: write(new_pages, new), lambda: write(old_pages, old)
        )


@dataclass(frozen=True, slots=True)
class _Owner:
    title: str
    quote: str
    note: str


def joined(now: str, after: str) -> str:
    """Two notes as one: what the one has of the other is not said twice."""
    lines, there = after.strip("\n"), now.strip("\n").rstrip()
    if _has(there, lines):
        return now
    return lines if _has(lines, there) else f"{there}\n\n{lines}"


def _has(note: str, other: str) -> bool:
    """Whether one note has another one within, line by line."""
    return f"\n{other}\n" in f"\n{note}\n"


def _with(row: Annotation, note: str) -> Annotation:
    return replace(row, note=note, tags=tags_after(row.tags, row.note, note))


def _page_with(page: Page, note: str) -> Page:
    return replace(page, note=note, tags=tags_after(page.tags, page.note, note))


def _same(one: str, other: str) -> bool:
    """Whether two notes say the same: files know no blank lines at the ends of a note."""
    return "\n".join(one.split("\r\n")).strip() == "\n".join(other.split("\r\n")).strip()
