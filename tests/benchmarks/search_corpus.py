"""A library of made-up pages, and what is asked of it: seeded, so always the same.

The frequencies of words are as Zipf and Mandelbrot have them, the lengths of pages as of news and essays.
Every word is a root of syllables with one of English's endings, so that stems and prefixes meet as they do
in a language. New words keep coming, as names and misspellings do.
"""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from postil.model.ids import PageId
from postil.model.page import Status
from postil.search.document import Document, page_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

TYPES = 60_000
"""Different words of the vocabulary."""

TAGS = ("read", "later", "work", "history", "science", "food")
_FIRST_DAY = date(2020, 1, 1)
_DAYS = 2300


class Corpus:
    """Makes pages, one after the other."""

    def __init__(self, seed: int = 7) -> None:
        self.random = random.Random(seed)
        self.words = self._vocabulary()
        weights = [1 / (rank + 2.7) ** 1.05 for rank in range(len(self.words))]
        self._cumulative = list(itertools.accumulate(weights))

    def pages(self, first: int, count: int) -> Iterator[Document]:
        """So many further pages; the first has that number."""
        return (self._page(number) for number in range(first, first + count))

    def _page(self, number: int) -> Document:
        count = min(12_000, max(60, int(self.random.lognormvariate(6.5, 0.75))))
        topic = self.random.sample(self.words[200:20_000], 12)
        name = PageId(f"{number:016d}")
        return Document(
            key=page_key(name),
            page=name,
            stamp="1",
            added=_FIRST_DAY + timedelta(days=self.random.randrange(_DAYS)),
            status=self.random.choice(list(Status)),
            title=" ".join([*self.random.sample(topic, 3), *self._draw(4)]).title(),
            body=self._sentences(count, topic),
            byline=" ".join(self.random.sample(self.words[5000:6000], 2)).title(),
            site=f"site{number % 300}",
            address=f"https://www.site{number % 300}.example/{number}",
            tags=tuple(self.random.sample(TAGS, 2)),
            language="en",
        )

    def _draw(self, count: int) -> list[str]:
        return self.random.choices(self.words, cum_weights=self._cumulative, k=count)

    def _sentences(self, count: int, topic: list[str]) -> str:
        words = self._draw(count)
        for at in range(0, count, 9):
            words[at] = self.random.choice(topic)
        for at in range(0, count, 400):
            words[at] = self._root() + str(self.random.randrange(1000))
        lines = [
            " ".join(words[at : at + 17]).capitalize() + ("." if at % 5 else ".\n")
            for at in range(0, count, 17)
        ]
        return " ".join(lines)

    def _root(self) -> str:
        return "".join(
            self.random.choice("bcdfghklmnprstvw")
            + self.random.choice(("a", "e", "i", "o", "u", "ea", "in", "or"))
            for _ in range(self.random.choice((1, 2, 2, 3, 3, 4)))
        )

    def _vocabulary(self) -> list[str]:
        words: dict[str, None] = {}
        while len(words) < TYPES:
            root = self._root()
            for ending in ("", "s", "ing", "ed", "er", "ly", "ness")[: self.random.randint(1, 7)]:
                words[root + ending] = None
        shuffled = list(words)[:TYPES]
        self.random.shuffle(shuffled)
        return sorted(shuffled[:300], key=len) + shuffled[300:]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, in no engine's language; all that is not empty must match."""

    words: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    without: str = ""
    phrase: tuple[str, ...] = ()
    title: str = ""
    month: tuple[int, int] | None = None
    """Year and month in which the page was added."""
    begun: str = ""
    """The word that is just being typed."""
    misspelt: str = ""
    """A word with one letter that is wrong."""


def questions(corpus: Corpus, pages: Sequence[Document], times: int) -> dict[str, list[Question]]:
    """So many questions of each kind."""
    chance = random.Random(3)
    common = [word for word in corpus.words[20:300] if len(word) > 3]
    middle = [word for word in corpus.words[2000:8000] if len(word) > 5]
    some = [page.body.lower().replace(".", "").split() for page in chance.sample(pages, times)]

    def each(make: Callable[[], Question]) -> list[Question]:
        return [make() for _ in range(times)]

    def pair() -> tuple[str, ...]:
        return tuple(chance.sample(common, 2))

    def begun(length: int) -> list[Question]:
        return each(lambda: Question(words=(chance.choice(common),), begun=chance.choice(middle)[:length]))

    return {
        "rare word": each(lambda: Question(words=(chance.choice(corpus.words[20_000:50_000]),))),
        "common word": each(lambda: Question(words=(chance.choice(common),))),
        "AND of two common words": each(lambda: Question(words=pair())),
        "OR": each(lambda: Question(any_of=(chance.choice(common), chance.choice(middle)))),
        "NOT": each(lambda: Question(words=(chance.choice(common),), without=chance.choice(middle))),
        "phrase": [
            Question(phrase=tuple(word.strip(".").lower() for word in words[10:12])) for words in some
        ],
        "title": [Question(title=page.title.split()[0].lower()) for page in chance.sample(pages, times)],
        "date and word": each(
            lambda: Question(words=(chance.choice(common),), month=(2024, chance.randint(1, 9)))
        ),
        "2-letter prefix": each(lambda: Question(begun=chance.choice(middle)[:2])),
        "3-letter prefix": each(lambda: Question(begun=chance.choice(middle)[:3])),
        "word AND 2-letter prefix": begun(2),
        "word AND 3-letter prefix": begun(3),
        "fuzzy, one edit": [
            Question(misspelt=_misspelt(chance.choice(middle), chance)) for _ in range(times)
        ],
    }


def _misspelt(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word))
    return word[:at] + chance.choice("abcdefghijklmnopqrstuvwxyz") + word[at + 1 :]
