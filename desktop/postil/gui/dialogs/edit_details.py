"""Correcting what pages say of themselves: title, author, site, date, language, address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from postil.gui.dialogs.answers import Answers
from postil.gui.widgets.plain_text import PlainLabel
from postil.gui.written_dates import readable_date, written_date
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
_WRONG_DATE = marked("Write the date as 2025, 2025-01 or 2025-01-23, or in words with day, month and year.")
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
                self.lines[detail] = _line(_(name), {_shown(page, detail) for page in pages})
                self.lines[detail].textChanged.connect(self._look)
                form.addRow(_(name), self.lines[detail])
        self._before = {detail: line.text() for detail, line in self.lines.items()}
        self.lines[Detail.PUBLISHED].setToolTip(_("Year, year-month or year-month-day: 2025-01-23"))
        self.told = PlainLabel(wordWrap=True)
        self.told.setProperty("role", "muted")
        answers = Answers(self, _("Save"))
        self.save = answers.yes
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 24, 24, 16)
        rows.setSpacing(14)
        rows.addWidget(heading)
        rows.addLayout(form)
        rows.addWidget(self.told)
        rows.addWidget(answers)
        next(iter(self.lines.values())).setFocus()
        self._look()

    def accept(self) -> None:
        """Tell what was changed, and close."""
        if not self.save.isEnabled():
            return
        date = self._written(Detail.PUBLISHED)
        if date and written_date(date) is None:  # only now: to read a date in any language takes a while
            self._show_problem(_(_WRONG_DATE))
            self.lines[Detail.PUBLISHED].setFocus()
            return
        changed = {
            detail.value: _as_kept(detail, line.text())
            for detail, line in self.lines.items()
            if line.text() != self._before[detail]
        }
        if changed:
            self.corrected.emit(Correction(**changed))
        super().accept()

    def _look(self) -> None:
        self._show_problem(self._problem())
        self.save.setEnabled(not self._problem())

    def _show_problem(self, problem: str) -> None:
        self.told.setText(
            problem or _("What you write stays, whatever is read anew. An empty line is left to the page.")
        )
        self.told.setProperty("role", "danger" if problem else "muted")
        self.told.style().polish(self.told)

    def _problem(self) -> str:
        date = self._written(Detail.PUBLISHED)
        if date and not any(letter.isdigit() for letter in date):
            return _(_WRONG_DATE)
        language = self._written(Detail.LANGUAGE)
        if language and not _LANGUAGE.fullmatch(language):
            return _("Write the language as its tag: en, uk, zh-Hant.")
        return ""

    def _written(self, detail: Detail) -> str:
        """What a person wrote there; empty where it is as it was."""
        text = self.lines[detail].text()
        return "" if text == self._before[detail] else text.strip()


def _shown(page: Page, detail: Detail) -> str:
    text = str(getattr(page, detail.value) or "")
    return readable_date(text) if detail is Detail.PUBLISHED else text


def _as_kept(detail: Detail, text: str) -> str:
    return written_date(text) or "" if detail is Detail.PUBLISHED else text


def _line(name: str, values: set[str]) -> QLineEdit:
    line = QLineEdit(next(iter(values)) if len(values) == 1 else "")
    line.setAccessibleName(name)
    line.setProperty("role", "field")
    line.setCursorPosition(0)
    if len(values) > 1:
        line.setPlaceholderText(_("differs; left as it is"))
    elif not line.text():
        line.setPlaceholderText(_("the page does not say"))
    return line
