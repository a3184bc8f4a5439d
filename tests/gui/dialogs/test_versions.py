"""The versions of a page, listed and chosen by keys."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from postil.gui.dialogs.versions import VersionsDialog
from postil.model.ids import ContentHash, PageId, VersionId
from postil.model.page import Page, Status, TextVersion

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("appearance")]

TIME = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
HASH = ContentHash("0" * 64)
PAGE = Page(
    PageId("page"), "The sea", TIME, Status.INBOX, HASH, "sea.html", "HTML", "text/html", VersionId("old")
)
NEWER = TextVersion(VersionId("new"), PAGE.id, TIME, "postil 2", HASH, HASH, words=1204)
OLDER = TextVersion(VersionId("old"), PAGE.id, TIME, "postil 1", HASH, HASH, words=1, plain=True)


@pytest.fixture
def dialog(host: QWidget, qtbot: QtBot) -> VersionsDialog:
    made = VersionsDialog(PAGE, (NEWER, OLDER), host)
    made.open()
    qtbot.waitUntil(made.list.hasFocus)
    return made


def test_each_version_says_what_it_is(dialog: VersionsDialog) -> None:
    newer, older = (dialog.list.item(row).text() for row in range(dialog.list.count()))
    assert newer.endswith("1,204 words · postil 2")
    assert older.endswith("1 word · postil 1 · all the text of the page · read now")
    assert dialog.list.currentRow() == 1, "the one that is read is marked"


def test_enter_chooses_once(dialog: VersionsDialog) -> None:
    chosen: list[str] = []
    dialog.chosen.connect(chosen.append)
    QTest.keyClick(dialog.list, Qt.Key.Key_Up)
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert chosen == ["new"]
    assert not dialog.isVisible()


def test_escape_chooses_nothing(dialog: VersionsDialog, qtbot: QtBot) -> None:
    QTest.keyClick(dialog.list, Qt.Key.Key_Up)
    with qtbot.assertNotEmitted(dialog.chosen):
        QTest.keyClick(dialog.list, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
