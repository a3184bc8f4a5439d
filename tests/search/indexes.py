"""An index on the disk: opened, filled with two pages and a highlight, and asked."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from tests.search.builders import LIBRARY, NOW, annotation, page

from postil.search.find import find
from postil.search.index import Index

if TYPE_CHECKING:
    from pathlib import Path


def opened(folder: Path, *, write: bool = True, library: str = LIBRARY) -> Index:
    return Index(folder, library, write=write)


def fill(folder: Path) -> None:
    with closing(opened(folder)) as index:
        index.write([page("a", "the river"), page("b", "the stone")])
        index.write([annotation("n", "a", "river")])


def found(index: Index, text: str) -> set[str]:
    return {hit.key for hit in find(index, text, limit=1000, now=NOW).hits}
