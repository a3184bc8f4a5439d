"""Guidance: what the library knows that helps to make out a page's article."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from postil.model.guidance import Guidance
from postil.model.page import site_of
from postil.model.repetition import repeated_blocks
from postil.store import repairs, repetition

if TYPE_CHECKING:
    from postil.app.holdings import Holdings
    from postil.model.ids import PageId
    from postil.model.page import Page


def for_address(holdings: Holdings, address: str | None) -> Guidance:
    """The guidance for a page that is about to be imported, by where it was saved from.

    What its site repeats is known from pages that are in the library already: of the first pages of a site
    nothing is, until they are extracted again.
    """
    return _for_site(holdings, address, page=None)


def for_page(holdings: Holdings, page: Page) -> Guidance:
    """The guidance for a page of the library: its own repair over that of its site."""
    guidance = _for_site(holdings, page.address or page.canonical, page=page.id)
    return replace(guidance, repair=repairs.of_page(holdings.reader(), page.id))


def _for_site(holdings: Holdings, address: str | None, *, page: PageId | None) -> Guidance:
    """What is remembered for a site, and what its pages but this one repeat."""
    others = repetition.of_others(holdings.reader(), address, page=page)
    guidance = Guidance(repeated=repeated_blocks(others))
    site = site_of(address)
    if not site:
        return guidance
    repair = repairs.of_site(holdings.reader(), site)
    return guidance if repair is None else replace(guidance, site=site, site_repair=repair)
