"""A program that repairs a library until it is killed: see test_mending.py."""

from __future__ import annotations

import sys
from pathlib import Path

from postil.app.mending_database import rebuild
from postil.jobs import Progress


def main(folder: Path) -> None:
    """Make the database anew, again and again."""
    print("begun", flush=True)
    while True:
        rebuild(folder, Progress())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
