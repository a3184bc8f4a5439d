"""Nothing gets out or in: the whole path, watched by the system, opens no socket to any network.

Skipped, visibly, where strace is not installed or not allowed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]

HOSTILE = """<!DOCTYPE html><html><head><title>A quiet page</title>
<link rel="preconnect" href="http://203.0.113.7/"><link rel="stylesheet" href="http://203.0.113.7/a.css">
<script src="http://203.0.113.7/a.js"></script><meta http-equiv="refresh" content="0;url=http://203.0.113.7/">
<base href="http://203.0.113.7/"></head><body onload="fetch('http://203.0.113.7/')"><article>
<h1>A quiet page</h1><p>The keeper wrote three figures in the ledger every evening, the wind, the oil and the
ships, and what was not written down had not happened.</p>
<img src="http://203.0.113.7/pixel.png" alt="a picture"><img src="file:///etc/hostname" alt="a file">
<img src="../../../../../../etc/hostname" alt="another"><img srcset="//203.0.113.7/2x.png 2x" alt="two">
<svg xmlns="http://www.w3.org/2000/svg"><image xlink:href="/etc/hostname"/></svg>
<iframe src="http://203.0.113.7/frame"></iframe><object data="file:///etc/hostname"></object>
<p style="background:url(http://203.0.113.7/b.png)">The harbour museum keeps the ledgers now, and on the last
page the ink has run, because a window stood open in the night of the storm.</p>
<a href="javascript:alert(1)">Press</a> <video src="http://203.0.113.7/v.mp4" autoplay></video>
</article></body></html>"""

EVENING = """
import sys
from pathlib import Path
from postil.app.library import Library
from postil.gui.picture import take
from postil.jobs import Progress
from postil.model.annotation import Color
from postil.model.page import Place

folder, pages, notes, picture = map(Path, sys.argv[1:])
with Library.open(folder) as library:
    assert all(row.page for row in library.importing.add((pages,), Progress()).rows)
    library.indexing.drain()
    for page_id in library.reading.page_ids(Place()):
        library.annotating.highlight(page_id, 0, 20, color=Color.YELLOW, note="http://203.0.113.7/")
    assert library.finding.search("ledger").hits
    library.exporting.to_folder(None, notes, Progress())
take(folder, picture)
print("done")
"""


def watched(tmp_path: Path) -> list[str]:
    """What the system saw: every call of the program and its workers that opens a file or a socket."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    pages = tmp_path / "pages"
    shutil.copytree(CHECKOUT / "resources" / "samples", pages)
    (pages / "hostile.html").write_text(HOSTILE, encoding="utf-8")
    calls = tmp_path / "calls"
    names = (tmp_path / "library", pages, tmp_path / "notes", tmp_path / "window.png")
    traced = (strace, "-f", "-qq", "-e", "trace=socket,connect,openat,open", "-o", str(calls))
    evening = subprocess.run(
        [*traced, sys.executable, "-c", EVENING, *map(str, names)],
        capture_output=True,
        text=True,
        check=False,
    )
    if "ptrace" in evening.stderr and "ot permitted" in evening.stderr:
        pytest.skip("strace is not allowed here")
    assert evening.stdout.strip() == "done", evening.stderr
    return calls.read_text(encoding="utf-8", errors="replace").splitlines()


@pytest.mark.slow
def test_an_evening_reaches_no_network_and_no_foreign_file(tmp_path: Path) -> None:
    calls = watched(tmp_path)
    assert any("library.db" in call for call in calls), "the watch works"
    sockets = [call for call in calls if re.search(r"AF_INET6?\b", call)]
    assert sockets == []
    assert [call for call in calls if "203.0.113.7" in call or "/etc/hostname" in call] == []


def test_qt_has_no_network_here() -> None:
    """The part of Qt that could connect is never loaded."""
    program = "import sys, postil.gui.main; print('PySide6.QtNetwork' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"
