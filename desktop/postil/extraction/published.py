"""When a page was published and changed, by the evidence it gives.

The order of the sources was measured on pages with known dates, each source alone (see
``tests/benchmarks/metadata.py``): what is shown with the headline is right as often as what is declared, and
the declared day is more often there. So the declared one counts, unless the page shows its readers another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from postil.extraction.address import day_in_address, is_front_page
from postil.extraction.claims import Claim
from postil.extraction.dates import to_iso
from postil.model.article import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from postil.extraction.declarations import Declarations
    from postil.extraction.masthead import ShownDates
    from postil.extraction.microdata import Microdata

_PUBLISHED_TAGS = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "citation_publication_date", "citation_online_date", "citation_date", "parsely-pub-date", "sailthru.date",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "dc.date.issued", "dc.date.created",
    "dc.created", "dc.issued", "article_date_original", "publish-date", "publish_date", "published_at",
    "published", "pubdate", "pub_date", "date_published", "publicationdate", "datecreated",
    "article.published", "article:published", "originalpublicationdate", "displaydate", "ptime",
    "rnews:datepublished", "dc.date", "weibo:article:create_at", "date",
)  # fmt: skip
_PUBLISHED_NAME = re.compile(r"(?<!last)(?<!last[-_.:])(?:publi[sc]|pub_?date|date-pub|(?<!u)pdate|issued)")
"""Other names of tags that say when something was published."""
_MODIFIED_TAGS = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "dc.modified",
    "dc.date.modified", "last-modified", "lastmod", "article:updated_time", "last_updated",
)  # fmt: skip
_SHIFT = timedelta(days=1)
"""What may come of another zone."""
_ZONE = re.compile(r"(?:Z|[+-]\d\d:\d\d)$")


@dataclass(frozen=True)
class DateEvidence:
    """All that a page says of its dates, read when asked for."""

    microdata: Microdata
    said: Declarations
    shown: ShownDates
    address: str | None
    latest: datetime | None
    """The moment after which no date can be: when the page was saved."""

    @cached_property
    def declared(self) -> Claim | None:
        """The day of publication that the page declares to machines."""
        return self._first(self._declared())

    @cached_property
    def changed(self) -> Claim | None:
        """The day of the last change that the page declares to machines."""
        return self._first((*self.said.claims("dateModified"), *self.said.tags.claims(*_MODIFIED_TAGS)))

    @cached_property
    def marked(self) -> Claim | None:
        """The day of publication that a visible element declares."""
        return self.microdata.date("datePublished", "dateCreated", latest=self.latest)

    @cached_property
    def marked_change(self) -> Claim | None:
        """The day of the last change that a visible element declares."""
        return self.microdata.date("dateModified", latest=self.latest)

    @cached_property
    def in_address(self) -> Claim | None:
        """The day in the page's address."""
        day = day_in_address(self.address)
        return self._first([Claim(day, Source.ADDRESS)]) if day else None

    def others(self) -> Iterator[Claim]:
        """Every declared day of publication."""
        return self._all(self._declared())

    def _declared(self) -> Iterator[Claim]:
        yield from self.said.claims("datePublished")
        yield from self.said.tags.claims(*_PUBLISHED_TAGS)
        if self.said.is_article():
            yield from self.said.tags.matching(_PUBLISHED_NAME)
        yield from self.said.claims("dateCreated", "uploadDate")

    def _first(self, claims: Iterable[Claim]) -> Claim | None:
        return next(self._all(claims), None)

    def _all(self, claims: Iterable[Claim]) -> Iterator[Claim]:
        for claim in claims:
            iso = to_iso(claim.value, latest=self.latest)
            if iso:
                yield claim.with_value(iso)


def publication_date(evidence: DateEvidence) -> Claim | None:
    """The day that the page is of; None where nothing tells it.

    What is declared counts, unless the page shows otherwise (``_shown_instead``). An article that only says
    when it was updated is dated by that.
    """
    said = evidence.said
    if said.is_list() or (evidence.address and is_front_page(evidence.address)):
        return None
    declared = evidence.declared
    if declared is None:
        changed = next(iter(evidence.shown.modified), evidence.marked_change if said.is_article() else None)
        shown = next(iter(evidence.shown.published), None)
        return evidence.marked or shown or evidence.in_address or changed
    return _shown_instead(declared, evidence) or declared


def modification_date(evidence: DateEvidence) -> Claim | None:
    """When the page says that it was changed last."""
    return evidence.changed or evidence.marked_change or next(iter(evidence.shown.modified), None)


def _shown_instead(declared: Claim, evidence: DateEvidence) -> Claim | None:
    """The day that the page shows its readers, where it speaks against the declared one.

    - A moment counted from Greenwich may be the day before or after where the page was read.
    - What is shown as earlier is when it first came out: declared days change when a site moves.
    - A page that was rewritten often declares its first day but shows that of its last change; or both that
      and another declared day say so.
    """
    shown = evidence.shown
    for claim in (*shown.published, *shown.modified):
        if _is_same_moment(declared.value, claim.value):
            return claim
    if any(_day(claim) == _day(declared) for claim in shown.published):
        return None
    in_address = [evidence.in_address] if evidence.in_address else []
    for claim in (*shown.published, *in_address):
        if _is_next_day_in_universal_time(declared.value, claim.value):
            return claim
    for claim in shown.published[:1]:
        return claim if _is_better(claim, declared, evidence) else None
    for claim in shown.modified[:1]:
        if _day(claim) > _day(declared):
            return claim
    return None


def _is_better(shown: Claim, declared: Claim, evidence: DateEvidence) -> bool:
    day = _day(shown)
    if day < _day(declared):
        return day < _day(declared) - _SHIFT and not evidence.said.is_forum()
    if evidence.changed and day == _day(evidence.changed):
        return True
    return any(_day(other) == day for other in evidence.others())


def _day(claim: Claim) -> date:
    return date.fromisoformat(claim.value[:10])


def _is_same_moment(declared: str, shown: str) -> bool:
    """Whether two moments with zones are one, on two days."""
    if declared[:10] == shown[:10] or not (_ZONE.search(declared) and _ZONE.search(shown)):
        return False
    return abs(datetime.fromisoformat(declared) - datetime.fromisoformat(shown)) < timedelta(minutes=1)


def _is_next_day_in_universal_time(declared: str, shown: str) -> bool:
    """Whether ``declared`` may be the same moment as the day ``shown``, counted from elsewhere."""
    if len(declared) <= 10 or not (declared.endswith(("Z", "+00:00")) or not _ZONE.search(declared)):
        return False
    return abs((date.fromisoformat(declared[:10]) - date.fromisoformat(shown[:10])).days) == 1
