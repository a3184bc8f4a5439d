"""Tagging pages: names that nest with ``/``, as many as a page wants; and the tags themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.errors import TagError
from postil.model.changes import Changes
from postil.store import pages, tags
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from postil.app.holdings import Holdings
    from postil.model.ids import PageId
    from postil.store.connection import Connection
    from postil.store.tags import TagRows


class Tagging:
    """What a person does with tags."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings

    def names(self) -> tuple[str, ...]:
        """Every tag in use, on pages and on highlights, in order."""
        return tags.names(self._holdings.reader())

    def shares(self, ids: Sequence[PageId]) -> tuple[tuple[str, int], ...]:
        """The tags that any of these pages has, each with how many of them have it."""
        return tags.shares(self._holdings.reader(), ids)

    def count(self, name: str) -> int:
        """How many pages outside the trash have the tag, or one nested in it."""
        return tags.page_count(self._holdings.reader(), name)

    def tag(self, ids: Sequence[PageId], name: str) -> Changes:
        """Put a tag on pages."""
        return self.edit(ids, added=(name,))

    def edit(
        self, ids: Sequence[PageId], *, added: Iterable[str] = (), removed: Iterable[str] = ()
    ) -> Changes:
        """Put tags on pages and take others off, as one deed, however many pages."""
        wanted, unwanted = tuple(map(self.name, added)), tuple(map(self.name, removed))
        connection = self._holdings.reader()
        given = tags.given(connection, ids, (*wanted, *unwanted))
        keys, unkeys = [tags.key(name) for name in wanted], [tags.key(name) for name in unwanted]
        touched = tuple(
            page_id
            for page_id in ids
            if any((page_id, key) not in given for key in keys)
            or any((page_id, key) in given for key in unkeys)
        )
        names = (*wanted, *unwanted)
        before = tags.owned(connection, touched, names)

        def again() -> Changes:
            with self._holdings.transaction() as tx:
                tags.edit_of_pages(tx, touched, added=wanted, removed=unwanted)
            return changes

        def back() -> Changes:
            with self._holdings.transaction() as tx:
                tags.put_back_on(tx, touched, names, before)
            return changes

        changes = Changes(pages=frozenset(touched), membership=True)
        if not touched:
            return Changes()
        return self._holdings.undo.do(_("Tag") if wanted else _("Untag"), again, back)

    def set_tags(self, page_id: PageId, names: Iterable[str]) -> Changes:
        """Give a page these tags and no others."""
        wanted = tags.once_each(self.name(name) for name in names)
        page = pages.get(self._holdings.reader(), page_id)
        had = () if page is None else page.tags
        keys = {tags.key(name) for name in wanted}
        return self.edit(
            (page_id,), added=wanted, removed=tuple(name for name in had if tags.key(name) not in keys)
        )

    def rename(self, old: str, new: str) -> Changes:
        """Call a tag otherwise, with those nested in it: so it is renamed, moved, or merged with another.

        Raises TagError where it cannot be called so.
        """
        wanted = self.name(new)
        if wanted == old:
            return Changes()
        if tags.key(wanted).startswith(tags.key(old) + "/"):
            raise TagError(_("The tag {name} cannot move into itself.").format(name=f"#{old}"))
        label = self._label(old, wanted)
        return self._change_tags(label, (old, wanted), lambda tx: tags.rename(tx, old, wanted))

    def merges(self, old: str, new: str) -> bool:
        """Whether a tag that is called ``new`` becomes one with a tag that is there."""
        key = tags.key(new)
        return key != tags.key(old) and any(tags.key(name) == key for name in self.names())

    def delete(self, name: str) -> Changes:
        """Take a tag and those nested in it off every page and highlight."""
        return self._change_tags(_("Delete tag"), (name,), lambda tx: tags.take_off(tx, name))

    def name(self, typed: str) -> str:
        """The tag that a person typed, with or without ``#``; TagError where nothing is left."""
        return tags.clean(typed.strip().lstrip("#"))

    def _label(self, old: str, new: str) -> str:
        if self.merges(old, new):
            return _("Merge tags")
        return _("Rename tag") if old.rpartition("/")[0] == new.rpartition("/")[0] else _("Move tag")

    def _change_tags(
        self, label: str, names: tuple[str, ...], write: Callable[[Connection], object]
    ) -> Changes:
        before = tags.rows(self._holdings.reader(), names)
        changes = _changes(before)

        def run(act: Callable[[Connection], object]) -> Changes:
            with self._holdings.transaction() as tx:
                act(tx)
            return changes

        return self._holdings.undo.do(
            label, lambda: run(write), lambda: run(lambda tx: tags.put_back(tx, names, before))
        )


def _changes(rows: TagRows) -> Changes:
    return Changes(
        pages=frozenset(page for page, _tag in rows.of_pages),
        annotations=frozenset(annotation for annotation, _tag in rows.of_annotations),
        membership=True,
    )
