"""The cards of mymind."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.importers.contract import ImporterContract

from postil.importers import registry
from postil.importers.exports.mymind import Mymind

if TYPE_CHECKING:
    from pathlib import Path

_TABLE = (
    "\ufeffid,type,title,url,content,note,tags,created\n"
    'k1,WebPage,Kites,https://kite.example/,,fly *one*,"wind,paper",2024-12-04T23:02:10Z\n'
    'k2,Content,Kites,https://kite.example/,"A tail\nsteadies it.",,wind,2024-12-05T23:02:10Z\n'
    'k3,Note,,,"• Spars\n• Line",,,2024-12-06T23:02:10Z\n'
    "k4,Image,,,,,,2024-12-06T23:02:10Z\n"
)


def _zip(name: str, content: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, content)
        archive.writestr("mymind/k4.jpeg", b"\xff\xd8\xff")
    return file.getvalue()


class TestMymind(ImporterContract):
    importer = Mymind()
    good = (("cards.csv", _TABLE.encode()), ("mymind.zip", _zip("mymind/cards.csv", _TABLE)))


def test_cards_are_pages_quotes_and_notes(tmp_path: Path) -> None:
    path = tmp_path / "cards.csv"
    path.write_text(_TABLE, encoding="utf-8")
    web, quote, note = registry.read(path)
    assert (web.address, web.waiting, web.record.title) == ("https://kite.example/", True, "Kites")
    assert (web.record.note, web.record.tags) == ("fly *one*", ("wind", "paper"))
    assert web.record.added == datetime(2024, 12, 4, 23, 2, 10, tzinfo=UTC)
    assert [each.quote.exact for each in quote.record.annotations] == ["A tail\nsteadies it."]
    assert quote.waiting
    assert (note.page, note.media_type, note.clean) == ("• Spars\n• Line".encode(), "text/plain", True)
    assert note.record.title == "• Spars"
    assert "Line 7" in note.warnings[0]
