"""The settings window: every setting of the table with its sentence; a change holds at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from postil.gui.dialogs.font_choice import FontChoice, Sample
from postil.gui.dialogs.foot import Foot
from postil.gui.dialogs.key_changes import KeyChanges
from postil.gui.dialogs.path_choice import PathChoice
from postil.gui.dialogs.size import open_at
from postil.gui.widgets.plain_text import PlainLabel
from postil.gui.widgets.switch import Switch
from postil.setting import Setting, choice_label
from postil.settings import table
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.gui.appearance import Appearance
    from postil.live_settings import LiveSettings
    from postil.settings import Settings

_WORDS_WIDTH = 220


class Preferences(QDialog):
    """Rows made from the table, so that a new setting needs no work here."""

    def __init__(self, settings: LiveSettings, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Settings"))
        open_at(self, 600, 640)
        self._settings = settings
        self._appearance = appearance
        self._editors: dict[str, tuple[QWidget, Callable[[Any], object]]] = {}
        self._sample = Sample()
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(32, 16, 32, 24)
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        group = ""
        for setting in table():
            if not setting.group:
                continue
            if setting.group != group:
                group = setting.group
                grid.addWidget(_heading(_(group)), grid.rowCount(), 0, 1, 2)
            self._add_row(grid, setting)
            if setting.name == "keymap":
                grid.addWidget(self._keys_button(), grid.rowCount(), 1, Qt.AlignmentFlag.AlignRight)
            if setting.kind == "font":
                grid.addWidget(self._sample, grid.rowCount(), 0, 1, 2)
                grid.setRowMinimumHeight(grid.rowCount(), 10)
        grid.setRowStretch(grid.rowCount(), 1)
        self._area = QScrollArea(widgetResizable=True)
        self._area.setProperty("role", "plain")
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(body)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._area, 1)
        rows.addWidget(self._foot())
        settings.changed.connect(self._show)
        self.finished.connect(lambda: settings.changed.disconnect(self._show))
        self._show(settings.value)

    def turn_to(self, name: str) -> None:
        """Bring the setting of that name into sight, with the focus on it."""
        editor, _refresh = self._editors[name]
        self._area.ensureWidgetVisible(editor, 0, self._area.height() // 3)
        editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _keys_button(self) -> QPushButton:
        button = QPushButton(_("Change keys…"))
        button.clicked.connect(lambda: KeyChanges(self._settings, self._appearance, self).open())
        return button

    def _foot(self) -> Foot:
        foot = Foot(self)
        foot.setContentsMargins(32, 8, 32, 16)
        foot.aside(_("Restore defaults"), self._restore)
        foot.leave(_("Close")).setDefault(True)
        return foot

    def _add_row(self, grid: QGridLayout, setting: Setting) -> None:
        row = grid.rowCount()
        editor, refresh = self._editor(setting)
        self._editors[setting.name] = (editor, refresh)
        editor.setObjectName(setting.name)
        editor.setAccessibleName(setting.label)
        editor.setAccessibleDescription(setting.sentence)
        editor.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for line in editor.findChildren(QLineEdit):
            line.setTextMargins(6, 0, 0, 0)  # a style sheet's padding does not reach inside a spin box
        title = PlainLabel(setting.label)
        title.setProperty("role", "setting")
        title.setBuddy(editor)
        prose = PlainLabel(setting.sentence, wordWrap=True)
        prose.setProperty("role", "muted")
        grid.addWidget(title, row, 0)
        grid.addWidget(prose, row + 1, 0)
        grid.addWidget(editor, row, 1, 2, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.setRowMinimumHeight(row + 2, 8)

    def _editor(self, setting: Setting) -> tuple[QWidget, Callable[[Any], object]]:
        if setting.choices:
            return self._choice(setting)
        if setting.kind == "font":
            families = FontChoice()
            families.chosen.connect(lambda family: self._change(setting, family))
            return families, families.show_family
        if setting.kind == "folder":
            folder = PathChoice(setting.label, empty=_("No folder"))
            folder.setFixedWidth(_WORDS_WIDTH)
            folder.line.setClearButtonEnabled(True)
            folder.chosen.connect(lambda: self._change(setting, str(folder.path or "")))
            return folder, lambda path: folder.show_path(Path(path) if path else None)
        if isinstance(setting.default, str):
            words = QLineEdit()
            words.setFixedWidth(_WORDS_WIDTH)
            words.editingFinished.connect(lambda: self._change(setting, words.text().strip()))
            return words, words.setText
        if isinstance(setting.default, bool):
            box = Switch(self._appearance)
            box.toggled.connect(lambda on: self._change(setting, on))
            return box, box.setChecked
        if isinstance(setting.default, int):
            number = QSpinBox()
            number.setRange(round(setting.least), round(setting.most))
            number.setSingleStep(round(setting.step))
            number.valueChanged.connect(lambda value: self._change(setting, value))
            return number, number.setValue
        fraction = QDoubleSpinBox(decimals=2 if setting.step < 1 else 1)
        fraction.setRange(setting.least, setting.most)
        fraction.setSingleStep(setting.step)
        fraction.valueChanged.connect(lambda value: self._change(setting, round(value, 3)))
        return fraction, fraction.setValue

    def _choice(self, setting: Setting) -> tuple[QWidget, Callable[[Any], object]]:
        box = QComboBox()
        for choice in setting.choices:
            box.addItem(choice_label(choice), choice)
        box.activated.connect(lambda row: self._change(setting, box.itemData(row)))
        return box, lambda value: box.setCurrentIndex(box.findData(value))

    def _change(self, setting: Setting, value: object) -> None:
        self._settings.change(**{setting.name: value})

    def _show(self, settings: Settings) -> None:
        # Editors round and bound; what they make of a value must not be taken for a change.
        for name, (editor, refresh) in self._editors.items():
            with QSignalBlocker(editor):
                refresh(getattr(settings, name))
        self._sample.show_settings(settings)

    def _restore(self) -> None:
        self._settings.change(**{setting.name: setting.default for setting in table() if setting.group})


def _heading(text: str) -> QLabel:
    label = PlainLabel(text)
    label.setProperty("role", "section")
    return label
