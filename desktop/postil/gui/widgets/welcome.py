"""The first page of an empty library: three ways in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from postil.gui.icons import application_icon, icon, pixmap
from postil.gui.widgets.key_tips import tie_tip
from postil.gui.widgets.plain_text import PlainLabel
from postil.translation import _

if TYPE_CHECKING:
    from postil.gui.appearance import Appearance


class Welcome(QWidget):
    """What Postil is, in two lines, and how pages come into it."""

    files_wanted = Signal()
    folder_wanted = Signal()
    samples_wanted = Signal()
    help_wanted = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._drop_sign = PlainLabel()
        self.files = _button(_("Import files…"), "page.import")
        self.files.clicked.connect(self.files_wanted)
        self.folder = _button(_("Import a folder…"), "page.import-folder")
        self.folder.clicked.connect(self.folder_wanted)
        self.samples = _button(_("Look at the sample pages"), "samples.import")
        self.samples.clicked.connect(self.samples_wanted)
        self.help = QPushButton(_("Import from Pocket, Omnivore and others: how it is done"))
        self.help.setProperty("role", "link")
        self.help.clicked.connect(self.help_wanted)
        self.setFocusProxy(self.files)
        self._lay_out()
        appearance.changed.connect(self._draw)
        self._draw()

    def _lay_out(self) -> None:
        card = QWidget()
        card.setMaximumWidth(520)
        rows = QVBoxLayout(card)
        rows.setContentsMargins(32, 32, 32, 32)
        rows.setSpacing(8)
        sign = PlainLabel()
        sign.setPixmap(application_icon().pixmap(QSize(64, 64)))
        title = PlainLabel(_("Read what you saved,\nand write in its margin"))
        title.setProperty("role", "welcome-title")
        title.setWordWrap(True)
        prose = PlainLabel(
            _(
                "Postil turns saved web pages into articles that are good to read, keeps your highlights "
                "and notes, and finds every word again. All of it stays on this computer."
            )
        )
        prose.setProperty("role", "prose")
        prose.setWordWrap(True)
        rows.addWidget(sign)
        rows.addSpacing(8)
        rows.addWidget(title)
        rows.addWidget(prose)
        rows.addSpacing(16)
        ways = QGridLayout()
        ways.setSpacing(8)
        ways.addWidget(self.files, 0, 0)
        ways.addWidget(self.folder, 0, 1)
        ways.addWidget(self.samples, 1, 0, 1, 2)
        rows.addLayout(ways)
        rows.addSpacing(8)
        rows.addLayout(self._drop_hint())
        rows.addWidget(self.help, 0, Qt.AlignmentFlag.AlignLeft)
        outer = QHBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(card, 20, Qt.AlignmentFlag.AlignVCenter)
        outer.addStretch(1)

    def _drop_hint(self) -> QHBoxLayout:
        row = QHBoxLayout()
        hint = PlainLabel(_("or drop files, folders and links anywhere here, or paste what you copied"))
        hint.setProperty("role", "muted")
        hint.setWordWrap(True)
        row.setSpacing(8)
        row.addWidget(self._drop_sign)
        row.addWidget(hint, 1)
        return row

    def _draw(self) -> None:
        colors = self._appearance.theme.window
        self.files.setIcon(icon("file", colors.accent_ink))
        self.folder.setIcon(icon("folder", colors.ink))
        self.samples.setIcon(icon("reading", colors.ink))
        self._drop_sign.setPixmap(pixmap("drop", colors.muted, 18))
        self.files.setDefault(True)


def _button(text: str, command: str) -> QPushButton:
    made = QPushButton(f"\u2002{text}")  # a space of half a letter size, between sign and words
    made.setProperty("role", "way-in")
    tie_tip(made, "", command)
    made.setAccessibleName(text.rstrip("…"))
    made.setMinimumHeight(40)
    return made
