"""Commands are bound once, shown in menus, and done by key, palette or menu alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from postil.commands import COMMANDS
from postil.gui.actions import MENUS, Actions

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

pytestmark = pytest.mark.gui


@pytest.fixture
def actions(host: QWidget) -> Actions:
    return Actions(host)


def test_a_deed_is_done_by_its_id_and_says_whether_there_was_anything_to_do(actions: Actions) -> None:
    done: list[str] = []
    actions.bind((("edit.undo", lambda: done.append("undo")), ("edit.redo", lambda: False)))
    assert actions.fire("edit.undo")
    assert not actions.fire("edit.redo")
    assert done == ["undo"]


def test_a_second_binding_and_an_unknown_id_are_refused(actions: Actions) -> None:
    actions.bind((("edit.undo", lambda: None),))
    with pytest.raises(ValueError, match=r"edit\.undo is bound twice"):
        actions.bind((("edit.undo", lambda: None),))
    with pytest.raises(KeyError):
        actions.bind((("no.such", lambda: None),))


def test_a_disabled_command_does_nothing_and_takes_its_key(actions: Actions) -> None:
    done: list[str] = []
    actions.bind((("edit.undo", lambda: done.append("undo")),))
    actions.enable("edit.undo", enabled=False)
    assert actions.fire("edit.undo")
    assert done == []
    assert not actions.is_enabled("edit.undo")


def test_the_menus_come_from_the_table(actions: Actions, host: QWidget) -> None:
    menus = actions.menus(host)
    assert [menu.title() for menu in menus] == list(MENUS)
    shown = [action.objectName() for menu in menus for action in menu.actions()]
    assert sorted(shown) == sorted(command.id for command in COMMANDS if command.menu is not None)
    undo = next(action for menu in menus for action in menu.actions() if action.objectName() == "edit.undo")
    assert undo.text() == "Undo\tCtrl+Z"


def test_a_menu_entry_does_its_command(actions: Actions, host: QWidget) -> None:
    done: list[str] = []
    actions.bind((("edit.undo", lambda: done.append("undo")),))
    menus = actions.menus(host)
    next(action for action in menus[1].actions() if action.objectName() == "edit.undo").trigger()
    assert done == ["undo"]


def test_what_holds_now_is_marked(actions: Actions, host: QWidget) -> None:
    actions.mark({"theme.dark": True, "theme.light": False})
    view = actions.menus(host)[MENUS.index("View")]
    marked = {action.objectName(): action.isChecked() for action in view.actions() if action.isCheckable()}
    assert marked == {"theme.dark": True, "theme.light": False}
