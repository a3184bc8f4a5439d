"""Guidance: what the library knows that helps to make out a page's article."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from postil.errors import LibraryDamaged
from postil.model.guidance import Guidance
from postil.model.page import site_of
from postil.store import repairs

if TYPE_CHECKING:
    from postil.app.holdings import Holdings
    from postil.model.page import Page


def for_address(holdings: Holdings, address: str | None) -> Guidance:
    """The guidance for a page that is about to be imported, by where it was saved from."""
    site = site_of(address)
    if not site:
        return Guidance()
    try:
        repair = repairs.of_site(holdings.reader(), site)
    except LibraryDamaged:  # 'postil check' tells of it; pages are imported without
        repair = None
    return Guidance() if repair is None else Guidance(site=site, site_repair=repair)


def for_page(holdings: Holdings, page: Page) -> Guidance:
    """The guidance for a page of the library: its own repair over that of its site."""
    guidance = for_address(holdings, page.address or page.canonical)
    return replace(guidance, repair=repairs.of_page(holdings.reader(), page.id))
