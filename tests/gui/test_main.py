"""The start of the window: once, quickly, and without what is not needed yet."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from postil.app.instance import Request, hand_over
from postil.app.library import Library
from postil.model.annotation import Color
from postil.model.page import Place, SortOrder
from postil.model.postil_link import PostilLink

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.gui

RUN = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from postil.gui import main, window

class Window(window.MainWindow):
    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        self.open_page.shown.connect(lambda page: QTimer.singleShot(0, lambda: self.say(page)))

    def say(self, page):
        current = self.parts.reader.current_annotation()
        print("shown", page.id, current.id if current is not None else None, flush=True)

    def open_requested(self, files, link):
        super().open_requested(files, link)
        print("asked", [Path(file).name for file in files], link, flush=True)
        if link == "postil://stop":
            QTimer.singleShot(0, self.close)

def hand_over(folder, request):
    heard = hand_over_really(folder, request)
    if not heard:
        print("waiting", flush=True)
    return heard

hand_over_really, main.hand_over = main.hand_over, hand_over
main.MainWindow = Window
print("status", main.run(Path(sys.argv[1]), link=sys.argv[2] if len(sys.argv) > 2 else None), flush=True)
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A home of its own, no screen."""
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)}
    return {**os.environ, **home, "QT_QPA_PLATFORM": "offscreen"}


@pytest.fixture
def first(tmp_path: Path, environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """A running window on a fresh library."""
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, str(tmp_path / "library")],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    yield process
    if process.poll() is None:
        process.kill()
    process.communicate()


def lines_of(process: subprocess.Popen[str]) -> list[str]:
    """The process' lines, gathered on a thread while it runs."""
    gathered: list[str] = []
    assert process.stdout is not None
    stream = process.stdout
    threading.Thread(target=lambda: gathered.extend(iter(stream.readline, "")), daemon=True).start()
    return gathered


def wait_for(lines: list[str], wanted: str) -> None:
    for _ in range(600):
        if any(line.startswith(wanted) for line in lines):
            return
        time.sleep(0.05)
    raise AssertionError((wanted, lines))


@pytest.mark.slow
def test_a_second_start_hands_over_and_ends(
    first: subprocess.Popen[str], tmp_path: Path, environment: dict[str, str]
) -> None:
    lines = lines_of(first)
    wait_for(lines, "asked [] None")
    second = subprocess.run(
        [sys.executable, "-c", RUN, str(tmp_path / "library"), "postil://stop"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert second.stdout.splitlines() == ["status 0"]
    wait_for(lines, "asked [] postil://stop")
    wait_for(lines, "status 0")
    Library.open(tmp_path / "library").close()
    assert not hand_over(tmp_path / "library", Request())


def test_what_only_search_or_import_needs_is_not_loaded_before_the_window_shows() -> None:
    code = (
        "import sys, postil.gui.main; "
        "print([m for m in ('whoosh', 'numpy', 'postil.importers.registry') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_start_waits_for_a_command_line_that_is_at_work(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    library = Library.open(tmp_path / "library")
    with subprocess.Popen(
        [sys.executable, "-c", RUN, str(library.folder), "postil://stop"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as start:
        lines = lines_of(start)
        wait_for(lines, "waiting")
        library.close()
        wait_for(lines, "asked [] postil://stop")
        wait_for(lines, "status 0")


@pytest.mark.slow
def test_links_are_shown_by_the_window_that_is_open(
    imported: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    """As a desktop does it: ``postil postil://…``, once before a window is open, then while it is.

    Those that only hand over load no Qt, and need no display.
    """
    shutil.copytree(imported, tmp_path / "library")
    library = Library.open(tmp_path / "library")
    (bees, other) = library.reading.page_ids(Place(), sort=SortOrder.TITLE, descending=True)[1:3]
    text = library.reading.view(bees).text
    made = library.annotating.highlight(bees, len(text) - 40, len(text) - 10, color=Color.BLUE)
    library.close()
    at = PostilLink(bees, made.id).address
    with subprocess.Popen(
        [sys.executable, "-c", RUN, str(library.folder), at],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as first:
        lines = lines_of(first)
        wait_for(lines, f"shown {bees} {made.id}")
        for link in (
            PostilLink(other).address,
            at.replace("postil://page", "Postil://PAGE"),
            "postil://stop",
        ):
            second = subprocess.run(
                [sys.executable, "-m", "postil", "--library", str(library.folder), link],
                env={**environment, "QT_QPA_PLATFORM": "no such platform"},
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
            )
            assert (second.returncode, second.stdout) == (0, "")
            wait_for(lines, f"asked [] {link}")
            if link == PostilLink(other).address:
                wait_for(lines, f"shown {other}")
        wait_for(lines, "status 0")
    assert [line for line in lines if line.startswith("shown")][-1] == f"shown {bees} {made.id}\n"
