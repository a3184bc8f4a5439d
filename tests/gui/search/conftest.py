"""What every test of the search pane needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.gui.search.panes import shown
from tests.gui.search.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from postil.gui.appearance import Appearance
    from postil.gui.search.pane import SearchPane
    from postil.jobs import Jobs


@pytest.fixture
def source() -> Iterator[Source]:
    """A library that answers as it is told."""
    made = Source()
    yield made
    made.may_answer.set()


@pytest.fixture
def failures() -> list[Exception]:
    """What went wrong in the pane."""
    return []


@pytest.fixture
def pane(
    source: Source, jobs: Jobs, failures: list[Exception], appearance: Appearance, qtbot: QtBot
) -> SearchPane:
    """A search pane on that library."""
    return shown(source, jobs, failures.append, appearance=appearance, qtbot=qtbot)
