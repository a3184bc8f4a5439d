"""From the pages to the tables of likeness: what each page is found by, and which pages it is like.

Triggers say which pages are due: new ones, and those with another text or address. An imported page is
looked at as it comes; the rest is the background process's, after the search index. Candidates are found
by signatures and addresses, and then compared text by text, so that what is told of a pair is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.errors import LibraryDamaged
from postil.model.addresses import address_keys
from postil.model.likeness import Likeness
from postil.search.likeness import minhash
from postil.search.likeness.shingles import Overlap, overlap, shingles
from postil.store import likeness, pages, versions
from postil.translation import _

if TYPE_CHECKING:
    from postil.jobs import Progress
    from postil.model.ids import PageId
    from postil.store.connection import Connection
    from postil.store.contents import Contents
    from postil.store.database import Database
    from postil.store.likeness import Signed

LEAST_SHINGLES = 24
"""A shorter text, as of a page that only asks for a login, is found by its address alone."""

BATCH = 8
"""Pages of one transaction: others wait for it, some 20 milliseconds."""


@dataclass(frozen=True, slots=True)
class _Looked:
    """A page whose text was read."""

    signed: Signed
    shingles: frozenset[int]


@dataclass(frozen=True, slots=True)
class LikenessFeed:
    """Fills the tables of one library."""

    database: Database
    contents: Contents

    def begin(self, *, anew: bool = False) -> None:
        """Let all pages be due where the signatures are of another version, or where it is wanted."""
        if anew or likeness.made(self.database.reader()) != minhash.VERSION:
            with self.database.transaction() as tx:
                likeness.restart(tx, minhash.VERSION)

    def drain(self, progress: Progress) -> None:
        """Look at all pages that are due; raises Cancelled between two batches."""
        total, done = likeness.count_due(self.database.reader()), 0
        while some := likeness.due(self.database.reader(), BATCH):
            progress.step(done, max(total, done + len(some)), _("Likeness"))
            self.look(some)
            done += len(some)
        if done:
            progress.step(done, done, _("Likeness"))

    def step(self) -> bool:
        """Look at a few of the pages that are due; False where none was."""
        some = likeness.due(self.database.reader(), BATCH)
        if some:
            self.look(some)
        return bool(some)

    def look(self, ids: tuple[PageId, ...]) -> None:
        """Find out which pages these are like. The texts are read before others have to wait."""
        looked = [self._read(self.database.reader(), page_id) for page_id in ids]
        with self.database.transaction() as tx:
            for page_id, each in zip(ids, looked, strict=True):
                now = pages.get(tx, page_id)
                if each is not None and now is not None and now.version == each.signed.version:
                    likeness.put(tx, each.signed, self._alike(tx, each))

    def _read(self, connection: Connection, page_id: PageId) -> _Looked | None:
        page = pages.get(connection, page_id)
        if page is None:
            return None
        found = self._shingles(connection, page_id)
        numbers = minhash.signature(found) if len(found) >= LEAST_SHINGLES else ()
        addresses = address_keys((page.address, page.canonical))
        signed = likeness.Signed(page_id, page.version, numbers, addresses)
        return _Looked(signed, found)

    def _alike(self, connection: Connection, looked: _Looked) -> list[Likeness]:
        """The pages that are the same as this one, in one way or another."""
        signed = looked.signed
        same_address = likeness.at_address(connection, signed)
        candidates = {*likeness.sharing(connection, signed, least=minhash.LEAST_SHARED), *same_address}
        pairs = []
        for other in sorted(candidates):
            shared = self._overlap(looked.shingles, self._shingles(connection, other))
            pairs.append(
                Likeness(signed.page, other, other in same_address, shared.resemblance, shared.containment)
            )
        return [pair for pair in pairs if pair.sameness is not None]

    def _overlap(self, one: frozenset[int], other: frozenset[int]) -> Overlap:
        return overlap(one, other) if min(len(one), len(other)) >= LEAST_SHINGLES else Overlap(0.0, 0.0)

    def _shingles(self, connection: Connection, page_id: PageId) -> frozenset[int]:
        """What a page says; nothing where its text is damaged, of which `postil check` tells."""
        version = versions.current(connection, page_id)
        if version is None:
            return frozenset()
        try:
            return shingles(self.contents.get(version.text_hash).decode("utf-8"))
        except (LibraryDamaged, UnicodeDecodeError):
            return frozenset()
