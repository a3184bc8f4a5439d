"""What is about to be imported: how much, of which formats, and what is passed over. Enter imports it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from postil.gui import words
from postil.gui.dialogs.foot import Foot
from postil.gui.widgets.plain_text import PlainLabel
from postil.translation import _

if TYPE_CHECKING:
    from postil.app.import_survey import ImportSurvey

_MOST_LINES = 6


class ImportCard(QDialog):
    """Import, look first what would come of it, or neither."""

    confirmed = Signal()
    look_wanted = Signal()

    def __init__(self, survey: ImportSurvey, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Importing"))
        heading = PlainLabel(_heading(survey), wordWrap=True)
        heading.setProperty("role", "heading")
        about = PlainLabel(_about(survey), wordWrap=True)
        about.setMinimumWidth(380)
        hint = PlainLabel(
            _("Looking first reads everything and says what would come, page by page. Nothing is written."),
            wordWrap=True,
        )
        hint.setProperty("role", "muted")
        foot = Foot(self)
        word = _("Import it") if survey.readable == 1 else _("Import them")
        self.yes = foot.answer(word, self.accept)
        self.look = foot.other(_("Look first…"), self._look)
        self.no = foot.leave()
        self.yes.setEnabled(survey.readable > 0)
        self.look.setEnabled(survey.readable > 0)
        self.accepted.connect(self.confirmed)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 24, 24, 16)
        rows.setSpacing(12)
        for each in (heading, about, hint):
            rows.addWidget(each)
        rows.addStretch(1)
        rows.addWidget(foot)
        (self.yes if survey.readable else self.no).setFocus()

    def _look(self) -> None:
        self.reject()
        self.look_wanted.emit()


def _heading(survey: ImportSurvey) -> str:
    if not survey.readable:
        return _("There is nothing to import")
    return words.counted("Import {count} file?", "Import {count} files?", survey.readable)


def _about(survey: ImportSurvey) -> str:
    """A line a format, the size of all, and why the others are passed over."""
    formats = [f"{words.number(count)} × {name}" for name, count in survey.formats[:_MOST_LINES]]
    more = sum(count for _name, count in survey.formats[_MOST_LINES:])
    lines = [
        *formats,
        *([words.counted("{count} of another kind", "{count} of other kinds", more)] if more else []),
    ]
    if survey.size:
        lines.append(_("{size} in all").format(size=QLocale().formattedDataSize(survey.size)))
    left_out = sum(count for _why, count in survey.not_read)
    if left_out:
        lines += ["", words.counted("{count} file is not read:", "{count} files are not read:", left_out)]
        lines += [f"{words.number(count)} × {why}" for why, count in survey.not_read[:_MOST_LINES]]
    return "\n".join(lines)
