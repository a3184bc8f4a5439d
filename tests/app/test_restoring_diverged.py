"""Copies of a library that were changed apart: each takes what is newer of the other, and they are one."""

from __future__ import annotations

import random
import shutil
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.app.whole_library import all_rows

from postil.app.library import Library
from postil.errors import PostilError
from postil.jobs import Progress
from postil.model.annotation import AnnotationFilter, AnnotationOrder, Color, Style
from postil.model.details import Detail, details_of
from postil.model.page import Place, Status
from postil.model.page_appearance import PageAppearance
from postil.store import pages

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from postil.model.page import Page

DEEDS = 25


def _deeds(library: Library, page: Page, chance: random.Random) -> tuple[Callable[[], object], ...]:
    """What a person does with a page and its highlights."""
    marks = [placed.annotation.id for placed in library.annotating.placed(page.id)]
    word = f"word {chance.random()}"
    own: tuple[Callable[[], object], ...] = (
        lambda: library.reading.set_status((page.id,), chance.choice([*Status])),
        lambda: library.reading.set_starred((page.id,), not page.starred),
        lambda: library.noting.set_note(page.id, word),
        lambda: library.tagging.set_tags(page.id, chance.sample(["sea", "Salt", "wind/north"], 2)),
        lambda: library.tagging.rename("sea", "Sea/Black"),
        lambda: library.page_appearances.set(page.id, PageAppearance(text_size=chance.randrange(12, 30))),
        lambda: _retitle(library, page, word),
        library.undo.undo,
        lambda: _highlight(library, page, chance),
    )
    if not marks:
        return own
    mark = chance.choice(marks)
    return (
        *own,
        lambda: library.annotating.recolor((mark,), chance.choice([*Color])),
        lambda: library.annotating.restyle((mark,), chance.choice([*Style])),
        lambda: library.annotating.set_note(mark, word),
        lambda: library.annotating.set_tags(mark, ("wind", "sea")),
        lambda: library.annotating.remove((mark,)),
        lambda: library.anchors.refuse(mark),
    )


def _retitle(library: Library, page: Page, title: str) -> None:
    details = details_of(page)
    with library._database.transaction() as tx:
        pages.set_details(tx, page.id, replace(details, title=title, own=details.own | {Detail.TITLE}))


def _highlight(library: Library, page: Page, chance: random.Random) -> None:
    text = library.reading.view(page.id).text
    start = chance.randrange(len(text) - 60)
    quote = text[start : start + chance.randrange(20, 60)]
    library.annotating.highlight_quote(page.id, quote, color=Color.GREEN)


def _live(library: Library, chance: random.Random) -> None:
    """A person is at work; what cannot be done is left."""
    for _deed in range(DEEDS):
        page = library.reading.page(chance.choice(library.reading.page_ids(Place())))
        with suppress(PostilError):
            chance.choice(_deeds(library, page, chance))()


@pytest.mark.parametrize("seed", range(4))
def test_copies_that_were_changed_apart_become_one(library: Library, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    _live(library, chance)
    shutil.copytree(library.folder, tmp_path / "elsewhere")
    with Library.open(tmp_path / "elsewhere") as other:
        for _turn in range(3):
            for each in chance.sample([library, other], 2):
                _live(each, chance)
        marks = {
            annotation
            for each in (library, other)
            for trashed in (False, True)
            for annotation, _page in each.annotating.ids(
                AnnotationFilter(trashed=trashed), AnnotationOrder.DATE
            )
        }
        other.backup.write(tmp_path / "other.zip", Progress())
        library.restoring.restore(tmp_path / "other.zip", Progress())
        library.backup.write(tmp_path / "both.zip", Progress())
        other.restoring.restore(tmp_path / "both.zip", Progress())
        assert all_rows(library._database) == all_rows(other._database)
        assert library.annotating.annotations(marks).keys() == marks, "no highlight is lost"
        assert library.restoring.restore(tmp_path / "both.zip", Progress()).nothing_new
        for each in (library, other):
            each.indexing.drain()
            assert each.check(Progress()) == ()
