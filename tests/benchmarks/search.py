"""What search costs: ``python -m tests.benchmarks.search [--pages 10000] [--folder DIR]``.

Makes a library of made-up pages (``search_corpus``), gives it to Postil's index and to other engines
(``search_peers``), asks all of them the same, and prints CPU milliseconds for the 20 best: median, 95th
percentile and the most. Figures of different machines cannot be compared, those of one run can.
"""

from __future__ import annotations

import argparse
import gc
import shutil
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.search_corpus import Corpus, Question, questions
from tests.benchmarks.search_peers import TOP, Peer, StockWhoosh, peers, size

from postil.search.find import find
from postil.search.index import Index
from postil.search.snippets.snippets import snippet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from postil.search.document import Document
    from postil.search.snippets.sought import Sought

NOW = datetime(2026, 6, 1, tzinfo=UTC)
TIMES = 40
"""Questions of each kind."""

STOCK_PAGES = 2000
"""Stock Whoosh takes so many in, to tell its pace."""

_BATCH = 2000


class Postil:
    """The index of Postil as one of the engines."""

    name = "Postil"

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "index"
        self.open()

    def open(self) -> None:
        self.index = Index(self.folder, "benchmark", write=True)

    def fill(self, pages: Sequence[Document]) -> None:
        for first in range(0, len(pages), _BATCH):
            self.index.write(pages[first : first + _BATCH])

    def find(self, question: Question) -> int:
        typing = bool(question.begun)
        return len(find(self.index, _typed(question), limit=TOP, now=NOW, typing=typing).hits)

    def add(self, page: Document) -> None:
        """As the program does: small segments are merged when there is nothing to add (``tidy``)."""
        self.index.write([page], merge=False)

    def tidy(self) -> None:
        """What follows each time; mostly nothing is to be done."""
        self.index.tidy(lambda: False)

    def close(self) -> None:
        self.index.close()


def _typed(question: Question) -> str:
    """The question in Postil's language."""
    parts = [
        *question.words,
        *([" OR ".join(question.any_of)] if question.any_of else []),
        *([f"-{question.without}"] if question.without else []),
        *([f'"{" ".join(question.phrase)}"'] if question.phrase else []),
        *([f"title:{question.title}"] if question.title else []),
        *([f"added:{question.month[0]}-{question.month[1]:02d}"] if question.month else []),
        *([f"{question.misspelt}~"] if question.misspelt else []),
        *([question.begun] if question.begun else []),
    ]
    return " ".join(parts)


def main() -> None:
    """Make, ask, print."""
    words = argparse.ArgumentParser()
    words.add_argument("--pages", type=int, default=10_000)
    words.add_argument("--folder", type=Path, help="where to leave the indexes")
    words.add_argument("--alone", action="store_true", help="without the other engines")
    asked = words.parse_args()
    folder: Path = asked.folder or Path(tempfile.mkdtemp(prefix="postil-search-"))
    folder.mkdir(parents=True, exist_ok=True)
    corpus = Corpus()
    pages = list(corpus.pages(0, asked.pages))
    fresh = list(corpus.pages(asked.pages, TIMES))
    letters = sum(len(page.body.encode()) for page in pages)
    print(f"{len(pages)} pages, {letters / 1e6:.0f} MB of text; CPU milliseconds p50, p95, max\n")
    postil = Postil(folder)
    engines: list[Peer] = [postil, *([] if asked.alone else peers(folder))]
    _print_filling(folder, engines, pages, letters)
    for engine in engines:
        _print_row(f"open the index, {engine.name}", [_cost(engine.open)])
    _print_asking(engines, questions(corpus, pages, TIMES))
    _print_adding(engines, fresh)
    _print_snippets(postil.index, corpus, pages)
    for engine in engines:
        engine.close()
    if asked.folder is None:
        shutil.rmtree(folder)


def _print_filling(folder: Path, engines: Sequence[Peer], pages: Sequence[Document], letters: int) -> None:
    for engine in engines:
        spent = _cost(partial(engine.fill, pages)) / 1000
        engine.close()
        pace, taken = len(pages) / spent, size(engine.folder) / letters
        print(f"{engine.name:10}{pace:8.0f} pages a CPU second, index / text {taken:.2f}")
    with closing(StockWhoosh(folder)) as whoosh:
        some = pages[:STOCK_PAGES]
        spent = _cost(partial(whoosh.fill, some)) / 1000
    print(f"{whoosh.name:10}{len(some) / spent:8.0f} pages a CPU second (of {len(some)})\n")


def _print_asking(engines: Sequence[Peer], kinds: dict[str, list[Question]]) -> None:
    for kind, each in kinds.items():
        for engine in engines:
            times, found = [], 0
            for question in each:
                begun = time.process_time()
                hits = engine.find(question)
                times.append((time.process_time() - begun) * 1000)
                found += hits
            if found >= 0:
                _print_row(f"{kind}, {engine.name}", times, f"{found / len(each):6.1f} found")


def _print_adding(engines: Sequence[Peer], fresh: Sequence[Document]) -> None:
    gc.freeze()  # the made-up library, which no program holds in memory
    for engine in engines:
        times, after = [], []
        for page in fresh:
            times.append(_cost(partial(_add_and_find, engine, page)))
            if isinstance(engine, Postil):
                after.append(_cost(engine.tidy))
        _print_row(f"add a page and find it, {engine.name}", times)
        if after:
            _print_row(f"merge small segments after it, {engine.name}", after)


def _add_and_find(engine: Peer, page: Document) -> None:
    engine.add(page)
    engine.find(Question(words=(page.title.split()[0].lower(),)))


def _print_snippets(index: Index, corpus: Corpus, pages: Sequence[Document]) -> None:
    """Of the 20 best pages of a question, and of the 20 longest."""
    longest = [page.body for page in sorted(pages, key=lambda page: len(page.body))[-TOP:]]
    texts = {page.key: page.body for page in pages}
    of_best, of_longest = [], []
    for number in range(TIMES):
        typed = f"{corpus.words[150 + number]} {corpus.words[3000 + number][:3]}"
        found = find(index, typed, limit=TOP, now=NOW)
        best = [texts[hit.key] for hit in found.hits if hit.key in texts]
        of_best.append(_cost(partial(_make_snippets, best, found.sought)))
        of_longest.append(_cost(partial(_make_snippets, longest, found.sought)))
    _print_row("20 snippets", of_best)
    _print_row("20 snippets of the longest pages", of_longest)


def _make_snippets(texts: Sequence[str], words: Sequence[Sought]) -> None:
    for text in texts:
        snippet(text, words, "en")


def _cost(work: Callable[[], object]) -> float:
    """CPU milliseconds."""
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


def _print_row(kind: str, times: Iterable[float], more: str = "") -> None:
    rising = sorted(times)
    figures = (rising[len(rising) // 2], rising[int(len(rising) * 0.95)], rising[-1])
    print(f"{kind:44}" + "".join(f"{figure:9.1f}" for figure in figures) + f"  {more}", flush=True)


if __name__ == "__main__":
    main()
