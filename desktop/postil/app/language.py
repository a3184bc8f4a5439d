"""The language that the program speaks: the person's choice, or else what the system asks for."""

from __future__ import annotations

import gettext
import os
from typing import TYPE_CHECKING

from postil import paths, translation
from postil.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

VARIABLE = "LANGUAGE"
"""The variable that names languages for gettext, the first one first, with colons between."""


def speak(chosen: str, of_system: Sequence[str]) -> str:
    """Speak the language that the setting names, or else the first of the system's that is there.

    The program's own processes, which are started later, speak it too. Returns its name (``uk``).
    """
    follows = chosen == Settings().language
    spoken = translation.use(of_system if follows else (chosen,), folder())
    os.environ[VARIABLE] = spoken
    # For the words of argparse itself, which the standard library looks up in the process's own domain.
    gettext.bindtextdomain(translation.DOMAIN, folder())
    gettext.textdomain(translation.DOMAIN)
    return spoken


def speak_as_started() -> str:
    """Speak as the environment says: what a process does that the program itself started."""
    return translation.use(of_environment(), folder())


def of_environment() -> tuple[str, ...]:
    """The languages that the environment asks for, as gettext reads it; none for ``C`` and ``POSIX``."""
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    if locale.partition(".")[0] in ("", "C", "POSIX"):
        locale = ""
    names = (*os.environ.get(VARIABLE, "").split(":"), locale)
    return tuple(name.partition(".")[0].partition("@")[0] for name in names if name)


def folder() -> Path:
    """Where the translations are."""
    return paths.resource("translations")
