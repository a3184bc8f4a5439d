from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from tests.importers.contract import ImporterContract

from postil.errors import ImportFailed
from postil.importers import registry
from postil.importers.exports.koreader_sidecar import KOReaderSidecar
from postil.importers.exports.lua_tables import read_lua_table
from postil.model.annotation import Color
from postil.model.page import Status

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.capture import Capture

NEWER = r"""-- weir.sdr/metadata.epub.lua
return {
    ["annotations"] = {
        [1] = {
            ["chapter"] = "One",
            ["color"] = "green",
            ["datetime"] = "2024-05-06 07:08:09",
            ["drawer"] = "lighten",
            ["note"] = "twice?\
really",
            ["pos0"] = "/body/p[1]/text().0",
            ["text"] = "The \"weir\" was built twice.",
        },
        [2] = {
            ["datetime"] = "2024-05-07 07:08:09",
            ["text"] = "in One",
        },
    },
    ["doc_props"] = {
        ["authors"] = "Nell Avery\
Tom Ruck",
        ["title"] = "Letters from the Weir",
    },
    ["percent_finished"] = 0.25,
    ["summary"] = { ["status"] = "complete", ["note"] = "lend it on" },
}
"""
OLDER = r"""return {
    ["bookmarks"] = {
        [1] = { ["datetime"] = "2020-01-02 03:04:05", ["notes"] = "Mills turn.", ["text"] = "so they do" },
        [2] = { ["datetime"] = "2020-01-02 03:05:05", ["text"] = "Page 9 Wheels @ 2020-01-02 03:05:05" },
    },
    ["highlight"] = {
        [7] = { { ["datetime"] = "2020-01-02 03:04:05", ["drawer"] = "lighten", ["text"] = "Mills turn." } },
        [9] = { { ["datetime"] = "2020-01-02 03:05:05", ["drawer"] = "lighten", ["text"] = "Wheels" } },
    },
    ["doc_props"] = { ["title"] = "Mills" },
}
"""


class TestKOReaderSidecar(ImporterContract):
    importer = KOReaderSidecar()
    good = (("metadata.epub.lua", NEWER.encode()), ("metadata.pdf.lua", OLDER.encode()))


def book(tmp_path: Path, text: str) -> Capture:
    path = tmp_path / "metadata.epub.lua"
    path.write_text(text, encoding="utf-8")
    (capture,) = registry.read(path)
    return capture


def test_what_is_kept_beside_a_book(tmp_path: Path) -> None:
    record = book(tmp_path, NEWER).record
    (found,) = record.annotations
    assert (record.title, record.byline) == ("Letters from the Weir", "Nell Avery, Tom Ruck")
    assert (found.quote.exact, found.note) == ('The "weir" was built twice.', "twice?\nreally")
    assert (found.color, found.created) == (Color.GREEN, datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC))
    assert (record.status, record.progress, record.note) == (Status.ARCHIVE, 0.25, "lend it on")


def test_what_older_versions_kept(tmp_path: Path) -> None:
    record = book(tmp_path, OLDER).record
    assert [(each.quote.exact, each.note) for each in record.annotations] == [
        ("Mills turn.", "so they do"),
        ("Wheels", ""),
    ]


def test_values_of_all_kinds() -> None:
    table = read_lua_table("return { 1, 'two', a = true, [\"b\"] = -3.5, [9] = nil, t = { {}, }; }")
    assert table.value == {"1": 1, "2": "two", "a": True, "b": -3.5, "9": None, "t": {"1": {}}}
    assert read_lua_table(r'{ "\195\169\tx" }').value == {"1": "é\tx"}


@pytest.mark.parametrize(
    "text", ["", "return 5", 'return { os.execute("x") }', "return { a = ", "{" * 5000, 'return { "open']
)
def test_what_is_no_table_of_values_is_refused(text: str) -> None:
    with pytest.raises(ImportFailed):
        read_lua_table(text)
