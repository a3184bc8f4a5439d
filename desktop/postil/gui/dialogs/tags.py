"""The tag editor: of one page, of several, or of a highlight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from postil.gui.dialogs.answers import Answers
from postil.gui.dialogs.size import open_at
from postil.gui.widgets.plain_text import PlainLabel
from postil.gui.widgets.tag_field import TagField
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Sequence


class TagEditor(QDialog):
    """Tags that all the things have; what is added or taken away holds for all of them."""

    changed = Signal(object, object)
    """Names that were added, names that were taken away."""

    def __init__(self, heading: str, tags: Sequence[str], known: Sequence[str], parent: QWidget) -> None:
        """``heading`` says whose tags they are; ``known`` are offered while typing."""
        super().__init__(parent)
        self._before = tuple(tags)
        self.setWindowTitle(_("Tags"))
        open_at(self, 520, 250)
        title = PlainLabel(heading, wordWrap=True)
        title.setProperty("role", "heading")
        self.field = TagField(known)
        self.field.show_tags(tags)
        self.field.accepted.connect(self.accept)
        hint = PlainLabel(
            _("Enter adds a tag; once more, and you are done. A slash nests: politics/europe."), wordWrap=True
        )
        hint.setProperty("role", "muted")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 24, 24, 16)
        rows.setSpacing(12)
        rows.addWidget(title)
        rows.addWidget(self.field)
        rows.addWidget(hint)
        rows.addStretch(1)
        rows.addWidget(Answers(self, _("Save")))
        self.field.setFocus()

    def accept(self) -> None:
        """Tell what changed, and close."""
        after = self.field.tags
        added = tuple(tag for tag in after if tag not in self._before)
        removed = tuple(tag for tag in self._before if tag not in after)
        if added or removed:
            self.changed.emit(added, removed)
        super().accept()
