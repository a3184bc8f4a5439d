"""A desk to read at: a virtual screen, the program on it, and nothing but a keyboard before it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any, Self

import pytest

from postil.paths import program

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from types import TracebackType

TOOLS = ("Xvfb", "openbox", "xdotool")
MISSING = [tool for tool in TOOLS if shutil.which(tool) is None]
PATIENCE_SECONDS = 60


class Screen:
    """A screen of its own with a window manager, ended whatever happens."""

    def __enter__(self) -> Self:
        reading, writing = os.pipe()
        screen = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
            pass_fds=(writing,),
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as numbers:
            self.name = f":{numbers.readline().strip()}"
        manager = subprocess.Popen(
            ["openbox"], env={**os.environ, "DISPLAY": self.name}, stderr=subprocess.DEVNULL
        )
        self._processes = (manager, screen)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for process in self._processes:
            process.terminate()
            process.wait(10)


class Desk:
    """The program with a library of its own, and home folders that nobody else uses."""

    def __init__(self, screen: Screen, folder: Path) -> None:
        self.library = folder / "library"
        self.environment = {
            **{key: value for key, value in os.environ.items() if key != "QT_QPA_PLATFORM"},
            "DISPLAY": screen.name,
            "QT_QPA_PLATFORM": "xcb",
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_STATE_HOME": str(folder / "state"),
            "LANGUAGE": "en",
        }
        self._window: subprocess.Popen[bytes] | None = None

    def sit_down(self, *files: Path) -> None:
        """Start the program on ``files`` and wait until its window has the keyboard."""
        self._window = subprocess.Popen(
            [*program(), "--library", str(self.library), *map(str, files)],
            env=self.environment,
            stderr=subprocess.PIPE,
        )
        self._xdotool("search", "--sync", "--onlyvisible", "--name", "Postil", "windowactivate", "--sync")

    def stand_up(self) -> int:
        """Close the window by its key; the exit status of the program."""
        assert self._window is not None
        self.press("ctrl+q")
        return self._window.wait(20)

    def leave(self) -> None:
        """End the program if it still runs, and show what it complained of."""
        if self._window is None:
            return
        if self._window.poll() is None:
            self._window.send_signal(signal.SIGKILL)
        _, complaints = self._window.communicate()
        sys.stderr.write(complaints.decode("utf-8", "replace"))

    def press(self, *keys: str) -> None:
        """Press keys one after the other, by the names that X gives them."""
        self._xdotool("key", "--clearmodifiers", "--delay", "80", *keys)
        time.sleep(0.3)

    def type(self, words: str) -> None:
        """Type words."""
        self._xdotool("type", "--delay", "25", words)
        time.sleep(0.3)

    def title(self) -> str:
        """What stands over the window."""
        return subprocess.run(
            ["xdotool", "getactivewindow", "getwindowname"],
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        ).stdout

    def ask(self, *words: str) -> Any:
        """What the command line answers in JSON; None where it has nothing to say."""
        answer = subprocess.run(
            [*program(), "--library", str(self.library), *words, "--json"],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return json.loads(answer.stdout) if answer.returncode == 0 else None

    def pages(self) -> Sequence[Any]:
        """The pages of the library."""
        return self.ask("list") or ()

    def page(self, title: str) -> Any:
        """The page whose title begins so, with its text and annotations; None where there is none."""
        found = [page["id"] for page in self.pages() if page["title"].startswith(title)]
        return self.ask("show", found[0]) if found else None

    def annotations(self) -> Sequence[Any]:
        """All annotations of the library."""
        return [each for page in self.pages() for each in (self.ask("show", page["id"]) or {})["annotations"]]

    def _xdotool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self.environment, check=True, timeout=60)


def until(answer: Callable[[], Any], *, wanted: str) -> Any:
    """What ``answer`` gives once it gives anything; the window works in the background."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        found = answer()
        if found:
            return found
        time.sleep(0.2)
    pytest.fail(f"the window did not do it in time: {wanted}")
