"""An index that was made beside another one takes its place in one commit; long merges give way."""

from __future__ import annotations

import os
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import pytest
from tests.search.builders import LIBRARY, NOW, page

from postil.search import engine
from postil.search.damage import Unusable
from postil.search.find import find
from postil.search.index import Index
from postil.search.segments import tiers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Index]:
    with closing(Index(tmp_path / "index", LIBRARY, write=True)) as index:
        index.write([page("one", "a river"), page("two", "a stone")])
        yield index


@pytest.fixture
def beside(tmp_path: Path) -> Path:
    folder = tmp_path / "index.new"
    with closing(Index(folder, LIBRARY, write=True)) as index:
        index.write([page("three", "a river")])
        index.write([page("four", "a river")])
    return folder


def found(index: Index, text: str, now: datetime = NOW) -> set[str]:
    return {hit.key for hit in find(index, text, limit=50, now=now).hits}


def test_readers_move_over_by_themselves(old: Index, beside: Path, tmp_path: Path) -> None:
    with closing(Index(tmp_path / "index", LIBRARY)) as reader:
        assert found(reader, "river") == {"page:one"}
        old.replace_with(beside)
        assert found(reader, "river") == {"page:three", "page:four"}
        assert found(reader, "stone") == set()
    with closing(Index(beside, LIBRARY)) as other:
        assert found(other, "river") == {"page:three", "page:four"}, "it stays as it is"


def test_what_was_taken_over_is_written_on(old: Index, beside: Path) -> None:
    old.replace_with(beside)
    old.write([page("three", "a stone")], ["page:four"])
    old.merge()
    assert old.keys() == {"page:three"}
    assert found(old, "stone") == {"page:three"}
    old.replace_with(beside)
    assert found(old, "river") == {"page:three", "page:four"}, "it can be taken over again"


def test_one_that_is_killed_when_it_is_taken_over_again_leaves_what_was_taken(
    old: Index, beside: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old.replace_with(beside)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "link", killed)
    with suppress(KeyboardInterrupt):
        old.replace_with(beside)
    with closing(Index(tmp_path / "index", LIBRARY)) as reader:
        assert found(reader, "river") == {"page:three", "page:four"}


def test_a_damaged_one_is_not_taken_over(old: Index, beside: Path) -> None:
    next(beside.glob("*.seg")).write_bytes(b"damaged")
    with pytest.raises(Unusable):
        old.replace_with(beside)
    assert found(old, "river") == {"page:one"}


def test_a_long_merge_gives_way(old: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "SOON", 3)
    for number in range(tiers.WIDTH):
        old.write([page(f"n{number}", "a lake")], merge=False)
    asked: list[None] = []

    def stop() -> bool:
        asked.append(None)
        return len(asked) == 3

    assert not old.tidy(stop)
    assert not old.merge(stop=lambda: True)
    assert len(found(old, "lake")) == tiers.WIDTH
    assert old.tidy(lambda: False)
    assert old.merge()
    assert len(found(old, "lake")) == tiers.WIDTH
    assert old.merge(stop=lambda: True), "nothing is left to be merged"


def test_a_folder_that_was_taken_away_is_not_sound(old: Index, tmp_path: Path) -> None:
    assert old.sound()
    (tmp_path / "index").rename(tmp_path / "away")
    assert not old.sound()


def test_a_file_that_is_written_to_is_read_anew(old: Index, tmp_path: Path) -> None:
    with closing(Index(tmp_path / "index", LIBRARY)) as reader:
        assert found(reader, "river") == {"page:one"}
        (file,) = (tmp_path / "index").glob("*.seg")
        whole = file.read_bytes()
        for at in range(0, len(whole), max(1, len(whole) // 97)):
            file.write_bytes(whole[:at] + bytes((whole[at] ^ 0x10,)) + whole[at + 1 :])
            assert found(reader, "river") in (set(), {"page:one"}), "never wrong results"
            assert not old.sound()
        file.write_bytes(whole)
        assert found(reader, "river") == {"page:one"}
        assert old.sound()
        file.unlink()
        assert found(reader, "river") == set()
        assert not old.sound()
