"""What this program is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout

import postil
from postil.gui.dialogs.foot import Foot
from postil.gui.icons import application_icon
from postil.gui.widgets.plain_text import PlainLabel
from postil.translation import _

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget


class About(QDialog):
    """Name, version, licence, and where the library is."""

    def __init__(self, library: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("About Postil"))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(32, 24, 32, 24)
        rows.setSpacing(8)
        sign = PlainLabel(alignment=Qt.AlignmentFlag.AlignHCenter)
        sign.setPixmap(application_icon().pixmap(QSize(72, 72)))
        title = PlainLabel(f"Postil {postil.__version__}", alignment=Qt.AlignmentFlag.AlignHCenter)
        title.setProperty("role", "heading")
        prose = PlainLabel(
            _(
                "A postil is a note in the margin of a page.\n"
                "This program never uses the network: what you read stays with you."
            ),
            alignment=Qt.AlignmentFlag.AlignHCenter,
        )
        where = PlainLabel(
            _("Your library: {folder}").format(folder=library),
            alignment=Qt.AlignmentFlag.AlignHCenter,
            wordWrap=True,
        )
        where.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        where.setProperty("role", "muted")
        licence = PlainLabel(
            _(
                "Free software under the GNU General Public License, version 3 or later.\n"
                "Literata, Inter and JetBrains Mono: SIL Open Font License."
            ),
            alignment=Qt.AlignmentFlag.AlignHCenter,
        )
        licence.setProperty("role", "muted")
        foot = Foot(self)
        foot.leave(_("Close"))
        for widget in (sign, title, prose, where, licence):
            rows.addWidget(widget)
        rows.addSpacing(8)
        rows.addWidget(foot)
