"""A library of two pages, made once and copied for each test that wants its own."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from tests.app.saved_pages import write_shelf

from postil.app.library import Library
from postil.jobs import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def filled_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library's folder with two pages in it, closed and indexed. Copy it, do not open it."""
    folder = tmp_path_factory.mktemp("filled") / "library"
    with Library.open(folder) as library:
        library.importing.add((write_shelf(folder.parent / "shelf"),), Progress())
        library.indexing.drain()
    return folder


@pytest.fixture
def library(filled_folder: Path, tmp_path: Path) -> Iterator[Library]:
    """An open library with two pages, of this test alone."""
    shutil.copytree(filled_folder, tmp_path / "library")
    with Library.open(tmp_path / "library") as opened:
        yield opened
