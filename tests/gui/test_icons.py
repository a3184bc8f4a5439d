"""Every sign is drawn, in the colour that was asked for, and stands by itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from postil import paths
from postil.gui import icons

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("qapp")]

DRAWINGS = sorted(paths.resource("icons").glob("*.svg"))
SIGNS = [file.stem for file in DRAWINGS if "currentColor" in file.read_text(encoding="utf-8")]


@pytest.mark.parametrize("name", SIGNS)
def test_a_sign_takes_its_color(name: str) -> None:
    image = icons.pixmap(name, "#c0392b", 20).toImage()
    assert image.width() == 60
    seen = {
        image.pixelColor(x, y).name()
        for x in range(60)
        for y in range(60)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert QColor("#c0392b").name() in seen


@pytest.mark.parametrize("file", DRAWINGS, ids=lambda file: file.stem)
def test_a_drawing_names_nothing_outside_itself(file: Path) -> None:
    text = file.read_text(encoding="utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"https?:|href|<image|<style|<script", text)


def test_the_program_has_an_icon_in_every_size() -> None:
    sizes = {(size.width(), size.height()) for size in icons.application_icon().availableSizes()}
    assert sizes == {(n, n) for n in (16, 22, 24, 32, 48, 64, 128, 256)}


def test_every_sign_that_is_named_is_there() -> None:
    source = Path(icons.__file__).parent
    named: set[str] = set()
    for file in source.rglob("*.py"):
        if "reader" not in file.parts:
            text = file.read_text(encoding="utf-8")
            named |= set(re.findall(r'(?:icon|pixmap|_draw_sign)\([^"()]*"([a-z-]+)"', text))
    assert named <= set(SIGNS)
    assert len(named) > 8
