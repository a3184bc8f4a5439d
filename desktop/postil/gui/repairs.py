"""Repairs of texts: the outline fetched, the repair applied, the other pages of the site made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from postil.app.reextraction_report import Outcome
from postil.gui import words
from postil.gui.dialogs.batch import BatchDialog
from postil.gui.dialogs.reextraction_report import REPAIRING, summary
from postil.gui.reader.metrics import metrics_of
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.app.library import Library
    from postil.app.reextraction_report import ReextractionReport, ReextractionRow
    from postil.app.repairing import OpenOutline
    from postil.gui.open_page import OpenPage
    from postil.gui.page_deeds import PageDeeds
    from postil.gui.parts import Parts
    from postil.gui.widgets.message_bar import MessageBar
    from postil.jobs import Jobs, Progress, Step
    from postil.live_settings import LiveSettings
    from postil.model.ids import PageId
    from postil.model.page import Page
    from postil.model.repair import Repair


class Repairs(QObject):
    """Between the pane of the repair, which knows no library, and the library."""

    told = Signal(str)
    """What to say of work in the background; empty when it is over."""

    def __init__(
        self,
        parts: Parts,
        library: Library,
        jobs: Jobs,
        *,
        settings: LiveSettings,
        open_page: OpenPage,
        deeds: PageDeeds,
        messages: MessageBar,
        failed: Callable[[Exception], object],
    ) -> None:
        super().__init__(parts.repair)
        self._parts = parts
        self._pane = parts.repair
        self._library = library
        self._jobs = jobs
        self._settings = settings
        self._open_page = open_page
        self._deeds = deeds
        self._messages = messages
        self._failed = failed
        self._asked = 0
        self._working = False
        self._reminded = False
        self._pane.applied.connect(self._apply)
        self._pane.left.connect(self._parts.turn_to_article)
        open_page.shown.connect(self._other_page)
        settings.changed.connect(lambda value: self._pane.set_metrics(metrics_of(value)))

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """The command that begins a repair, and what does it."""
        return (("page.repair", self.begin),)

    def begin(self) -> None:
        """Repair the page that is open; where one was left without being applied, go on with it."""
        page = self._open_page.page
        if page is None or self._working:
            return
        if self._pane.touched and self._pane.opened is not None:
            self._parts.turn_to_repair()
            if self._pane.opened.page.id != page.id:
                self._pane.ask_to_apply()
            return
        self._open_page.keep_position()
        self._asked += 1
        asked = self._asked
        self._messages.tell(_("Reading the whole page…"))
        self._jobs.run(
            lambda _progress: self._library.repairing.outline(page.id),
            lane="read",
            done=lambda opened: self._show(asked, opened),
            failed=self._failed,
        )

    def holds_back(self) -> bool:
        """Whether the window is to stay open: there is a repair that is not applied, and it is asked for."""
        if not self._pane.touched or self._pane.asks:
            return False
        self._parts.turn_to_repair()
        self._pane.ask_to_apply()
        return True

    def _show(self, asked: int, opened: OpenOutline) -> None:
        page = self._open_page.page
        if asked != self._asked or page is None or page.id != opened.page.id:
            return
        self._messages.hide()
        if not opened.outline.parts:
            self._messages.tell(_("There is nothing in this page that could be repaired"))
            return
        position, _progress = self._parts.reader.position()
        self._reminded = False
        self._pane.show_outline(opened, metrics_of(self._settings.value), position=position)
        self._parts.turn_to_repair()

    def _other_page(self, page: Page) -> None:
        """Another page is shown: what was not applied waits for the person to come back to it."""
        opened = self._pane.opened
        if self._reminded or opened is None or opened.page.id == page.id:
            return
        if self._pane.touched:
            self._reminded = True
            self._messages.tell(
                _("The repair of “{title}” was not applied; X there goes on with it").format(
                    title=opened.page.title
                )
            )

    def _apply(self, repair: Repair, for_site: bool) -> None:  # noqa: FBT001 - a slot
        opened = self._pane.opened
        if opened is None or self._working:
            return
        page_id, site = opened.page.id, opened.site if for_site else ""
        self._working = True
        self._pane.set_busy(busy=True)

        def work(_progress: Progress) -> ReextractionRow:
            row = self._library.repairing.apply(page_id, repair)
            if site:
                self._library.repairing.remember(site, opened.outline.for_site(repair).repair)
            return row

        self._jobs.run(work, lane="read", done=lambda row: self._applied(row, site), failed=self._not_applied)

    def _applied(self, row: ReextractionRow, site: str) -> None:
        self._working = False
        opened = self._pane.opened
        if self._pane.isVisible():
            self._parts.turn_to_article()
        self._pane.close_outline()
        unchanged = row.outcome is Outcome.UNCHANGED
        repaired = _("Text repaired: {what}").format(what=row.message)
        self._deeds.told(_("The text stays as it was") if unchanged else repaired)
        if site and opened is not None and opened.others:
            self._apply_to_site(site, opened.page.id)

    def _not_applied(self, error: Exception) -> None:
        self._working = False
        self._pane.set_busy(busy=False)
        self._failed(error)

    def _apply_to_site(self, site: str, repaired: PageId) -> None:
        dialog = BatchDialog(REPAIRING, self._jobs, self._failed, self._parts.whole.window())
        dialog.ended.connect(lambda report: self._site_ended(dialog, report))
        dialog.progressed.connect(lambda step: self._progressed(dialog, site, step))
        dialog.start(lambda progress: self._library.repairing.apply_to_site(site, progress, but=repaired))

    def _progressed(self, dialog: BatchDialog, site: str, step: Step | None) -> None:
        if step is None or dialog.isVisible():
            self.told.emit("")
        else:
            place = {"site": site, "done": words.number(step.done), "total": words.number(step.total)}
            self.told.emit(_("Repairing {site}: {done} of {total}").format(**place))

    def _site_ended(self, dialog: BatchDialog, report: ReextractionReport) -> None:
        if not dialog.isVisible():
            self._messages.tell(summary(report), deed=(_("Report"), dialog.open))
