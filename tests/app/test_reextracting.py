"""Extracting again: newer texts are read, older ones stay, and nothing that a person did is lost."""

from __future__ import annotations

import base64
import sys
import threading
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest
from tests.app.later_worker import LATER
from tests.app.reextracted import highlight, row_of, run, shown, sound
from tests.app.saved_pages import GARDEN, LIGHTHOUSE, write_page

from postil.app.conversion import Converter
from postil.app.library import Library
from postil.app.reextraction_report import Outcome, ReextractionReport
from postil.errors import ImportFailed, NotFound
from postil.jobs import Progress, Step
from postil.model.annotation import AnchorState
from postil.model.details import Correction
from postil.model.ids import PageId, VersionId
from postil.model.page import Page, Place, Status
from postil.store import pages

if TYPE_CHECKING:
    from pathlib import Path

    from tests.app.reextracted import Later

    from postil.app.reading import OpenArticle
    from postil.model.changes import Changes


PIXELS = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR4nGNgaGjAihiGlgQA4aV/AcmqR+0AAAAASUVORK5CYII="
)


def test_a_library_of_todays_extractor_has_nothing_to_do(library: Library) -> None:
    assert library.reextracting.pending() == 0
    assert run(library).rows == ()


def test_the_same_article_stays_one_version(library: Library, later: Later, ledger: Page) -> None:
    later()
    assert library.reextracting.pending() == 2
    told: list[Changes] = []
    library.changed.connect(told.append)
    report = run(library)
    assert [row.outcome for row in report.rows] == [Outcome.UNCHANGED] * 2
    assert library.reextracting.pending() == 0
    assert told == [], "nothing that is shown has changed"
    assert library.indexing.pending() == 0, "nor anything that is searched"
    assert len(library.reextracting.versions(ledger.id)) == 1
    assert library.reading.page(ledger.id) == replace(ledger, extractor=LATER)


def test_images_and_all_that_was_saved_with_a_page_are_there_again(tmp_path: Path) -> None:
    """By the same extractor the same article is made of the kept bytes as of the files."""
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><circle cx="9" cy="9" r="8"/></svg>'
    )
    inside = "data:image/png;base64," + base64.b64encode(PIXELS).decode()
    figures = ("walls_files/wall%20one.png", "walls_files/plan.svg", inside)
    paragraphs = (
        GARDEN[0],
        *(f'<img src="{source}" alt="A wall" width="200" height="100">' for source in figures),
        *GARDEN[1:],
    )
    page = write_page(tmp_path / "shelf", "walls.html", title="Warm Walls", paragraphs=paragraphs)
    folder = tmp_path / "shelf" / "walls_files"
    folder.mkdir()
    (folder / "wall one.png").write_bytes(PIXELS)
    (folder / "plan.svg").write_text(drawing, encoding="utf-8")
    (tmp_path / "shelf" / "dump.txt").write_text("\n\n".join(LIGHTHOUSE), encoding="utf-8")
    with Library.open(tmp_path / "library") as library:
        library.importing.add((page.parent,), Progress())
        ids = library.reading.page_ids(Place())
        before = {page_id: library.reading.view(page_id) for page_id in ids}
        report = run(library, ids)
        assert [(row.outcome, row.message) for row in report.rows] == [(Outcome.UNCHANGED, "")] * 2
        assert {page_id: library.reading.view(page_id) for page_id in ids} == before
        assert sum(article.html.count("asset:") for article in before.values()) >= 2
        assert sound(library)


def test_a_newer_text_is_read_and_the_older_one_stays(library: Library, later: Later, ledger: Page) -> None:
    old = library.reading.view(ledger.id)
    later([("wound the clockwork", "wound the great clockwork of brass")])
    report = run(library)
    row = row_of(report, ledger)
    words = ledger.words
    assert (row.outcome, row.message) == (Outcome.UPDATED, f"{words + 3} words instead of {words}")
    assert (report.count(Outcome.UPDATED), report.count(Outcome.UNCHANGED)) == (1, 1)
    new = library.reading.view(ledger.id)
    assert "wound the great clockwork of brass" in new.text
    assert new.page.words == words + 3
    newest, oldest = library.reextracting.versions(ledger.id)
    assert (newest.id, newest.extractor, newest.words) == (new.page.version, LATER, words + 3)
    assert (oldest.id, oldest.words) == (ledger.version, words)
    assert library.reading._holdings.text(oldest.text_hash) == old.text
    library.indexing.drain()
    assert [hit.page.id for hit in library.finding.search("brass").hits] == [ledger.id]
    assert sound(library)


def test_what_a_person_did_to_a_page_stays(library: Library, later: Later, ledger: Page) -> None:
    library.reading.set_status([ledger.id], Status.READING)
    library.reading.set_starred([ledger.id], True)
    library.tagging.set_tags(ledger.id, ("history",))
    library.reading.leave(ledger.id, 40, 0.25)
    library.details.correct((ledger.id,), Correction(title="My own title"))
    mine = library.reading.page(ledger.id)
    later(
        [("<p>Every evening", "<p>A line that is new.</p><p>Every evening")],
        metadata={"title": "A better title", "byline": "Ada Quill and Ben Nib"},
    )
    run(library)
    after = library.reading.page(ledger.id)
    assert after.byline == "Ada Quill and Ben Nib"
    assert after.position == 40 + len("A line that is new.\n")
    for name in (
        "title",
        "status",
        "starred",
        "tags",
        "progress",
        "added",
        "opened",
        "finished",
        "highlights",
    ):
        assert getattr(after, name) == getattr(mine, name), name


def test_text_and_facts_of_a_page_are_taken_back_together(
    library: Library, later: Later, ledger: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    later([("wound the clockwork", "wound the great clockwork")], metadata={"title": "A better title"})
    run(library)
    newer = library.reading.page(ledger.id)

    def killed(*_given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(pages, "set_metadata", killed)
        with pytest.raises(KeyboardInterrupt):
            library.undo.undo()
    assert library.reading.page(ledger.id) == newer
    assert library.undo.undo() == "Re-extraction"
    assert library.reading.page(ledger.id) == replace(ledger, extractor=LATER)


def test_a_text_that_comes_while_a_page_is_opened_says_where_its_highlights_stand(
    library: Library, later: Later, ledger: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked = highlight(library, ledger, "wound the clockwork")
    later([("wound the clockwork", "slept")])
    view = library.reading.view

    def meanwhile(page_id: PageId) -> OpenArticle:
        article = view(page_id)
        library.reextracting.page(page_id)
        return article

    monkeypatch.setattr(library.reading, "view", meanwhile)
    library.reading.open(ledger.id)
    found = library.annotating.annotation(marked.id)
    assert found.state is library.annotating.placed(ledger.id)[0].annotation.state is not AnchorState.ANCHORED


def test_what_a_page_says_of_itself_is_brought_up_to_date(
    library: Library, later: Later, ledger: Page
) -> None:
    later(metadata={"title": "A better title", "published": "2024-05-01"})
    row = row_of(run(library), ledger)
    assert (row.outcome, row.message) == (Outcome.UNCHANGED, "What is new is its title, date.")
    after = library.reading.page(ledger.id)
    assert (after.title, after.published) == ("A better title", "2024-05-01")
    assert after.version == ledger.version
    library.indexing.drain()
    assert ledger.id in {hit.page.id for hit in library.finding.search("title:better").hits}


def test_a_text_that_is_much_shorter_is_not_taken(library: Library, later: Later, ledger: Page) -> None:
    later([(paragraph, "") for paragraph in LIGHTHOUSE[:3]])
    row = row_of(run(library), ledger)
    assert row.outcome is Outcome.KEPT_OLDER
    assert "has only" in row.message
    assert library.reading.page(ledger.id).version == ledger.version


def test_a_page_that_becomes_plain_is_not_taken(library: Library, later: Later, ledger: Page) -> None:
    later([("Every evening", "Home Tides Every evening")], plain=True)
    row = row_of(run(library), ledger)
    assert row.outcome is Outcome.KEPT_OLDER
    assert "all the text of the page" in row.message
    assert not library.reading.page(ledger.id).plain
    library.reextracting.restore(ledger.id, library.reextracting.versions(ledger.id)[0].id)
    assert library.reading.page(ledger.id).plain


def test_a_page_that_kills_the_extractor_stays_as_it_is(library: Library, later: Later, ledger: Page) -> None:
    later(die="clockwork")
    row = row_of(run(library), ledger)
    assert row.outcome is Outcome.FAILED
    assert row.message
    assert library.reading.page(ledger.id) == replace(ledger, extractor=LATER)
    assert len(library.reextracting.versions(ledger.id)) == 1
    assert library.reextracting.pending() == 0, "it is not tried again at every start"


def test_an_extractor_that_does_not_start_does_nothing(
    library: Library, later: Later, ledger: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    later()
    broken = partial(Converter, command=(sys.executable, "-c", "raise ImportError"))
    monkeypatch.setattr("postil.app.reextracting.Converter", broken)
    with pytest.raises(ImportFailed, match="does not start"):
        run(library)
    assert library.reextracting.pending() == 2
    assert library.reading.page(ledger.id) == ledger


def test_a_page_whose_original_is_gone_is_told_and_tried_again(
    library: Library, later: Later, ledger: Page
) -> None:
    kept = library.reading._holdings.contents.path(ledger.original)
    content = kept.read_bytes()
    kept.unlink()
    later([("Every evening", "Each evening")])
    row = row_of(run(library), ledger)
    assert row.outcome is Outcome.FAILED
    assert "postil check" in row.message
    assert library.reextracting.pending() == 1
    kept.write_bytes(content)
    assert row_of(run(library), ledger).outcome is Outcome.UPDATED


def test_a_damaged_text_is_made_anew(library: Library, later: Later, ledger: Page) -> None:
    made = highlight(library, ledger, "a night without ships")
    version = library.reextracting.versions(ledger.id)[0]
    path = library.reading._holdings.contents.path(version.text_hash)
    text = path.read_bytes()
    path.write_bytes(b"spoilt")
    later()
    assert row_of(run(library), ledger).outcome is Outcome.UNCHANGED
    assert path.read_bytes() == text
    path.write_bytes(b"spoilt again")
    later([("Every evening", "Each evening")])
    assert row_of(run(library, [ledger.id]), ledger).outcome is Outcome.UPDATED
    assert shown(library, ledger) == [(made.selectors.quote.exact, AnchorState.ANCHORED)]


def test_a_dry_run_writes_nothing(library: Library, later: Later, ledger: Page) -> None:
    later([("Every evening", "Each evening")])
    before = {path: path.read_bytes() for path in library.folder.glob("content/??/*")}
    report = library.reextracting.run(None, Progress(), dry=True)
    assert row_of(report, ledger).outcome is Outcome.UPDATED
    assert report.dry
    assert library.reading.page(ledger.id) == ledger
    assert {path: path.read_bytes() for path in library.folder.glob("content/??/*")} == before
    assert library.reextracting.pending() == 2


def test_a_cancelled_run_goes_on_where_it_stopped(library: Library, later: Later) -> None:
    later([("the", "The")])

    def tell(step: Step) -> None:
        if step.done == 1:
            progress.cancel()

    progress = Progress(tell)
    report = library.reextracting.run(None, progress)
    assert report.cancelled
    assert 1 <= len(report.rows) <= 2
    assert library.reextracting.pending() == 2 - len(report.rows)
    assert not list((library.folder / "spool").glob("*"))
    run(library)
    assert library.reextracting.pending() == 0


def test_a_paused_run_waits_and_can_be_cancelled(library: Library, later: Later) -> None:
    later()
    library.reextracting.pause()
    progress = Progress()
    done = threading.Event()
    reports: list[ReextractionReport] = []
    wanted = library.reading.page_ids(Place())

    def work() -> None:
        reports.append(library.reextracting.run(wanted, progress))
        done.set()

    threading.Thread(target=work).start()
    assert not done.wait(0.5)
    library.reextracting.resume()
    assert done.wait(30)
    assert len(reports[0].rows) == 2
    done.clear()
    library.reextracting.pause()
    threading.Thread(target=work).start()
    assert not done.wait(0.5)
    progress.cancel()
    assert done.wait(10)


def test_a_page_in_the_trash_is_left_until_it_is_back(library: Library, later: Later, ledger: Page) -> None:
    library.reading.trash([ledger.id])
    later([("Every evening", "Each evening")])
    assert len(run(library).rows) == 1
    library.reading.restore([ledger.id])
    assert library.reextracting.pending() == 1
    assert row_of(run(library), ledger).outcome is Outcome.UPDATED


def test_one_page_is_extracted_as_it_was_asked_for(library: Library, later: Later, ledger: Page) -> None:
    highlight(library, ledger, LIGHTHOUSE[3])
    later([(LIGHTHOUSE[3], "")])
    row = library.reextracting.page(ledger.id)
    assert row.outcome is Outcome.UPDATED, "what a person asks for is taken even where highlights are lost"
    assert row.before == ledger.version
    assert library.reading.page(ledger.id).version == row.after
    library.reextracting.rest()
    later()
    again = library.reextracting.page(ledger.id)
    assert again.after == ledger.version, "the article that was there before is that version again"
    assert len(library.reextracting.versions(ledger.id)) == 2
    assert shown(library, ledger) == [(LIGHTHOUSE[3], AnchorState.ANCHORED)]
    library.reextracting.rest()
    assert not list((library.folder / "spool").glob("*"))


def test_only_a_pages_own_versions_can_be_chosen(library: Library, ledger: Page) -> None:
    other = next(page for page in library.reading.page_ids(Place()) if page != ledger.id)
    with pytest.raises(NotFound):
        library.reextracting.restore(other, ledger.version)
    with pytest.raises(NotFound):
        library.reextracting.restore(ledger.id, VersionId("none"))
    with pytest.raises(NotFound):
        library.reextracting.versions(PageId("none"))
    with pytest.raises(NotFound):
        library.reextracting.page(PageId("none"))
    assert library.undo.labels() == (None, None)
    library.reextracting.restore(ledger.id, ledger.version)
    assert library.undo.labels() == (None, None), "the version that is read already is no deed"
