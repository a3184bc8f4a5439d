"""The window in which every key can be changed: choose a command, press the key that it is to have."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from postil.gui import fonts, words
from postil.gui.dialogs.foot import Foot
from postil.gui.dialogs.keys import HEADINGS
from postil.gui.dialogs.size import open_at
from postil.gui.widgets.key_caps import caps_width, draw_caps
from postil.gui.widgets.key_capture import KeyCapture
from postil.gui.widgets.lines import draw_line
from postil.gui.widgets.mirroring import mirror
from postil.gui.widgets.plain_text import PlainLabel
from postil.presets import Preset
from postil.setting import choice_label
from postil.settings import keymap_in
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.command import Command, Where
    from postil.gui.appearance import Appearance
    from postil.keymap import Clash
    from postil.live_settings import LiveSettings
    from postil.settings import Settings

Index = QModelIndex | QPersistentModelIndex

_COMMAND_ROLE = Qt.ItemDataRole.UserRole
_CHANGED_ROLE = Qt.ItemDataRole.UserRole + 1
_ROW, _HEADING_ROW = 32, 40
_MOST_BUTTONS = 3


class KeyChanges(QDialog):
    """A list of all commands with their keys. A key that means something else already is refused."""

    def __init__(self, settings: LiveSettings, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keys"))
        open_at(self, 720, 640)
        self._settings = settings
        self._keymap = keymap_in(settings.value)
        self.preset = QComboBox()
        self.preset.setAccessibleName(_("Set of keys"))
        for preset in Preset:
            self.preset.addItem(choice_label(preset.value), preset.value)
        self.preset.activated.connect(lambda row: settings.change(keymap=self.preset.itemData(row)))
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Filter by words or by a key"))
        self.field.setAccessibleName(_("Filter"))
        self.field.textChanged.connect(self._filter)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Commands and their keys"))
        self.list.setProperty("role", "palette-list")
        self.list.setItemDelegate(_RowDelegate(appearance, self.list))
        self.list.currentItemChanged.connect(self._show_current)
        self.list.itemDoubleClicked.connect(self.add_key)
        self.capture = KeyCapture(self)
        self.capture.pressed.connect(self._take)
        self.capture.given_up.connect(self._end_capture)
        self._buttons = _KeyButtons(self)
        self._told = PlainLabel(wordWrap=True)
        self._told.setProperty("role", "muted")
        self._lay_out()
        self.field.installEventFilter(self)
        self.list.installEventFilter(self)
        settings.changed.connect(self._follow)
        self.finished.connect(lambda: settings.changed.disconnect(self._follow))
        self._fill()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.field, 1)
        top.addWidget(self.preset)
        foot = Foot(self)
        self.reset_all = foot.aside(_("Reset all keys"), lambda: self._settings.change(keys=()))
        foot.leave(_("Close")).setDefault(True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 16)
        rows.setSpacing(10)
        rows.addLayout(top)
        rows.addWidget(self.list, 1)
        rows.addWidget(self._buttons)
        rows.addWidget(self.capture)
        rows.addWidget(self._told)
        rows.addWidget(foot)

    # What is asked for.

    @property
    def current(self) -> Command | None:
        """The command that is chosen in the list."""
        item = self.list.currentItem()
        command: Command | None = item.data(_COMMAND_ROLE) if item is not None else None
        return command

    def add_key(self) -> None:
        """Wait for the key that the chosen command is to have, too."""
        if self.current is not None:
            self._buttons.hide()
            self.capture.wait_for(self.current.label.rstrip("…"))
            self._told.setText(_("Press one key, or up to three one after the other. Esc gives up."))

    def remove_key(self, key: str) -> None:
        """Take a key from the chosen command."""
        if self.current is not None:
            self._change(self.current.id, tuple(each for each in self.current.keys if each != key))

    def reset(self) -> None:
        """Give the chosen command the keys of the preset again."""
        if self.current is not None:
            others = tuple(each for each in self._keymap.overrides if each.command != self.current.id)
            self._settings.change(keys=others)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the filter, the arrow leads into the list; there, Enter is not the dialog's."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if watched is self.list and enter:
            self.add_key()
            return True
        if watched is self.field:
            if enter or event.key() == Qt.Key.Key_Down:
                self.list.setFocus()
                return True
            if event.key() == Qt.Key.Key_Escape and self.field.text():
                self.field.clear()
                return True
        return False

    # Parts.

    def _take(self, key: str) -> None:
        self._end_capture()
        command = self.current
        if command is None or key in command.keys:
            return
        clash = self._keymap.clash(command.id, key)
        if clash is not None:
            self._told.setText(_reason(clash))
            return
        self._change(command.id, (*command.keys, key))

    def _end_capture(self) -> None:
        self.capture.hide()
        self._buttons.show()
        self._told.setText("")
        self.list.setFocus()

    def _change(self, command_id: str, keys: tuple[str, ...]) -> None:
        self._settings.change(keys=self._keymap.with_keys(command_id, keys).overrides)

    def _follow(self, settings: Settings) -> None:
        self._keymap = keymap_in(settings)
        self._told.setText("")
        self._fill()

    def _fill(self) -> None:
        chosen = self.current.id if self.current is not None else ""
        self.preset.setCurrentIndex(self.preset.findData(self._settings.value.keymap))
        self.reset_all.setEnabled(bool(self._keymap.overrides))
        self.list.clear()
        for where, title in sorted(HEADINGS, key=_place_in_list):
            heading = QListWidgetItem(_(title), self.list)
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            for command in self._keymap.commands:
                if command.where == where:
                    item = QListWidgetItem(_spoken(command), self.list)
                    item.setData(_COMMAND_ROLE, command)
                    item.setData(_CHANGED_ROLE, self._keymap.is_changed(command.id))
                    if command.id == chosen:
                        self.list.setCurrentItem(item)
        self._filter()
        if self.list.currentItem() is None:
            self.list.setCurrentRow(1)
        self._show_current()

    def _filter(self) -> None:
        wanted = self.field.text().casefold().split()
        heading: QListWidgetItem | None = None
        first: QListWidgetItem | None = None
        for row in range(self.list.count()):
            item = self.list.item(row)
            command: Command | None = item.data(_COMMAND_ROLE)
            if command is None:
                heading = item
                item.setHidden(True)
                continue
            shown = all(_has(command, word) for word in wanted)
            item.setHidden(not shown)
            if shown and heading is not None:
                heading.setHidden(False)
            if shown and first is None:
                first = item
        current = self.list.currentItem()
        if first is not None and (current is None or current.isHidden()):
            self.list.setCurrentItem(first)

    def _show_current(self) -> None:
        if self.current is not None:
            self._buttons.tell(self.current, changed=self._keymap.is_changed(self.current.id))


class _KeyButtons(QWidget):
    """What can be done to the keys of the chosen command."""

    def __init__(self, dialog: KeyChanges) -> None:
        super().__init__()
        self._dialog = dialog
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)

    def tell(self, command: Command, *, changed: bool) -> None:
        """Offer to add a key, to remove each, and to go back to the preset's."""
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._add(_("Add a key…"), self._dialog.add_key)
        for key in command.keys[:_MOST_BUTTONS]:
            shown = words.key_text(key)
            self._add(_("Remove {key}").format(key=shown), partial(self._dialog.remove_key, key))
        self._row.addStretch(1)
        if changed:
            self._add(_("Reset"), self._dialog.reset)

    def _add(self, label: str, deed: Callable[[], object]) -> None:
        button = QPushButton(label)
        button.clicked.connect(lambda _checked: deed())
        self._row.addWidget(button)
        button.show()


class _RowDelegate(QStyledItemDelegate):
    """A command and its keys; the name of one that was changed is bold."""

    def __init__(self, appearance: Appearance, parent: QObject) -> None:
        super().__init__(parent)
        self._appearance = appearance

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, _ROW if index.data(_COMMAND_ROLE) is not None else _HEADING_ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        command: Command | None = index.data(_COMMAND_ROLE)
        colors = self._appearance.theme.window
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirror(painter, option.rect, option.direction)
        box = QRectF(option.rect)
        if command is None:
            painter.setFont(fonts.font(fonts.INTERFACE, size=12, weight=QFont.Weight.DemiBold))
            painter.setPen(QColor(colors.muted))
            draw_line(painter, box.adjusted(10, 8, -10, 0), str(index.data()))
            painter.restore()
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.selected))
            painter.drawRoundedRect(box, 6, 6)
            if option.state & QStyle.StateFlag.State_HasFocus:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(colors.focus), 2))
                painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)
        inner = box.adjusted(10, 0, -10, 0)
        for key in reversed(command.keys):
            caps = words.key_caps(key)
            if caps_width(caps) + 160 > inner.width():
                break
            inner.setRight(inner.right() - draw_caps(painter, inner, caps, colors) - 12)
        weight = QFont.Weight.DemiBold if index.data(_CHANGED_ROLE) else QFont.Weight.Normal
        painter.setFont(fonts.font(fonts.INTERFACE, size=14, weight=weight))
        painter.setPen(QColor(colors.ink))
        draw_line(painter, inner, command.label.rstrip("…"))
        painter.restore()


def _place_in_list(heading: tuple[Where, str]) -> int:
    """What is looked for most comes first."""
    first: tuple[Where, ...] = ("window", "reader", "visual", "list")
    return first.index(heading[0]) if heading[0] in first else len(first)


def _reason(clash: Clash) -> str:
    """Why a key is refused: which command has it, and where."""
    where = next((_(title) for scope, title in HEADINGS if scope == clash.owner.where), clash.owner.where)
    sentence = (
        _("{key} means “{command}” already ({where}). Remove it there first, or press another key.")
        if clash.owned == clash.key
        else _(
            "{key} goes together with {owned}, which means “{command}” ({where}): one begins the other."
            " Press another key."
        )
    )
    return sentence.format(
        key=words.key_text(clash.key),
        owned=words.key_text(clash.owned),
        command=clash.owner.label.rstrip("…"),
        where=where,
    )


def _spoken(command: Command) -> str:
    """A row as it is read aloud."""
    keys = ", ".join(map(words.key_text, command.keys)) or _("no key")
    return f"{command.label.rstrip('…')}: {keys}"


def _has(command: Command, word: str) -> bool:
    keys = [words.key_text(key).casefold() for key in command.keys]
    return word in command.label.casefold() or any(word == key or word in key.split() for key in keys)
