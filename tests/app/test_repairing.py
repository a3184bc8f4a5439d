from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from postil.app.library import Library
from postil.app.reextraction_report import Outcome
from postil.errors import ImportFailed, NotFound
from postil.jobs import Cancelled, Progress, Step
from postil.model.annotation import AnchorState, Color
from postil.model.ids import PageId
from postil.model.page import Place
from postil.model.repair import Repair

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXTS = (
    "The ferry leaves the small harbour at six, when the gulls are still asleep on the roof of the mill.",
    "Nobody who lives on the island has ever missed it, because nobody who lives here is ever in a hurry.",
    "On the other side, the road climbs through pines, and after an hour the whole bay lies below us.",
    "My grandmother, who sold cheese at the market for forty years, knew the name of every driver.",
)
APPEAL = (
    "Give something to the keepers of the harbour, who write all this in the long evenings of the winter."
)


def appeal(number: int) -> str:
    """What a page asks for, in words of its own: only what it is is the same in all pages."""
    return f"{APPEAL} It is evening {number}."


def write_page(folder: Path, number: int, *, site: str = "example.org") -> Path:
    """A page of a site, with an appeal in the midst of its text, and a footer."""
    paragraphs = [f"<p>{text} That was day {number}.</p>" for text in TEXTS]
    path = folder / f"day-{number}.html"
    path.write_text(
        f"<!doctype html><!-- saved from url=(0030)https://www.{site}/day/{number} -->"
        f"<html lang='en'><head><title>Day {number}</title></head><body>"
        f"<nav><a href='/'>All days</a></nav><main><article><h1>Day {number}</h1>"
        f"{''.join(paragraphs[:2])}<div class='appeal'><p>{appeal(number)}</p></div>{''.join(paragraphs[2:])}"
        f"</article></main><footer class='imprint'><p>Printed by the mill, number {number}.</p></footer>"
        "</body></html>",
        encoding="utf-8",
    )
    return path


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library with three pages of one site and one of another; tests leave it as they found it."""
    folder = tmp_path_factory.mktemp("days")
    files = [write_page(folder, number) for number in (1, 2, 3)]
    files.append(write_page(folder, 9, site="example.com"))
    with Library.open(folder / "library") as library:
        library.importing.add(files, Progress())
        yield library


@pytest.fixture
def library(days: Library) -> Iterator[Library]:
    yield days
    while days.undo.labels()[0] not in (None, "Import of 4 pages"):
        days.undo.undo()
    for page_id in page_ids(days):
        assert days.repairing.of_page(page_id) is None
        assert APPEAL in text(days, page_id)
    assert days.repairing.of_site("example.org") is None


def page_ids(library: Library) -> tuple[PageId, ...]:
    return library.reading.page_ids(Place())


def page_of(library: Library, number: int) -> PageId:
    (found,) = (
        each.id for each in library.reading.pages(page_ids(library)).values() if each.title == f"Day {number}"
    )
    return found


def text(library: Library, page_id: PageId) -> str:
    return library.reading.view(page_id).text


def without(library: Library, page_id: PageId, words: str, *, kept: bool = False) -> Repair:
    """The repair that drops what says ``words``, or brings it back."""
    opened = library.repairing.outline(page_id)
    chosen = [
        number
        for number, part in enumerate(opened.outline.parts)
        if words in opened.outline.text[part.start : part.end]
    ]
    assert chosen
    return opened.outline.set_kept(opened.repair, chosen, kept=kept)


def test_an_outline_is_the_whole_original_with_the_verdicts(library: Library) -> None:
    opened = library.repairing.outline(page_of(library, 1))
    outline = opened.outline
    said = {outline.text[part.start : part.end]: part.kept for part in outline.parts}
    assert said[appeal(1)]
    assert not said["Printed by the mill, number 1."]
    assert (opened.site, opened.others, opened.repair) == ("example.org", 2, Repair())


def test_a_repair_makes_another_text_and_undo_brings_the_older_one_back(library: Library) -> None:
    page_id = page_of(library, 1)
    before = library.reading.view(page_id)
    repair = without(library, page_id, APPEAL)
    row = library.repairing.apply(page_id, repair)
    assert row.outcome is Outcome.UPDATED
    after = library.reading.view(page_id)
    assert after.text == before.text.replace(appeal(1) + "\n", "")
    assert library.repairing.of_page(page_id) == repair
    assert library.undo.undo() == "Repair"
    assert library.reading.view(page_id) == before
    assert library.repairing.of_page(page_id) is None
    library.undo.redo()
    assert text(library, page_id) == after.text
    assert library.repairing.of_page(page_id) == repair


def test_what_was_dropped_by_the_extractor_is_brought_back(library: Library) -> None:
    page_id = page_of(library, 1)
    footer = "Printed by the mill, number 1."
    assert footer not in text(library, page_id)
    library.repairing.apply(page_id, without(library, page_id, footer, kept=True))
    assert text(library, page_id).endswith(footer)


def test_a_container_can_be_chosen_as_the_whole_article(library: Library) -> None:
    page_id = page_of(library, 2)
    outline = library.repairing.outline(page_id).outline
    (asking,) = (
        number
        for number, part in enumerate(outline.parts)
        if outline.text[part.start : part.end] == appeal(2)
    )
    innermost = outline.containers[outline.parts[asking].container]
    library.repairing.apply(page_id, Repair(container=innermost.way))
    texts = [outline.text[part.start : part.end] for part in outline.parts[innermost.first : innermost.last]]
    assert text(library, page_id) == "\n".join(texts)


def test_highlights_are_carried_over_and_stay_when_their_words_are_dropped(library: Library) -> None:
    page_id = page_of(library, 1)
    there = text(library, page_id)
    asking, last = there.index(APPEAL), there.index(TEXTS[3])
    library.annotating.highlight(page_id, asking, asking + 20, color=Color.YELLOW)
    library.annotating.highlight(page_id, last, last + 20, color=Color.YELLOW)
    library.repairing.apply(page_id, without(library, page_id, APPEAL))
    states = [each.annotation.state for each in library.annotating.placed(page_id)]
    assert sorted(state.value for state in states) == ["anchored", "not found"]
    library.undo.undo()
    assert {each.annotation.state for each in library.annotating.placed(page_id)} == {AnchorState.ANCHORED}


def test_to_clear_a_repair_is_a_deed_like_another(library: Library) -> None:
    page_id = page_of(library, 1)
    before = text(library, page_id)
    library.repairing.apply(page_id, without(library, page_id, APPEAL))
    library.repairing.clear(page_id)
    assert text(library, page_id) == before
    assert library.repairing.of_page(page_id) is None
    library.undo.undo()
    assert APPEAL not in text(library, page_id)


def test_a_site_is_repaired_as_one_of_its_pages_was(library: Library) -> None:
    page_id = page_of(library, 1)
    repair = without(library, page_id, APPEAL)
    outline = library.repairing.outline(page_id).outline
    library.repairing.apply(page_id, repair)
    library.repairing.remember("example.org", outline.for_site(repair).repair)
    told: list[Step] = []
    report = library.repairing.apply_to_site("example.org", Progress(told.append))
    assert report.count(Outcome.UPDATED) == 2
    assert told[-1].done == told[-1].total == 3
    for number in (1, 2, 3):
        assert APPEAL not in text(library, page_of(library, number))
    assert APPEAL in text(library, page_of(library, 9))
    assert library.undo.undo() == "Repair of the pages of example.org"
    assert APPEAL in text(library, page_of(library, 2))
    assert APPEAL not in text(library, page_id)


def test_a_page_imported_later_from_the_site_is_repaired_and_says_so(
    library: Library, tmp_path: Path
) -> None:
    page_id = page_of(library, 1)
    outline = library.repairing.outline(page_id).outline
    repair = without(library, page_id, APPEAL)
    library.repairing.remember("example.org", outline.for_site(repair).repair)
    (row,) = library.importing.add([write_page(tmp_path, 5)], Progress()).rows
    assert row.page is not None
    assert APPEAL not in text(library, row.page)
    assert row.message == "Your repair for example.org was used."
    library.undo.undo()  # the import


def test_the_repair_of_a_page_has_the_last_word_over_that_of_its_site(library: Library) -> None:
    page_id = page_of(library, 1)
    outline = library.repairing.outline(page_id).outline
    library.repairing.remember("example.org", outline.for_site(without(library, page_id, APPEAL)).repair)
    assert appeal(1) not in kept_texts(library, page_id)
    library.repairing.apply(page_id, without(library, page_id, APPEAL, kept=True))
    library.repairing.apply_to_site("example.org", Progress())
    assert APPEAL in text(library, page_id)
    assert APPEAL not in text(library, page_of(library, 2))


def kept_texts(library: Library, page_id: PageId) -> list[str]:
    opened = library.repairing.outline(page_id)
    kept = opened.outline.kept(opened.repair)
    return [
        opened.outline.text[part.start : part.end]
        for part, keep in zip(opened.outline.parts, kept, strict=True)
        if keep
    ]


def test_what_is_forgotten_is_used_no_more(library: Library, tmp_path: Path) -> None:
    page_id = page_of(library, 1)
    outline = library.repairing.outline(page_id).outline
    library.repairing.remember("example.org", outline.for_site(without(library, page_id, APPEAL)).repair)
    library.repairing.forget("example.org")
    (row,) = library.importing.add([write_page(tmp_path, 6)], Progress()).rows
    assert row.page is not None
    assert APPEAL in text(library, row.page)
    library.undo.undo()  # the import


def test_a_cancelled_run_keeps_what_it_did(library: Library) -> None:
    page_id = page_of(library, 1)
    outline = library.repairing.outline(page_id).outline
    library.repairing.remember("example.org", outline.for_site(without(library, page_id, APPEAL)).repair)
    progress = Progress(lambda step: progress.cancel() if step.done else None)
    report = library.repairing.apply_to_site("example.org", progress)
    assert report.cancelled
    assert len(report.rows) in (1, 2)
    with suppress(Cancelled):
        progress.step(0, 0)


def test_a_page_whose_original_is_damaged_keeps_text_and_repair(library: Library) -> None:
    page_id = page_of(library, 3)
    repair = without(library, page_id, APPEAL)
    original = library.reading.page(page_id).original
    (path,) = (library.folder / "content").rglob(original)
    content = path.read_bytes()
    path.chmod(0o600)
    path.write_bytes(b"damaged")
    try:
        with pytest.raises(ImportFailed, match="damaged"):
            library.repairing.outline(page_id)
        with pytest.raises(ImportFailed, match="damaged"):
            library.repairing.apply(page_id, repair)
        assert library.repairing.of_page(page_id) is None
    finally:
        path.write_bytes(content)


def test_a_page_that_is_not_there_cannot_be_repaired(library: Library) -> None:
    with pytest.raises(NotFound):
        library.repairing.outline(PageId("nobody"))
    assert library.repairing.forget("example.net").pages == frozenset()
