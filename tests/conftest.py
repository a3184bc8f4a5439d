"""What every test has: no display is needed, and nothing of the person's own is read or written."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from tests.fuzzing import IS_FUZZ

if TYPE_CHECKING:
    from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Laws are searched for counter-examples, not timed: a busy machine is no failure. What is searched is the
# same each time, so that a run tells of the change that it is run for; `make fuzz` looks in other places.
settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("other", deadline=None, print_blob=True)
settings.load_profile("other" if IS_FUZZ else "same")


@pytest.fixture(scope="session", autouse=True)
def _strangers_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Data, settings, logs and caches go to a folder of this run, also those of started programs."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DATA", "CONFIG", "STATE", "CACHE"):
            patch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
        patch.delenv("POSTIL_LIBRARY", raising=False)
        patch.delenv("LANGUAGE", raising=False)
        patch.setenv("LC_ALL", "C.UTF-8")  # what the program says is asserted in English
        yield
