"""Matter's archive, and the tables in it."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.importers.contract import ImporterContract

from postil.importers import registry
from postil.importers.exports.matter import Matter
from postil.model.page import Status

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.capture import Capture

_HISTORY = (
    "Title,Author,Publisher,URL,Tags,Word Count,In Queue,Favorited,Read,Highlight_Count,"
    "Last Interaction Date,File Id\n"
    "Slate roofs,Ria Tal,Roofing,https://roof.example/slate,craft; stone,900,False,True,True,1,"
    "2023-04-05 06:07:08,slate.html\n"
    "Thatch,,,https://roof.example/thatch,,50,True,False,False,0,2023-04-06 06:07:08,thatch.html\n"
)
_OLD_HISTORY = (
    "Title,Author,Publisher,URL,Word Count,Saved,Read,Highlight Count,Last Interaction Date,File Id\n"
    "Tin,,,https://roof.example/tin,70,False,False,0,2022-01-01,c9\n"
)
_HIGHLIGHTS = (
    "Title,Author,Publisher,Text,Note,Highlighted Date\n"
    'Slate roofs,Ria Tal,Roofing,"Slate lasts, if it\nis hung well.",for the barn,2023-04-05 06:10:00\n'
    "Lead,,,Lead creeps.,,2023-04-07 06:10:00\n"
)


def _zip(**entries: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return file.getvalue()


_WHOLE = _zip(
    **{
        "Archive/_matter_history.csv": _HISTORY,
        "Archive/_matter_highlights.csv": _HIGHLIGHTS,
        "Archive/slate.html": "<div><p>Slate lasts, if it is hung well. Größe.</p></div>",
        "__MACOSX/Archive/._matter_history.csv": "x",
    }
)


class TestMatter(ImporterContract):
    importer = Matter()
    good = (
        ("Archive.zip", _WHOLE),
        ("_matter_history.csv", _HISTORY.encode()),
        ("old.csv", _OLD_HISTORY.encode("utf-8-sig")),
        ("_matter_highlights.csv", _HIGHLIGHTS.encode()),
    )


def _read(tmp_path: Path, content: bytes | str) -> tuple[Capture, ...]:
    path = tmp_path / "export"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return tuple(registry.read(path))


def test_the_archive_has_pages_and_highlights(tmp_path: Path) -> None:
    slate, thatch, lead = _read(tmp_path, _WHOLE)
    assert (slate.address, slate.waiting, slate.clean) == ("https://roof.example/slate", False, True)
    assert "Größe".encode() in (slate.page or b"")
    record = slate.record
    assert (record.title, record.byline, record.site) == ("Slate roofs", "Ria Tal", "Roofing")
    assert (record.status, record.starred, record.tags) == (Status.ARCHIVE, True, ("craft", "stone"))
    assert record.opened == record.finished == datetime(2023, 4, 5, 6, 7, 8, tzinfo=UTC)
    (lasts,) = record.annotations
    assert (lasts.quote.exact, lasts.note) == ("Slate lasts, if it\nis hung well.", "for the barn")
    assert lasts.created == datetime(2023, 4, 5, 6, 10, tzinfo=UTC)
    assert (thatch.waiting, thatch.record.status, thatch.record.finished) == (True, Status.INBOX, None)
    assert (lead.waiting, lead.record.title) == (True, "Lead")
    assert [each.quote.exact for each in lead.record.annotations] == ["Lead creeps."]


def test_an_old_history_has_fewer_columns(tmp_path: Path) -> None:
    (tin,) = _read(tmp_path, _OLD_HISTORY)
    assert (tin.address, tin.record.status, tin.waiting) == ("https://roof.example/tin", Status.ARCHIVE, True)


def test_highlights_alone_are_kept(tmp_path: Path) -> None:
    slate, lead = _read(tmp_path, _HIGHLIGHTS)
    assert (slate.record.title, len(slate.record.annotations)) == ("Slate roofs", 1)
    assert lead.record.title == "Lead"


def test_a_broken_row_is_said(tmp_path: Path) -> None:
    pages = _read(tmp_path, _HISTORY + ",,,,,,,,,,,\n" + ",Nobody,,,,,,,,,,\n")
    assert len(pages) == 2
    assert any("Line 5" in warning for page in pages for warning in page.warnings)


def test_names_of_newsletters_are_read_as_in_their_letters(tmp_path: Path) -> None:
    written = _OLD_HISTORY.replace("Tin,,,", "Tin,,=?utf-8?q?Roofer=E2=80=99s_week?=,")
    (tin,) = _read(tmp_path, written)
    assert (tin.record.title, tin.record.site) == ("Tin", "Roofer’s week")
