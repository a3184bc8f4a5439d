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
    from collections.abc import Iterator

LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
LAUNCHER = next((place for place in LAUNCHERS if Path(place).is_file()), None)
SYSTEM_PYTHON = "/usr/bin/python3"
WITHOUT_NAMES = ("frame", "filler", "panel", "table cell")
"""Windows and what only holds others; and a cell of a table may be empty."""
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
    time.sleep(1)
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


def article_of(tree: dict[str, Any]) -> dict[str, Any]:
    """The text view that has the focus."""
    return next(each for each in every(tree) if "text" in each and each["focused"])


def test_a_screen_reader_gets_the_list_the_article_the_palette_and_the_notes(listened: Desk) -> None:
    assert run(["--library", str(listened.library), "import", str(resource("samples/welcome.html"))]) == 0
    listened.sit_down()
    until(lambda: heard(listened), wanted="the program on the bus")
    time.sleep(1)
    tree = heard(listened)
    names = {each["name"] for each in every(tree)}
    assert "Places" in names
    (title,) = [page["title"] for page in listened.pages()]
    assert any(each["name"].startswith(title) for each in every(tree) if "cell" in each["role"])
    unnamed = [each for each in every(tree) if each["focusable"] and each["showing"] and not each["name"]]
    assert [each for each in unnamed if each["role"] not in WITHOUT_NAMES] == []

    # The article: its text, and a caret that goes along with the reading cursor.
    listened.press("Return")
    time.sleep(1.5)
    before = article_of(heard(listened))
    listened.press("j", "j")
    further = article_of(heard(listened))
    assert further["caret"] > before["caret"]
    assert listened.page(title)["text"].split()[0] in further["text"].replace("\u00ad", "")

    # A highlight with a note, in the margin and in the list of highlights.
    listened.press("n")
    time.sleep(0.7)
    assert any(each["name"] == "Note" and each["focused"] for each in every(heard(listened)))
    listened.type("said aloud")
    listened.press("ctrl+Return")
    until(lambda: [each for each in listened.annotations() if each["note"]], wanted="a note")
    listened.press("g", "h")
    time.sleep(1.5)
    rows = [
        each["name"] for each in every(heard(listened)) if "item" in each["role"] or "cell" in each["role"]
    ]
    (row,) = [name for name in rows if "said aloud" in name]
    assert "ellow" in row

    # The palette: a field and commands by their names.
    listened.press("ctrl+k")
    time.sleep(0.7)
    listened.type("settings")
    tree = heard(listened)
    assert any(each["focused"] and each["name"] == "Command, page or tag" for each in every(tree))
    assert any(each["name"] == "Settings" for each in every(tree))
    listened.press("Escape")
    assert listened.stand_up() == 0
