"""What a row names is on the disk before the row is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.disk_record import needs_names_of_files, recorded
from tests.store.builders import import_page

if TYPE_CHECKING:
    from postil.store.contents import Contents
    from postil.store.database import Database

pytestmark = needs_names_of_files


@pytest.fixture
def record(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    return recorded(monkeypatch)


def test_all_that_a_page_names_is_on_the_disk_before_its_row_commits(
    database: Database, contents: Contents, record: list[str]
) -> None:
    page = import_page(database, contents)
    commit = record.index("commit")
    named = database.reader().execute("SELECT DISTINCT hash FROM named_content").fetchall()
    assert page.original in {row[0] for row in named}
    assert len(named) == 3
    for (name,) in named:
        path = contents.path(name)
        rename = next(i for i, line in enumerate(record) if line.endswith(f" {path}"))
        fresh = record[rename].split()[1]
        assert record.index(f"sync {fresh}") < rename
        assert f"sync {path.parent}" in record[rename:commit]
        assert f"sync {contents.folder}" in record[:commit]  # it names the folder of two letters
    assert f"sync {database.folder}" in record[:commit]  # it names the content folder


def test_bytes_that_were_there_already_are_synced_before_a_row_names_them(
    database: Database, contents: Contents, record: list[str]
) -> None:
    path = contents.path(contents.put(b"The sea was calm."))
    record.clear()
    fresh_start = type(contents)(database.folder)
    import_page(database, fresh_start, text="The sea was calm.")
    commit = record.index("commit")
    assert f"sync {path}" in record[:commit]
    assert f"sync {path.parent}" in record[:commit]
