"""Notes that were edited in exported files: each beside what Postil has, to be taken, joined or left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTextEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from postil.app.differing import Said, difference
from postil.app.taking_back import Answer, Standing, Take
from postil.gui import words
from postil.gui.dialogs.comparison import difference_formats, difference_lines
from postil.gui.dialogs.foot import Foot
from postil.gui.dialogs.size import open_at
from postil.gui.keys import press_of
from postil.gui.widgets.plain_text import PlainLabel, plain_tip
from postil.translation import _, in_context, marked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from postil.app.differing import Passage
    from postil.app.taking_back import OfferedNote
    from postil.gui.appearance import Appearance

_OFFER = Qt.ItemDataRole.UserRole
_LONGEST_QUOTE = 120
_CHANGED = {
    Standing.ONLY_FILE: marked("in the file"),
    Standing.BOTH: marked("in both"),
    Standing.GONE: marked("gone from Postil"),
}
_TOLD = {
    Standing.ONLY_FILE: marked("Only the file was changed since it was written."),
    Standing.BOTH: marked("Changed in Postil, too, since the file was written."),
    Standing.GONE: marked("The highlight or its page was deleted in Postil: the file keeps what it says."),
}


class FileEditsDialog(QDialog):
    """A list of edited notes; below it the one that is marked, in Postil and in the file."""

    answered = Signal(object)
    """A tuple of ``Answer``: what the person decided. Whoever hears it says what was taken by ``settle``."""

    def __init__(self, offers: Sequence[OfferedNote], appearance: Appearance, parent: QWidget) -> None:
        """``offers`` has one at least."""
        super().__init__(parent)
        self._appearance = appearance
        self.setWindowTitle(_("Notes edited in files"))
        open_at(self, 860, 620)
        self._heading = PlainLabel(wordWrap=True)
        self._heading.setProperty("role", "heading")
        self.list = _List()
        self.list.show_offers(offers)
        self.list.currentItemChanged.connect(self._show_current)
        self.told = PlainLabel(wordWrap=True)
        self.told.setProperty("role", "muted")
        self.here, self.there = _Note(_("In Postil")), _Note(_("In the file"))
        self.take = _button(_("Take the file’s"), lambda: self._answer(Take.FILE))
        self.both = _button(_("Keep both"), lambda: self._answer(Take.JOINED))
        self.leave = _button(_("Leave it"), self._leave)
        self._foot = Foot(self)
        self.take_all = self._foot.other(_("Take all"), self._answer_all)
        self.close_button = self._foot.leave(_("Close"))
        self._lay_out()
        self.take.setDefault(True)
        self.list.wished.connect(self._do)
        appearance.changed.connect(self._show_current)
        self._recount()
        self.list.go_to(0)
        self.list.setFocus()

    def settle(self, answers: Sequence[Answer]) -> None:
        """These were taken: they are no longer listed. With the last one the dialog closes."""
        self._drop({answer.offered for answer in answers})

    def show_again(self, offers: Sequence[OfferedNote]) -> None:
        """These changed meanwhile: they are shown as they are now, and nothing of them was taken."""
        edits = {offer.edit for offer in offers}
        self.list.drop({offer for offer in self.list.offers() if offer.edit in edits})
        self.list.show_offers(offers)
        self.list.go_to(self.list.topLevelItemCount() - 1)
        self._recount()

    # Parts.

    def _lay_out(self) -> None:
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addWidget(self.here, 1)
        sides.addWidget(self.there, 1)
        deeds = QHBoxLayout()
        for each in (self.take, self.both, self.leave):
            deeds.addWidget(each)
        deeds.addWidget(self._foot, 1)
        hint = PlainLabel(
            _("Enter takes the file’s · B keeps both · X leaves it · A takes all · J K next, previous"),
            wordWrap=True,
        )
        hint.setProperty("role", "muted")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 16)
        rows.setSpacing(12)
        rows.addWidget(self._heading)
        rows.addWidget(self.list, 2)
        rows.addWidget(self.told)
        rows.addLayout(sides, 3)
        rows.addWidget(hint)
        rows.addLayout(deeds)

    def _do(self, wish: str) -> None:
        """A key was pressed in the list."""
        buttons = {"take": self.take, "both": self.both, "leave": self.leave, "all": self.take_all}
        if buttons[wish].isEnabled() and buttons[wish].isVisible():
            buttons[wish].click()

    def _show_current(self) -> None:
        offer = self.list.current()
        if offer is None:
            return
        gone = offer.standing is Standing.GONE
        self.told.setText(_(_TOLD[offer.standing]))
        self.told.setProperty("role", "muted" if offer.standing is Standing.ONLY_FILE else "")
        self.told.style().polish(self.told)
        passages = difference(f"{offer.now}\n", f"{offer.edit.after}\n", fine=True).passages
        self.here.show_side(passages, Said.FIRST, self._appearance)
        self.there.show_side(passages, Said.SECOND, self._appearance)
        self.take.setEnabled(not gone)
        self.both.setVisible(offer.standing is Standing.BOTH)
        self.leave.setText(_("Keep Postil’s") if offer.standing is Standing.BOTH else _("Leave it"))

    def _answer(self, take: Take) -> None:
        offer = self.list.current()
        if offer is not None and offer.standing is not Standing.GONE:
            self.answered.emit((Answer(offer, take),))

    def _answer_all(self) -> None:
        self.answered.emit(tuple(Answer(offer) for offer in self._plain()))

    def _leave(self) -> None:
        offer = self.list.current()
        if offer is not None:
            self._drop({offer})

    def _drop(self, offers: set[OfferedNote]) -> None:
        self.list.drop(offers)
        if self.list.topLevelItemCount():
            self._recount()
            self.list.setFocus()
        else:
            self.accept()

    def _recount(self) -> None:
        count = self.list.topLevelItemCount()
        self._heading.setText(
            words.counted("{count} note was edited in a file", "{count} notes were edited in files", count)
        )
        plain = len(self._plain())
        self.take_all.setVisible(count > 1)
        self.take_all.setEnabled(plain > 0)
        self.take_all.setText(
            _("Take all")
            if plain == count
            else words.counted(
                "Take the {count} changed only in the file", "Take the {count} changed only in files", plain
            )
        )

    def _plain(self) -> list[OfferedNote]:
        """Those that can be taken without a question."""
        return [offer for offer in self.list.offers() if offer.standing is Standing.ONLY_FILE]


class _List(QTreeWidget):
    """The edited notes, with keys for what is done about them."""

    wished = Signal(str)
    _WISHES = {"Return": "take", "T": "take", "B": "both", "X": "leave", "A": "all"}  # noqa: RUF012 - never changed

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "report")
        self.setAccessibleName(_("Edited notes"))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setTabKeyNavigation(False)
        self.setHeaderLabels([_("Page"), in_context("thing", "Highlight"), _("File"), _("Changed")])
        header = self.header()
        header.setStretchLastSection(False)
        for column in (0, 1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.ResizeToContents)

    def show_offers(self, offers: Sequence[OfferedNote]) -> None:
        for offer in offers:
            quote = " ".join(offer.quote[:_LONGEST_QUOTE].split())
            about = quote or (_("Note on the page") if offer.edit.annotation is None else "")
            told = (offer.title or "—", about, offer.edit.file.name, _(_CHANGED[offer.standing]))
            item = QTreeWidgetItem(self, list(told))
            item.setData(0, _OFFER, offer)
            for column, tip in enumerate((offer.title, offer.quote, str(offer.edit.file))):
                item.setToolTip(column, plain_tip(tip))

    def offers(self) -> list[OfferedNote]:
        items = (self.topLevelItem(row) for row in range(self.topLevelItemCount()))
        return [item.data(0, _OFFER) for item in items if item is not None]

    def current(self) -> OfferedNote | None:
        item = self.currentItem()
        return item.data(0, _OFFER) if item is not None else None

    def drop(self, offers: set[OfferedNote]) -> None:
        for row in reversed(range(self.topLevelItemCount())):
            item = self.topLevelItem(row)
            if item is not None and item.data(0, _OFFER) in offers:
                self.takeTopLevelItem(row)

    def go_to(self, row: int) -> None:
        """Let this row be the one that is marked, if there is one."""
        item = self.topLevelItem(row)
        if item is not None:
            self.setCurrentItem(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters do what the buttons do; J and K go on and back."""
        press = press_of(event)
        meant = [] if press is None else [name for name in (press.typed, press.placed) if name]
        wish = next((self._WISHES[name] for name in meant if name in self._WISHES), None)
        if wish is not None:
            self.wished.emit(wish)
        elif "J" in meant:
            self.go_to(self.currentIndex().row() + 1)
        elif "K" in meant:
            self.go_to(self.currentIndex().row() - 1)
        else:
            super().keyPressEvent(event)


class _Note(QWidget):
    """One side: its name, and the note with what only this side says marked."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.text = QTextEdit(readOnly=True, tabChangesFocus=True)
        self.text.setAccessibleName(name)
        self.text.document().setDocumentMargin(10)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        rows.addWidget(PlainLabel(name))
        rows.addWidget(self.text, 1)

    def show_side(self, passages: Sequence[Passage], said: Said, appearance: Appearance) -> None:
        formats = difference_formats(appearance.theme)
        self.text.clear()
        cursor = self.text.textCursor()
        cursor.setBlockFormat(difference_lines())
        for passage in passages:
            if passage.said in (said, Said.BOTH):
                cursor.insertText(passage.text, formats[passage.said])
        cursor.deletePreviousChar()  # the line feed that ends every note
        self.text.setPlaceholderText(_("No note"))
        self.text.moveCursor(QTextCursor.MoveOperation.Start)


def _button(title: str, deed: object) -> QPushButton:
    made = QPushButton(title)
    made.clicked.connect(lambda _checked: deed())  # type: ignore[operator] # a method without parameters
    return made
