"""The index as a cache: what is written is found, by whoever reads it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from tests.search.builders import page
from tests.search.indexes import fill, found, opened

from postil.errors import LibraryError, LibraryLocked
from postil.search.segments import tiers
from postil.search.segments.storage import CheckedStorage

if TYPE_CHECKING:
    from pathlib import Path

    from postil.search.index import Index


def test_an_index_that_is_missing_is_made(folder: Path) -> None:
    with closing(opened(folder)) as index:
        assert index.fresh
        assert index.stamps() == {}
        assert found(index, "river") == set()


def test_what_was_written_is_there_after_it_was_closed(folder: Path) -> None:
    fill(folder)
    with closing(opened(folder)) as index:
        assert not index.fresh
        assert index.stamps() == {"page:a": "1", "page:b": "1", "annotation:n": "1"}
        assert found(index, "river") == {"page:a", "annotation:n"}


def test_writing_the_same_again_changes_nothing(index: Index) -> None:
    for _ in range(3):
        index.write([page("a", "the river")], ["page:gone"])
    assert index.count() == 1
    assert found(index, "river") == {"page:a"}


def test_the_last_of_a_key_counts(index: Index) -> None:
    index.write([page("a", "river"), page("a", "stone", stamp="2")])
    assert index.stamps() == {"page:a": "2"}
    assert found(index, "river") == set()


def test_an_update_outweighs_a_deletion_of_the_same_key(index: Index) -> None:
    index.write([page("a", "river")], ["page:a"])
    assert index.keys() == {"page:a"}


def test_deleted_documents_are_not_found(index: Index) -> None:
    index.write([page("a", "river"), page("b", "river")])
    index.write((), ["page:a"])
    assert found(index, "river") == {"page:b"}
    assert index.count() == 1
    index.write((), ["page:b"])
    assert found(index, "river") == set()
    assert index.count() == 0


def test_segments_are_merged_and_nothing_is_lost(index: Index) -> None:
    for number in range(40):
        index.write([page(str(number), f"river number {number}")], [f"page:{number - 7}"])
    alive = {f"page:{number}" for number in range(33, 40)}
    assert index.keys() == alive
    assert found(index, "river") == alive
    assert len(index._engine._segments) < 2 * tiers.WIDTH
    index.merge()
    assert len(index._engine._segments) == 1
    assert index.keys() == alive
    assert found(index, "river") == alive
    assert found(index, '"number 37"') == {"page:37"}


def test_a_reader_sees_each_commit_and_never_writes(folder: Path) -> None:
    with closing(opened(folder)) as writer, closing(opened(folder, write=False)) as reader:
        assert found(reader, "river") == set()
        for number in range(30):
            writer.write([page(str(number), "river")])
            assert reader.count() == number + 1
        with pytest.raises(RuntimeError):
            reader.write([page("x")])
        writer.clear()
        assert reader.count() == 0
        writer.write([page("new", "river")])
        assert found(reader, "river") == {"page:new"}


def test_a_reader_of_no_index_finds_nothing_and_makes_nothing(folder: Path) -> None:
    with closing(opened(folder, write=False)) as reader:
        assert reader.stamps() == {}
        assert found(reader, "river") == set()
    assert not folder.exists()


def test_only_one_may_write(folder: Path) -> None:
    with closing(opened(folder)), pytest.raises(LibraryLocked):
        opened(folder)
    opened(folder).close()


def test_threads_take_turns(index: Index) -> None:
    failures: list[object] = []
    index.write([page("first", "river")])

    def ask() -> None:
        for _ in range(40):
            failures.extend({"page:first"} - found(index, "river"))

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(20):
        index.write([page(str(number), "river")])
    for thread in threads:
        thread.join()
    assert not failures
    assert index.count() == 21


@pytest.mark.parametrize(
    "text", ["\x00", "\ud800 lone", "a\u0301" * 3000, "￿\U0010ffff", "\u202e" * 9, "x" * 300_000, "١٢٣ ½ ² ⅷ"]
)
def test_any_text_can_be_indexed(index: Index, text: str) -> None:
    index.write(
        [page("a", f"river {text} stone", title=text, byline=text, site=text, address=text, tags=(text,))]
    )
    assert found(index, "river") == {"page:a"}
    assert index.keys() == {"page:a"}


def test_whoosh_is_not_imported_before_an_index_is_opened() -> None:
    program = (
        "import sys; import postil.search.index, postil.search.find, postil.search.snippets.snippets; "
        "sys.exit(any(name.partition('.')[0] == 'whoosh' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_opening_an_index_warns_of_nothing(folder: Path) -> None:
    program = (
        "import sys, pathlib; from postil.search.index import Index; "
        "Index(pathlib.Path(sys.argv[1]), 'x', write=True).close()"
    )
    cold = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder.parent / "cold")}  # so that Whoosh is compiled
    ended = subprocess.run(
        [sys.executable, "-W", "always", "-c", program, str(folder)],
        env=cold,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stderr == ""


def test_an_index_whose_folder_cannot_be_made_is_told(folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    (folder.parent / "file").write_bytes(b"")
    for _ in range(2):
        with pytest.raises(LibraryError, match="cannot be written"):
            opened(folder.parent / "file" / "index")


def test_a_commit_between_checking_and_reading_hides_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(folder)
    check = CheckedStorage.check
    waiting = [[page("c", "the river")]]

    with closing(opened(folder)) as writer, closing(opened(folder, write=False)) as reader:

        def check_and_commit(storage: CheckedStorage, generation: int) -> None:
            check(storage, generation)
            if waiting:
                writer.write(waiting.pop())

        monkeypatch.setattr(CheckedStorage, "check", check_and_commit)
        assert found(reader, "river") == {"page:a", "annotation:n", "page:c"}
