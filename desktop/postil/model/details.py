"""What is known of a page beside its text, and may be corrected by a person."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postil.model.page import Page


class Detail(Enum):
    """A field of a page that a person may correct, by the name of its column."""

    TITLE = "title"
    BYLINE = "byline"
    SITE = "site"
    PUBLISHED = "published"
    LANGUAGE = "language"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Details:
    """The values of these fields at one time, and which of them are the person's own."""

    title: str
    byline: str | None = None
    site: str | None = None
    published: str | None = None
    """ISO 8601: ``2025``, ``2025-01``, ``2025-01-23`` or with a time."""
    language: str | None = None
    """A BCP 47 tag."""
    address: str | None = None
    own: frozenset[Detail] = frozenset()
    """No extractor changes these."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person wants a field to say; None leaves it, an empty text leaves it to the extractor."""

    title: str | None = None
    byline: str | None = None
    site: str | None = None
    published: str | None = None
    language: str | None = None
    address: str | None = None

    @property
    def empty(self) -> bool:
        """Whether it corrects nothing."""
        return all(getattr(self, entry.name) is None for entry in fields(self))


def details_of(page: Page) -> Details:
    """The details that a page has now."""
    return Details(
        title=page.title,
        byline=page.byline,
        site=page.site,
        published=page.published,
        language=page.language,
        address=page.address,
        own=page.own,
    )


def corrected(details: Details, correction: Correction) -> Details:
    """The details with a correction. A title cannot be empty: then it only becomes the extractor's again."""
    values: dict[Detail, str | None] = {detail: getattr(details, detail.value) for detail in Detail}
    own = set(details.own)
    for detail in Detail:
        wanted: str | None = getattr(correction, detail.value)
        if wanted is None:
            continue
        text = " ".join(wanted.split())
        if not text:
            own.discard(detail)
        if text or detail is not Detail.TITLE:
            if text and text != values[detail]:
                own.add(detail)
            values[detail] = text or None
    return Details(
        title=values[Detail.TITLE] or details.title,
        byline=values[Detail.BYLINE],
        site=values[Detail.SITE],
        published=values[Detail.PUBLISHED],
        language=values[Detail.LANGUAGE],
        address=values[Detail.ADDRESS],
        own=frozenset(own),
    )
