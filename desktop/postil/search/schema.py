"""The fields of the index, in Whoosh's terms, and what a document gives to each.

====================  ========================================================================
``key page stamp``    stored: what a hit is and which version of it is indexed
``text``              stems of all that is searched by a bare word, with positions; a word in the
                      title counts as several in the body, so one list of postings is the
                      weighted sum of frequencies that BM25F saturates
``words``             forms of the same words, without positions
``title`` … ``note``  stems and forms of that part alone, for ``title:``, ``note:`` …
``site`` … ``flag``   whole values, for filters
``added published``   columns: days since 1 January of the year 1
``length``            column: the weighted count of words
====================  ========================================================================

Read only through ``engine``: importing this imports Whoosh.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from whoosh import columns, fields, formats

from postil.model.annotation import AnchorState
from postil.model.page import Status
from postil.search.analysis import Analyzer, Piece, analyzer
from postil.search.dates import day_of
from postil.search.document import kind_of
from postil.search.languages import language_of, subtag
from postil.search.letters import fold
from postil.search.lists import decode_rising, encode_rising

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from postil.search.document import Document

VERSION = 3
"""Changes with every change of the fields or of their weights: an older index is rebuilt."""

TEXT = "text"
WORDS = "words"
LENGTH = "length"
WEIGHTS = {"title": 3.0, "tags": 3.0, "quote": 2.0, "note": 3.0, "byline": 2.0, "site": 2.0, "body": 1.0}
"""How many words of the body a word of that part counts for."""

PARTS = ("title", "quote", "note", "byline")
"""The parts that can be searched alone. Their fields have the forms, too, without positions."""

FORM = "="
"""Begins a form in the field of a part, which has stems as well."""

FILTERS = ("site", "tag", "language", "flag", "color")
_GAP = 100
"""Positions between two parts: no phrase reaches over them."""


Posting = tuple[bytes, int, float, bytes]
"""A term of one document as Whoosh takes it: the term, 1, its weight, where it stands."""


def schema() -> Any:
    """The Whoosh schema."""
    positions = {name: Terms(Positions()) for name in (TEXT, *PARTS)}
    plain = {name: Terms(Weights()) for name in (WORDS, *FILTERS)}
    days = {name: fields.COLUMN(columns.NumericColumn("i")) for name in ("added", "published")}
    return fields.Schema(
        key=Terms(Weights(), stored=True),
        page=fields.STORED(),
        stamp=fields.STORED(),
        length=fields.COLUMN(columns.NumericColumn("f", default=0.0)),
        **positions,
        **plain,
        **days,
    )


class Positions(formats.Format):
    """Weight and positions of the term; these as ``lists.encode_rising`` writes them."""

    def decode_positions(self, value: bytes) -> list[int]:
        """The positions: for Whoosh's own matchers."""
        return decode_rising(value)


class Weights(formats.Format):
    """Nothing but the weight of the term."""

    posting_size = 0


class Terms(fields.FieldType):
    """A field whose terms are given ready-made, as a list of Posting."""

    analyzer = None
    scorable = False
    unique = False
    vector = None

    def __init__(self, format_: Any, *, stored: bool = False) -> None:
        self.format = format_
        self.stored = stored

    def index(self, value: list[Posting], **_: Any) -> list[Posting]:
        """The postings, as they were given."""
        return value


def row(document: Document) -> Mapping[str, Any]:
    """What Whoosh's writer takes for the document."""
    language = language_of(document.language, document.body or document.quote or document.note)
    analyse = analyzer(language)
    whole = _Terms()
    given: dict[str, Any] = {}
    for name, text in _parts(document):
        whole.add(analyse, text, WEIGHTS[name])
        if name in PARTS:
            alone = _Terms()
            alone.add(analyse, text, 1.0)
            given[name] = alone.of_stems() + alone.of_forms(FORM)
    given |= {name: _values(values) for name, values in _filters(document, language)}
    published = day_of(document.published)
    return given | {
        "key": _values([document.key]),
        "_stored_key": document.key,
        "page": document.page,
        "stamp": document.stamp,
        TEXT: whole.of_stems(),
        WORDS: whole.of_forms(),
        LENGTH: whole.length,
        "added": document.added.toordinal(),
        "published": published.toordinal() if published else None,
    }


def site_values(site: str, address: str) -> frozenset[str]:
    """What ``site:`` finds: the host, the domains above it, its labels, and the words of the site's name."""
    values = set(re.findall(r"\w+", fold(site)))
    labels = host_of(address).removeprefix("www.").split(".")
    values.update(".".join(labels[at:]) for at in range(len(labels) - 1))
    values.update(labels[:-1])
    return frozenset(values)


def host_of(address: str) -> str:
    """The host of an address as browsers write it, in lower case; empty where there is none."""
    try:
        return fold(urlsplit(address).hostname or "")
    except ValueError:  # what looks like a number of the network and is none
        return ""


@dataclass(slots=True)
class _Terms:
    """Gathers the terms of one document's parts."""

    stems: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    weights: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    forms: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    length: float = 0.0
    at: int = 0

    def add(self, analyse: Analyzer, text: str, weight: float) -> None:
        start = self.at
        for pieces in analyse.pieces(text):
            for piece in pieces:
                self._add(piece, weight)
        self.length += (self.at - start) * weight
        self.at += _GAP

    def of_stems(self) -> list[Posting]:
        """The stems with their positions."""
        weights = self.weights
        return [
            (stem.encode(), 1, weights[stem], encode_rising(positions))
            for stem, positions in self.stems.items()
        ]

    def of_forms(self, before: str = "") -> list[Posting]:
        """The forms, each with ``before`` before it."""
        return [((before + form).encode(), 1, weight, b"") for form, weight in self.forms.items()]

    def _add(self, piece: Piece, weight: float) -> None:
        stems, weights, forms = self.stems, self.weights, self.forms
        first = self.at
        for part in piece.parts:
            for stem in part.stems:
                stems[stem].append(self.at)
                weights[stem] += weight
            for form in part.forms:
                forms[form] += weight
            self.at += 1
        if piece.whole is not None:
            for stem in piece.whole.stems:
                weights[stem] += weight
                stems[stem] += [at for at in (first, self.at - 1) if not stems[stem] or at > stems[stem][-1]]
            for form in piece.whole.forms:
                forms[form] += weight


def _values(values: Iterable[str]) -> list[Posting]:
    return [(value.encode("utf-8", "replace"), 1, 1.0, b"") for value in values]


def _parts(document: Document) -> list[tuple[str, str]]:
    own_page = kind_of(document.key)[0].value == "page"
    parts = [("quote", document.quote), ("note", document.note), ("tags", "\n".join(document.tags))]
    if own_page:
        parts += [
            ("title", document.title),
            ("byline", document.byline),
            ("site", f"{document.site}\n{document.address.partition('//')[2]}"),
            ("body", document.body),
        ]
    return [(name, text) for name, text in parts if text.strip()]


def _filters(document: Document, language: str) -> list[tuple[str, frozenset[str]]]:
    return [
        ("site", site_values(document.site, document.address)),
        ("tag", frozenset(name for tag in document.tags for name in _with_those_above(fold(tag)))),
        ("language", frozenset((language, subtag(document.language)))),
        ("color", frozenset((document.color.value,) if document.color else ())),
        ("flag", _flags(document)),
    ]


def _with_those_above(tag: str) -> list[str]:
    """The tag and those that it is nested in: a page in ``a/b`` is found by ``tag:a``, too."""
    parts = tag.split("/")
    return ["/".join(parts[:length]) for length in range(1, len(parts) + 1)]


def _flags(document: Document) -> frozenset[str]:
    flags = {kind_of(document.key)[0].value, document.status.value}
    if document.status is not Status.ARCHIVE:
        flags.add("unread")
    if document.starred:
        flags.add("starred")
    if document.highlights or document.color is not None:
        flags.add("highlighted")
    if document.underlined:
        flags.add("underlined")
    if document.state is AnchorState.MOVED:
        flags.add("doubtful")
    elif document.state is AnchorState.NOT_FOUND:
        flags.add("lost")
    if document.notes or document.note.strip():
        flags.add("noted")
    return frozenset(flags)
