"""The fields of the index, in Whoosh's terms, and what a document gives to each.

====================  ========================================================================
``key page stamp``    stored: what a hit is and which version of it is indexed
``text``              stems of all that is searched by a bare word, with positions; a word in the
                      title counts as several in the body, so one list of postings is the
                      weighted sum of frequencies that BM25F saturates
``words``             forms of the same words, without positions
``title`` … ``note``  stems and forms of that part alone, for ``title:``, ``note:`` …
``site`` … ``year``   whole values, for filters; ``host`` and ``year`` for facets
``added`` … ``read``  columns: days since 1 January of the year 1, 0 where there is none
``length``            column: the weighted count of words
``title_order``       column: what a title is sorted by, TITLE_BYTES bytes of it
====================  ========================================================================

Read only through ``engine``: importing this imports Whoosh.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np
from whoosh import columns, fields, formats

from postil.model.annotation import AnchorState
from postil.model.page import Status
from postil.search.dates import day_of
from postil.search.document import kind_of
from postil.search.segments.inversion import Occurrences, occurrences_of, single
from postil.search.segments.positions import decoded_one
from postil.search.words.analysis import analyzer
from postil.search.words.languages import language_of, subtag
from postil.search.words.letters import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from postil.search.document import Document
    from postil.search.segments.vocabulary import Analysed, Entries, Vocabulary

VERSION = 7
"""Changes with every change of the fields or of their weights: an older index is rebuilt."""

TEXT = "text"
WORDS = "words"
LENGTH = "length"
WEIGHTS = {"title": 3, "tags": 3, "quote": 2, "note": 3, "byline": 2, "site": 2, "body": 1}
"""How many words of the body a word of that part counts for."""

PARTS = ("title", "quote", "note", "byline")
"""The parts that can be searched alone. Their fields have the forms, too, without positions."""

FORM = "="
"""Begins a form in the field of a part, which has stems as well."""

FILTERS = ("site", "host", "tag", "language", "flag", "color", "year")
DAYS = ("added", "published", "read")
TITLE_ORDER = "title_order"
TITLE_BYTES = 32
_GAP = 100
"""Positions between two parts: no phrase reaches over them."""

_PLACES = str.maketrans({"ґ": "г\uffff", "є": "е\uffff", "і": "и\uffff", "ї": "и\uffff\uffff"})
"""Letters that Unicode has after the alphabet; here each is after the one that it follows."""

_WORD = re.compile(r"\w+")


def schema() -> Any:
    """The Whoosh schema."""
    positions = {name: Terms(Positions()) for name in (TEXT, *PARTS)}
    plain = {name: Terms(Weights()) for name in (WORDS, *FILTERS)}
    days = {name: fields.COLUMN(columns.NumericColumn("i")) for name in DAYS}
    return fields.Schema(
        key=Terms(Weights(), stored=True),
        page=fields.STORED(),
        stamp=fields.STORED(),
        length=fields.COLUMN(columns.NumericColumn("f", default=0.0)),
        title_order=fields.COLUMN(columns.FixedBytesColumn(TITLE_BYTES)),
        **positions,
        **plain,
        **days,
    )


class Positions(formats.Format):
    """Weight and positions of the term; these as ``positions`` writes them."""

    def decode_positions(self, value: bytes) -> list[int]:
        """The positions: for Whoosh's own matchers."""
        return decoded_one(value)


class Weights(formats.Format):
    """Nothing but the weight of the term."""

    posting_size = 0


class Terms(fields.FieldType):
    """A field whose terms are given ready-made, as Occurrences."""

    analyzer = None
    scorable = False
    unique = False
    vector = None

    def __init__(self, format_: Any, *, stored: bool = False) -> None:
        self.format = format_
        self.stored = stored

    def index(self, value: Occurrences, **_: Any) -> Iterable[tuple[bytes, int, float, bytes]]:
        """The postings one by one, as Whoosh's own writer takes them."""
        return single(value)


def row(document: Document, vocabulary: Vocabulary) -> Mapping[str, Any]:
    """What the document gives to each field, its terms by their numbers in the vocabulary."""
    language = language_of(document.language, document.body or document.quote or document.note)
    analyse = analyzer(language)
    whole = _Terms(vocabulary)
    given: dict[str, Any] = {}
    for name, text in _parts(document):
        found = vocabulary.analysed(analyse, text)
        whole.add(found, WEIGHTS[name])
        if name in PARTS:
            given[name] = _alone(found, vocabulary)
    given |= {name: occurrences_of(vocabulary, values) for name, values in _filters(document, language)}
    return given | {
        "key": occurrences_of(vocabulary, [document.key]),
        "_stored_key": document.key,
        "page": document.page,
        "stamp": document.stamp,
        TEXT: whole.of_stems(),
        WORDS: whole.of_forms(),
        LENGTH: whole.length,
        TITLE_ORDER: title_order(document.title),
        "added": _day(document.added),
        "published": _day(day_of(document.published)),
        "read": _day(document.read),
    }


def title_order(title: str) -> bytes:
    """What a title is sorted by: its words without case, accents and punctuation."""
    folded = fold(title)
    content = (" ".join(_WORD.findall(folded)).translate(_PLACES) or folded).encode("utf-8", "replace")
    return content[:TITLE_BYTES].ljust(TITLE_BYTES, b"\0")


def site_values(site: str, address: str) -> frozenset[str]:
    """What ``site:`` finds: the host, the domains above it, its labels, and the words of the site's name."""
    values = set(re.findall(r"\w+", fold(site)))
    labels = host_of(address).removeprefix("www.").split(".")
    values.update(".".join(labels[at:]) for at in range(len(labels) - 1))
    values.update(labels[:-1])
    return frozenset(values)


def site_of(site: str, address: str) -> str:
    """The one site a document counts for: its host without ``www``, or its site's name where it has none."""
    return host_of(address).removeprefix("www.") or " ".join(fold(site).split())


def host_of(address: str) -> str:
    """The host of an address as browsers write it, in lower case; empty where there is none."""
    try:
        return fold(urlsplit(address).hostname or "")
    except ValueError:  # what looks like a number of the network and is none
        return ""


class _Terms:
    """Gathers the terms of one document's parts."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._stems: list[Entries] = []
        self._forms: list[Entries] = []
        self._weights: list[int] = []
        self._starts: list[int] = []
        self._at = 0
        self.length = 0.0

    def add(self, found: Analysed, weight: int) -> None:
        """A part, and how much its words count."""
        self._stems.append(found.stems)
        self._forms.append(found.forms)
        self._weights.append(weight)
        self._starts.append(self._at)
        self._at += found.length + _GAP
        self.length += found.length * weight

    def of_stems(self) -> Occurrences:
        """The stems with their positions."""
        places = zip(self._stems, self._starts, strict=True)
        positions = _joined([entries.positions + start for entries, start in places], np.int32)
        return self._occurrences(self._stems, positions)

    def of_forms(self) -> Occurrences:
        """The forms."""
        return self._occurrences(self._forms, None)

    def _occurrences(self, parts: list[Entries], positions: Any) -> Occurrences:
        weighted = zip(parts, self._weights, strict=True)
        weights = _joined([entries.weights * np.uint8(weight) for entries, weight in weighted], np.uint8)
        terms = _joined([entries.terms for entries in parts], np.int32)
        return Occurrences(self._vocabulary, terms, weights, positions)


def _joined(arrays: list[Any], dtype: Any) -> Any:
    return np.concatenate([np.empty(0, dtype), *arrays])


def _alone(found: Analysed, vocabulary: Vocabulary) -> Occurrences:
    """The terms of a part by itself: stems, and the forms with their mark."""
    forms = (vocabulary.terms[number].decode() for number in found.forms.terms.tolist())
    marked = np.fromiter((vocabulary.number(FORM + form) for form in forms), np.int32)
    return Occurrences(
        vocabulary,
        np.concatenate((found.stems.terms, marked)),
        np.concatenate((found.stems.weights, found.forms.weights)),
        np.concatenate((found.stems.positions, found.forms.positions)),
    )


def _day(day: date | None) -> int:
    return day.toordinal() if day else 0


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
    published = day_of(document.published)
    return [
        ("site", site_values(document.site, document.address)),
        ("host", frozenset(filter(None, (site_of(document.site, document.address),)))),
        ("tag", frozenset(name for tag in document.tags for name in _with_those_above(fold(tag)))),
        ("language", frozenset((language, subtag(document.language)))),
        ("color", frozenset((document.color.value,) if document.color else ())),
        ("flag", _flags(document)),
        ("year", frozenset((f"{published.year:04}",) if published else ())),
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
    if document.waiting:
        flags.add("waiting")
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
    if document.tags:
        flags.add("tagged")
    return frozenset(flags)
