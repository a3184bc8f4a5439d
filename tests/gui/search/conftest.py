"""What every test of the search pane needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.gui.search.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def source() -> Iterator[Source]:
    """A library that answers as it is told."""
    made = Source()
    yield made
    made.may_answer.set()
