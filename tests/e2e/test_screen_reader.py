"""The program as a screen reader gets it: over AT-SPI, on a session bus and a screen of its own.

Skipped, visibly, where the bus of assistive technology or the library that listens on it is not installed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.e2e.desk import MISSING, Desk, until

from postil.cli.main import run
from postil.paths import resource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
LAUNCHER = next((place for place in LAUNCHERS if Path(place).is_file()), None)
SYSTEM_PYTHON = "/usr/bin/python3"
WITHOUT_NAMES = ("frame", "filler", "panel", "table cell")
"""Windows and what only holds others; and a cell of a table may be empty."""
ROWS = ("list item", "table cell")
TITLE = "Reading with Postil"
LISTENER = Path(__file__).with_name("listener.py")


def _lacks() -> list[str]:
    found = [*MISSING, *(["dbus-daemon"] if shutil.which("dbus-daemon") is None else [])]
    if LAUNCHER is None:
        return [*found, "at-spi2-core"]
    known = "import gi; gi.require_version('Atspi', '2.0')"
    tried = subprocess.run([SYSTEM_PYTHON, "-c", known], capture_output=True, check=False)
    return found if tried.returncode == 0 else [*found, "gir1.2-atspi-2.0"]


LACKS = _lacks()
pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(bool(LACKS), reason=f"not installed: {', '.join(LACKS)}"),
]


@pytest.fixture
def listened(desk: Desk) -> Iterator[Desk]:
    """The desk, with a bus on which assistive technology listens."""
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE, text=True
    )
    assert bus.stdout is not None
    desk.environment |= {
        "DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().strip(),
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }
    assert LAUNCHER is not None
    launcher = subprocess.Popen([LAUNCHER, "--launch-immediately"], env=desk.environment)
    time.sleep(0.5)
    try:
        yield desk
    finally:
        for process in (launcher, bus):
            process.kill()  # neither keeps anything
            process.wait(10)
        bus.stdout.close()


def heard(desk: Desk) -> Any:
    """The tree that a screen reader walks."""
    environment = {name: value for name, value in desk.environment.items() if not name.startswith("PYTHON")}
    answer = subprocess.run(
        [SYSTEM_PYTHON, str(LISTENER), "postil"],
        env={**environment, "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return json.loads(answer.stdout)


def every(tree: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """All that is in a tree."""
    yield tree
    for child in tree["children"]:
        yield from every(child)


def focused(tree: dict[str, Any], name: str) -> dict[str, Any] | None:
    """The thing of that name, if it has the focus."""
    return next((each for each in every(tree) if each["focused"] and each["name"] == name), None)


def caret(tree: dict[str, Any]) -> int:
    """Where the caret of the article is; -1 where it has not the focus."""
    article = focused(tree, "Article")
    return article["caret"] if article is not None and "caret" in article else -1


def hears(desk: Desk, told: Callable[[dict[str, Any]], object], *, wanted: str) -> dict[str, Any]:
    """The tree once ``told`` is true of it: the window works in the background."""
    last: list[dict[str, Any]] = []

    def listen() -> bool:
        last[:] = [heard(desk) or {"name": "", "role": "", "focused": False, "children": []}]
        return bool(told(last[0]))

    until(listen, wanted=wanted)
    return last[0]


def has_row(tree: dict[str, Any], words: str) -> bool:
    """Whether a row of a list or a cell of a table says ``words``."""
    return any(words in each["name"] for each in every(tree) if each["role"] in ROWS)


def test_a_screen_reader_gets_the_list_the_article_the_palette_and_the_notes(listened: Desk) -> None:
    assert run(["--library", str(listened.library), "import", str(resource("samples/welcome.html"))]) == 0
    listened.sit_down()
    tree = hears(listened, lambda tree: has_row(tree, TITLE), wanted="the page in the list")
    assert "Places" in {each["name"] for each in every(tree)}
    unnamed = [each for each in every(tree) if each["focusable"] and each["showing"] and not each["name"]]
    assert [each for each in unnamed if each["role"] not in WITHOUT_NAMES] == []

    # The article: its text, and a caret that goes along with the reading cursor.
    listened.press("Return")
    tree = hears(listened, lambda tree: caret(tree) >= 0, wanted="the focus in the article")
    article, before = focused(tree, "Article"), caret(tree)
    assert article is not None
    assert TITLE in article["text"].replace("\u00ad", "")
    listened.press("j", "j")
    hears(listened, lambda tree: caret(tree) > before, wanted="the caret further")

    # A highlight with a note, in the margin and in the list of highlights.
    listened.press("n")
    hears(listened, lambda tree: focused(tree, "Note"), wanted="the focus in the note")
    listened.type("said aloud")
    listened.press("ctrl+Return")
    hears(listened, lambda tree: caret(tree) >= 0, wanted="the focus in the article again")
    listened.press("g", "h")
    tree = hears(listened, lambda tree: has_row(tree, "said aloud"), wanted="the note in the list")
    (row,) = [each["name"] for each in every(tree) if each["role"] in ROWS and "said aloud" in each["name"]]
    assert "ellow" in row

    # The palette: a field and commands by their names.
    listened.press("ctrl+k")
    hears(listened, lambda tree: focused(tree, "Command, page or tag"), wanted="the palette")
    listened.type("settings")
    hears(listened, lambda tree: has_row(tree, "Settings"), wanted="the command in the palette")
    listened.press("Escape")
    assert listened.stand_up() == 0
