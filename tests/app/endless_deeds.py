"""A program that does one deed after the other until it is killed: see test_deeds_killed.py.

It says of each highlight and note that it is kept, and of each highlight that it is about to be purged.
"""

from __future__ import annotations

import itertools
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from postil.app.library import Library
from postil.jobs import Progress
from postil.model.annotation import Color, Style
from postil.model.details import Correction
from postil.model.page import Place, Status
from postil.model.page_appearance import PageAppearance

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.model.ids import AnnotationId, PageId


def main(folder: Path, seed: int) -> None:
    """Whatever a person can do to two pages, in an order of chance, some of it taken back and done again."""
    chance = random.Random(seed)
    with Library.open(folder) as library:
        # Killed between "Make one page" and its undo, the last run left one of them in the trash.
        library.reading.restore(library.reading.page_ids(Place(trashed=True)))
        page, other = library.reading.page_ids(Place())
        print("begun", flush=True)
        for number in itertools.count():
            one = _some_deeds(library, page, other, number, chance)
            if number % 4 == 3:
                library.uniting.unite(other, (page,))
                library.undo.undo()
                library.annotating.remove((one,))
                print("gone", one, flush=True)
                library.trash.delete((), (one,), Progress())


def _some_deeds(
    library: Library, page: PageId, other: PageId, number: int, chance: random.Random
) -> AnnotationId:
    """Highlight twice, and do five of all deeds; the first highlight."""
    start, note = chance.randrange(200), f"Note {number} #a/b"
    one, two = (
        library.annotating.highlight(page, place, place + 12, color=Color.RED, note=note).id
        for place in (start, start + 6)
    )
    print("kept", one, two, flush=True)
    deeds: tuple[Callable[[], object], ...] = (
        lambda: library.annotating.merge((one, two), start, start + 18),
        lambda: library.annotating.restyle((one, two), Style.UNDERLINE),
        lambda: library.annotating.retag((one,), added=(f"day/{number}",)),
        lambda: library.anchors.confirm(one, start, start + 5),
        lambda: library.anchors.refuse(two),
        lambda: library.noting.set_note(page, f"Of day {number} #sea"),
        lambda: library.noting.keep_draft(page, one, f"Not yet written {number}"),
        lambda: library.tagging.edit((page, other), added=("craft",), removed=("sea",)),
        lambda: library.tagging.rename("a/b", f"a/{number}"),
        lambda: library.tagging.rename("craft", "a"),
        lambda: library.saved_searches.keep(f"Day {number}", "sea"),
        lambda: library.details.correct((page, other), Correction(site=f"Paper {number}")),
        lambda: library.page_appearances.set(page, PageAppearance(text_size=16 + number % 9)),
        lambda: library.reading.set_status((page, other), chance.choice([*Status])),
        lambda: library.uniting.carry(page, other),
        lambda: library.likening.tell_apart(page, other),
        library.undo.undo,
        library.undo.undo,
        library.undo.redo,
    )
    for deed in chance.sample(deeds, 5):
        deed()
    return one


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
