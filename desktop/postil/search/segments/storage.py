r"""The index's folder as Whoosh writes it, made durable and checked.

Whoosh commits by renaming a table of contents (TOC) into place, but syncs nothing and trusts every byte
that it reads, pickles included. Here

* segment files are on the disk before a TOC takes its name (``codec.SegmentFile.finish``);
* the TOC ends with a seal: a JSON object with a stamp and the ``columns.Seal`` of each of these files,
  then the object's length (4 bytes, big endian), the CRC-32 of all before (4 bytes) and ``PSEAL02\n``.
  Whoosh reads a TOC from its beginning and does not mind;
* nothing is given to Whoosh, and nothing is unpickled, before its seal and checksum hold. A segment's file
  is held against its seal when it is opened, and its blocks are checked before they are used.

An index whose stamp is not the expected one, or that fails a check, raises ``Unusable``.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import struct
import zlib
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC, FileIndex

from postil.durable import sync, sync_folder
from postil.search.damage import Unusable
from postil.search.segments.columns import Seal, seal_of

if TYPE_CHECKING:
    from collections.abc import Iterable

NAME = "MAIN"
"""Whoosh's name for the one index of a folder."""

_MAGIC = b"PSEAL02\n"
_TAIL = struct.Struct(">II8s")
_TOC = re.compile(rf"_{NAME}_([0-9]+)\.toc")
_SEGMENT = re.compile(rf"{NAME}_[0-9a-z]+\.seg")


class CheckedStorage(FileStorage):
    """A folder of index files that are sealed at each commit and checked before they are read."""

    def __init__(self, folder: Path, stamp: str) -> None:
        super().__init__(str(folder))
        self._stamp = stamp
        self._sealed: dict[str, Seal] = {}
        """What the TOC that was checked last says of the segment files."""

    def open_file(self, name: str, **how: Any) -> StructFile:
        """A file to be read. A TOC comes whole, for Whoosh closes none that it cannot read."""
        if _TOC.fullmatch(name):
            return StructFile(BytesIO(Path(self._fpath(name)).read_bytes()), name=name, **how)
        return super().open_file(name, **how)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:  # noqa: FBT001, FBT002 - Whoosh's signature
        """Seal a TOC before it takes its name; then it and its name are on the disk."""
        if _TOC.fullmatch(newname):
            _seal(Path(self._fpath(oldname)), self._stamp, self._seals())
        super().rename_file(oldname, newname, safe=safe)
        sync_folder(Path(self.folder))

    def temp_storage(self, name: str | None = None) -> RamStorage:  # noqa: ARG002 - Whoosh's signature
        """Where Whoosh's writer could sort what does not fit into memory; there is no such thing here."""
        return RamStorage()

    def latest(self) -> int:
        """The number of the newest TOC; -1 where there is none."""
        found = (_TOC.fullmatch(name) for name in self.list())
        return max((int(match.group(1)) for match in found if match), default=-1)

    def state(self, generation: int) -> tuple[int, int, int]:
        """What tells this TOC from one of the same number in an index that was made anew since."""
        found = self._toc(generation).stat()
        return generation, found.st_mtime_ns, found.st_ino

    def files(self, names: Iterable[str]) -> tuple[tuple[int, int, int], ...]:
        """What tells each of these files from what it was before somebody else wrote to it."""
        found = (os.stat(os.path.join(self.folder, name)) for name in names)  # noqa: PTH116, PTH118 - at each question
        return tuple((each.st_size, each.st_mtime_ns, each.st_ino) for each in found)

    def check(self, generation: int) -> None:
        """Check the TOC of that number; raises Unusable."""
        self._sealed = _unseal(self._toc(generation), self._stamp)

    def seal(self, name: str) -> Seal:
        """What the checked TOC says of the file of a segment; raises Unusable."""
        found = self._sealed.get(name)
        if found is None:
            raise Unusable("a table of contents does not know its files")
        return found

    def take(self, file: Path) -> None:
        """Have a segment file of another folder, which keeps it."""
        own = Path(self._fpath(file.name))
        if own.exists() and own.samefile(file):
            return  # taken by one that was killed before it cleared up; this index may be made of it by now
        own.unlink(missing_ok=True)  # left by one that was killed here
        self._sealed.pop(file.name, None)
        try:
            os.link(file, own)
        except OSError:  # a file system without links
            shutil.copyfile(file, own)

    def sweep(self) -> None:
        """Remove what a killed writer left: TOCs that never took their name."""
        for name in self.list():
            if name.startswith(f"_{NAME}_") and not _TOC.fullmatch(name):
                self.delete_file(name)

    def _toc(self, generation: int) -> Path:
        return Path(self._fpath(f"_{NAME}_{generation}.toc"))

    def _seals(self) -> dict[str, Seal]:
        """The seals of all segment files; those that are known already are not looked at again."""
        seals = {}
        for name in self.list():
            if _SEGMENT.fullmatch(name):
                with suppress(Unusable):  # left half written by one that was killed: no TOC names it
                    seals[name] = self._sealed.get(name) or seal_of(Path(self._fpath(name)))
        return seals


class SealedIndex(FileIndex):
    """Whoosh's index as one table of contents says it, which is read once."""

    def __init__(self, storage: CheckedStorage, schema: Any, generation: int) -> None:
        """Read a TOC that was checked; raises Unusable where another version of the program wrote it."""
        self.storage = storage
        self.indexname = NAME
        self._schema = schema
        try:
            self._toc = TOC.read(storage, NAME, generation, schema)
        except (ImportError, AttributeError) as unknown:  # it names classes by the modules that they were in
            raise Unusable("it was written by a version of the program with other parts") from unknown

    @staticmethod
    def begin(storage: CheckedStorage, schema: Any) -> None:
        """Write the TOC of an empty index."""
        TOC.create(storage, schema, NAME)

    def segments(self) -> list[Any]:
        """The segments, as copies: whoever writes deletes in them."""
        return [segment.copy() for segment in self._toc.segments]

    def _read_toc(self) -> TOC:
        return TOC(self._toc.schema, self.segments(), self._toc.generation)


def _seal(toc: Path, stamp: str, files: dict[str, Seal]) -> None:
    seal = json.dumps({"stamp": stamp, "files": files}).encode()
    with toc.open("r+b") as file:
        whole = file.read() + seal + struct.pack(">I", len(seal))
        file.write(seal + _TAIL.pack(len(seal), zlib.crc32(whole), _MAGIC))
        sync(file)


def _unseal(toc: Path, stamp: str) -> dict[str, Seal]:
    content = toc.read_bytes()
    if len(content) < _TAIL.size:
        raise Unusable("a table of contents is cut off")
    length, checksum, magic = _TAIL.unpack(content[-_TAIL.size :])
    body = content[: -_TAIL.size]
    if magic != _MAGIC or zlib.crc32(body + struct.pack(">I", length)) != checksum:
        raise Unusable("a table of contents is damaged")
    seal: Any = json.loads(body[len(body) - length :])
    if seal["stamp"] != stamp:
        raise Unusable("it was written by another version of the program or for another library")
    return {name: Seal(*numbers) for name, numbers in seal["files"].items()}
