"""Web archives (WARC, ISO 28500) as wget, Heritrix, warcio and Browsertrix write them.

A file may hold a million records and several gigabytes: its records are gone through once, for an index,
then each page is read with what it shows, so that never more than one page is in memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.errors import ImportFailed
from postil.importers.files import read_head
from postil.importers.pages.warc_index import WarcIndex, add_records
from postil.importers.pages.warc_pages import choose_pages, read_pages
from postil.importers.pages.warc_records import RecordFile, begins_as_warc
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.model.capture import Capture


class Warc:
    """A file of records, plain or compressed."""

    name = "WARC"
    suffixes: tuple[str, ...] = (".warc", ".warc.gz", ".gz")

    def confidence(self, head: bytes, path: Path) -> float:  # noqa: ARG002 - the first record tells
        """Certain where the file begins as a record does, unpacked or not."""
        return 1 if begins_as_warc(head) else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """The pages of the archive, in its order."""
        read_head(path)  # says why a file cannot be read
        try:
            file = path.open("rb")
        except OSError as error:
            raise ImportFailed(
                _("The file cannot be read: {reason}.").format(reason=error.strerror or error)
            ) from error
        with RecordFile(file) as records:
            index = WarcIndex()
            add_records(index, records)
            choice = choose_pages(index)
            yield from read_pages(choice, index, records.at, path=path, importer=self.name)
