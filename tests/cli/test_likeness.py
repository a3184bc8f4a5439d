"""``postil duplicates`` and ``postil related`` on a real library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.app.saved_pages import LIGHTHOUSE, write_page
from tests.cli.test_verbs import Terminal, ledger_id, terminal  # noqa: F401 - the fixture

if TYPE_CHECKING:
    from pathlib import Path


def _again(terminal: Terminal, folder: Path) -> str:  # noqa: F811 - the fixture's name
    path = write_page(
        folder / "more", "again.html", title="Again", paragraphs=(*LIGHTHOUSE, "Open on Sundays.")
    )
    (row,) = terminal.json("import", str(path))
    assert row["alike"] == [ledger_id(terminal)]
    return str(row["page"])


def test_duplicates_are_listed_in_groups(terminal: Terminal, tmp_path: Path) -> None:  # noqa: F811
    assert terminal("duplicates") == "No two pages are the same.\n"
    assert terminal.json("duplicates") == []
    again = _again(terminal, tmp_path)
    (group,) = terminal.json("duplicates")
    assert [page["id"] for page in group["pages"]] == [ledger_id(terminal), again]
    (pair,) = group["pairs"]
    assert pair["sameness"] == "same text"
    assert pair["same_address"] is False
    assert 0.9 <= pair["resemblance"] <= pair["containment"] == 1.0
    older, newer = terminal("duplicates", "--anew").splitlines()
    assert older.startswith(f"{ledger_id(terminal)}  ")
    assert newer.startswith(f"  {again}  ")
    assert "the same text, 9" in newer


def test_import_tells_what_a_page_looks_like(terminal: Terminal, tmp_path: Path) -> None:  # noqa: F811
    path = write_page(tmp_path / "more", "again.html", title="Again", paragraphs=LIGHTHOUSE)
    assert "It looks like “The Keeper’s Ledger”, which you have: the same " in terminal("import", str(path))


def test_related_pages_say_by_which_words(terminal: Terminal, tmp_path: Path) -> None:  # noqa: F811
    told = {
        "north": (
            "The ship of Captain Halvorsen lay in the north when the ice came, said the pilots of Torshavn.",
            "She had a cargo of timber for the Kadmin works, and nobody knew how long she could wait.",
        ),
        "south": (
            "In autumn the widow of Captain Halvorsen sold what he had left to her in the south.",
            "The Kadmin works bought his charts; his letters went to the museum of Torshavn.",
        ),
    }
    for name, paragraphs in told.items():
        path = write_page(tmp_path / "ships", f"{name}.html", title=name, paragraphs=paragraphs)
        terminal("import", str(path))
    pages = {page["title"]: page["id"] for page in terminal.json("list")}
    (found,) = terminal.json("related", pages["north"])
    assert found["id"] == pages["south"]
    assert {"Halvorsen", "Torshavn"} <= set(found["shared"])
    assert 0 < found["share"] <= 1
    printed = terminal("related", pages["north"], "--limit", "1")
    assert "both speak of: " in printed
    assert terminal("related", ledger_id(terminal)) == "No page of the library is related to it.\n"
    assert terminal.json("duplicates") == [], "related pages are no duplicates"


def test_an_id_that_is_not_there_is_one_line(terminal: Terminal) -> None:  # noqa: F811
    told = terminal.error("related", "zzzz")
    assert told.startswith("postil: No page has an id that begins with 'zzzz'")
    assert told.count("\n") == 1
