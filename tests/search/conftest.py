"""A real index in a fresh folder."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from tests.search.builders import LIBRARY, NOW

from postil.search.find import Found, find
from postil.search.index import Index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where an index may be made."""
    return tmp_path / "index"


@pytest.fixture
def index(folder: Path) -> Iterator[Index]:
    with closing(Index(folder, LIBRARY, write=True)) as opened:
        yield opened


@pytest.fixture
def search(index: Index) -> Callable[..., list[str]]:
    """Ask the index; the names of what was found, best first."""

    def ask(text: str, *, typing: bool = False) -> list[str]:
        return names(find(index, text, limit=50, now=NOW, typing=typing))

    return ask


def names(found: Found) -> list[str]:
    assert len(found.hits) == found.total
    return [hit.key.partition(":")[2] for hit in found.hits]
