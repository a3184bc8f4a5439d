"""The reader in repair: the whole original, in which a person drops blocks and brings others back.

Values come in by methods, what the person wants goes out by signals; nothing here knows the library.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from postil.app.reading import OpenArticle
from postil.gui import words
from postil.gui.reader.repair_bar import RepairBar
from postil.gui.reader.repair_draft import RepairDraft
from postil.gui.reader.repair_view import RepairView, Veiled
from postil.gui.reader.sheet import Sheet
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.app.repairing import OpenOutline
    from postil.gui.appearance import Appearance
    from postil.gui.reader.document import ArticleDocument
    from postil.gui.reader.metrics import Metrics
    from postil.gui.reader.sentences import Span


class RepairPane(QWidget):
    """Shows one outline and tells what the person makes of it."""

    applied = Signal(object, bool)
    """The ``Repair``, and whether it is also for the other pages of the site."""
    left = Signal()
    """The person is done with it, or gave it up."""

    def __init__(
        self, asset: Callable[[str], bytes | None], appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        """``asset`` gives the bytes of a picture of the library by its hash, None where there is none."""
        super().__init__(parent)
        self._library_asset = asset
        self._appearance = appearance
        self._open: OpenOutline | None = None
        self._draft: RepairDraft | None = None
        self._asks_for_site = False
        self._busy = False
        self._spans: tuple[Span, ...] = ()
        self._spans_of: ArticleDocument | None = None
        self._view = RepairView()
        self._sheet = Sheet(self._asset, self, self._view)
        self.bar = RepairBar(appearance)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._view, 1)
        layout.addWidget(self.bar)
        self.setFocusProxy(self._view)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._sheet.rebuilt.connect(self._show)
        self._sheet.clicked.connect(self._clicked)
        self.bar.apply_wanted.connect(self.apply)
        self.bar.leave_wanted.connect(self.leave)
        self.bar.yes.connect(self.say_yes)
        self.bar.no.connect(self.say_no)
        self.bar.back.connect(self.go_back)
        self.bar.site.toggled.connect(self._show)
        appearance.changed.connect(lambda: self._sheet.set_look(theme=appearance.theme))

    # What is shown.

    def show_outline(self, opened: OpenOutline, metrics: Metrics, *, position: int = 0) -> None:
        """Show an outline. ``position`` is where the person was in the article's text."""
        self._open = opened
        kept = opened.outline.kept(opened.repair)
        self._busy = False
        self._draft = RepairDraft(opened.outline, opened.repair, at=_part_at(opened, kept, position))
        self.bar.stop_asking()
        also = _("Also for other pages of {site}").format(site=opened.site)
        self.bar.offer_site(also if opened.site else "")
        page = replace(opened.page, position=0)
        outline = opened.outline
        self._sheet.show_article(
            OpenArticle(page, outline.html, outline.text, ()), metrics, self._appearance.theme, noted=False
        )
        self._view.setAccessibleDescription(opened.page.title)
        self._show()
        self._reveal()

    def close_outline(self) -> None:
        """Show nothing: what the person wanted is done."""
        self._open = None
        self._draft = None
        self._view.veil(Veiled(), self._appearance.theme.page)
        self._sheet.clear()

    def set_busy(self, *, busy: bool) -> None:
        """While the text is made anew, nothing can be changed."""
        self._busy = busy
        self._show()

    def set_metrics(self, metrics: Metrics) -> None:
        """Change sizes."""
        self._sheet.set_look(metrics=metrics)

    @property
    def opened(self) -> OpenOutline | None:
        """What is shown."""
        return self._open

    @property
    def draft(self) -> RepairDraft | None:
        """What the person has made of it."""
        return self._draft

    @property
    def asks(self) -> bool:
        """Whether a question is open, whose answers are the keys."""
        return self.bar.asks

    @property
    def touched(self) -> bool:
        """Whether anything was changed that is not applied."""
        return self._draft is not None and self._draft.touched

    def place_of(self, number: int) -> QRectF:
        """Where a part is on the view, in the view's coordinates."""
        if self._sheet.document is None or self._draft is None:
            return QRectF()
        place = self._view.span_at(*self._spans_in(self._sheet.document)[number])
        bars = self._view.horizontalScrollBar(), self._view.verticalScrollBar()
        return place.translated(-bars[0].value(), -bars[1].value())

    # Deeds of the keyboard: ids of ``commands.py`` and what they do here.

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Every repair.* and question.* command."""
        return (
            ("repair.next", lambda: self._step(1)),
            ("repair.previous", lambda: self._step(-1)),
            ("repair.extend-down", lambda: self._extend(1)),
            ("repair.extend-up", lambda: self._extend(-1)),
            ("repair.next-change", lambda: self._stretch(1)),
            ("repair.previous-change", lambda: self._stretch(-1)),
            ("repair.page-down", lambda: self._page(1)),
            ("repair.page-up", lambda: self._page(-1)),
            ("repair.top", lambda: self._go(0)),
            ("repair.bottom", lambda: self._go(len(self._parts()) - 1)),
            ("repair.range", self._toggle_range),
            ("repair.drop", lambda: self._set_kept(kept=False)),
            ("repair.bring-back", lambda: self._set_kept(kept=True)),
            ("repair.narrower", lambda: self._do(RepairDraft.narrow)),
            ("repair.wider", lambda: self._do(RepairDraft.widen)),
            ("repair.undo", lambda: self._do(RepairDraft.undo)),
            ("repair.redo", lambda: self._do(RepairDraft.redo)),
            ("repair.site", self._toggle_site),
            ("repair.apply", self.apply),
            ("question.yes", self.say_yes),
            ("question.no", self.say_no),
            ("question.back", self.go_back),
        )

    def apply(self) -> None:
        """Apply what was changed; first ask, where other pages are meant too."""
        if self._draft is None or self._open is None or self._busy:
            return
        if not self._can_apply(self._draft):
            self._give_up()
        elif self.bar.site.isChecked():
            self._asks_for_site = True
            self.bar.ask(self._site_question(), yes=_("Yes, for the site"), no=_("Only this page"))
        else:
            self.applied.emit(self._draft.repair, False)

    def leave(self) -> None:
        """Leave; first ask, where something was changed."""
        if self._draft is not None and self._draft.end_range():
            self._show()
        elif not self.touched:
            self._give_up()
        else:
            self.ask_to_apply()

    def ask_to_apply(self) -> None:
        """Ask what is to become of what was changed."""
        if self._draft is not None:
            self._asks_for_site = False
            changed = len(self._draft.changed)
            told = words.counted(
                "Apply the repair of {count} block?", "Apply the repair of {count} blocks?", changed
            )
            self.bar.ask(told, yes=_("Apply"), no=_("Discard it"))

    def say_yes(self) -> None:
        """Answer the open question with yes."""
        site = self._asks_for_site
        self.go_back()
        if self._draft is not None:
            self.applied.emit(self._draft.repair, site)

    def say_no(self) -> None:
        """Answer it with no: only this page, or not at all."""
        site = self._asks_for_site
        self.go_back()
        if not site:
            self._give_up()
        elif self._draft is not None:
            self.applied.emit(self._draft.repair, False)

    def go_back(self) -> None:
        """Answer nothing and go on repairing."""
        self.bar.stop_asking()
        self._view.setFocus()

    # Parts.

    def _give_up(self) -> None:
        self.close_outline()
        self.left.emit()

    def _asset(self, content_hash: str) -> bytes | None:
        image = self._open.images.get(content_hash) if self._open is not None else None
        return self._library_asset(content_hash) if image is None else image

    def _parts(self) -> tuple[object, ...]:
        return () if self._draft is None else self._draft.outline.parts

    def _step(self, by: int) -> None:
        if self._draft is not None:
            self._go(self._draft.at + by)

    def _extend(self, by: int) -> None:
        if self._draft is not None:
            self._draft.begin_range()
            self._go(self._draft.at + by)

    def _stretch(self, step: int) -> None:
        if self._draft is not None and self._draft.go_to_stretch(step):
            self._show()
            self._reveal()

    def _page(self, pages: int) -> None:
        if self._draft is not None:
            self._view.page_by(pages)
            self._draft.go_to(self._part_of(self._sheet.position()[0]))
            self._show()

    def _go(self, number: int) -> None:
        if self._draft is not None:
            self._draft.go_to(number)
            self._show()
            self._reveal()

    def _toggle_range(self) -> None:
        if self._draft is not None:
            if not self._draft.end_range():
                self._draft.begin_range()
            self._show()

    def _set_kept(self, *, kept: bool) -> None:
        if self._draft is None or self._busy:
            return
        single = not self._draft.in_range
        if self._draft.set_kept(self._draft.chosen, kept=kept) and single:
            self._draft.go_to(self._draft.at + 1)
        self._show()
        self._reveal()

    def _do(self, deed: Callable[[RepairDraft], bool]) -> None:
        if self._draft is not None and not self._busy and deed(self._draft):
            self._show()

    def _toggle_site(self) -> None:
        if self._open is not None and self._open.site:
            self.bar.site.toggle()

    def _clicked(self, offset: int) -> None:
        if self._draft is None or self._busy or self.asks:
            return
        number = self._part_of(offset)
        self._draft.end_range()
        self._draft.go_to(number)
        self._draft.set_kept((number,), kept=not self._draft.kept[number])
        self._show()

    def _part_of(self, offset: int) -> int:
        starts = [part.start for part in self._draft.outline.parts] if self._draft is not None else []
        return max(0, bisect_right(starts, offset) - 1)

    def _show(self) -> None:
        draft = self._draft
        if draft is None or self._sheet.document is None or not draft.outline.parts:
            return
        spans = self._spans_in(self._sheet.document)
        container = None
        if draft.container >= 0:
            chosen = draft.outline.containers[draft.container]
            container = (spans[chosen.first][0], spans[chosen.last - 1][1])
        self._view.veil(
            Veiled(spans, draft.kept, frozenset(draft.changed), container),
            self._appearance.theme.page,
        )
        chosen_parts = draft.chosen
        self._view.set_unit((spans[chosen_parts[0]][0], spans[chosen_parts[-1]][1]), is_paragraph=True)
        if self._busy:
            self.bar.tell(_("Making the text anew…"), can_apply=False)
        else:
            self.bar.tell(self._counts(draft), can_apply=self._can_apply(draft))

    def _can_apply(self, draft: RepairDraft) -> bool:
        """Whether there is anything to apply: here, or, of what was applied here before, to the site."""
        return draft.touched or (self.bar.site.isChecked() and not draft.repair.empty)

    def _spans_in(self, document: ArticleDocument) -> tuple[Span, ...]:
        """Where the parts are in the document; worked out once for each."""
        if self._spans_of is not document and self._draft is not None:
            to_document = document.positions.span_to_document
            self._spans = tuple(to_document(part.start, part.end) for part in self._draft.outline.parts)
            self._spans_of = document
        return self._spans

    def _counts(self, draft: RepairDraft) -> str:
        told = [
            words.counted("{count} word kept", "{count} words kept", draft.words),
            words.counted("{count} block changed", "{count} blocks changed", len(draft.changed)),
        ]
        if draft.container >= 0:
            told.append(_("a part of the page chosen"))
        if draft.in_range:
            told.append(words.counted("{count} block marked", "{count} blocks marked", len(draft.chosen)))
        return " · ".join(told)

    def _reveal(self) -> None:
        if self._draft is not None and self._draft.outline.parts:
            part = self._draft.outline.parts[self._draft.at]
            self._sheet.reveal(part.start, part.end)

    def _site_question(self) -> str:
        assert self._open is not None
        assert self._draft is not None
        unclear = self._draft.outline.for_site(self._draft.repair).unclear
        sentences = [
            _site_question(self._open.site, self._open.others),
            _("Older texts stay, highlights are carried over, and undo takes it back."),
        ]
        if unclear:
            sentences.append(
                words.counted(
                    "{count} block looks like text that is treated otherwise: "
                    "elsewhere only the same words count.",
                    "{count} blocks look like text that is treated otherwise: "
                    "elsewhere only the same words count.",
                    unclear,
                )
            )
        return " ".join(sentences)


def _site_question(site: str, others: int) -> str:
    if not others:
        return _("Do the same in pages that you import from {site} from now on?").format(site=site)
    return words.counted(
        "Do the same in pages that you import from {site} from now on, "
        "and make the text of {count} other page of it in the library anew?",
        "Do the same in pages that you import from {site} from now on, "
        "and make the texts of {count} other pages of it in the library anew?",
        others,
        site=site,
    )


def _part_at(opened: OpenOutline, kept: tuple[bool, ...], position: int) -> int:
    """The part that the person was reading: as much kept text is before it."""
    passed = 0
    first = None
    for number, (part, keep) in enumerate(zip(opened.outline.parts, kept, strict=True)):
        if keep:
            first = number if first is None else first
            passed += part.end - part.start + 1
            if passed > position:
                return number
    return first or 0
