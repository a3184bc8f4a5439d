"""The whole program on a virtual screen: a person's evening with the keyboard alone.

Skipped, visibly, where the tools of the virtual screen are not installed.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest
from tests.app.saved_pages import GARDEN, LIGHTHOUSE, write_shelf

from postil.cli.main import run
from postil.paths import program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

TOOLS = ("Xvfb", "openbox", "xdotool")
MISSING = [tool for tool in TOOLS if shutil.which(tool) is None]
PATIENCE_SECONDS = 30

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]


@pytest.fixture
def display() -> Iterator[str]:
    """A screen of its own with a window manager, ended whatever happens."""
    reading, writing = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as numbers:
        name = f":{numbers.readline().strip()}"
    manager = subprocess.Popen(["openbox"], env={**os.environ, "DISPLAY": name}, stderr=subprocess.DEVNULL)
    try:
        yield name
    finally:
        for process in (manager, screen):
            process.terminate()
            process.wait(10)


class Keyboard:
    """Presses keys in the program's window as a person would."""

    def __init__(self, display: str) -> None:
        self._environment = {**os.environ, "DISPLAY": display}

    def wait_for_window(self) -> None:
        self._xdotool("search", "--sync", "--onlyvisible", "--name", "Postil", "windowactivate", "--sync")

    def press(self, *keys: str) -> None:
        self._xdotool("key", "--clearmodifiers", "--delay", "80", *keys)
        time.sleep(0.3)

    def type(self, words: str) -> None:
        self._xdotool("type", "--delay", "25", words)
        time.sleep(0.3)

    def _xdotool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self._environment, check=True, timeout=60)


def until(answer: Callable[[], Any]) -> Any:
    """What ``answer`` gives once it gives anything; the window works in the background."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        found = answer()
        if found:
            return found
        time.sleep(0.2)
    pytest.fail("the window did not do it in time")


def test_an_evening_without_a_mouse(tmp_path: Path, display: str) -> None:
    library = tmp_path / "library"
    shelf = write_shelf(tmp_path / "shelf")

    def ask(*words: str) -> Any:
        answer = subprocess.run(
            [*program(), "--library", str(library), *words, "--json"],
            capture_output=True,
            text=True,
            check=False,
        )
        return json.loads(answer.stdout) if answer.returncode == 0 else None

    def annotations() -> Any:
        pages = ask("list") or ()
        return [each for page in pages for each in (ask("show", page["id"]) or {}).get("annotations", ())]

    environment = {key: value for key, value in os.environ.items() if key != "QT_QPA_PLATFORM"}
    window = subprocess.Popen(
        [*program(), "--library", str(library), str(shelf / "ledger.html"), str(shelf / "walls.html")],
        env={**environment, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
        stderr=subprocess.PIPE,
    )
    try:
        keyboard = Keyboard(display)
        keyboard.wait_for_window()
        # The files named on the command line come in.
        pages = until(lambda: ask("list") if len(ask("list") or ()) == 2 else None)
        assert {page["title"] for page in pages} == {"The Keeper’s Ledger", "Warm Walls"}
        keyboard.press("Escape")
        # Find a page by a word of it, open it at the hit.
        time.sleep(1)
        keyboard.press("slash")
        keyboard.type("clockwork")
        time.sleep(1)
        keyboard.press("Return")
        time.sleep(1)
        # While hits are marked, n walks them; Escape takes the marks away. Then highlight the paragraph
        # under the reading cursor, and write a note.
        keyboard.press("Escape", "n")
        time.sleep(0.5)
        keyboard.type("wound by hand")
        keyboard.press("ctrl+Return")
        (noted,) = until(lambda: [each for each in annotations() if each["note"]])
        assert noted["note"] == "wound by hand"
        assert noted["quote"] in LIGHTHOUSE + GARDEN
        # Take everything back, and do it again.
        keyboard.press("ctrl+z", "ctrl+z")
        until(lambda: not annotations())
        keyboard.press("ctrl+shift+z", "ctrl+shift+z")
        (again,) = until(annotations)
        assert again["note"] == "wound by hand"
        # A second start hands over and ends.
        second = subprocess.run(
            [*program(), "--library", str(library)],
            env={**environment, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
            timeout=30,
            check=False,
        )
        assert second.returncode == 0
        keyboard.press("ctrl+q")
        window.wait(20)
        assert window.returncode == 0
    finally:
        if window.poll() is None:
            window.send_signal(signal.SIGKILL)
        _, complaints = window.communicate()
        sys.stderr.write(complaints.decode("utf-8", "replace"))
    assert run(["--library", str(library), "export", "--to", str(tmp_path / "notes")]) == 0
    (note,) = (tmp_path / "notes").glob("*.md")
    assert "wound by hand" in note.read_text(encoding="utf-8")
    assert run(["--library", str(library), "check"]) == 0
