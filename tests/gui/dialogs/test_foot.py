"""The foot of every dialog of the program: one order, one meaning of Enter and Escape."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid
from tests.gui.builders import NOW, page
from tests.gui.pressing import press

import postil.gui
from postil.app.import_survey import ImportSurvey
from postil.app.kept_backups import KeptBackup
from postil.app.taking_back import OfferedNote, Standing
from postil.gui.dialogs.about import About
from postil.gui.dialogs.backup_report import BACKUP
from postil.gui.dialogs.backups import BackupsDialog
from postil.gui.dialogs.batch import BatchDialog
from postil.gui.dialogs.bulk_tags import BulkTags
from postil.gui.dialogs.comparison import ComparisonDialog
from postil.gui.dialogs.duplicates import DuplicatesDialog
from postil.gui.dialogs.edit_details import EditDetails
from postil.gui.dialogs.export_target import ExportTargetDialog
from postil.gui.dialogs.export_targets import ExportTargetsDialog
from postil.gui.dialogs.export_updates import ExportUpdatesDialog
from postil.gui.dialogs.exports import ExportDialog
from postil.gui.dialogs.file_edits import FileEditsDialog
from postil.gui.dialogs.foot import Foot
from postil.gui.dialogs.import_card import ImportCard
from postil.gui.dialogs.key_changes import KeyChanges
from postil.gui.dialogs.likeness import LikenessDialog
from postil.gui.dialogs.original import OriginalWarning
from postil.gui.dialogs.paper import PaperDialog
from postil.gui.dialogs.preferences import Preferences
from postil.gui.dialogs.question import Question
from postil.gui.dialogs.receiver import ReceiverDialog
from postil.gui.dialogs.rename_tag import RenameTag
from postil.gui.dialogs.saved_search import SavedSearchDialog
from postil.gui.dialogs.tags import TagEditor
from postil.gui.dialogs.versions import VersionsDialog
from postil.gui.export_updates import TargetUpdate
from postil.gui.export_work import ExportWork, Pages
from postil.model.backup import BackupKind
from postil.model.export_report import ExportReport
from postil.model.export_target import ExportTarget
from postil.model.ids import AnnotationId, ExportTargetId, PageId
from postil.model.note_edit import NoteEdit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from postil.app.library import Library
    from postil.gui.appearance import Appearance
    from postil.jobs import Jobs
    from postil.live_settings import LiveSettings

pytestmark = pytest.mark.gui

KEY = Qt.Key
ROLE = QDialogButtonBox.ButtonRole


@dataclass(frozen=True, slots=True)
class Around:
    """What dialogs are made with."""

    host: QWidget
    appearance: Appearance
    settings: LiveSettings
    jobs: Jobs
    library: Library


@pytest.fixture
def around(
    host: QWidget, appearance: Appearance, settings: LiveSettings, jobs: Jobs, library: Library
) -> Around:
    return Around(host, appearance, settings, jobs, library)


def failed(error: Exception) -> None:
    raise error


TARGET = ExportTarget(ExportTargetId("vault"), "Vault", Path("/vault"))
BACKUP_FILE = KeptBackup(Path("/disk/postil.zip"), NOW, BackupKind.COMPLETE, 9, 1, 1, is_whole=True)
EDITED = OfferedNote(
    NoteEdit(PageId("p4ge"), AnnotationId("hl"), "Before", "After", Path("/vault/tides.md")),
    Standing.BOTH,
    "On tides",
    "The quote",
    "Now",
)


def export_dialog(around: Around) -> QDialog:
    work = ExportWork(around.library, lambda _ids, _folder, _progress: ExportReport())
    pages = Pages(None, "Export the notes of the whole library")
    return ExportDialog(
        pages,
        work,
        around.jobs,
        around.settings,
        appearance=around.appearance,
        failed=failed,
        parent=around.host,
    )


def export_target(around: Around) -> QDialog:
    return ExportTargetDialog(
        TARGET,
        (),
        None,
        jobs=around.jobs,
        appearance=around.appearance,
        failed=failed,
        keep=lambda _target: None,
        parent=around.host,
    )


def export_targets(around: Around) -> QDialog:
    made = ExportTargetsDialog(around.appearance, around.host)
    made.show_targets(((TARGET, None),))
    return made


def paper(around: Around) -> QDialog:
    return PaperDialog(
        "Tides", notes=("None",), papers=("A4",), chosen=(0, 0), file=Path("/tides.pdf"), parent=around.host
    )


def question(around: Around) -> QDialog:
    return Question("Delete it?", "It is gone then.", "Delete", lambda: None, around.host)


MAKERS: dict[type[QDialog], Callable[[Around], QDialog]] = {
    About: lambda a: About(Path("/library"), a.host),
    BackupsDialog: lambda a: BackupsDialog((BACKUP_FILE,), a.host),
    BatchDialog: lambda a: BatchDialog(BACKUP, a.jobs, failed, a.host),
    BulkTags: lambda a: BulkTags("Tags of 2 pages", (("tides", 1),), 2, ("tides",), a.host),
    ComparisonDialog: lambda a: ComparisonDialog("This", "That", a.appearance, a.host),
    DuplicatesDialog: lambda a: DuplicatesDialog(a.appearance, a.host),
    EditDetails: lambda a: EditDetails("Details", (page(),), a.host),
    ExportDialog: export_dialog,
    ExportTargetDialog: export_target,
    ExportTargetsDialog: export_targets,
    ExportUpdatesDialog: lambda a: ExportUpdatesDialog((TargetUpdate(TARGET),), a.appearance, a.host),
    FileEditsDialog: lambda a: FileEditsDialog((EDITED,), a.appearance, a.host),
    ImportCard: lambda a: ImportCard(ImportSurvey(1, 9, (("HTML", 1),)), a.host),
    KeyChanges: lambda a: KeyChanges(a.settings, a.appearance, a.host),
    LikenessDialog: lambda a: LikenessDialog("p4ge", "Like “Tides”", a.appearance, a.host),
    OriginalWarning: lambda a: OriginalWarning("Tides", a.host),
    PaperDialog: paper,
    Preferences: lambda a: Preferences(a.settings, a.appearance, a.host),
    Question: question,
    ReceiverDialog: lambda a: ReceiverDialog(a.settings, lambda: "", lambda: "token", a.host),
    RenameTag: lambda a: RenameTag("tides", a.library.tagging, (), count=1, parent=a.host),
    SavedSearchDialog: lambda a: SavedSearchDialog("Keep the search", "Tides", "tides", a.host),
    TagEditor: lambda a: TagEditor("Tags of “Tides”", ("tides",), (), a.host),
    VersionsDialog: lambda a: VersionsDialog(page(), (), a.host),
}


@pytest.fixture(params=MAKERS.values(), ids=[each.__name__ for each in MAKERS])
def dialog(request: pytest.FixtureRequest, around: Around, qtbot: QtBot) -> Iterator[QDialog]:
    made: QDialog = request.param(around)
    made.open()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    if isValid(made):
        made.close()


def test_every_dialog_of_the_program_is_tried() -> None:
    for module in pkgutil.walk_packages(postil.gui.__path__, "postil.gui."):
        importlib.import_module(module.name)
    known = {each for each in QDialog.__subclasses__() if each.__module__.startswith("postil.")}
    assert known == set(MAKERS)


def foot_of(dialog: QDialog) -> Foot:
    boxes = dialog.findChildren(QDialogButtonBox)
    assert len(boxes) == 1
    (foot,) = boxes
    assert isinstance(foot, Foot)
    return foot


def shown(foot: Foot, role: QDialogButtonBox.ButtonRole) -> list[QPushButton]:
    """The buttons of that role that are seen, from left to right."""
    found = [each for each in foot.buttons() if foot.buttonRole(each) == role and each.isVisible()]
    return sorted((each for each in found if isinstance(each, QPushButton)), key=QWidget.x)


def test_the_answer_comes_first_and_what_leaves_comes_last(dialog: QDialog) -> None:
    """As desktops of this kind have it; see the test below for others."""
    foot = foot_of(dialog)
    ordered = [
        each for role in (ROLE.ResetRole, ROLE.AcceptRole, ROLE.ActionRole) for each in shown(foot, role)
    ]
    leaving = shown(foot, ROLE.RejectRole)
    assert len(leaving) == 1
    assert all(one.x() < other.x() for one, other in pairwise((*ordered, *leaving)))


def test_one_button_is_the_one_that_enter_presses(dialog: QDialog) -> None:
    buttons = [each for each in dialog.findChildren(QPushButton) if each.isVisible()]
    assert sum(each.isDefault() for each in buttons) == 1


def test_enter_presses_the_button_that_has_the_focus(dialog: QDialog, qtbot: QtBot) -> None:
    for button in dialog.findChildren(QPushButton):
        if button.isVisible() and button.isEnabled() and button.focusPolicy() != Qt.FocusPolicy.NoFocus:
            button.setFocus(Qt.FocusReason.TabFocusReason)
            qtbot.waitUntil(button.hasFocus)
            assert button.isDefault(), button.text()


def test_the_focus_begins_above_the_foot_unless_the_dialog_is_a_question(dialog: QDialog) -> None:
    foot = foot_of(dialog)
    stops = [dialog.focusWidget()]
    while len(stops) < 2 or stops[-1] is not stops[0]:
        each = stops[-1].nextInFocusChain()
        assert each is not None
        stops.append(each)
    in_foot = [
        foot.isAncestorOf(each)
        for each in stops[:-1]
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible() and each.isEnabled()
    ]
    assert sum(one != other for one, other in pairwise((*in_foot, in_foot[0]))) <= 2, "it is all together"
    is_question = isinstance(dialog, Question | OriginalWarning)
    assert in_foot[0] == (is_question or all(in_foot))


def test_escape_leaves(dialog: QDialog, qtbot: QtBot) -> None:
    press(KEY.Key_Escape)
    qtbot.waitUntil(dialog.isHidden)
    assert dialog.result() == QDialog.DialogCode.Rejected


@pytest.fixture
def plain(host: QWidget) -> tuple[QDialog, list[str]]:
    """A dialog with a button of each kind, and the names of those that were pressed."""
    made, pressed = QDialog(host), list[str]()
    foot = Foot(made)
    for add, name in ((foot.aside, "Copy"), (foot.answer, "Keep"), (foot.other, "Look first")):
        add(name, partial(pressed.append, name))
    foot.leave()
    QVBoxLayout(made).addWidget(foot)
    return made, pressed


@pytest.mark.parametrize(
    ("layout", "order"),
    [
        (0, ["Copy", "Keep", "Look first", "Cancel"]),
        (2, ["Copy", "Look first", "Keep", "Cancel"]),
        (3, ["Copy", "Look first", "Cancel", "Keep"]),
    ],
    ids=["as Windows", "as KDE", "as GNOME"],
)
def test_the_order_is_that_of_the_desktop(
    plain: tuple[QDialog, list[str]], layout: int, order: list[str], qtbot: QtBot
) -> None:
    dialog, _pressed = plain
    dialog.setStyleSheet(f"QDialogButtonBox {{ button-layout: {layout} }}")
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    ordered = sorted(foot_of(dialog).buttons(), key=QWidget.x)
    assert [each.text() for each in ordered] == order


def test_enter_is_the_answer_until_another_button_has_the_focus(
    plain: tuple[QDialog, list[str]], qtbot: QtBot
) -> None:
    dialog, pressed = plain
    field = QWidget(dialog, focusPolicy=Qt.FocusPolicy.StrongFocus)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    field.setFocus()
    press(KEY.Key_Return)
    assert pressed == ["Keep"]
    for button in shown(foot_of(dialog), ROLE.ActionRole):
        button.setFocus()
    press(KEY.Key_Return)
    assert pressed == ["Keep", "Look first"]
    field.setFocus()
    press(KEY.Key_Return)
    assert pressed == ["Keep", "Look first", "Keep"]
