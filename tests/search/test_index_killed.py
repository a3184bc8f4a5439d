"""A writer that is killed, or whose disk is full, leaves the index whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from tests.search.builders import NOW, page
from tests.search.indexes import found, opened
from whoosh.writing import SegmentWriter

from postil.errors import LibraryError
from postil.search.find import find

if TYPE_CHECKING:
    from pathlib import Path

    from postil.search.index import Index


def test_a_commit_that_fails_leaves_the_index_as_it_was(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.write([page("a", "river")])

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(LibraryError, match="No space"):
            index.write([page("b", "river")])
    assert found(index, "river") == {"page:a"}
    index.write([page("b", "river")])
    assert found(index, "river") == {"page:a", "page:b"}


KILLS = int(os.environ.get("POSTIL_INDEX_KILLS", "15"))
"""How often the writer is killed; the variable may ask for more than the suite has time for."""

WRITER = """
import sys, pathlib
sys.path[:0] = sys.argv[3:]
from tests.search.builders import LIBRARY, page
from postil.search.index import Index
from postil.search.segments.storage import CheckedStorage
index = Index(pathlib.Path(sys.argv[1]), LIBRARY, write=True)
print("open", int(index.fresh), flush=True)
first = int(sys.argv[2])
for number in range(first, first + 10_000):
    index.write([page(str(number), f"river {number} " + "stone " * 50), page("same", stamp=str(number))])
    print(number, flush=True)
    if number % 4 == 3:
        index.merge()
"""


@pytest.mark.slow
def test_a_kill_in_a_commit_or_merge_loses_nothing_that_was_committed(folder: Path) -> None:
    chance = random.Random(5)
    committed = {"page:same"}
    for attempt in range(KILLS):
        command = [sys.executable, "-c", WRITER, str(folder), str(attempt * 10_000), *sys.path]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline().split() == ["open", str(int(attempt == 0))]
            timer = threading.Timer(chance.uniform(0.02, 0.5), process.send_signal, (signal.SIGKILL,))
            timer.start()
            committed |= {f"page:{line.strip()}" for line in process.stdout if line.endswith("\n")}
        timer.join()
        with closing(opened(folder)) as index:
            assert not index.fresh
            assert committed <= index.keys()
            assert len(index.keys()) <= len(committed) + attempt + 1
            assert index.count() == len(index.keys())
            assert int(index.stamps()["page:same"]) >= max(int(key[5:]) for key in committed - {"page:same"})
            assert find(index, "river stone", limit=1, now=NOW).total == index.count() - 1
    assert len(committed) > KILLS


@pytest.mark.slow
def test_a_reader_finds_all_along_while_another_process_writes(folder: Path) -> None:
    with closing(opened(folder)) as index:
        index.write([page("first", "river")])
    command = [sys.executable, "-c", WRITER, str(folder), "0", *sys.path]
    with (
        closing(opened(folder, write=False)) as reader,
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process,
    ):
        assert process.stdout is not None
        assert process.stdout.readline().split() == ["open", "0"]
        seen = 0
        for line in process.stdout:
            written = int(line)
            found_ = find(reader, "river", limit=3000, now=NOW)
            assert found_.total >= max(seen, written + 2)
            seen = found_.total
            if written >= 40:
                process.kill()
                break


def test_a_disk_that_takes_no_last_word_leaves_the_index_to_the_next_writer(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.write([page("a", "river")])
    close = SegmentWriter._close_segment

    def close_and_refuse(writer: SegmentWriter) -> None:
        close(writer)
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(SegmentWriter, "_close_segment", close_and_refuse)
        with pytest.raises(LibraryError, match="cannot be written"):
            index.write([page("b", "river")])
    assert found(index, "river") == {"page:a"}
    index.write([page("b", "river")])
    assert found(index, "river") == {"page:a", "page:b"}
