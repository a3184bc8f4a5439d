"""What all deeds share: the database, the kept bytes, undo, and who is told of changes."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from postil.app.placing import FoundPlaces
from postil.errors import LibraryDamaged
from postil.model.ids import ContentHash

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from postil.app.undo import Undo
    from postil.model.changes import Changes
    from postil.signals import Signal
    from postil.store.connection import Connection
    from postil.store.contents import Contents
    from postil.store.database import Database

_HASH_LENGTH = 64


@dataclass(frozen=True, slots=True)
class Holdings:
    """An open library, as the deeds see it."""

    folder: Path
    database: Database
    contents: Contents
    undo: Undo
    changed: Signal[Changes]
    found: FoundPlaces = field(default_factory=FoundPlaces)
    keeping: threading.RLock = field(default_factory=threading.RLock)
    """Held from when bytes are kept until a row names them, and while bytes without a row are removed."""
    reading_all: threading.RLock = field(default_factory=threading.RLock)
    """Held while everything that one state of the library names is read: no bytes are removed meanwhile."""

    def reader(self) -> Connection:
        """The connection of the calling thread, for reading."""
        return self.database.reader()

    def transaction(self) -> AbstractContextManager[Connection]:
        """A transaction: all of it or nothing is kept."""
        return self.database.transaction()

    def now(self) -> datetime:
        """The time of a deed: aware UTC, whole seconds."""
        return datetime.now(UTC).replace(microsecond=0)

    def text(self, name: ContentHash) -> str:
        """A kept text: canonical, or an article's markup. Raises LibraryDamaged."""
        return self.contents.get(name).decode("utf-8")

    def asset(self, content_hash: str) -> bytes | None:
        """Kept bytes by a hash that a page may have written; None for anything that is not one of ours."""
        if len(content_hash) != _HASH_LENGTH or not set(content_hash) <= set("0123456789abcdef"):
            return None
        try:
            return self.contents.get(ContentHash(content_hash))
        except LibraryDamaged:
            return None
