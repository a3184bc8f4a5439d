"""Where data, settings, logs and shipped resources are."""

from __future__ import annotations

import os
import sys
from importlib.resources import files
from pathlib import Path

import platformdirs

LIBRARY_VARIABLE = "POSTIL_LIBRARY"


def default_library() -> Path:
    """The library's folder: POSTIL_LIBRARY, or else the platform's data folder."""
    named = os.environ.get(LIBRARY_VARIABLE)
    if named:
        return Path(named).expanduser()
    return platformdirs.user_data_path("postil", appauthor=False) / "library"


def settings_file() -> Path:
    """The one file of settings."""
    return platformdirs.user_config_path("postil", appauthor=False) / "settings.toml"


def receiver_token_file() -> Path:
    """The secret that a browser's extension needs to hand pages over."""
    return settings_file().with_name("receiver-token")


def log_folder() -> Path:
    """Where the rotating log is kept."""
    return platformdirs.user_log_path("postil", appauthor=False)


def applications_folder() -> Path:
    """Where a Linux desktop looks for the applications of this person."""
    return platformdirs.user_data_path() / "applications"


def resource(name: str) -> Path:
    """A shipped file by its name under ``resources/``, from a wheel, a bundle or a checkout."""
    installed = Path(str(files("postil"))) / "_resources"
    root = installed if installed.is_dir() else Path(__file__).resolve().parents[2] / "resources"
    return root / name


def program() -> tuple[str, ...]:
    """The words that start this program again, for its own worker processes."""
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    return (sys.executable, "-m", "postil")
