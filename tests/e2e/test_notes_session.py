"""Ten rounds of reading in Postil and of writing in the exported files: neither side loses a word.

What happens in a session is left to chance, the ids too: the same in each run, but for ``make fuzz``, which
plays others.
"""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING

import pytest
from tests.app.saved_pages import GARDEN, LIGHTHOUSE, write_page, write_shelf
from tests.e2e.note_keeper import NoteKeeper
from tests.fuzzing import IS_FUZZ

from postil.app.library import Library
from postil.export.notes.files import document_id
from postil.jobs import Progress
from postil.model.annotation import Color
from postil.model.details import Correction
from postil.model.export_target import ExportTarget, Layout, NotePreset, NoteShape
from postil.model.ids import ExportTargetId
from postil.model.page import Place

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.ids import AnnotationId, PageId

ROUNDS = 10
TAGS = ("oil", "river/boats", "brick")


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of four pages; those that come later are imported into it, and rest in its trash."""
    home = tmp_path_factory.mktemp("session")
    shelf = write_shelf(home / "shelf")
    write_page(shelf, "harbour.html", title="The harbour", paragraphs=LIGHTHOUSE[::-1])
    write_page(shelf, "spring.html", title="A late spring", paragraphs=GARDEN[::-1])
    with pytest.MonkeyPatch.context() as patched, Library.open(home / "library") as library:
        _draw_ids(patched, random.Random("begun"))
        library.importing.add((shelf,), Progress())
        library.reading.trash(sorted(library.reading.page_ids(Place()))[:1])
        library.indexing.drain()
    return home / "library"


def _draw_ids(patched: pytest.MonkeyPatch, chance: random.Random) -> None:
    patched.setattr("postil.model.ids.secrets.token_bytes", chance.randbytes)


class Reader:
    """The person at Postil."""

    def __init__(self, library: Library, chance: random.Random) -> None:
        self.library = library
        self.chance = chance
        self.number = 0

    def pages(self) -> list[PageId]:
        return sorted(self.library.reading.page_ids(Place()))

    def work(self, round_number: int) -> None:
        """Read a while."""
        for _ in range(3):
            self._highlight()
        for deed in (self._change_note, self._recolor, self._tag, self._remove, self._note_on_page):
            if self.chance.random() < 0.6:
                deed()
        if round_number == 3:
            page = self.chance.choice(self.pages())
            self.library.details.correct((page,), Correction(title="Another title"))
        if round_number == 5:
            self.library.reading.restore(self.library.reading.page_ids(Place(trashed=True)))
        if round_number == 7:
            self.library.reading.trash((self.chance.choice(self.pages()),))

    def _highlight(self) -> None:
        page = self.chance.choice(self.pages())
        text = self.library.reading.view(page).text
        start = text.index(" ", self.chance.randrange(len(text) - 60)) + 1
        end = text.index(" ", start + 12)
        if "\n" not in text[start:end]:
            self.library.annotating.highlight(
                page, start, end, color=self.chance.choice(list(Color)), note=self._remark()
            )

    def _change_note(self) -> None:
        for mark in self._some_mark():
            self.library.annotating.set_note(mark, self._remark())

    def _recolor(self) -> None:
        self.library.annotating.recolor(self._some_mark(), self.chance.choice(list(Color)))

    def _tag(self) -> None:
        tag = self.chance.choice(TAGS)
        if self.chance.random() < 0.5:
            self.library.annotating.retag(self._some_mark(), added=(tag,))
        else:
            self.library.tagging.tag((self.chance.choice(self.pages()),), tag)

    def _remove(self) -> None:
        self.library.annotating.remove(self._some_mark())

    def _note_on_page(self) -> None:
        self.library.noting.set_note(self.chance.choice(self.pages()), self._remark())

    def _remark(self) -> str:
        self.number += 1
        return f"Remark {self.number} on this."

    def _some_mark(self) -> tuple[AnnotationId, ...]:
        marks = sorted(
            placed.annotation.id for page in self.pages() for placed in self.library.reading.view(page).placed
        )
        return (self.chance.choice(marks),) if marks else ()


@pytest.fixture(params=range(40 if IS_FUZZ else 2))
def chance(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> random.Random:
    """What the session takes its course from."""
    seed = random.SystemRandom().random() if IS_FUZZ else request.param
    print(f"The seed of this session is {seed}.")  # is shown where it fails
    _draw_ids(monkeypatch, random.Random(f"ids {seed}"))
    return random.Random(seed)


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("preset", NotePreset)
def test_ten_rounds_on_both_sides_lose_nothing(
    begun: Path, tmp_path: Path, chance: random.Random, preset: NotePreset, layout: Layout
) -> None:
    shutil.copytree(begun, tmp_path / "library")
    with Library.open(tmp_path / "library") as library:
        target = library.export_targets.add(
            ExportTarget(
                ExportTargetId(""), "Vault", tmp_path / "vault", layout=layout, shape=NoteShape(preset)
            )
        )
        reader, keeper = Reader(library, chance), NoteKeeper(target.folder, chance)
        for number in range(ROUNDS):
            reader.work(number)
            keeper.work()
            report = library.export_targets.update(target, Progress())
            assert all("has both now" in problem for problem in report.problems)
            _assert_all_is_there(library, keeper)
            _assert_what_was_deleted_stays_so(keeper)
            again = library.export_targets.update(target, Progress(), again=number == ROUNDS - 1)
            assert not again.written
            assert not again.problems
    assert keeper.has_typed


def _assert_all_is_there(library: Library, keeper: NoteKeeper) -> None:
    everything = keeper.everything()
    for words in keeper.typed:
        assert words in everything
    deleted = {key.rpartition("hl-")[2] for keys in keeper.deleted.values() for key in keys}
    for page_id in library.reading.page_ids(Place()):
        page = library.reading.page(page_id)
        assert page.note in everything
        for placed in library.reading.view(page_id).placed:
            annotation = placed.annotation
            if annotation.id not in deleted:
                assert f"hl-{annotation.id}" in everything
                assert annotation.selectors.quote.exact in everything
                assert annotation.note in everything


def _assert_what_was_deleted_stays_so(keeper: NoteKeeper) -> None:
    for path in keeper.files():
        text = path.read_text("utf-8")
        for key in keeper.deleted.get(document_id(text) or "", ()):
            assert key.rpartition(" ")[2] not in text
