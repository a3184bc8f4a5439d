"""The question before an original is given to a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QVBoxLayout

from postil.gui.dialogs.answers import Answers
from postil.gui.widgets.plain_text import PlainLabel
from postil.translation import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class OriginalWarning(QDialog):
    """Says what a browser may do with a saved page. Enter opens it, Esc does not."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Open the original"))
        self.setMinimumWidth(380)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 20)
        rows.setSpacing(12)
        heading = PlainLabel(_("Open the original of “{title}” in the browser?").format(title=title))
        heading.setProperty("role", "heading")
        prose = PlainLabel(
            _(
                "A browser may load what the page names from the network, and run what it holds: "
                "its site can learn that you read it. Inside Postil neither ever happens."
            )
        )
        for label in (heading, prose):
            label.setWordWrap(True)
            rows.addWidget(label)
        self._no_more = QCheckBox(_("Do not ask again until Postil is closed"))
        rows.addWidget(self._no_more)
        answers = Answers(self, _("Open in the browser"))
        rows.addWidget(answers)
        answers.yes.setFocus()

    @property
    def asks_no_more(self) -> bool:
        """Whether the person wants no further question in this session."""
        return self._no_more.isChecked()
