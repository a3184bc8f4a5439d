"""An index damaged between two questions: a search finds what is true, or nothing, and never fails."""

from __future__ import annotations

import os
import random
import shutil
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from tests.search.builders import LIBRARY, NOW, page

from postil.search.index import Index
from postil.search.queries.parsing import parse
from postil.search.ranking import Ranking, Sort

if TYPE_CHECKING:
    from pathlib import Path

    from postil.search.queries.query import Query

QUESTIONS = ("sea", '"sea stone"', "st*", "stona~ sea", "sea -land", "title:sea OR tag:x added:2026")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of more than one block of bytes, of which opening does not read all."""
    folder = tmp_path_factory.mktemp("whole") / "index"
    chance = random.Random(4)
    letters = "abcdefghijklmnopqrstuvwxyz"
    with closing(Index(folder, LIBRARY, write=True)) as index:
        index.write(
            page(
                str(number),
                " ".join(["sea stone", *("".join(chance.choices(letters, k=6)) for _ in range(100))]),
                title=chance.choice(("sea", "land")),
                tags=("x",),
            )
            for number in range(300)
        )
    assert max(file.stat().st_size for file in folder.iterdir()) > 3 << 16
    return folder


@pytest.mark.parametrize("seed", range(8))
def test_a_search_finds_what_is_true_or_nothing(whole: Path, tmp_path: Path, seed: int) -> None:
    with closing(Index(whole, LIBRARY)) as sound:
        truth = [answer(sound, parse(text).query) for text in QUESTIONS]
    assert all(ranking.total for ranking in truth)
    folder = tmp_path / "index"
    shutil.copytree(whole, folder)
    with closing(Index(folder, LIBRARY)) as index:
        assert index.count() == 300
        damage(next(folder.glob("*.seg")), random.Random(seed))
        for text, right in zip(QUESTIONS, truth, strict=True):
            assert answer(index, parse(text).query) in (right, Ranking((), 0)), text
        query = parse("sea").query
        assert len(index.explain(query, "page:1", today=NOW.date())) in (0, 2)
        assert {form.word for form in index.near("stona", limit=3)} <= {"stone"}
        index.begun("st", limit=3)


def test_what_is_compared_with_the_library_is_true_or_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    with closing(Index(folder, LIBRARY, write=True)) as index:
        index.write(page(f"{number:0500}", "sea") for number in range(300))
    damage(next(folder.glob("*.seg")), random.Random(4), at=64)
    with closing(Index(folder, LIBRARY)) as index:
        assert index.count() == 300, "the names of documents are not read when it is opened"
        assert index.stamps() == {}
        assert index.keys() == frozenset()


def answer(index: Index, query: Query) -> Ranking:
    return index.search(query, limit=5, today=NOW.date(), sort=Sort.TITLE, facets=True)


def damage(file: Path, chance: random.Random, at: int | None = None) -> None:
    """Turn bits in one block of the file, and leave its dates as they were."""
    dates = file.stat()
    at = chance.randrange(dates.st_size - 64) if at is None else at
    with file.open("r+b") as opened:
        opened.seek(at)
        was = opened.read(64)
        opened.seek(at)
        opened.write(bytes(byte ^ 0x55 for byte in was))
    os.utime(file, ns=(dates.st_atime_ns, dates.st_mtime_ns))
