"""Pages that are the same, found as they come: by address, by text, as an excerpt; never made one unasked."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from tests.app.saved_pages import GARDEN, LIGHTHOUSE, write_page

from postil.app import likeness_feed
from postil.app.likening import looks_like, told
from postil.errors import NotFound
from postil.jobs import Cancelled, Progress, Step
from postil.model.ids import PageId
from postil.model.likeness import Sameness
from postil.model.page import Place
from postil.search import minhash
from postil.store import likeness

if TYPE_CHECKING:
    from pathlib import Path

    from postil.app.importing import ImportRow
    from postil.app.library import Library


def _add(library: Library, folder: Path, name: str, *paragraphs: str, saved_from: str = "") -> ImportRow:
    path = write_page(folder / "more", f"{name}.html", title=name.title(), paragraphs=paragraphs)
    if saved_from:
        mark = f"<!-- saved from url=({len(saved_from):04d}){saved_from} -->\n"
        path.write_text(mark + path.read_text(encoding="utf-8"), encoding="utf-8")
    (row,) = library.importing.add((path,), Progress()).rows
    return row


def _page(row: ImportRow) -> PageId:
    assert row.page is not None
    return row.page


def _samenesses(library: Library, page: PageId) -> dict[str, Sameness | None]:
    return {alike.page.title: alike.likeness.sameness for alike in library.likening.alike(page)}


def _ledger(library: Library) -> PageId:
    pages = library.reading.pages(library.reading.page_ids(Place())).values()
    return next(page.id for page in pages if "ledger" in page.title.casefold())


def test_an_import_tells_what_a_page_looks_like(library: Library, tmp_path: Path) -> None:
    ledger = library.reading.page(_ledger(library))
    row = _add(library, tmp_path, "again", *LIGHTHOUSE, "The museum is open on Sundays.")
    (alike,) = row.alike
    assert alike.page.id == ledger.id
    assert looks_like(row.alike).startswith(f"It looks like “{ledger.title}”, which you have: the same ")
    assert _add(library, tmp_path, "else", *(f"{word} " * 30 for word in ("rain", "hail"))).alike == ()
    assert looks_like(()) == ""


def test_the_same_address_is_told_even_where_the_text_is_another(library: Library, tmp_path: Path) -> None:
    first = _add(library, tmp_path, "first", *GARDEN[:2], saved_from="https://walls.example/peach")
    tracked = "http://www.walls.example/peach/?utm_source=letter#top"
    second = _add(library, tmp_path, "second", *LIGHTHOUSE[:2], saved_from=tracked)
    assert _samenesses(library, _page(second))["First"] is Sameness.ADDRESS
    assert _samenesses(library, _page(first))["Second"] is Sameness.ADDRESS


def test_an_excerpt_is_told(library: Library, tmp_path: Path) -> None:
    chance = random.Random(3)
    words = [
        f"{root}{end}" for root in ("sal", "mar", "tor", "ven", "lum") for end in ("a", "is", "or", "en")
    ]
    long = [" ".join(chance.choices(words, k=90)).capitalize() + "." for _ in range(12)]
    whole = _add(library, tmp_path, "whole", *long)
    part = _add(library, tmp_path, "part", *long[3:6])
    assert _samenesses(library, _page(part)) == {"Whole": Sameness.EXCERPT}
    (alike,) = library.likening.alike(_page(whole))
    assert told(alike.likeness).startswith("one holds ")


def test_groups_hang_together(library: Library, tmp_path: Path) -> None:
    again = _page(_add(library, tmp_path, "again", *LIGHTHOUSE, "Open on Sundays."))
    third = _page(_add(library, tmp_path, "third", *LIGHTHOUSE, "Closed in winter."))
    (group,) = library.likening.groups()
    assert [page.id for page in group.pages] == [_ledger(library), again, third]
    assert len(group.pairs) == 3
    library.reading.trash((again, third))
    assert library.likening.groups() == ()


def test_not_the_same_is_remembered_and_undone(library: Library, tmp_path: Path) -> None:
    again = _page(_add(library, tmp_path, "again", *LIGHTHOUSE, "Open on Sundays."))
    library.likening.tell_apart(again, _ledger(library))
    library.likening.drain(anew=True)
    assert library.likening.alike(again) == library.likening.alike(_ledger(library)) == ()
    assert library.undo.undo() == "Not the Same"
    assert len(library.likening.alike(again)) == 1
    with pytest.raises(NotFound):
        library.likening.tell_apart(again, PageId("nobody"))


def test_another_text_is_looked_at_again(library: Library, tmp_path: Path) -> None:
    again = _page(_add(library, tmp_path, "again", *LIGHTHOUSE, "Open on Sundays."))
    library.reextracting.page(again)
    assert library.likening.pending() == 0, "it gave the same text"
    with library._database.transaction() as tx:
        tx.execute("UPDATE page SET canonical = 'https://else.example/' WHERE id = ?", (again,))
    assert library.likening.pending() == 1
    library.likening.drain()
    assert library.likening.pending() == 0
    assert len(library.likening.alike(again)) == 1


def test_older_signatures_are_made_again(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    assert library.likening.pending() == 0
    monkeypatch.setattr(minhash, "VERSION", minhash.VERSION + 1)
    steps: list[Step] = []
    library.likening.drain(Progress(steps.append))
    assert steps[-1].done == steps[-1].total == 2
    assert likeness.made(library._database.reader()) == minhash.VERSION


def test_a_cancelled_look_goes_on_later(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(likeness_feed, "BATCH", 1)

    def stop(step: Step) -> None:
        if step.done == 1:
            progress.cancel()

    progress = Progress(stop)
    _add(library, tmp_path, "third", *GARDEN[:2])
    with pytest.raises(Cancelled):
        library.likening.drain(progress, anew=True)
    assert library.likening.pending() == 1, "the page that was begun was looked at to its end"
    library.likening.drain()
    assert library.likening.pending() == 0


def test_the_order_in_which_pages_come_does_not_matter(library: Library, tmp_path: Path) -> None:
    for name, more in (("one", "Open."), ("two", "Closed."), ("three", "Gone.")):
        _add(library, tmp_path, name, *LIGHTHOUSE, f"{more} Nobody knows.")
    before = {(p.page, p.other, p.resemblance) for g in library.likening.groups() for p in g.pairs}
    library.likening.drain(anew=True)
    after = {(p.page, p.other, p.resemblance) for g in library.likening.groups() for p in g.pairs}
    assert before == after
    assert len(before) == 6


def test_a_damaged_text_is_like_nothing(library: Library, tmp_path: Path) -> None:
    again = _page(_add(library, tmp_path, "again", *LIGHTHOUSE, "Open on Sundays."))
    version = next(v for v in library.reextracting.versions(again))
    library._contents.path(version.text_hash).unlink()
    library.likening.drain(anew=True)
    assert library.likening.alike(again) == ()
    assert library.likening.pending() == 0


def test_check_knows_these_tables(library: Library) -> None:
    assert library.check(Progress()) == ()
    with library._database.transaction() as tx:
        tx.execute("DELETE FROM page_signature")
    (first, *_rest) = library.check(Progress())
    assert first.subject == "likeness"
    assert "duplicates --anew" in first.message
    library.likening.drain(anew=True)
    assert library.check(Progress()) == ()
