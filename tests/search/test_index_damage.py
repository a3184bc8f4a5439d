"""An index that is damaged, of another kind or a stranger's is set aside and made anew."""

from __future__ import annotations

import random
import shutil
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from tests.search.builders import LIBRARY, page
from tests.search.indexes import fill, found, opened

from postil.search import engine

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


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
