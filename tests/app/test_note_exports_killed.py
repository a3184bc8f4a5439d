"""A program killed at any moment of an export loses no word of the person's, and writes nothing twice."""

from __future__ import annotations

import random
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from tests.killing import said_until_killed

from postil.app.library import Library
from postil.export.notes.bases import BASES
from postil.jobs import Progress
from postil.model.annotation import Color
from postil.model.export_target import ExportTarget, Layout
from postil.model.ids import ExportTargetId
from postil.model.page import Place

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 3
HIGHLIGHTS = 6


@pytest.mark.parametrize("layout", [Layout.PAGE, Layout.DAY])
def test_killed_in_the_middle_of_exports(filled_folder: Path, tmp_path: Path, layout: Layout) -> None:
    folder, vault = tmp_path / "library", tmp_path / "vault"
    shutil.copytree(filled_folder, folder)
    chance = random.Random(layout.value)
    with Library.open(folder) as library:
        for page in library.reading.page_ids(Place()):
            for number in range(HIGHLIGHTS):
                library.annotating.highlight(page, 60 * number, 60 * number + 20, color=Color.BLUE)
        target = library.export_targets.add(ExportTarget(ExportTargetId(""), "Vault", vault, layout=layout))
        library.export_targets.update(target, Progress())
    typed: list[str] = []
    exports = 0
    for seed in range(KILLS):
        for file in sorted(vault.glob("*.md")):
            typed.append(f"Typed in round {seed} into {len(typed)}.")
            _type(file, typed[-1], chance)
        lines = said_until_killed(
            "tests.app.endless_exports", str(folder), str(seed), seconds=chance.uniform(0.05, 0.5)
        )
        exports += sum(line.startswith("exported") for line in lines)
        with Library.open(folder) as library:
            library.export_targets.update(target, Progress())
            report = library.export_targets.update(target, Progress())
            assert not report.written
            assert not report.problems
            _assert_whole(library, vault, typed)
    assert exports
    with Library.open(folder) as library:
        undisturbed = tmp_path / "undisturbed"
        calm = library.export_targets.add(
            ExportTarget(ExportTargetId(""), "Calm", undisturbed, layout=layout)
        )
        library.export_targets.update(calm, Progress())
        assert _without(vault, typed) == _without(undisturbed, ())


def _type(file: Path, words: str, chance: random.Random) -> None:
    """As a person would: a paragraph of its own between two others."""
    paragraphs = file.read_text("utf-8").split("\n\n")
    paragraphs.insert(chance.randrange(2, len(paragraphs) + 1), words)
    file.write_text("\n\n".join(paragraphs).rstrip("\n") + "\n", "utf-8", newline="")


def _assert_whole(library: Library, vault: Path, typed: list[str]) -> None:
    text = "\n".join(file.read_text("utf-8") for file in sorted(vault.rglob("*.md")))
    for words in typed:
        assert text.count(words) == 1
    for page in library.reading.page_ids(Place()):
        for placed in library.reading.view(page).placed:
            assert len(re.findall(rf"(?m)^\^hl-{placed.annotation.id}$", text)) == 1
            assert placed.annotation.note in text
    assert all(path.is_relative_to(vault / BASES) for path in vault.rglob("*.unfinished"))


def _without(folder: Path, typed: list[str] | tuple[()]) -> dict[str, list[str]]:
    """The paragraphs of every file that nobody typed."""
    return {
        file.name: [
            each for each in re.split(r"\n{2,}", file.read_text("utf-8").strip()) if each not in typed
        ]
        for file in sorted(folder.rglob("*.md"))
    }
