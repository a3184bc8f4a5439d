"""Pages that are the same, found as they come: by address, by text, as an excerpt; never made one unasked."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from tests.app.saved_pages import GARDEN, LIGHTHOUSE, write_page
from tests.store.builders import add_whole, page

from postil.app import likeness_feed
from postil.app.likening import looks_like, told
from postil.errors import NotFound
from postil.jobs import Cancelled, Progress, Step
from postil.model.ids import PageId, VersionId, content_hash
from postil.model.likeness import Sameness
from postil.model.page import Place
from postil.search.likeness import minhash
from postil.store import likeness, versions

if TYPE_CHECKING:
    from pathlib import Path

    from postil.app.library import Library


def _put(library: Library, title: str, *paragraphs: str, address: str | None = None) -> PageId:
    """A page with that text, without the work of importing one."""
    (name,) = library._contents.put_all(["\n".join(paragraphs).encode()])
    row = page(title=title, address=address, original=content_hash(title.encode()), added=datetime.now(UTC))
    with library._database.transaction() as tx:
        add_whole(tx, row, text_hash=name, html_hash=name)
    library.likening.look(row.id)
    return row.id


def _samenesses(library: Library, page: PageId) -> dict[str, Sameness | None]:
    return {alike.page.title: alike.likeness.sameness for alike in library.likening.alike(page)}


def _ledger(library: Library) -> PageId:
    rows = library.reading.pages(library.reading.page_ids(Place())).values()
    return next(row.id for row in rows if "ledger" in row.title.casefold())


def _garden(library: Library) -> PageId:
    rows = library.reading.pages(library.reading.page_ids(Place())).values()
    return next(row.id for row in rows if "wall" in row.title.casefold())


def test_an_import_tells_what_a_page_looks_like(library: Library, tmp_path: Path) -> None:
    ledger = library.reading.page(_ledger(library))
    more = {"again": (*LIGHTHOUSE, "The museum is open on Sundays."), "else": ("Rain fell. " * 30,)}
    for name, paragraphs in more.items():
        write_page(tmp_path / "more", f"{name}.html", title=name, paragraphs=paragraphs)
    rows = {row.path.stem: row for row in library.importing.add((tmp_path / "more",), Progress()).rows}
    (alike,) = rows["again"].alike
    assert alike.page.id == ledger.id
    assert looks_like((alike,)).startswith(f"It looks like “{ledger.title}”, which you have: the same ")
    assert rows["else"].alike == ()
    assert looks_like(()) == ""


def test_the_same_address_is_told_even_where_the_text_is_another(library: Library) -> None:
    first = _put(library, "first", *GARDEN[:2], address="https://walls.example/peach")
    tracked = "http://www.walls.example/peach/?utm_source=letter#top"
    second = _put(library, "second", *LIGHTHOUSE[:2], address=tracked)
    assert _samenesses(library, second)["first"] is Sameness.ADDRESS
    assert _samenesses(library, first)["second"] is Sameness.ADDRESS


def test_an_excerpt_is_told(library: Library) -> None:
    chance = random.Random(3)
    words = [
        f"{root}{end}" for root in ("sal", "mar", "tor", "ven", "lum") for end in ("a", "is", "or", "en")
    ]
    long = [" ".join(chance.choices(words, k=90)).capitalize() + "." for _ in range(12)]
    whole = _put(library, "whole", *long)
    part = _put(library, "part", *long[3:6])
    assert _samenesses(library, part) == {"whole": Sameness.EXCERPT}
    (alike,) = library.likening.alike(whole)
    assert told(alike.likeness).startswith("one holds ")


def test_groups_hang_together(library: Library) -> None:
    again = _put(library, "again", *LIGHTHOUSE, "Open on Sundays.")
    third = _put(library, "third", *LIGHTHOUSE, "Closed in winter.")
    (group,) = library.likening.groups()
    assert [each.id for each in group.pages] == [_ledger(library), again, third]
    assert len(group.pairs) == 3
    library.reading.trash((again, third))
    assert library.likening.groups() == ()


def test_not_the_same_is_remembered_and_undone(library: Library) -> None:
    again = _put(library, "again", *LIGHTHOUSE, "Open on Sundays.")
    library.likening.tell_apart(again, _ledger(library))
    library.likening.drain(anew=True)
    assert library.likening.alike(again) == library.likening.alike(_ledger(library)) == ()
    assert library.undo.undo() == "Not the same"
    assert len(library.likening.alike(again)) == 1
    with pytest.raises(NotFound):
        library.likening.tell_apart(again, PageId("nobody"))


def test_the_background_process_looks_at_what_is_due(library: Library) -> None:
    again = _put(library, "again", *LIGHTHOUSE, "Open on Sundays.")
    with library._database.transaction() as tx:
        likeness.restart(tx, minhash.VERSION)
    assert library.likening.pending() == 3
    assert library.likening.alike(again) == ()
    library.indexing.start()
    end = time.monotonic() + 60
    while library.likening.pending() and time.monotonic() < end:
        time.sleep(0.05)
    assert len(library.likening.alike(again)) == 1


def test_another_version_is_looked_at(library: Library) -> None:
    again = _put(library, "again", *LIGHTHOUSE, "Open on Sundays.")
    before = library.likening.alike(again)
    version = library.reextracting.versions(again)[0]
    garden = library.reextracting.versions(_garden(library))[0]
    another = replace(garden, id=VersionId("another"), page=again)
    with library._database.transaction() as tx:
        versions.add(tx, another)
    library.reextracting.restore(again, another.id)
    assert library.likening.pending() == 1
    library.likening.drain()
    assert [each.page.id for each in library.likening.alike(again)] == [garden.page]
    library.reextracting.restore(again, version.id)
    library.likening.drain()
    assert library.likening.alike(again) == before


def test_another_address_is_looked_at_again(library: Library) -> None:
    again = _put(library, "again", *LIGHTHOUSE, "Open on Sundays.")
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


def test_a_cancelled_look_goes_on_later(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likeness_feed, "BATCH", 1)

    def stop(step: Step) -> None:
        if step.done == 1:
            progress.cancel()

    progress = Progress(stop)
    _put(library, "third", *GARDEN[:2])
    with pytest.raises(Cancelled):
        library.likening.drain(progress, anew=True)
    assert library.likening.pending() == 1, "the page that was begun was looked at to its end"
    library.likening.drain()
    assert library.likening.pending() == 0


def test_the_order_in_which_pages_come_does_not_matter(library: Library) -> None:
    for name, more in (("one", "Open."), ("two", "Closed."), ("three", "Gone.")):
        _put(library, name, *LIGHTHOUSE, f"{more} Nobody knows.")
    before = {(p.page, p.other, p.resemblance) for g in library.likening.groups() for p in g.pairs}
    library.likening.drain(anew=True)
    after = {(p.page, p.other, p.resemblance) for g in library.likening.groups() for p in g.pairs}
    assert before == after
    assert len(before) == 6


def test_a_damaged_text_is_like_nothing(library: Library) -> None:
    again = _put(library, "again", *LIGHTHOUSE, "Open on Sundays.")
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
