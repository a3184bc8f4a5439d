from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QTextDocument

import postil.gui
from postil.gui.widgets.page_lines import PageLine, PageLines
from postil.gui.widgets.plain_text import PlainLabel, plain_tip
from postil.model.ids import PageId

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.gui.appearance import Appearance

pytestmark = pytest.mark.gui

WIDE = 900
MARKUP_OF_OURS = {"note_card.py", "font_choice.py"}
"""Whose labels show HTML that we wrote: a note's Markdown, and a sample of a font."""


@pytest.fixture
def title(tmp_path: Path) -> str:
    """A page's title that asks for a file, if it is taken for markup."""
    image = QImage(WIDE, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    assert image.save(str(tmp_path / "wide.png"))
    return f'<img src="{(tmp_path / "wide.png").as_posix()}">'


def test_a_label_reads_no_file_that_a_title_names(qtbot: QtBot, title: str) -> None:
    label = PlainLabel(f"“{title}” archived", wordWrap=True)
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == f"“{title}” archived"
    label.setWordWrap(False)
    assert label.sizeHint().width() == label.fontMetrics().size(0, label.text()).width()


def test_a_tip_says_a_title_letter_by_letter(qtbot: QtBot, appearance: Appearance, title: str) -> None:
    lines = PageLines("Pages", appearance)
    qtbot.addWidget(lines)
    lines.show_lines((PageLine(title, PageId("a")),))
    tip = QTextDocument()
    tip.setHtml(lines.item(0).toolTip())
    assert tip.toPlainText() == title
    assert tip.idealWidth() < WIDE


def test_a_tip_without_markup_stays_as_it_is() -> None:
    assert plain_tip("a < b, R&D\nand more") == "a < b, R&D\nand more"
    assert plain_tip("") == ""


def test_every_label_of_the_window_is_plain() -> None:
    found = {
        file.name
        for file in Path(postil.gui.__path__[0]).rglob("*.py")
        if any(map(_makes_a_label, ast.walk(ast.parse(file.read_text(encoding="utf-8")))))
    }
    assert found == MARKUP_OF_OURS | {"plain_text.py"}


def _makes_a_label(node: ast.AST) -> bool:
    """Whether it calls ``QLabel``, or is a class of that kind."""
    named = [node.func] if isinstance(node, ast.Call) else getattr(node, "bases", [])
    return any(isinstance(name, ast.Name) and name.id == "QLabel" for name in named)
