"""Export targets brought up to date: on a key, when something changed, after a start."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from postil.errors import ExportFailed
from postil.gui import export_updates
from postil.gui.export_updates import ExportUpdates, TargetUpdate, told
from postil.model.annotation import Color
from postil.model.changes import Changes
from postil.model.export_report import ExportedFile, ExportReport, FileOutcome
from postil.model.export_target import ExportTarget, Keeping
from postil.model.ids import ExportTargetId
from postil.model.page import Place

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from postil.app.library import Library
    from postil.jobs import Jobs, Progress

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("appearance")]

HIGHLIGHTED = Changes(annotated=frozenset({"a page"}))  # type: ignore[arg-type] # any id


@pytest.fixture
def updates(library: Library, jobs: Jobs, host: QWidget, monkeypatch: pytest.MonkeyPatch) -> ExportUpdates:
    """Updates that wait for no more than a moment of quiet."""

    def failed(error: Exception) -> None:
        raise error

    monkeypatch.setattr(export_updates, "QUIET_MILLISECONDS", 1)
    return ExportUpdates(library, jobs, failed, host)


def add(library: Library, folder: Path, *, keeping: Keeping = Keeping.ON_CHANGE) -> ExportTarget:
    target = ExportTarget(ExportTargetId(""), folder.name, folder, keeping=keeping)
    return library.export_targets.add(target)


def highlight(library: Library) -> None:
    library.annotating.highlight(library.reading.page_ids(Place())[0], 10, 40, color=Color.YELLOW)


def test_what_is_kept_on_change_is_written_when_something_changed(
    updates: ExportUpdates, library: Library, tmp_path: Path, qtbot: QtBot
) -> None:
    kept = add(library, tmp_path / "kept")
    add(library, tmp_path / "by hand", keeping=Keeping.BY_HAND)
    highlight(library)
    updates.hear(HIGHLIGHTED)
    qtbot.waitUntil(lambda: kept.id in updates.last)
    assert len(list(kept.folder.glob("*.md"))) == 1
    assert not (tmp_path / "by hand").exists()


def test_searches_that_change_write_nothing(updates: ExportUpdates) -> None:
    updates.hear(Changes(searches=True))
    assert updates._soon.interval() == export_updates.FIRST_MILLISECONDS


def test_what_was_asked_for_is_told(
    updates: ExportUpdates, library: Library, tmp_path: Path, qtbot: QtBot
) -> None:
    target = add(library, tmp_path / "vault", keeping=Keeping.BY_HAND)
    highlight(library)
    with qtbot.waitSignal(updates.ended) as heard:
        updates.update((target,))
    assert heard.args is not None
    assert told(heard.args[0]) == "1 file updated."
    with qtbot.waitSignal(updates.ended) as heard:
        updates.update((target,))
    assert heard.args is not None
    assert told(heard.args[0]) == "All notes are up to date."


def test_a_failure_of_what_goes_on_by_itself_is_told_once(
    updates: ExportUpdates, library: Library, tmp_path: Path, qtbot: QtBot
) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("no folder", encoding="utf-8")
    target = add(library, blocked)
    highlight(library)
    heard: list[TargetUpdate] = []
    updates.troubled.connect(heard.append)
    for _again in range(2):
        updates.last.clear()
        updates.hear(HIGHLIGHTED)
        qtbot.waitUntil(lambda: target.id in updates.last)
    assert len(heard) == 1
    assert str(blocked) in heard[0].failure
    blocked.unlink()
    updates.last.clear()
    updates.hear(HIGHLIGHTED)
    qtbot.waitUntil(lambda: target.id in updates.last)
    assert updates.last[target.id].problem == ""
    assert len(list(blocked.glob("*.md"))) == 1


def test_what_is_asked_for_meanwhile_is_done_after(
    updates: ExportUpdates,
    library: Library,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = (add(library, tmp_path / name, keeping=Keeping.BY_HAND) for name in ("one", "two"))
    begun, go_on, order = threading.Event(), threading.Event(), []

    def update(target: ExportTarget, _progress: Progress) -> ExportReport:
        order.append(target.name)
        begun.set()
        assert go_on.wait(10)
        return ExportReport()

    monkeypatch.setattr(library.export_targets, "update", update)
    updates.update((first,))
    assert begun.wait(10)
    updates.update((second,))
    go_on.set()
    qtbot.waitUntil(lambda: second.id in updates.last)
    assert order == ["one", "two"]


def test_a_failure_comes_first_and_the_rest_after() -> None:
    target = ExportTarget(ExportTargetId("t"), "Vault", None)  # type: ignore[arg-type] # nobody looks at it
    files = tuple(ExportedFile(None, FileOutcome.UPDATED) for _each in range(4))  # type: ignore[arg-type]
    updates = (
        TargetUpdate(target, failure=str(ExportFailed("The disk is gone."))),
        TargetUpdate(target, ExportReport(files, ("One could not be read.",))),
    )
    assert told(updates) == "The disk is gone. 4 files updated. 1 problem."
