"""Dates as the page shows them to its readers: what stands around the headline."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.extraction.claims import Claim
from postil.extraction.dates import find_date, to_iso
from postil.extraction.headline import element_text, names_of
from postil.model.article import Source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from lxml.etree import _Element

    from postil.extraction.headline import Headline, Near

_SHORTEST, _SHORT = 8, 160
"""A line with a date is not shorter, and not longer (code points)."""
_REST = 60
"""What else may stand on the line of a date (code points)."""
_WORDS_OF_A_SENTENCE = 8
_NEAR = 40
"""Elements between the headline and its date. Further off, as many are wrong as right, but for stamps with
the time of the day and an article's ``time`` elements."""
_LISTED = 4
"""So many days around one headline are a list of articles."""
_DATE_WORD = re.compile(r"date|time|publish|posted|stamp|meta|byline|info|dateline", re.IGNORECASE)
_MODIFIED_WORD = re.compile(
    r"updated|modified|last\s+edited|aktualisiert|mis à jour|оновлено|обновлено|actualizado|更新",
    re.IGNORECASE,
)
_LABELS = frozenset({
    "published", "publication date", "date published", "posted", "veröffentlicht", "publié", "publicado",
    "发布时间", "опубликовано", "опубліковано",
})  # fmt: skip
_LABEL_TAGS = frozenset({"h2", "h3", "h4", "h5", "h6", "dt", "th"})
_PUBLISHED_WORD = re.compile(
    r"publi|posted|created|written|erschienen|veröffentlicht|发布|опублік|опублик|発表|submitted|asked",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ShownDates:
    """The dates that stand around the headline, in ISO 8601, the nearest first."""

    published: tuple[Claim, ...] = ()
    modified: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    iso: str
    labels: tuple[str, ...]
    """The words and names around it that may say which date it is, the most telling first."""
    label: str = ""
    """The words of the heading or term that it is the value of."""

    def is_labelled(self) -> bool:
        """Whether a heading or term right before it says that it is the day of publication."""
        return self.label.casefold() in _LABELS

    def is_update(self) -> bool:
        """Whether it is said to be that of a change."""
        for label in self.labels:
            if _PUBLISHED_WORD.search(label):
                return False
            if _MODIFIED_WORD.search(label):
                return True
        return False


def shown_dates(
    headline: Headline | None,
    near: Sequence[Near],
    *,
    language: str | None,
    latest: datetime | None,
    is_article: bool,
) -> ShownDates:
    """The dates that the page shows with its headline; none where it shows a list of them.

    ``is_article`` is whether the page calls itself an article.
    """
    if headline is None:
        return ShownDates()
    found = [
        (place, date)
        for place in sorted(near, key=lambda place: abs(place.distance))
        if (date := _date_at(place, language, latest))
        and (date.is_labelled() or not headline.is_elsewhere(place.element))
    ]
    for is_update in (False, True):
        if len({date.iso[:10] for _, date in found if date.is_update() == is_update}) >= _LISTED:
            return ShownDates()
    published: list[Claim] = []
    modified: list[Claim] = []
    for place, date in found:
        tag = str(place.element.tag)
        is_stamp = "T" in date.iso and not date.is_update()
        if abs(place.distance) <= _NEAR or is_stamp or (is_article and tag == "time"):
            (modified if date.is_update() else published).append(Claim(date.iso, Source.SHOWN, tag))
    return ShownDates(tuple(published), tuple(modified))


def _date_at(place: Near, language: str | None, latest: datetime | None) -> _Found | None:
    """The date that an element shows of itself."""
    element = place.element
    if element.tag == "time":
        return _date_of_time(place, language, latest)
    own = _own_text(element)
    found = find_date(own, language=language, latest=latest) if _SHORTEST <= len(own) <= _SHORT else None
    parent = element.getparent()
    if found is None or (parent is not None and parent.tag == "time"):
        return None
    rest = own[: found.start] + own[found.end :]
    is_sentence = own.endswith((".", "!", "?")) and len(rest.split()) >= _WORDS_OF_A_SENTENCE
    if is_sentence or (len(rest) > _REST and not _DATE_WORD.search(place.names)):
        return None
    return _Found(found.iso, (own[: found.start], _around(element), place.names))


def _own_text(element: _Element) -> str:
    """The words that are the element's own, not its children's."""
    text = element.text or ""
    if len(element):
        text = " ".join([text, *[tail for child in element if (tail := child.tail)]])
    return " ".join(text[: 4 * _SHORT].split()) if len(text) >= _SHORTEST else ""


def _date_of_time(place: Near, language: str | None, latest: datetime | None) -> _Found | None:
    """The day that a ``time`` element shows; its attribute may count it from Greenwich."""
    element = place.element
    text = element_text(element)
    declared = to_iso(element.get("datetime") or "", language=language, latest=latest)
    shown = to_iso(text[:_SHORT], language=language, latest=latest)
    iso = shown if shown and (declared is None or shown[:10] != declared[:10]) else declared
    if iso is None:
        return None
    return _Found(iso, (text[:40], _before(element), _around(element), place.names), _label_of(element))


def _label_of(element: _Element) -> str:
    """What the heading or term says whose value an element is, or is all that its parent holds."""
    parent = element.getparent()
    value = element if element.getprevious() is not None or parent is None else parent
    label = value.getprevious()
    is_label = label is not None and label.tag in _LABEL_TAGS
    return element_text(label)[:40].strip(" :：") if label is not None and is_label else ""


def _around(element: _Element) -> str:
    parent = element.getparent()
    return "" if parent is None else (parent.text or "")[-60:] + " " + names_of(parent)


def _before(element: _Element) -> str:
    """The words just before an element."""
    previous = element.getprevious()
    if previous is None:
        return ""
    words = element_text(previous)[-40:] if isinstance(previous.tag, str) else ""
    return (previous.tail or "")[-40:] + words
