"""A damaged index gives right answers or none, never wrong ones, and is made anew by whoever writes it."""

from __future__ import annotations

import shutil
import sys
from contextlib import closing
from itertools import count
from types import ModuleType
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.search.builders import LIBRARY, NOW, annotation, page

from postil.search.find import find
from postil.search.index import Index
from postil.search.segments.codec import ColumnSegment

if TYPE_CHECKING:
    from pathlib import Path

QUESTIONS = ("river", '"the river"', "w2* river", "-stone", "is:starred", "title:lake", "lake OR stone")
numbers = count()


def opened(folder: Path, *, write: bool) -> Index:
    return Index(folder, LIBRARY, write=write)


def answers(index: Index) -> list[list[str]]:
    return [[hit.key for hit in find(index, text, limit=99, now=NOW).hits] for text in QUESTIONS]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of three segments with deletions; one is of several blocks."""
    folder = tmp_path_factory.mktemp("whole") / "index"
    with closing(opened(folder, write=True)) as index:
        long = " ".join(f"w{number} word{number % 50}" for number in range(6_000))
        index.write([page("long", long + " the river"), page("gone", "the river")], merge=False)
        index.write([page("a", "the river", title="Lake"), page("b", "the stone", starred=True)], merge=False)
        index.write([annotation("n", "a", "the river")], ["page:gone"], merge=False)
        assert len(index._engine._segments) == 3
    return folder


@pytest.fixture(scope="module")
def right(whole: Path) -> list[list[str]]:
    with closing(opened(whole, write=False)) as index:
        found = answers(index)
    assert all(found)
    return found


def assert_right_or_made_anew(folder: Path, whole: Path, right: list[list[str]]) -> None:
    with closing(opened(whole, write=False)) as index:
        stamps = index.stamps()
    with closing(opened(folder, write=False)) as reader:
        for _ in range(2):
            for given_, expected in zip(answers(reader), right, strict=True):
                assert given_ in ([], expected)
            assert reader.stamps() in ({}, stamps)
            assert reader.count() in (0, len(stamps))
    with closing(opened(folder, write=True)) as writer:
        assert answers(writer) == ([[]] * len(QUESTIONS) if writer.fresh else right)
        writer.write([page("new", "a further river")])
        writer.merge()
        assert "page:new" in answers(writer)[0]


@settings(max_examples=20, deadline=None)
@given(
    which=st.integers(0, 3),
    place=st.one_of(st.floats(0, 1, exclude_max=True), st.floats(0.97, 1, exclude_max=True)),
    harm=st.one_of(st.binary(min_size=1, max_size=30), st.just(bytes(5000)), st.none()),
)
def test_bytes_that_change_anywhere(
    whole: Path, right: list[list[str]], which: int, place: float, harm: bytes | None
) -> None:
    """``harm`` is what stands at the place; None where the file ends there."""
    folder = whole.with_name(f"harmed{next(numbers)}")
    shutil.copytree(whole, folder)
    files = sorted(file for file in folder.iterdir() if file.suffix in (".toc", ".seg"))
    file = files[which % len(files)]
    content = file.read_bytes()
    at = int(place * len(content))
    file.write_bytes(
        content[:at] if harm is None else (content[:at] + harm + content[at + len(harm) :])[: len(content)]
    )
    assert_right_or_made_anew(folder, whole, right)
    shutil.rmtree(folder)


def test_files_that_changed_places(whole: Path, right: list[list[str]]) -> None:
    folder = whole.with_name("changed")
    shutil.copytree(whole, folder)
    one, two, _ = sorted(folder.glob("*.seg"))
    one.rename(folder / "aside")
    two.rename(one)
    (folder / "aside").rename(two)
    with closing(opened(folder, write=False)) as reader:
        assert answers(reader) == [[]] * len(QUESTIONS)
    assert_right_or_made_anew(folder, whole, right)


def test_a_sound_file_of_another_index(whole: Path, right: list[list[str]]) -> None:
    other = whole.with_name("other")
    with closing(opened(other, write=True)) as index:
        index.write([page("foreign", "the river")])
    folder = whole.with_name("mixed")
    shutil.copytree(whole, folder)
    shutil.copyfile(next(other.glob("*.seg")), min(folder.glob("*.seg")))
    with closing(opened(folder, write=True)) as index:
        assert index.fresh
    shutil.rmtree(folder)
    shutil.copytree(whole, folder)
    shutil.copyfile(next(other.glob("*.seg")), min(folder.glob("*.seg")))
    assert_right_or_made_anew(folder, whole, right)


def test_what_was_opened_before_a_merge_can_still_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    with closing(opened(folder, write=True)) as writer, closing(opened(folder, write=False)) as reader:
        writer.write([page("long", " ".join(f"w{number}" for number in range(40_000)))])
        writer.write([page("b", "w7")])
        assert reader.count() == 2
        segment = reader._engine._segments[0]
        files = set(folder.glob("*.seg"))
        writer.merge()
        assert files.isdisjoint(folder.glob("*.seg"))
        terms = segment.terms("text")
        place = terms.find(b"w39999")
        assert terms.positions(place, np.array([0], np.uint16)).values.tolist() == [39_999]
        segment.columns.check_all()
        assert [hit.key for hit in find(reader, "w39999", limit=9, now=NOW).hits] == ["page:long"]


def test_an_index_of_a_program_with_other_parts_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        parts = ModuleType("earlier_parts")
        parts.ColumnSegment = ColumnSegment  # type: ignore[attr-defined]
        earlier.setitem(sys.modules, parts.__name__, parts)
        earlier.setattr(ColumnSegment, "__module__", parts.__name__)
        with closing(opened(tmp_path / "index", write=True)) as index:
            index.write([page("a", "the river")])
    with closing(opened(tmp_path / "index", write=False)) as reader:
        assert find(reader, "river", limit=9, now=NOW).hits == ()
    with closing(opened(tmp_path / "index", write=True)) as writer:
        assert writer.fresh
