"""What search costs: ``python tests/benchmarks/search.py [--pages 10000] [--folder DIR]``.

Makes a library of made-up pages (seeded: always the same), indexes it, and prints CPU milliseconds of
each kind of query, median and 95th percentile, for the 20 best hits.
"""

from __future__ import annotations

import argparse
import itertools
import random
import shutil
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from postil.model.ids import PageId
from postil.model.page import Status
from postil.search.document import Document, page_key
from postil.search.find import find
from postil.search.index import Index
from postil.search.snippets import snippet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

NOW = datetime(2026, 6, 1, tzinfo=UTC)
TYPES = 60_000
TIMES = 25


class Corpus:
    """Pages of made-up words: frequencies as Zipf and Mandelbrot have them, lengths as of news and essays.

    Every word is a root of syllables with one of English's endings, so that stems and prefixes meet as
    they do in a language. New words keep coming, as names and misspellings do.
    """

    def __init__(self, seed: int = 7) -> None:
        self.random = random.Random(seed)
        self.words = self._vocabulary()
        weights = [1 / (rank + 2.7) ** 1.05 for rank in range(len(self.words))]
        self.cumulative = list(itertools.accumulate(weights))

    def page(self, number: int) -> Document:
        count = min(12_000, max(60, int(self.random.lognormvariate(6.5, 0.75))))
        topic = self.random.sample(self.words[200:20_000], 12)
        body = self.sentences(count, topic)
        return Document(
            key=page_key(PageId(f"{number:016d}")),
            page=PageId(f"{number:016d}"),
            stamp="1",
            added=date(2020, 1, 1) + timedelta(days=self.random.randrange(2300)),
            status=self.random.choice(list(Status)),
            title=" ".join([*self.random.sample(topic, 3), *self.draw(4)]).title(),
            body=body,
            byline=" ".join(self.random.sample(self.words[5000:6000], 2)).title(),
            site=f"site{number % 300}",
            address=f"https://www.site{number % 300}.example/{number}",
            tags=tuple(self.random.sample(("read", "later", "work", "history", "science", "food"), 2)),
            language="en",
        )

    def draw(self, count: int) -> list[str]:
        return self.random.choices(self.words, cum_weights=self.cumulative, k=count)

    def sentences(self, count: int, topic: list[str]) -> str:
        words = self.draw(count)
        for at in range(0, count, 9):
            words[at] = self.random.choice(topic)
        for at in range(0, count, 400):
            words[at] = self.root() + str(self.random.randrange(1000))
        lines = [
            " ".join(words[at : at + 17]).capitalize() + ("." if at % 5 else ".\n")
            for at in range(0, count, 17)
        ]
        return " ".join(lines)

    def root(self) -> str:
        return "".join(
            self.random.choice("bcdfghklmnprstvw")
            + self.random.choice(("a", "e", "i", "o", "u", "ea", "in", "or"))
            for _ in range(self.random.choice((1, 2, 2, 3, 3, 4)))
        )

    def _vocabulary(self) -> list[str]:
        words: dict[str, None] = {}
        while len(words) < TYPES:
            root = self.root()
            for ending in ("", "s", "ing", "ed", "er", "ly", "ness")[: self.random.randint(1, 7)]:
                words[root + ending] = None
        shuffled = list(words)[:TYPES]
        self.random.shuffle(shuffled)
        return sorted(shuffled[:300], key=len) + shuffled[300:]


def queries(corpus: Corpus, documents: list[Document]) -> dict[str, list[str]]:
    chance = random.Random(3)
    common = [word for word in corpus.words[20:300] if len(word) > 3]
    middle = corpus.words[2000:8000]
    bodies = [document.body.split() for document in chance.sample(documents, TIMES)]
    return {
        "rare word": chance.sample(corpus.words[20_000:50_000], TIMES),
        "common word": chance.sample(common, TIMES),
        "two common words": [" ".join(chance.sample(common, 2)) for _ in range(TIMES)],
        "OR": [" OR ".join([chance.choice(common), chance.choice(middle)]) for _ in range(TIMES)],
        "NOT": [f"{chance.choice(common)} -{chance.choice(middle)}" for _ in range(TIMES)],
        "phrase": [f'"{" ".join(words[10:12])}"' for words in bodies],
        "title:": [f"title:{document.title.split()[0]}" for document in chance.sample(documents, TIMES)],
        "date and word": [
            f"{chance.choice(common)} added:2024-{chance.randint(1, 9):02d}" for _ in range(TIMES)
        ],
        "2-letter prefix": [word[:2] for word in chance.sample(middle, TIMES)],
        "3-letter prefix": [word[:3] for word in chance.sample(middle, TIMES)],
        "word and 2-letter prefix": [
            f"{chance.choice(common)} {chance.choice(middle)[:2]}" for _ in range(TIMES)
        ],
        "word and 3-letter prefix": [
            f"{chance.choice(common)} {chance.choice(middle)[:3]}" for _ in range(TIMES)
        ],
        "word and 5-letter prefix": [
            f"{chance.choice(common)} {chance.choice(middle)[:5]}" for _ in range(TIMES)
        ],
    }


def measured(work: Callable[[str], object], each: Iterable[str]) -> str:
    times = []
    for one in each:
        begun = time.process_time()
        work(one)
        times.append((time.process_time() - begun) * 1000)
    times.sort()
    return f"{times[len(times) // 2]:8.1f} {times[int(len(times) * 0.95)]:8.1f} {times[-1]:8.1f}"


def batches(documents: Iterator[Document], size: int) -> Iterator[list[Document]]:
    while batch := list(itertools.islice(documents, size)):
        yield batch


def fill(index: Index, corpus: Corpus, pages: int) -> tuple[list[Document], int]:
    documents: list[Document] = []
    letters = 0
    spent = 0.0
    for batch in batches((corpus.page(number) for number in range(pages)), 2000):
        begun = time.process_time()
        index.write(batch)
        spent += time.process_time() - begun
        letters += sum(len(document.body.encode()) for document in batch)
        documents += batch[:: max(1, pages // 2000)]
    print(f"indexed {pages} pages, {letters / 1e6:.0f} MB of text, {pages / spent:.0f} pages a CPU second")
    return documents, letters


def main() -> None:
    words = argparse.ArgumentParser()
    words.add_argument("--pages", type=int, default=10_000)
    words.add_argument("--folder", type=Path)
    asked = words.parse_args()
    folder = asked.folder or Path(tempfile.mkdtemp(prefix="postil-search-"))
    corpus = Corpus()
    index = Index(folder / "index", "benchmark", write=True)
    documents, letters = fill(index, corpus, asked.pages)
    size = sum(file.stat().st_size for file in (folder / "index").iterdir() if file.is_file())
    print(f"index / text {size / letters:.2f}")
    index.close()
    begun = time.process_time()
    index = Index(folder / "index", "benchmark", write=True)
    print(f"open {1000 * (time.process_time() - begun):.0f} ms")
    print(f"{'CPU ms':28}{'p50':>8} {'p95':>8} {'max':>8}")
    for kind, texts in queries(corpus, documents).items():
        print(f"{kind:28}{measured(lambda text: find(index, text, limit=20, now=NOW), texts)}")
    found = find(index, f"{corpus.words[150]} {corpus.words[3000][:3]}", limit=20, now=NOW)
    texts = [document.body for document in documents if len(document.body) > 20_000][:20] or [
        documents[0].body
    ]

    def snippets(_: str) -> None:
        for text in texts:
            snippet(text, found.sought, "en")

    print(f"{f'{len(texts)} snippets':28}{measured(snippets, ['again'] * TIMES)}")
    fresh = [corpus.page(asked.pages + number) for number in range(TIMES)]

    def add(number: str) -> None:
        index.write([fresh[int(number)]])
        find(index, fresh[int(number)].title.split()[0], limit=20, now=NOW)

    print(f"{'add one page and find it':28}{measured(add, map(str, range(TIMES)))}")
    begun = time.process_time()
    index.stamps()
    print(f"stamps of all {1000 * (time.process_time() - begun):.0f} ms")
    index.close()
    if asked.folder is None:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
