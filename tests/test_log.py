"""The log: written to its one file, set up twice without doubling, never a reason to stop."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from postil import log

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    root = logging.getLogger()
    level = root.level
    yield
    for handler in [each for each in root.handlers if each.get_name() == log.NAME]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def test_a_bug_is_told_once(tmp_path: Path) -> None:
    log.set_up(tmp_path / "logs")
    log.set_up(tmp_path / "logs")
    logging.getLogger("postil.somewhere").warning("the tide %s", "turned")
    written = (tmp_path / "logs" / log.NAME).read_text(encoding="utf-8")
    assert written.count("WARNING postil.somewhere: the tide turned") == 1


def test_a_folder_that_cannot_be_made_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    log.set_up(tmp_path / "file" / "logs")
    logging.getLogger("postil.somewhere").warning("nobody hears this")
