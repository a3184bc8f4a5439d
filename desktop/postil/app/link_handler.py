"""Telling the desktop that ``postil:`` links are opened by this program, wherever it runs from.

A package of a distribution does that when it is installed; whoever runs Postil from a checkout, or installed
it with pip, asks for it once. What is written is the person's own: an entry of the application
(https://specifications.freedesktop.org/desktop-entry-spec/), and that it is the one for these links.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from postil import paths
from postil.errors import DesktopFailed
from postil.translation import _

if TYPE_CHECKING:
    from pathlib import Path

ENTRY = "org.postil.Postil.Links.desktop"
"""Beside the entry of an installed Postil, not in its place: this one is in no menu."""
_KIND = "x-scheme-handler/postil"
_PATIENCE_SECONDS = 30
_PLAIN = re.compile(r"[\w@:,./=+-]+", re.ASCII)
_RESERVED = re.compile(r'(["`$\\])')


def open_links(library: Path) -> Path:
    """Let links open this program, on this library, from now on; the file that says so is returned.

    Raises DesktopFailed.
    """
    if not sys.platform.startswith("linux"):
        raise DesktopFailed(_("On this system, links to pages cannot be set up by Postil itself."))
    library = library.absolute()
    named = () if library == paths.default_library().absolute() else ("--library", str(library))
    words = (*paths.program(), *named)
    if not all(word.isprintable() for word in words):
        told = _("The folder {folder!r} has signs in its name that the desktop cannot keep; rename it.")
        raise DesktopFailed(told.format(folder=str(library)))
    entry = paths.applications_folder() / ENTRY
    try:
        entry.parent.mkdir(parents=True, exist_ok=True)
        entry.write_text(_entry(words), encoding="utf-8")
    except OSError as error:
        told = _("{file} cannot be written ({reason}).")
        raise DesktopFailed(told.format(file=entry, reason=error.strerror)) from error
    _run("xdg-mime", "default", ENTRY, _KIND)
    if shutil.which("update-desktop-database"):
        _run("update-desktop-database", "-q", str(entry.parent))
    return entry


def _entry(words: tuple[str, ...]) -> str:
    """The entry as the desktop reads it."""
    lines = (
        "[Desktop Entry]",
        "Type=Application",
        "Name=Postil",
        "NoDisplay=true",
        "Terminal=false",
        "Exec=" + " ".join((*map(_quoted, words), "%u")),
        f"MimeType={_KIND};",
        "StartupNotify=true",
        "StartupWMClass=postil",
    )
    return "\n".join(lines) + "\n"


def _quoted(word: str) -> str:
    """A word of the Exec line: quoted where it must be, and escaped again as every value is."""
    doubled = word.replace("%", "%%")
    if _PLAIN.fullmatch(doubled):
        return doubled
    escaped = _RESERVED.sub(r"\\\1", doubled)
    return '"' + escaped.replace("\\", "\\\\") + '"'


def _run(program: str, *words: str) -> None:
    """Run a program of the desktop; DesktopFailed where it is not there or says no."""
    found = shutil.which(program)
    if found is None:
        told = _("The program {program} is missing; on Debian and Ubuntu it is in the package xdg-utils.")
        raise DesktopFailed(told.format(program=program))
    try:
        done = subprocess.run(  # noqa: S603 - a program of the desktop, with words of ours
            [found, *words], capture_output=True, text=True, timeout=_PATIENCE_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise DesktopFailed(_("{program} did not answer.").format(program=program)) from error
    if done.returncode != 0:
        told = _("{program} refused: {reason}")
        raise DesktopFailed(told.format(program=program, reason=done.stderr.strip()[:200] or done.returncode))
