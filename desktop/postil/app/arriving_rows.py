"""What an import says of a page that arrived, or would say of one that arrives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.app import arriving_bytes
from postil.app.arriving_match import Meeting
from postil.app.arriving_record import own_of, own_with, with_record
from postil.app.import_report import ImportRow, Outcome
from postil.translation import _

if TYPE_CHECKING:
    from pathlib import Path

    from postil.app.arriving_annotations import Highlights
    from postil.app.arriving_plan import Plan
    from postil.app.conversion_wire import Conversion
    from postil.model.ids import PageId
    from postil.model.page import Page


def of_new(
    path: Path,
    converted: Conversion,
    page: PageId | None,
    highlights: Highlights,
    *,
    other: Page | None = None,
) -> ImportRow:
    """The row of a page that the library did not have; ``other`` has its address and other words."""
    told = list(converted.article.warnings)
    if other is not None:
        saw = _("It has the address of “{title}”, but other words: it is a page of its own.")
        told.append(saw.format(title=other.title))
    clean = converted.clean or converted.waiting
    return ImportRow(
        path,
        Outcome.LINK if converted.waiting else Outcome.IMPORTED,
        page,
        " ".join(told),
        title=with_record(converted.metadata, converted.record, clean=clean).title or converted.name,
        part=converted.part,
        highlights=highlights.brought,
        unanchored=0 if converted.waiting else highlights.unanchored,
        waiting=highlights.unanchored if converted.waiting else 0,
    )


def of_known(path: Path, converted: Conversion, plan: Plan, *, changed: bool | None = None) -> ImportRow:
    """The row of an arrival to a page that is there.

    ``changed`` says whether it changed anything of it; None where that has not been tried.
    """
    page = plan.match.page
    if changed is None:
        owned = own_of(page)
        changed = plan.highlights.changes_something or own_with(owned, converted.record) != owned
    outcome = Outcome.UPDATED if changed else Outcome.ALREADY_THERE
    if plan.match.meeting is Meeting.PAGE_OF_LINK:
        outcome = Outcome.IMPORTED
    elif plan.turn is not None:
        outcome = Outcome.NEW_VERSION
    back = comes_back(page, converted)
    waits = page.waiting and not plan.is_turned
    return ImportRow(
        path,
        outcome,
        page.id,
        " ".join(_sentences(converted, plan, back=back)),
        trashed=page.trashed if back else None,
        title=page.title if plan.match.meeting is Meeting.LINK else converted.metadata.title or page.title,
        part=converted.part,
        version_of=page.title if outcome is Outcome.NEW_VERSION else "",
        highlights=plan.highlights.brought,
        unanchored=0 if waits else plan.highlights.unanchored,
        waiting=plan.highlights.unanchored if waits else 0,
        found=plan.highlights.found,
        lost=plan.highlights.lost,
    )


def comes_back(page: Page, converted: Conversion) -> bool:
    """Whether a page is taken out of the trash by what arrives: a file that is nothing but this page.

    An export of thousands is not imported for the sake of one page that was thrown away.
    """
    return page.trashed is not None and not arriving_bytes.is_part(converted)


def _sentences(converted: Conversion, plan: Plan, *, back: bool) -> tuple[str, ...]:
    """What the person should know of an arrival to a page that is there."""
    told = list(converted.article.warnings) if plan.capture is not None else []
    if plan.capture is not None and plan.turn is None:
        told.append(_("It says the same; what was saved this time is kept, too."))
    if plan.beside:
        told.append(plan.beside)
    if back:
        told.append(_("It was in the trash and is back."))
    elif plan.match.page.trashed is not None:
        told.append(_("Its page is in the trash, and stays there."))
    return tuple(told)
