"""What open archives of all kinds have in common: entries asked for by name, and bytes that are counted."""

from __future__ import annotations

from abc import ABC, abstractmethod
from io import BufferedReader, RawIOBase
from typing import IO, TYPE_CHECKING, Generic, TypeVar

from postil.errors import ImportFailed
from postil.importers.files import LARGEST
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from typing_extensions import Buffer

MOST_ENTRIES = 50_000
LARGEST_TOTAL = 1024**3
"""Bytes that all entries that are read may have together."""

Entry = TypeVar("Entry")


class ArchiveEntries(ABC, Generic[Entry]):
    """The entries of an open archive, by the names they have, which are no paths of this computer."""

    def __init__(self, entries: dict[str, Entry], total: int) -> None:
        """So many bytes may come out of them in all."""
        self._entries = entries
        self._left = total

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the entries, each once, in their order; of two of one name the last one is read."""
        return tuple(self._entries)

    @abstractmethod
    def size(self, name: str) -> int:
        """How many bytes an entry says that it has; 0 where there is none."""

    @abstractmethod
    def open(self, name: str, limit: int = LARGEST) -> BufferedReader:
        """An entry as a stream; reading it raises ImportFailed where it is damaged, or too large."""

    def read(self, name: str, limit: int = LARGEST) -> bytes:
        """The bytes of an entry, at most ``limit``. Raises ImportFailed also where there is no such entry."""
        with self.open(name, limit) as stream:
            content = stream.read(limit + 1)
        if len(content) > limit:
            raise too_large()
        return content

    def spend(self, count: int) -> None:
        """Count bytes that came out. Raises ImportFailed where they are too many in all."""
        self._left -= count
        if self._left < 0:
            raise too_large()


class CountedStream(RawIOBase):
    """The stream of an entry, whose bytes are counted as they come: what it says of itself may be a lie."""

    def __init__(
        self,
        stream: IO[bytes],
        spend: Callable[[int], object],
        told: Callable[[], AbstractContextManager[None]],
        *,
        most: int,
    ) -> None:
        """``told`` says in a sentence what reading raises; at most ``most`` bytes may come."""
        self._stream = stream
        self._spend = spend
        self._told = told
        self._most = most

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, buffer: Buffer) -> int:
        """The next bytes. Raises ImportFailed where they are damaged, or too many."""
        into = memoryview(buffer)
        with self._told():
            content = self._stream.read(len(into))
        self._most -= len(content)
        if self._most < 0:
            raise too_large()
        self._spend(len(content))
        into[: len(content)] = content
        return len(content)

    def close(self) -> None:
        """Close the entry, not its archive."""
        self._stream.close()
        super().close()


def damaged() -> ImportFailed:
    """The error for an archive that cannot be read to its end."""
    return ImportFailed(_("The archive is damaged or cut short."))


def lacking() -> ImportFailed:
    """The error for an entry that is not there."""
    return ImportFailed(_("The archive lacks a part that it should have."))


def too_many(most: int) -> ImportFailed:
    """The error for an archive with more than ``most`` entries."""
    return ImportFailed(_("The archive has more than {count} files; it was not imported.").format(count=most))


def too_large() -> ImportFailed:
    """The error for an archive out of which too many bytes come."""
    return ImportFailed(_("The archive holds more than a saved page may; it was not imported."))
