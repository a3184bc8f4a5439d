"""Backups: the whole library in one archive, as it was at one moment, while the program works on.

The archive is what ``model/backup.py`` says. It is written under another name and has its own only when it
is whole and on the disk. One state of the database is read; the bytes that it names are not removed
meanwhile, and files of the content store are never changed.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from postil import __version__, paths
from postil.app.backup_contents import named_content
from postil.durable import fresh_file
from postil.errors import BackupError, LibraryDamaged
from postil.export.backup.archive_writer import ArchiveWriter, pieces_of
from postil.export.backup.readable import README as README_TEXT
from postil.export.backup.readable import Listed, Mark, ReadableArticle, article_page, index_page
from postil.model import backup as names
from postil.model.backup import BackupKind, BackupReport, Manifest
from postil.model.ids import ContentHash
from postil.store.library_records import library_record
from postil.store.page_records import page_record, schema_of
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.app.holdings import Holdings
    from postil.jobs import Progress
    from postil.model.ids import PageId
    from postil.model.row_record import Row, RowRecord
    from postil.store.connection import Connection

_IN_MEMORY = 4 * 1024 * 1024
"""Bytes of a kept file that is read whole."""
_ALL = "SELECT id FROM page ORDER BY added, id"
_LISTED = """
    SELECT id, title, byline, site, added, highlights, trashed, original, waiting FROM page
     ORDER BY title_key, added, id"""


class Backup:
    """What a person does so that nothing is ever lost."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings

    def write(
        self, path: Path, progress: Progress, *, kind: BackupKind = BackupKind.COMPLETE
    ) -> BackupReport:
        """Write a backup to ``path``; a file that is there is replaced when the new one is whole.

        Kept bytes that are damaged are a problem of the report. Cancelled, it leaves nothing. Raises
        BackupError, or LibraryDamaged where the database cannot be read.
        """
        holdings = self._holdings
        try:
            with (
                holdings.reading_all,
                fresh_file(path) as file,
                holdings.database.snapshot() as connection,
            ):
                run = _Run(holdings, connection, file, kind, progress)
                run.write(paths.settings_file())
            return BackupReport(
                path=path,
                kind=kind,
                pages=run.pages,
                annotations=run.annotations,
                files=len(run.entries),
                size=path.stat().st_size,
                problems=tuple(run.problems),
            )
        except OSError as error:
            told = _("The backup {file} could not be written ({reason}); the library is as it was.")
            raise BackupError(told.format(file=path, reason=error.strerror or error)) from error


class _Run:
    """One backup that is being written."""

    def __init__(
        self,
        holdings: Holdings,
        connection: Connection,
        file: IO[bytes],
        kind: BackupKind,
        progress: Progress,
    ) -> None:
        self._contents = holdings.contents
        self._connection = connection
        self._file = file
        self._kind = kind
        self._progress = progress
        self._made = holdings.now()
        self.entries: dict[ContentHash, str] = {}
        """What was written of the content store, by its hash."""
        self.pages = 0
        self.annotations = 0
        self.problems: list[str] = []

    def write(self, settings: Path) -> None:
        """Write all of it: what an archive that is cut short needs first, the manifest last."""
        with ArchiveWriter(self._file, made=self._made) as archive:
            self._archive = archive
            archive.add(names.README, README_TEXT.encode())
            archive.add(names.ABOUT, self._manifest().to_json().encode())
            archive.add(names.LIBRARY, _json(library_record(self._connection)))
            if settings.is_file():
                archive.add(names.SETTINGS, settings.read_bytes())
            pages: list[PageId] = [row[0] for row in self._connection.execute(_ALL)]
            for done, page in enumerate(pages):
                record = page_record(self._connection, page)
                if record is not None:
                    self._progress.step(done, len(pages), str(record.rows("page")[0]["title"]))
                    self._write_page(record)
            archive.add_pieces(names.INDEX, index_page(self._listed()))
            sums = archive.add_sums(names.SUMS)
            archive.add(names.MANIFEST, self._manifest(sums).to_json().encode())
        self._progress.step(len(pages), len(pages))

    def _manifest(self, sums: str = "") -> Manifest:
        return Manifest(
            kind=self._kind,
            schema=schema_of(self._connection),
            program=__version__,
            made=self._made.isoformat(),
            pages=self.pages,
            annotations=self.annotations,
            files=len(self.entries),
            sums=sums,
        )

    def _write_page(self, record: RowRecord) -> None:
        """The bytes that a page names come before it: an archive that is cut short has whole pages only."""
        if self._kind is BackupKind.COMPLETE:
            title = str(record.rows("page")[0]["title"])
            lost = [name for name, suffix in named_content(record).items() if not self._keep(name, suffix)]
            self.problems += [
                _("{title}: the kept file {name} is missing or damaged, and not in the backup.").format(
                    title=title, name=name
                )
                for name in lost
            ]
            article = self._article(record)
            if article is not None:
                self._archive.add(names.article_name(record.page), article)
        self._archive.add(names.page_name(record.page), _json(record))
        self.pages += 1
        self.annotations += len(record.rows("annotation"))

    def _keep(self, name: ContentHash, suffix: str) -> bool:
        """Write kept bytes, once; False where they are not what they were."""
        if name in self.entries:
            return True
        entry = names.content_name(name, suffix)
        path = self._contents.path(name)
        try:
            size = path.stat().st_size
            if size <= _IN_MEMORY:
                self._archive.add(entry, self._contents.get(name))
            elif self._contents.verify(name) is None:
                with path.open("rb") as file:
                    self._archive.add_pieces(entry, pieces_of(file), size=size)
            else:
                return False
        except (FileNotFoundError, LibraryDamaged):
            return False
        self.entries[name] = entry
        return True

    def _article(self, record: RowRecord) -> bytes | None:
        """The page for people; None where its text is gone."""
        page = record.rows("page")[0]
        version = next(row for row in record.rows("text_version") if row["id"] == page["version"])
        try:
            markup = self._text(version["html_hash"])
            text = self._text(version["text_hash"])
        except (LibraryDamaged, UnicodeDecodeError):
            return None
        return article_page(
            ReadableArticle(
                title=str(page["title"]),
                language=_words(page, "language"),
                direction=str(page["direction"]),
                byline=_words(page, "byline"),
                site=_words(page, "site"),
                address=_words(page, "address"),
                note=str(page["note"]),
                tags=tuple(str(row["tag"]) for row in record.rows("page_tag")),
                marks=tuple(_marks(record)),
                markup=markup,
                text=text,
                files=self.entries,
            )
        )

    def _text(self, name: object) -> str:
        return self._contents.get(ContentHash(str(name))).decode("utf-8")

    def _listed(self) -> Iterator[Listed]:
        complete = self._kind is BackupKind.COMPLETE
        for row in self._connection.execute(_LISTED):
            page, title, byline, site, added, highlights, trashed, original, waiting = row
            yield Listed(
                title=title,
                byline=byline,
                site=site,
                added=added,
                highlights=highlights,
                trashed=trashed is not None,
                article=names.article_name(page) if complete else None,
                original=None if waiting else self.entries.get(original),
            )


def _json(record: RowRecord) -> bytes:
    return record.to_readable_json().encode()


def _words(row: Row, column: str) -> str | None:
    value = row[column]
    return None if value is None else str(value)


def _marks(record: RowRecord) -> Iterator[Mark]:
    """The highlights in the order of the text; not those in the trash."""
    there = [row for row in record.rows("annotation") if row["trashed"] is None]
    for row in sorted(there, key=lambda row: (row["start_at"] is None, row["start_at"] or 0, row["created"])):
        tags = [str(tag["tag"]) for tag in record.rows("annotation_tag") if tag["annotation"] == row["id"]]
        yield Mark(str(row["exact"]), str(row["note"]), tuple(tags))
