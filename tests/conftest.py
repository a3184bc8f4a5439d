"""What every test has: no display is needed, and nothing of the person's own is read or written."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session", autouse=True)
def _strangers_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Data, settings, logs and caches go to a folder of this run, also those of started programs."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DATA", "CONFIG", "STATE", "CACHE"):
            patch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
        patch.delenv("POSTIL_LIBRARY", raising=False)
        yield
