"""The readable copies beside the database: they follow every deed, and are whole whatever happens."""

from __future__ import annotations

import json
import random
import shutil
from typing import TYPE_CHECKING

import pytest
from tests.killing import said_until_killed

from postil.app.library import Library
from postil.jobs import Cancelled, Progress, Step
from postil.model.annotation import Color
from postil.model.page import Place
from postil.store import record_dues
from postil.store.page_records import page_record
from postil.store.record_dues import LIBRARY

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.page import Page


def _lines(library: Library, page: Page) -> list[dict[str, object]]:
    content = library.page_records.files.path(page.id).read_text(encoding="utf-8")
    return [json.loads(line) for line in content.splitlines()]


def assert_records_agree(library: Library) -> None:
    """Every page has a copy that says what the database says, and there is no other."""
    connection = library._database.reader()
    ids = {row[0] for row in connection.execute("SELECT id FROM page")}
    files = library.page_records.files
    read = [files.read(path) for path in files.pages()]
    assert {each.record.page for each in read} == ids
    for each in read:
        assert each.whole
        assert each.record == page_record(connection, each.record.page)


def test_a_page_and_its_highlights_can_be_read_with_a_text_editor(library: Library, ledger: Page) -> None:
    made = library.annotating.highlight(ledger.id, 0, 12, color=Color.GREEN, note="Море #sea")
    library.page_records.drain(Progress())
    page, *others = _lines(library, ledger)
    assert (page["table"], page["title"]) == ("page", "The Keeper’s Ledger")
    highlight, tag = others[:2]
    assert highlight["exact"] == made.selectors.quote.exact
    assert (highlight["note"], highlight["color"]) == ("Море #sea", "green")
    assert (tag["table"], tag["tag"]) == ("annotation_tag", "sea")
    assert_records_agree(library)


def test_a_page_in_the_trash_keeps_its_copy_and_a_purged_one_loses_it(library: Library, ledger: Page) -> None:
    library.reading.trash((ledger.id,))
    library.page_records.drain(Progress())
    assert _lines(library, ledger)[0]["trashed"] is not None
    library.trash.delete((ledger.id,), (), Progress())
    library.page_records.drain(Progress())
    assert not library.page_records.files.path(ledger.id).exists()
    assert_records_agree(library)


def test_searches_and_tags_are_in_the_copy_of_the_library(library: Library) -> None:
    library.saved_searches.keep("Lamps", "oil")
    library.page_records.drain(Progress())
    files = library.page_records.files
    read = files.read(files.path(LIBRARY))
    assert [row["query"] for row in read.record.rows("saved_search")] == ["oil"]
    assert read.whole


def test_closing_the_library_writes_what_is_due(filled_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    shutil.copytree(filled_folder, folder)
    with Library.open(folder) as library:
        library.noting.set_note(library.reading.page_ids(Place())[0], "To be read again")
        assert library.page_records.pending() == 1
    with Library.open(folder, write=False) as again:
        assert again.page_records.pending() == 0
        assert_records_agree(again)


def test_what_changes_while_it_is_written_is_written_again(
    library: Library, ledger: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.noting.set_note(ledger.id, "First")
    files = library.page_records.files
    real = type(files).put

    def put(self: object, records: object) -> None:
        real(self, records)  # type: ignore[arg-type] # as it came
        monkeypatch.undo()
        library.noting.set_note(ledger.id, "Second")

    monkeypatch.setattr(type(files), "put", put)
    library.page_records.step()
    assert ledger.id in record_dues.pages(library._database.reader())
    library.page_records.drain(Progress())
    assert _lines(library, ledger)[0]["note"] == "Second"


def test_only_one_process_writes_copies_at_a_time(library: Library, ledger: Page) -> None:
    library.noting.set_note(ledger.id, "Waits")
    with Library.open(library.folder, write=False) as other, other.page_records._alone() as alone:
        assert alone
        assert library.page_records.step() == 0
    assert library.page_records.step() > 0


def test_the_rest_of_a_writing_that_is_cancelled_stays_due(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("postil.app.page_records.BATCH", 1)
    library.tagging.tag(library.reading.page_ids(Place()), "later")
    left = library.page_records.pending()
    assert left > 1
    progress = Progress(lambda step: progress.cancel() if isinstance(step, Step) and step.done == 1 else None)
    with pytest.raises(Cancelled):
        library.page_records.drain(progress)
    assert 0 < library.page_records.pending() < left


def test_killed_in_the_middle_every_copy_is_whole_and_the_due_ones_are_written(
    filled_folder: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "library"
    shutil.copytree(filled_folder, folder)
    chance = random.Random(5)
    for seed in range(5):
        said_until_killed(
            "tests.app.endless_records", str(folder), str(seed), seconds=chance.uniform(0.05, 0.8)
        )
        with Library.open(folder) as library:
            files = library.page_records.files
            assert all(files.read(path).whole for path in files.pages())
            library.page_records.drain(Progress())
            assert_records_agree(library)
