"""The index as a cache: durable, checked, and made anew whenever it cannot be trusted."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from tests.search.builders import LIBRARY, NOW, annotation, page
from whoosh.writing import SegmentWriter

from postil.errors import LibraryError, LibraryLocked
from postil.search import engine
from postil.search.find import find
from postil.search.index import Index
from postil.search.segments import tiers
from postil.search.segments.storage import CheckedStorage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def opened(folder: Path, *, write: bool = True, library: str = LIBRARY) -> Index:
    return Index(folder, library, write=write)


def fill(folder: Path) -> None:
    with closing(opened(folder)) as index:
        index.write([page("a", "the river"), page("b", "the stone")])
        index.write([annotation("n", "a", "river")])


def found(index: Index, text: str) -> set[str]:
    return {hit.key for hit in find(index, text, limit=1000, now=NOW).hits}


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


@pytest.mark.parametrize("change", ["library", "schema", "analysis"])
def test_an_index_of_another_kind_is_made_anew(
    folder: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(folder)
    if change != "library":
        monkeypatch.setattr(engine, f"{change.upper()}_VERSION", 99)
    with closing(opened(folder, write=False, library="other" if change == "library" else LIBRARY)) as reader:
        assert reader.stamps() == {}
    with closing(opened(folder, library="other" if change == "library" else LIBRARY)) as index:
        assert index.fresh
        assert index.stamps() == {}


def truncate(file: Path, chance: random.Random) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: chance.randrange(len(content))])


def flip(file: Path, chance: random.Random) -> None:
    content = bytearray(file.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    file.write_bytes(content)


def replace(file: Path, chance: random.Random) -> None:
    file.write_bytes(chance.randbytes(file.stat().st_size))


def empty(file: Path, _: random.Random) -> None:
    file.write_bytes(b"")


def remove(file: Path, _: random.Random) -> None:
    file.unlink()


@pytest.mark.parametrize("harm", [truncate, flip, replace, empty, remove])
def test_damage_is_seen_and_the_index_is_made_anew(
    folder: Path, harm: Callable[[Path, random.Random], None]
) -> None:
    fill(folder)
    whole = folder.with_name("whole")
    folder.rename(whole)
    chance = random.Random(harm.__name__)
    for name in sorted(file.name for file in whole.iterdir() if file.suffix in (".toc", ".seg")):
        for _ in range(4):
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(whole, folder)
            harm(folder / name, chance)
            with closing(opened(folder, write=False)) as reader:
                assert reader.stamps() == {}
                assert found(reader, "river OR stone") == set()
            with closing(opened(folder)) as index:
                assert index.fresh
                index.write([page("a", "the river")])
                assert found(index, "river") == {"page:a"}


def test_damage_is_logged_once_until_the_index_can_be_read_again(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    fill(folder)
    segment = next(folder.glob("*.seg"))
    with closing(opened(folder, write=False)) as reader:
        for asked in (1, 2):
            empty(segment, random.Random())
            for _ in range(5):
                assert found(reader, "river") == set()
                assert reader.count() == 0
            assert [record.levelname for record in caplog.records].count("WARNING") == asked, caplog.text
            with caplog.at_level("ERROR"):  # its maker says why it is made anew
                fill(folder)
            assert found(reader, "river") == {"page:a", "annotation:n"}
            segment = next(folder.glob("*.seg"))


def test_files_of_others_do_no_harm(folder: Path) -> None:
    fill(folder)
    (folder / "README.txt").write_text("not an index")
    (folder / "_MAIN_999.toc").write_bytes(b"\x80\x04not a table of contents")
    with closing(opened(folder)) as index:
        assert index.fresh
    fill(folder)
    (folder / "_MAIN_3.toc.1712345678.9").write_bytes(b"half")
    (folder / "MAIN_zzzz.seg").write_bytes(b"a segment that nobody names")
    with closing(opened(folder)) as index:
        assert not index.fresh
        index.write([page("c", "the river")])
        assert found(index, "river") == {"page:a", "page:c", "annotation:n"}
    assert not list(folder.glob("*.toc.*"))


def test_a_file_in_place_of_the_folder_is_set_aside(folder: Path) -> None:
    folder.write_text("not a folder")
    for _ in range(2):
        with closing(opened(folder)) as index:
            index.write([page("a", "river")])
            assert found(index, "river") == {"page:a"}


def test_what_was_set_aside_is_kept_once(folder: Path) -> None:
    for _ in range(3):
        fill(folder)
        next(folder.glob("*.seg")).write_bytes(b"")
        opened(folder).close()
    assert sorted(file.name for file in folder.parent.iterdir()) == ["index", "index.lock", "index.set-aside"]


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
