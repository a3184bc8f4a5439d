"""The index follows the database: what was changed, by whom it is found, and what is made good."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.search.builders import page as document
from tests.store.builders import NOW, add_annotation, import_page, retitle

from postil import paths
from postil.app import indexing as module
from postil.app.holdings import Holdings
from postil.app.index_pipe import IndexState, Order
from postil.app.indexing import DEATHS, INDEX, NEW, Indexing
from postil.app.library import Library
from postil.app.rebuilding import Rebuilding
from postil.app.undo import Undo
from postil.errors import LibraryLocked
from postil.jobs import Cancelled, Progress, Step
from postil.model.page import Status
from postil.model.selectors import Selectors, TextQuoteSelector
from postil.search import engine
from postil.search.find import find
from postil.search.index import Index
from postil.signals import Signal
from postil.store import annotations as kept
from postil.store import pages, tags
from postil.store.contents import Contents
from postil.store.database import Database
from postil.store.schema import shipped_migrations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from postil.model.changes import Changes

PATIENCE_SECONDS = 60.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def database(folder: Path) -> Iterator[Database]:
    with closing(Database.open(folder)) as opened:
        yield opened


@pytest.fixture
def contents(database: Database) -> Contents:
    return Contents(database.folder)


@pytest.fixture
def indexing(database: Database, contents: Contents) -> Iterator[Indexing]:
    changed: Signal[Changes] = Signal()
    made = Indexing(Holdings(database.folder, database, contents, Undo(changed), changed))
    yield made
    made.stop()


def found(database: Database, text: str) -> set[str]:
    with closing(Index(database.folder / INDEX, database.library_id)) as index:
        now = datetime.now().astimezone()
        return {hit.key for hit in find(index, text, limit=50, now=now, typing=False).hits}


def wait_for(met: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not met():
        assert time.monotonic() < until, "it takes too long"
        time.sleep(0.02)


def started(indexing: Indexing) -> Callable[[], str]:
    """Start the process and let it index what there is; every problem it ever tells, in one text."""
    problems: list[str] = []
    indexing.told.connect(lambda state: problems.append(state.problem))
    indexing.start()
    wait_for(lambda: indexing.pending() == 0)
    return lambda: "\n".join(problems)


def test_what_is_imported_is_found_when_it_is_drained(
    database: Database, contents: Contents, indexing: Indexing
) -> None:
    added = import_page(database, contents, text="The rivers were running.")
    assert indexing.pending() == 1
    steps: list[Step] = []
    indexing.drain(Progress(steps.append))
    assert [(step.done, step.total) for step in steps] == [(0, 1), (1, 1)]
    assert indexing.pending() == 0
    assert found(database, "river") == {f"page:{added.id}"}
    assert indexing.disagreements() == ()


def test_every_change_is_followed(database: Database, contents: Contents, indexing: Indexing) -> None:
    one = import_page(database, contents, text="The rivers were running.")
    import_page(database, contents, text="A stone.")
    indexing.drain()
    with database.transaction() as tx:
        pages.set_starred(tx, one.id, True)
        pages.set_status(tx, one.id, Status.ARCHIVE)
        retitle(tx, one.id, "Danube")
        tags.set_of_page(tx, one.id, ("water",))
        mark = add_annotation(
            tx, one, selectors=Selectors(TextQuoteSelector("were running")), note="my remark"
        )
    assert indexing.pending() == 2
    indexing.drain()
    page, note = f"page:{one.id}", f"annotation:{mark.id}"
    assert found(database, "is:starred") == found(database, "is:archived") == {page, note}
    assert found(database, "danube") == found(database, "tag:water") == {page}
    assert found(database, "remark") == {note}
    assert found(database, "running") == found(database, "has:note") == {page, note}
    with database.transaction() as tx:
        kept.set_trashed(tx, mark.id, NOW)
    indexing.drain()
    assert found(database, "running") == {page}
    assert found(database, "has:note") == set()
    with database.transaction() as tx:
        kept.set_trashed(tx, mark.id, None)
        pages.set_trashed(tx, one.id, NOW)
    indexing.drain()
    assert found(database, "running") == set()
    with database.transaction() as tx:
        pages.set_trashed(tx, one.id, None)
    indexing.drain()
    assert found(database, "running") == {page, note}
    assert indexing.disagreements() == ()


def test_an_index_that_was_lost_is_filled_again(
    database: Database, contents: Contents, indexing: Indexing
) -> None:
    added = import_page(database, contents, text="The rivers were running.")
    indexing.drain()
    next((database.folder / INDEX).glob("*.seg")).write_bytes(b"damaged")
    assert indexing.disagreements() == ("1 page or highlight is missing from it. Run 'postil reindex'.",)
    indexing.drain()
    assert found(database, "river") == {f"page:{added.id}"}
    assert indexing.disagreements() == ()


def test_what_the_index_has_wrong_is_made_good_when_it_is_opened(
    database: Database, contents: Contents, indexing: Indexing
) -> None:
    one = import_page(database, contents, text="The rivers were running.")
    two = import_page(database, contents, text="A stone.")
    indexing.drain()
    with closing(Index(database.folder / INDEX, database.library_id, write=True)) as index:
        (entry,) = [stamp for key, stamp in index.stamps().items() if key == f"page:{two.id}"]
        index.write(
            [document("stray", "river"), document(two.id, "river", stamp=f"{entry}0")], [f"page:{one.id}"]
        )
    assert len(indexing.disagreements()) == 3
    indexing.drain()
    assert indexing.disagreements() == ()
    assert found(database, "river") == {f"page:{one.id}"}


def test_rebuilding_makes_all_of_it_anew(database: Database, contents: Contents, indexing: Indexing) -> None:
    for number in range(3):
        import_page(database, contents, text=f"River number {number}.")
    indexing.drain()
    told: list[Step] = []
    indexing.rebuild(Progress(told.append))
    assert told[-1].total == 3
    assert len(found(database, "river")) == 3
    assert indexing.disagreements() == ()


def test_a_page_whose_text_is_damaged_is_found_by_its_title(
    database: Database, contents: Contents, indexing: Indexing, caplog: pytest.LogCaptureFixture
) -> None:
    added = import_page(database, contents, text="The rivers were running.")
    with database.transaction() as tx:
        retitle(tx, added.id, "Danube")
    for file in contents.folder.glob("??/*"):
        file.write_bytes(b"damaged")
    indexing.drain()
    assert found(database, "danube") == {f"page:{added.id}"}
    assert found(database, "river") == set()
    assert added.id in caplog.text


def test_a_cancelled_drain_goes_on_where_it_was(
    database: Database, contents: Contents, indexing: Indexing
) -> None:
    import_page(database, contents, text="The rivers were running.")
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        indexing.drain(progress)
    assert indexing.pending() == 1
    indexing.drain()
    assert len(found(database, "river")) == 1


def test_the_background_process_follows_until_it_is_stopped(
    database: Database, contents: Contents, indexing: Indexing
) -> None:
    import_page(database, contents, text="The first river.")
    indexing.start()
    indexing.start()
    wait_for(lambda: indexing.pending() == 0)
    import_page(database, contents, text="The second river.")
    wait_for(lambda: indexing.pending() == 0)
    assert len(found(database, "river")) == 2
    with pytest.raises(LibraryLocked):
        indexing.rebuild()
    import_page(database, contents, text="The third river.")
    indexing.drain()  # waits for the process that has the index
    assert len(found(database, "river")) == 3
    process = indexing._process
    assert process is not None
    indexing.stop()
    assert process.returncode == 0
    indexing.rebuild()


def test_a_killed_background_process_is_started_anew(
    database: Database, contents: Contents, indexing: Indexing, caplog: pytest.LogCaptureFixture
) -> None:
    import_page(database, contents, text="The first river.")
    indexing.start()
    first = indexing._process
    assert first is not None
    first.send_signal(signal.SIGKILL)
    wait_for(lambda: indexing.pending() == 0)
    assert indexing._process is not first
    assert len(found(database, "river")) == 1
    assert "ended by itself (-9)" in caplog.text


def test_a_background_process_that_always_dies_is_given_up(
    indexing: Indexing, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[None] = []

    def program() -> tuple[str, ...]:
        started.append(None)
        return (sys.executable, "-c", "raise SystemExit(3)")

    monkeypatch.setattr(paths, "program", program)
    monkeypatch.setattr(module, "_FIRST_PAUSE_SECONDS", 0.001)
    heard: list[IndexState] = []
    indexing.told.connect(heard.append)
    indexing.start()
    wait_for(lambda: bool(heard))
    assert "again and again" in heard[0].problem
    assert indexing.backlog().state == heard[0]
    assert len(started) == DEATHS
    indexing.order(Order.REBUILD)  # nobody hears it, and nothing breaks


def test_an_index_that_is_damaged_while_it_is_open_is_made_anew(
    database: Database, contents: Contents, indexing: Indexing
) -> None:
    added = import_page(database, contents, text="The first river. " * 100)
    problems = started(indexing)
    for file in (database.folder / INDEX).glob("*.seg"):
        whole = bytearray(file.read_bytes())
        whole[len(whole) // 2] ^= 0x40
        file.write_bytes(whole)
        assert found(database, "river") in (set(), {f"page:{added.id}"}), "never wrong results"
    wait_for(lambda: found(database, "river") == {f"page:{added.id}"})
    assert "is being rebuilt" in problems()
    wait_for(lambda: indexing.backlog().state.problem == "")
    assert (database.folder / f"{INDEX}.set-aside").is_dir()


def test_an_index_that_is_deleted_while_it_is_open_is_made_anew(
    database: Database, contents: Contents, indexing: Indexing
) -> None:
    added = import_page(database, contents, text="The first river.")
    started(indexing)
    shutil.rmtree(database.folder / INDEX)
    wait_for(lambda: found(database, "river") == {f"page:{added.id}"})


@pytest.mark.skipif(sys.platform != "linux", reason="limits another process")
def test_a_full_disk_is_told_of_and_tried_again(
    database: Database, contents: Contents, indexing: Indexing
) -> None:
    import resource  # noqa: PLC0415 - other systems have none

    import_page(database, contents, text="The first river.")
    problems = started(indexing)
    process = indexing._process
    assert process is not None
    before = resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (100, resource.RLIM_INFINITY))
    added = import_page(database, contents, text="A brook.")
    wait_for(lambda: "cannot be written" in problems())
    assert found(database, "brook") == set()
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, before)
    wait_for(lambda: found(database, "brook") == {f"page:{added.id}"})
    assert indexing._process is process
    wait_for(lambda: indexing.backlog().state.problem == "")


def test_the_index_is_made_anew_on_demand(database: Database, contents: Contents, indexing: Indexing) -> None:
    added = import_page(database, contents, text="The first river.")
    started(indexing)
    heard: list[IndexState] = []
    indexing.told.connect(heard.append)
    indexing.order(Order.REBUILD)
    wait_for(lambda: bool(heard) and heard[-1].to_rebuild == 0)
    assert heard[0].to_rebuild == 1
    assert found(database, "river") == {f"page:{added.id}"}
    assert not (database.folder / NEW).exists()


def test_a_rebuild_that_was_cut_short_is_ended_by_the_next_process(
    database: Database, contents: Contents, indexing: Indexing
) -> None:
    added = import_page(database, contents, text="The first river.")
    indexing.drain()
    with closing(Index(database.folder / INDEX, database.library_id, write=True)) as index:
        rebuilding = Rebuilding(index, database.folder / NEW, database, contents)
        rebuilding.step()
        rebuilding.close()
    indexing.start()
    wait_for(lambda: not (database.folder / NEW).exists())
    assert found(database, "river") == {f"page:{added.id}"}


def test_the_background_process_waits_for_one_that_is_still_ending(
    database: Database, contents: Contents, indexing: Indexing
) -> None:
    added = import_page(database, contents, text="The first river.")
    with closing(Index(database.folder / INDEX, database.library_id, write=True)):
        indexing.start()
        time.sleep(1)
        assert indexing.pending() == 1
    wait_for(lambda: indexing.pending() == 0)
    assert found(database, "river") == {f"page:{added.id}"}


PARENT = """
import sys, time, pathlib
from postil.app.library import Library
library = Library.open(pathlib.Path(sys.argv[1]))
library.indexing.start()
print(library.indexing._process.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="asks the system whether a process is there")
def test_the_background_process_ends_with_the_program(folder: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, str(folder)], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        assert is_running(worker)
        parent.send_signal(signal.SIGKILL)
    wait_for(lambda: not is_running(worker))


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A process whose parent is gone may stay as a zombie where nobody reaps it.
    status = Path("/proc", str(pid), "stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"


def test_a_library_of_before_is_brought_up_to_date_and_found_without_being_asked(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tuple(migration for migration in shipped_migrations() if migration.number < 13)
    with closing(Database.open(folder, migrations=before)) as old:
        added = import_page(old, Contents(folder), text="The rivers were running.", of_before=True)
        with old.transaction() as tx:
            tx.execute("UPDATE library SET indexed = (SELECT max(sequence) FROM outbox)")
        library_id = old.library_id
    monkeypatch.setattr(engine, "SCHEMA_VERSION", 1)
    with closing(Index(folder / INDEX, library_id, write=True)):
        pass
    monkeypatch.undo()
    with Library.open_to_search(folder) as library:
        assert [hit.page.id for hit in library.finding.search("river").hits] == [added.id]
        assert library.indexing.pending() == 0
