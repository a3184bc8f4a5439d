"""A library of two pages, made once and copied for each test that wants its own."""

from __future__ import annotations

import shutil
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

import pytest
from tests.app.later import use_later
from tests.app.saved_pages import write_shelf

from postil.app.library import Library
from postil.jobs import Progress
from postil.model.page import Place
from postil.store.contents import Contents
from postil.store.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.app.reextracted import Later

    from postil.model.page import Page


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


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """Gives the program a later extractor, which makes other articles as it is told."""
    return partial(use_later, monkeypatch)


@pytest.fixture
def ledger(library: Library) -> Page:
    """The page of the library on which highlights are made."""
    found = library.reading.pages(library.reading.page_ids(Place())).values()
    return next(page for page in found if page.title == "The Keeper’s Ledger")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """The database of a library without a page, and nothing of the app around it."""
    with closing(Database.open(tmp_path / "library")) as opened:
        yield opened


@pytest.fixture
def contents(database: Database) -> Contents:
    """The content store of that library."""
    return Contents(database.folder)
