"""A desk with a virtual screen, for each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.e2e.desk import Desk, Screen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Nothing is on it yet."""
    with Screen() as screen:
        desk = Desk(screen, tmp_path)
        try:
            yield desk
        finally:
            desk.leave()
