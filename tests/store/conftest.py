"""A library in a fresh folder for every test."""

from __future__ import annotations

import shutil
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from postil.store.contents import Contents
from postil.store.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def empty_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once: making one waits for the disk several times."""
    folder = tmp_path_factory.mktemp("empty") / "library"
    Database.open(folder).close()
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a library may be made."""
    return tmp_path / "library"


@pytest.fixture
def database(empty_library: Path, folder: Path) -> Iterator[Database]:
    shutil.copytree(empty_library, folder)
    with closing(Database.open(folder)) as opened:
        yield opened


@pytest.fixture
def contents(database: Database) -> Contents:
    return Contents(database.folder)
