"""The article out of the data that a page carries for its own scripts, where its body does not hold it.

Pages that are drawn by scripts are often saved before they were drawn, or drawn only in part: the text
is in JSON-LD, or in what a framework preloads. Whatever the framework, an article there is one of three
things: a long string, a tree of rich text, or a thread of posts with their authors. What is found must
belong to this page (its title stands by it, or it begins as the page describes itself, or it holds what
the body shows), and the body must lack it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from postil.dom.parse import parse_page
from postil.errors import ImportFailed
from postil.extraction.hints import folded
from postil.extraction.islands import data_sources, read_islands, within
from postil.extraction.patterns import SENTENCE_END, UNSPACED_SENTENCE_END
from postil.extraction.preloaded_posts import TITLE_KEYS, is_post, post_markup
from postil.extraction.richtext import is_node, rich_markup, string_markup, words_of
from postil.extraction.wording import count_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from lxml.etree import _Element

    from postil.extraction.blocks import Page
    from postil.extraction.hints import Hints
    from postil.extraction.islands import DataSource

_FEWEST_WORDS = 80
_TOO_LITTLE = 0.6
"""The share of the preloaded words below which the body does not hold the article."""
_LACKING = 0.5
"""The share of the preloaded lines that must not stand in the body."""
_ENOUGH = 500
"""With so many words in the body, no data is looked at."""
_NOTHING = 40
"""With fewer words, the body holds nothing: the title alone is evidence enough."""
_ESCAPE = "\\u"
_ESCAPES = (("\\u003c", "<"), ("\\u003e", ">"), ("\\n", ">"), ('\\"', "'"))
"""What stands in data for marks and for the ends of lines."""
_RUN = re.compile(r"""[">][^"\\\\<>{}\[\]]{160,}""")
"""The beginning of a string, or of an element in one, that has no other mark for long."""
_ESCAPED = 300
"""With so many characters written as numbers, running text has no runs."""
_DEEPEST = 40
_STEPS = 300_000
"""Values that are looked at."""
_WORDS_OF_A_SENTENCE = 60
_BEGINNING = 40
_LINE = 60
_SHOWN_LINE = 30
_BODY_KEYS = frozenset({"articleBody", "reviewBody"})
_BODY_KEY = re.compile("articleBody|reviewBody")
_PLACES = 6
_REMARKS = re.compile(r"comment|review|repl(?:y|ies)|feedback", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


def preloaded_page(html: _Element, hints: Hints, *, page: Page, kept: Sequence[bool]) -> _Element | None:
    """A page (its ``html`` element) made of the preloaded article; None where there is none or no need of it.

    ``kept`` says which blocks of ``page`` are the article that was found in the body.
    """
    shown = " ".join(block.text for block, each in zip(page.blocks, kept, strict=True) if each)
    words = count_words(shown)
    if words >= _ENOUGH:
        return None
    body = folded(" ".join(block.text for block in page.blocks))
    first = next(
        (
            block.text
            for block, each in zip(page.blocks, kept, strict=True)
            if each and len(block.text) > _LINE
        ),
        "",
    )
    signs = _Signs(
        tuple(sign for each in (hints.description.strip(), folded(first)) if (sign := each[:_BEGINNING])),
        folded(shown),
        alone=words < _NOTHING,
    )
    sources = _promising(html, body, signs, words=words)
    if not sources:
        return None
    found = _Finder(hints, signs).best(sources)
    if found is None or words >= _TOO_LITTLE * found.words:
        return None
    try:
        made = parse_page(f"<!DOCTYPE html><body>{found.markup()}</body>")
    except ImportFailed:
        return None
    return made if _lacks(body, made) else None


@dataclass(frozen=True, slots=True)
class _Signs:
    """By what a text is known to be this page's; case folded."""

    beginnings: tuple[str, ...]
    """How the page's description begins, and the first paragraph that the body shows."""
    shown: str
    """The text that the body shows."""
    alone: bool
    """Whether the body shows so little that a title beside the text is sign enough."""

    @property
    def are_escaped(self) -> bool:
        """Whether data would hold the text with most of its characters written as numbers."""
        return self.alone or not self.shown[:_BEGINNING].isascii()

    def places_in(self, source: str) -> list[int]:
        """Where data may begin to hold the page's text, by its source: at a glance."""
        if self.alone:
            return [0]
        found = [place.start() for place in _BODY_KEY.finditer(source)]
        lower = source.casefold()
        for sign in self.beginnings:
            at = lower.find(sign)
            if at >= 0:
                found.append(0)  # a description may stand before or after what it describes
            while at >= 0 and len(found) < _PLACES:
                found.append(at)
                at = lower.find(sign, at + 1)
        return found

    def tell(self, text: str) -> bool:
        """Whether a text, case folded, is the page's: it holds a beginning, or begins with what is shown."""
        if any(sign in text for sign in self.beginnings):
            return True
        return len(text) >= _BEGINNING and text[:_BEGINNING] in self.shown


def _promising(html: _Element, body: str, signs: _Signs, *, words: float) -> list[DataSource]:
    """The data in which, after a sign of this page, much running text follows that the body lacks.

    A glance at the source as it is written, since most pages' data has none.
    """
    needed = max(_FEWEST_WORDS, words / _TOO_LITTLE) * _LACKING
    found: list[DataSource] = []
    promising = False
    for source in data_sources(html, attributes=signs.alone):
        text = source.text
        for written, meant in _ESCAPES:
            text = text.replace(written, meant)
        runs = [(run.start(), words_of(run[0]), folded(run[0][1:60]) in body) for run in _RUN.finditer(text)]
        escaped = signs.are_escaped and text.count(_ESCAPE) > _ESCAPED
        if escaped:
            promising = True
        elif sum(count for _, count, seen in runs if not seen) >= needed:
            promising = promising or _follows(runs, signs.places_in(text), needed)
        if runs or escaped:
            found.append(source)
    return found if promising else []


def _follows(runs: Sequence[tuple[int, float, bool]], places: Sequence[int], needed: float) -> bool:
    """Whether from one of the places on so many words follow, most of them not seen in the body."""
    for place in places:
        seen = unseen = 0.0
        for start, words, is_seen in runs:
            if start + _BEGINNING >= place:
                seen += words if is_seen else 0
                unseen += 0 if is_seen else words
                if unseen >= needed and unseen >= 2 * seen:
                    return True
    return False


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What may be the article."""

    words: float
    evidence: int
    """How many signs say that it is this page's."""
    strong: bool
    """Whether its own words say so, not only a title beside them."""
    markup: Callable[[], str]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the data a value stands."""

    titled: bool = False
    """Whether what is around it has the page's title."""
    remarks: bool = False
    """Whether it is among comments."""
    rich: bool = True
    """Whether it may be rich text: it is not part of what was looked at as such."""


class _Finder:
    def __init__(self, hints: Hints, signs: _Signs) -> None:
        self._titles = frozenset(hints.titles)
        self._forum = "forum" in hints.kinds
        self._signs = signs
        self._candidates: list[_Candidate] = []
        self._steps = _STEPS

    def best(self, sources: Iterable[DataSource]) -> _Candidate | None:
        """The likeliest article of the page's data."""
        for island in read_islands(sources):
            self._look(island, _Place(), "", 0)
        return max(
            (each for each in self._candidates if self._signs.alone or each.strong),
            key=lambda each: each.words * (1 + each.evidence),
            default=None,
        )

    def _look(self, value: object, place: _Place, key: str, depth: int) -> list[Mapping[str, object]]:
        """Find candidates in a value; the posts that it holds."""
        self._steps -= 1
        if self._steps < 0 or depth > _DEEPEST:
            return []
        if isinstance(value, str):
            return self._look_at_string(value, place, key, depth)
        if isinstance(value, list):
            return self._look_at_list(value, place, key, depth)
        if isinstance(value, dict):
            return self._look_at_object(value, place, key, depth)
        return []

    def _look_at_string(self, text: str, place: _Place, key: str, depth: int) -> list[Mapping[str, object]]:
        inner = list(within(text))
        if inner:
            return [post for each in inner for post in self._look(each, place, key, depth + 10)]
        if len(text) > 2 * _FEWEST_WORDS:
            if "&lt;" in text and "<" not in text:
                text = unescape(text)
            words = words_of(text)
            if words >= _FEWEST_WORDS and _is_prose(text):
                plain = folded(_TAG.sub(" ", text))
                self._add(words, plain, place, key, lambda: string_markup(text))
        return []

    def _look_at_list(
        self, values: Sequence[object], place: _Place, key: str, depth: int
    ) -> list[Mapping[str, object]]:
        place = _Place(place.titled, self._is_remarks(key, place), place.rich)
        if (
            place.rich
            and values
            and sum(map(is_node, values)) > len(values) / 2
            and not self._are_others(values)
        ):
            markup = rich_markup(values)
            words = words_of(markup)
            place = _Place(place.titled, place.remarks, rich=False)
            if words >= _FEWEST_WORDS and _is_prose(markup):
                self._add(words, folded(_TAG.sub(" ", markup)), place, key, lambda: markup)
        return [post for each in values for post in self._look(each, place, key, depth + 1)]

    def _look_at_object(
        self, value: Mapping[str, object], place: _Place, key: str, depth: int
    ) -> list[Mapping[str, object]]:
        titled, foreign = self._title_of(value)
        remarks = self._is_remarks(key, place)
        place = _Place(titled or (place.titled and not foreign), remarks, place.rich)
        posts: list[Mapping[str, object]] = []
        if not remarks and is_post(value):
            posts.append(value)
        for name, each in value.items():
            posts += self._look(each, place, name, depth + 1)
        if titled and len(posts) > 1 and (self._forum or self._signs.alone):
            markup = "".join(map(post_markup, posts))
            words = words_of(markup)
            if words >= _FEWEST_WORDS and _is_prose(markup):
                self._add(words, folded(_TAG.sub(" ", markup)), place, key, lambda: markup)
        return [] if foreign else posts

    def _is_remarks(self, key: str, place: _Place) -> bool:
        return place.remarks or (bool(_REMARKS.search(key)) and not self._forum)

    def _are_others(self, values: Sequence[object]) -> bool:
        """Whether a list is of other articles: most of it has another title than the page."""
        others = sum(isinstance(each, dict) and self._title_of(each)[1] for each in values)
        return others > len(values) / 2

    def _add(self, words: float, text: str, place: _Place, key: str, markup: Callable[[], str]) -> None:
        own = key in _BODY_KEYS or self._signs.tell(text)
        if (own or place.titled) and not place.remarks:
            self._candidates.append(_Candidate(words, place.titled + own, own, markup))

    def _title_of(self, value: Mapping[str, object]) -> tuple[bool, bool]:
        """Whether an object has the page's title; whether it has another."""
        titled = foreign = False
        for key, held in value.items():
            texts = held.values() if isinstance(held, dict) and key in TITLE_KEYS else (held,)
            for text in texts:
                if isinstance(text, str) and 4 <= len(text) < 400:
                    if text.strip().casefold() in self._titles:
                        titled = True
                    elif key in TITLE_KEYS:
                        foreign = True
        return titled, foreign and not titled


def _is_prose(text: str) -> bool:
    """Whether a string is running text or markup of it, not code, and not a list of names."""
    plain = _TAG.sub(" ", text[:20_000])
    ends = len(SENTENCE_END.findall(plain)) + len(UNSPACED_SENTENCE_END.findall(plain))
    letters = sum(map(str.isalpha, plain)) + plain.count(" ")
    return (
        ends >= max(3, count_words(plain) / _WORDS_OF_A_SENTENCE)
        and letters > 0.75 * len(plain)
        and plain.count("{") + plain.count(";") < ends
    )


def _lacks(body: str, made: _Element) -> bool:
    """Whether most of the words of ``made`` do not stand in the body."""
    lacking = total = 0.0
    for line in _lines(made):
        words = count_words(line)
        total += words
        lacking += words if line[:60] not in body else 0
    return lacking > _LACKING * total


def _lines(made: _Element) -> Iterator[str]:
    for text in made.itertext():
        line = folded(str(text))
        if len(line) > _SHOWN_LINE:
            yield line
