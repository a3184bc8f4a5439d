"""What a person does with pages that are the same: sees, compares, unites or parts them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from postil.gui import dates, words
from postil.gui.details.likeness import LikenessSection
from postil.gui.dialogs.comparison import ComparisonDialog
from postil.gui.dialogs.duplicates import DuplicatesDialog
from postil.gui.dialogs.likeness import LikenessDialog
from postil.gui.dialogs.question import Question
from postil.gui.errands import Errands
from postil.gui.likeness_lines import alike_line, group_lines, named, related_line
from postil.model.ids import PageId
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from postil.app.library import Library
    from postil.app.uniting import CarryReport
    from postil.gui.appearance import Appearance
    from postil.gui.details.likeness import Found
    from postil.gui.details.panel import DetailsPanel
    from postil.jobs import Jobs

T = TypeVar("T")


class LikenessDeeds(QObject):
    """Opens the lists of pages that are alike, and does there what is asked for."""

    def __init__(
        self,
        library: Library,
        jobs: Jobs,
        meant: Callable[[], tuple[PageId, ...]],
        *,
        details: DetailsPanel,
        appearance: Appearance,
        read: Callable[[PageId], object],
        told: Callable[[str], object],
        failed: Callable[[Exception], object],
        parent: QWidget,
    ) -> None:
        """``meant`` are the pages a command is about; ``told`` says what a deed did, with a way back."""
        super().__init__(parent)
        self._library = library
        self._jobs = jobs
        self._meant = meant
        self._appearance = appearance
        self._read = read
        self._told = told
        self._failed = failed
        self._errands = Errands(library.undo, jobs, failed)
        self._window = parent
        self._section = LikenessSection(self._ask)
        self._section.opened.connect(lambda page: read(PageId(page)))
        self._section.acted.connect(self._show_more)
        self._section.left.connect(details.left)
        self._section.gone_up.connect(details.take_last)
        details.add_section(self._section, self._section)

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """The commands on pages that are alike, and what does them."""
        return (("page.related", self._show_meant), ("library.duplicates", self.show_duplicates))

    def show_page(self, page_id: PageId) -> None:
        """List the pages that are the same as this one, and those related to it."""
        page = self._library.reading.page(page_id)
        dialog = LikenessDialog(page_id, named(page), self._appearance, self._window)
        dialog.opened.connect(lambda other: self._open(dialog, PageId(other)))
        dialog.compared.connect(lambda other: self._compare(dialog, page_id, PageId(other)))
        dialog.brought.connect(lambda other: self._carry(dialog, PageId(other), page_id))
        dialog.carried.connect(lambda other: self._carry(dialog, page_id, PageId(other)))
        dialog.united.connect(lambda other: self._ask_to_unite(dialog, page_id, PageId(other)))
        dialog.parted.connect(lambda other: self._part(dialog, page_id, PageId(other)))
        dialog.undo_wanted.connect(lambda: self._undo(dialog, page_id))
        dialog.open()
        self._load(dialog, page_id)

    def show_duplicates(self) -> None:
        """List all pages of the library that are the same as another one, in groups."""
        dialog = DuplicatesDialog(self._appearance, self._window)
        dialog.opened.connect(lambda page: self._show_of(dialog, PageId(page)))
        dialog.open()
        self._run(
            self._library.likening.groups,
            lambda groups: dialog.show_pages([line for group in groups for line in group_lines(group)]),
        )

    def _show_meant(self) -> None:
        meant = self._meant()
        if meant:
            self.show_page(meant[0])

    def _show_of(self, dialog: DuplicatesDialog, page_id: PageId) -> None:
        dialog.accept()
        self.show_page(page_id)

    def _show_more(self) -> None:
        if self._section.page is not None:
            self.show_page(self._section.page)

    def _ask(self, page_id: PageId, show: Callable[[Found], object]) -> None:
        """Find out in the background which pages are the same, and which are related."""
        self._run(
            lambda: (self._library.likening.alike(page_id), self._library.relating.related(page_id)), show
        )

    def _load(self, dialog: LikenessDialog, page_id: PageId) -> None:
        def show(found: Found) -> None:
            same, related = found
            dialog.show_pages([alike_line(each) for each in same], [related_line(each) for each in related])

        self._ask(page_id, show)

    def _open(self, dialog: LikenessDialog, page_id: PageId) -> None:
        dialog.accept()
        self._read(page_id)

    def _compare(self, over: QWidget, page_id: PageId, other: PageId) -> None:
        rows = self._library.reading.pages((page_id, other))
        if len(rows) == 2:
            dialog = ComparisonDialog(named(rows[page_id]), named(rows[other]), self._appearance, over)
            dialog.open()
            self._run(lambda: self._library.differing.compare(page_id, other), dialog.show_difference)

    def _carry(self, dialog: LikenessDialog, source: PageId, target: PageId) -> None:
        def done(report: CarryReport) -> None:
            dialog.say(carried(report))
            if report.total > report.lost:
                self._told(carried(report))
            self._load(dialog, PageId(dialog.page))

        self._run(lambda: self._library.uniting.carry(source, target), done)

    def _ask_to_unite(self, dialog: LikenessDialog, page_id: PageId, other: PageId) -> None:
        """Ask, because one of the two pages goes to the trash: the older one."""
        rows = self._library.reading.pages((page_id, other))
        if len(rows) < 2:
            return
        older, newer = sorted(rows.values(), key=lambda page: (page.added, page.id))
        sentence = _(
            "{newer}, added {newer_time}, stays and takes over the highlights, notes and tags of {older}, "
            "added {older_time}, which goes to the trash. Undo brings it back."
        ).format(
            newer=named(newer),
            newer_time=dates.moment(newer.added),
            older=named(older),
            older_time=dates.moment(older.added),
        )
        question = Question(
            _("Make one page of them?"),
            sentence,
            _("Make one page"),
            lambda: self._unite(dialog, newer.id, older.id),
            dialog,
        )
        question.open()

    def _unite(self, dialog: LikenessDialog, newer: PageId, older: PageId) -> None:
        def done(report: CarryReport) -> None:
            dialog.accept()
            self._told(_("They are one page now. {told}").format(told=carried(report)))
            self._read(newer)

        self._run(lambda: self._library.uniting.unite(newer, (older,)), done)

    def _part(self, dialog: LikenessDialog, page_id: PageId, other: PageId) -> None:
        self._library.likening.tell_apart(page_id, other)
        sentence = _("They will not be told to be the same again. Z takes it back.")
        dialog.say(sentence)
        self._told(_("Said not to be the same"))
        self._load(dialog, page_id)

    def _undo(self, dialog: LikenessDialog, page_id: PageId) -> None:
        def done(label: str | None) -> None:
            dialog.say(_("Nothing to undo") if label is None else _("Undone: {deed}").format(deed=label))
            self._load(dialog, page_id)

        undo = self._library.undo
        self._errands.run(undo.sizes()[0], undo.undo, done)

    def _run(self, work: Callable[[], T], done: Callable[[T], object]) -> None:
        """Texts are read and compared in the background."""
        self._jobs.run(lambda _progress: work(), lane="read", done=done, failed=self._failed)


def carried(report: CarryReport) -> str:
    """What became of the highlights, in a sentence or two."""
    if not report.total:
        return _("There are no highlights to carry over.")
    moved = report.sure + report.doubtful
    told = [words.counted("{count} highlight carried over.", "{count} highlights carried over.", moved)]
    if report.already_there:
        told.append(
            words.counted("{count} was there already.", "{count} were there already.", report.already_there)
        )
    if report.doubtful:
        told.append(
            words.counted("{count} should be checked.", "{count} should be checked.", report.doubtful)
        )
    if report.lost:
        told.append(
            words.counted(
                "The words of {count} are not in the other text.",
                "The words of {count} are not in the other text.",
                report.lost,
            )
        )
    return " ".join(told)
