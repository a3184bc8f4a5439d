"""A program that changes pages and writes their readable copies until it is killed: test_page_records.py."""

from __future__ import annotations

import itertools
import random
import sys
import threading
from pathlib import Path

from postil.app.library import Library
from postil.jobs import Progress
from postil.model.annotation import Color
from postil.model.page import Place


def main(folder: Path, seed: int) -> None:
    """Deeds on one thread, copies on another, as in the window and its background process."""
    chance = random.Random(seed)
    with Library.open(folder) as library:
        page, other = library.reading.page_ids(Place())
        print("begun", flush=True)
        threading.Thread(target=_write, args=(library,), daemon=True).start()
        for number in itertools.count():
            start = chance.randrange(200)
            made = library.annotating.highlight(
                page, start, start + 12, color=Color.RED, note=f"Note {number}"
            )
            library.noting.set_note(other, f"Of day {number}")
            library.tagging.edit(
                (page, other), added=(f"day/{number % 7}",), removed=(f"day/{(number + 1) % 7}",)
            )
            library.annotating.remove((made.id,))
            library.trash.delete((), (made.id,), Progress())


def _write(library: Library) -> None:
    while True:
        library.page_records.step()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
