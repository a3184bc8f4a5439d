"""Gives the program a later extractor: today's, with edits. For tests of extracting again."""

from __future__ import annotations

import json
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from tests.app import later_worker

from postil.app.conversion import Converter

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest


def use_later(patch: pytest.MonkeyPatch, replace: Sequence[tuple[str, str]] = (), **edits: Any) -> None:
    """From now on pages are extracted again by an extractor that makes these edits (see the worker)."""
    patch.setenv("LATER", json.dumps({"replace": list(replace), **edits}))
    patch.setattr("postil.app.reextracting.EXTRACTOR", later_worker.LATER)
    command = (sys.executable, str(later_worker.__file__))
    patch.setattr("postil.app.reextracting.Converter", partial(Converter, command=command))
