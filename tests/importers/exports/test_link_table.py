from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from tests.importers.contract import ImporterContract

from postil.errors import NotAPage
from postil.importers import registry
from postil.importers.exports.link_table import LinkTable
from postil.model.annotation import Color
from postil.model.page import Status

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.capture import Capture

MOMENT = datetime(2021, 7, 4, 18, 5, 9, tzinfo=UTC)


def read(folder: Path, table: str | bytes, name: str = "links.csv") -> list[Capture]:
    path = folder / name
    path.write_bytes(table.encode() if isinstance(table, str) else table)
    return list(registry.read(path))


class TestLinkTable(ImporterContract):
    importer = LinkTable()
    good = (
        ("links.csv", b"Title,URL\nMoss,https://moss.example/a\nFern,https://moss.example/b\n"),
        ("links.tsv", b"address\ttitle\nhttps://moss.example/a\tMoss\n"),
    )


PAGE = "https://moss.example/a"


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (
            "url,title,state,created,labels",
            f'{PAGE},Moss,archive,2021-07-04T18:05:09Z,"[""wet"", ""old growth""]"',
        ),
        ("url,state,labels,saved_at,title", f'{PAGE},ARCHIVED,"[wet,""old growth""]",1625421909000,Moss'),
        ("Title;Link;Tags;Date added;Archived", f"Moss;{PAGE};wet, old growth;4.7.2021 18:05:09;1\r"),
        ("HREF\tNAME\tLABELS\tTIMESTAMP\tSTATUS", f"{PAGE}\tMoss\twet|old growth\t1625421909\tread"),
        ("Назва,Посилання,Теги,Дата,Status", f'Moss,{PAGE},"wet;old growth",2021-07-04 18:05:09,done'),
        ("title,url,tags,saved,folder", f"Moss,{PAGE},\"['wet', 'old growth']\",1625421909,Archive"),
    ],
)
def test_one_page_in_many_tables(tmp_path: Path, header: str, row: str) -> None:
    (moss,) = read(tmp_path, f"{header}\n{row}\n")
    record = moss.record
    assert (moss.address, moss.waiting, record.title) == (PAGE, True, "Moss")
    assert record.tags == ("wet", "old growth")
    assert record.added == MOMENT
    assert record.status is Status.ARCHIVE


def test_all_that_is_said_of_a_page(tmp_path: Path) -> None:
    (moss,) = read(
        tmp_path,
        "url,title,author,site name,language,published,description,favorite,note,folder,progress,unread\n"
        "https://moss.example/a,Moss,Liv,Wet Woods,nb,2020-01-02,On moss,yes,my *note*,Woods / Wet,45%,1\n",
    )
    record = moss.record
    assert (record.byline, record.site, record.language) == ("Liv", "Wet Woods", "nb")
    assert (record.published, record.excerpt, record.note) == ("2020-01-02", "On moss", "my *note*")
    assert (record.starred, record.tags, record.progress) == (True, ("Woods/Wet",), 0.45)
    assert record.status is Status.INBOX


def test_highlights_in_rows(tmp_path: Path) -> None:
    (moss,) = read(
        tmp_path,
        "url,quote,comment,color,date\n"
        "https://moss.example/a,soft,feel it,#ff6666,1625421909\n"
        "https://www.moss.example/a,green,,,\n",
    )
    assert moss.record.note == ""
    soft, green = moss.record.annotations
    assert (soft.quote.exact, soft.note, soft.color, soft.created) == ("soft", "feel it", Color.RED, MOMENT)
    assert (green.quote.exact, green.note, green.color) == ("green", "", None)


def test_a_row_without_an_address_is_told(tmp_path: Path) -> None:
    (moss,) = read(tmp_path, "url,tags\nhttps://moss.example/a,wet\nnot one,dry\n")
    assert moss.warnings == ("Line 3 has no address, and was left out.",)


def test_a_table_of_something_else_is_nobodys(tmp_path: Path) -> None:
    for table in ("name,age\nAda,36\n", "url,x\nnowhere,1\n"):
        with pytest.raises(NotAPage):
            read(tmp_path, table)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251"])
def test_character_sets(tmp_path: Path, encoding: str) -> None:
    rows = "".join(f"https://moss.example/{number},Про мохи та папороті лісу\r\n" for number in range(9))
    captures = read(tmp_path, ("url,title\r\n" + rows).encode(encoding))
    assert {capture.record.title for capture in captures} == {"Про мохи та папороті лісу"}


def test_a_table_that_is_called_a_text(tmp_path: Path) -> None:
    table = "url\ttitle\nhttps://moss.example/a\tPeat\n"
    (peat,) = read(tmp_path, table, "links.txt")
    assert (peat.address, peat.record.title) == ("https://moss.example/a", "Peat")
    (prose,) = read(tmp_path, "Source, spring\nsee https://moss.example, then\nwalk on\n", "walk.txt")
    assert prose.format == "Text"
