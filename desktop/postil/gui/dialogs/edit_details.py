"""Correcting what pages say of themselves: title, author, site, date, language, address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from postil.gui.widgets.plain_text import PlainLabel
from postil.model.details import Correction, Detail
from postil.translation import _, marked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.model.page import Page

_NAMES = {
    Detail.TITLE: marked("Title"),
    Detail.BYLINE: marked("Author"),
    Detail.SITE: marked("Site"),
    Detail.PUBLISHED: marked("Published"),
    Detail.LANGUAGE: marked("Language"),
    Detail.ADDRESS: marked("Address"),
}
_OF_ONE = frozenset({Detail.TITLE, Detail.ADDRESS})
"""Fields that make no sense for several pages at once."""
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T\S+)?)?)?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


class EditDetails(QDialog):
    """A line a field; only those that were changed are told. Of several pages, what differs is empty."""

    corrected = Signal(object)
    """A ``Correction``."""

    def __init__(self, title: str, pages: Sequence[Page], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Edit details"))
        self.resize(560, 0)
        heading = PlainLabel(title, wordWrap=True)
        heading.setProperty("role", "heading")
        self.lines: dict[Detail, QLineEdit] = {}
        form = QFormLayout()
        form.setSpacing(10)
        for detail, name in _NAMES.items():
            if len(pages) == 1 or detail not in _OF_ONE:
                self.lines[detail] = _line(_(name), {getattr(page, detail.value) or "" for page in pages})
                self.lines[detail].textChanged.connect(self._look)
                form.addRow(_(name), self.lines[detail])
        self._before = {detail: line.text() for detail, line in self.lines.items()}
        self.lines[Detail.PUBLISHED].setToolTip(_("Year, year-month or year-month-day: 2025-01-23"))
        self.told = PlainLabel(wordWrap=True)
        self.told.setProperty("role", "muted")
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        self.save = buttons.button(QDialogButtonBox.StandardButton.Save)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 24, 24, 16)
        rows.setSpacing(14)
        rows.addWidget(heading)
        rows.addLayout(form)
        rows.addWidget(self.told)
        rows.addWidget(buttons)
        next(iter(self.lines.values())).setFocus()
        self._look()

    def accept(self) -> None:
        """Tell what was changed, and close."""
        if not self.save.isEnabled():
            return
        changed = {
            detail.value: line.text()
            for detail, line in self.lines.items()
            if line.text() != self._before[detail]
        }
        if changed:
            self.corrected.emit(Correction(**changed))
        super().accept()

    def _look(self) -> None:
        problem = self._problem()
        self.told.setText(
            problem or _("What you write stays, whatever is read anew. An empty line is left to the page.")
        )
        self.told.setProperty("role", "danger" if problem else "muted")
        self.told.style().polish(self.told)
        self.save.setEnabled(not problem)

    def _problem(self) -> str:
        date = self._written(Detail.PUBLISHED)
        if date and not _DATE.fullmatch(date):
            return _("Write the date as 2025, 2025-01 or 2025-01-23.")
        language = self._written(Detail.LANGUAGE)
        if language and not _LANGUAGE.fullmatch(language):
            return _("Write the language as its tag: en, uk, zh-Hant.")
        return ""

    def _written(self, detail: Detail) -> str:
        """What a person wrote there; empty where it is as it was."""
        text = self.lines[detail].text()
        return "" if text == self._before[detail] else text.strip()


def _line(name: str, values: set[str]) -> QLineEdit:
    line = QLineEdit(next(iter(values)) if len(values) == 1 else "")
    line.setAccessibleName(name)
    line.setProperty("role", "field")
    line.setCursorPosition(0)
    if len(values) > 1:
        line.setPlaceholderText(_("differs; left as it is"))
    return line
