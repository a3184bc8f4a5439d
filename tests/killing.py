"""Programs that are killed in the midst of what they do, and what they said before."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]


def said_until_killed(program: str, *words: str, seconds: float) -> list[str]:
    """Run a module of the tests, kill it so long after it has begun; the lines that it said whole.

    The program says ``begun`` first, once it is ready to be killed.
    """
    paths = os.pathsep.join((str(CHECKOUT / "desktop"), str(CHECKOUT)))
    with subprocess.Popen(
        [sys.executable, "-m", program, *words],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "begun\n"
        time.sleep(seconds)
        child.kill()
        lines = child.stdout.read().split("\n")
    return lines[:-1]  # a line cut short was not said
