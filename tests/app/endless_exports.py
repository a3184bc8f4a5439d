"""A program that changes notes and exports them until it is killed: see test_note_exports_killed.py.

It says ``begun`` once, and then when each export is done.
"""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

from postil.app.library import Library
from postil.jobs import Progress
from postil.model.page import Place


def main(folder: Path, seed: int) -> None:
    """Give a highlight of each page another note, and bring the target up to date, again and again."""
    with Library.open(folder) as library:
        (target,) = library.export_targets.all()
        pages = library.reading.page_ids(Place())
        marks = [tuple(each.annotation.id for each in library.reading.view(page).placed) for page in pages]
        library.export_targets.update(target, Progress())
        print("begun", flush=True)
        for number in itertools.count():
            for of_page in marks:
                mark = of_page[number % len(of_page)]
                library.annotating.set_note(mark, f"Round {seed}, time {number}.")
            library.export_targets.update(target, Progress())
            print("exported", number, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
