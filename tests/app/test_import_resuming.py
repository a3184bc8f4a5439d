"""Imports that were cut short: remembered, gone on with, forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from postil.app.import_report import ImportReport, ImportRow, Outcome
from postil.app.import_resuming import FEW, ImportResuming
from postil.jobs import Cancelled, Progress
from postil.model.annotation import Color

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from postil.app.importing import Importing


class Files:
    """An import of so many files that is cancelled after some of them."""

    def __init__(self, total: int, stop: int | None = None) -> None:
        self.total, self.stop = total, stop
        self.error: Exception | None = None

    def add(self, chosen: Sequence[Path], progress: Progress, **_how: Any) -> ImportReport:
        rows = []
        try:
            progress.step(0, self.total)
            for number in range(self.total):
                if number == self.stop:
                    if self.error is not None:
                        raise self.error
                    progress.cancel()
                    progress.step(number, self.total)
                rows.append(ImportRow(chosen[0] / f"{number}.html", Outcome.IMPORTED))
                progress.step(number + 1, self.total)
        except Cancelled:
            return ImportReport(tuple(rows), cancelled=True)
        return ImportReport(tuple(rows))


def resuming(folder: Path, files: Files) -> ImportResuming:
    importing: Importing = files  # type: ignore[assignment] # all that it uses of one
    return ImportResuming(folder, importing)


def run(folder: Path, files: Files, chosen: Path) -> ImportReport:
    return resuming(folder, files).add((chosen,), Progress(), color=Color.YELLOW, workers=1)


def test_an_import_that_ends_is_not_remembered(tmp_path: Path) -> None:
    run(tmp_path, Files(100), tmp_path / "in")
    assert resuming(tmp_path, Files(0)).unfinished() == ()
    assert not list(tmp_path.glob("unfinished*"))


def test_a_cancelled_one_is_remembered_with_how_far_it_was_and_forgotten_at_its_end(tmp_path: Path) -> None:
    assert run(tmp_path, Files(100, stop=40), tmp_path / "in").cancelled
    (left,) = resuming(tmp_path, Files(0)).unfinished()
    assert left.chosen == (tmp_path / "in",)
    assert (left.done, left.total, left.left) == (40, 100, 60)
    run(tmp_path, Files(100), tmp_path / "in")
    assert resuming(tmp_path, Files(0)).unfinished() == ()


def test_one_that_died_is_remembered(tmp_path: Path) -> None:
    files = Files(100, stop=40)
    files.error = OSError("the disk is full")
    with pytest.raises(OSError, match="disk"):
        run(tmp_path, files, tmp_path / "in")
    (left,) = resuming(tmp_path, Files(0)).unfinished()
    assert left.total == 100


def test_a_few_files_are_not_worth_remembering(tmp_path: Path) -> None:
    run(tmp_path, Files(FEW, stop=3), tmp_path / "in")
    assert resuming(tmp_path, Files(0)).unfinished() == ()


def test_several_are_remembered_the_last_first_until_they_are_given_up(tmp_path: Path) -> None:
    for name in ("one", "two", "one"):
        run(tmp_path, Files(100, stop=40), tmp_path / name)
    memory = resuming(tmp_path, Files(0))
    assert [each.chosen[0].name for each in memory.unfinished()] == ["one", "two"]
    memory.forget((tmp_path / "one",))
    assert [each.chosen[0].name for each in memory.unfinished()] == ["two"]
    memory.forget((tmp_path / "two",))
    assert memory.unfinished() == ()


def test_when_it_was_begun_is_kept(tmp_path: Path) -> None:
    run(tmp_path, Files(100, stop=40), tmp_path / "in")
    begun = resuming(tmp_path, Files(0)).unfinished()[0].begun
    run(tmp_path, Files(100, stop=60), tmp_path / "in")
    (left,) = resuming(tmp_path, Files(0)).unfinished()
    assert (left.begun, left.done) == (begun, 60)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "{",
        "[1, {}]",
        '{"chosen": []}',
        '[{"chosen": ["a"], "begun": "x"}]',
        "[" * 100_000,
        '[{"chosen": 5}]',
    ],
)
def test_a_damaged_memory_is_no_memory(tmp_path: Path, written: str) -> None:
    run(tmp_path, Files(100, stop=40), tmp_path / "in")
    (file,) = tmp_path.glob("unfinished*")
    file.write_text(written, encoding="utf-8")
    assert resuming(tmp_path, Files(0)).unfinished() == ()


def test_names_that_are_no_text_are_remembered_as_they_are(tmp_path: Path) -> None:
    odd = tmp_path / "caf\udce9"
    run(tmp_path, Files(100, stop=40), odd)
    assert resuming(tmp_path, Files(0)).unfinished()[0].chosen == (odd,)
