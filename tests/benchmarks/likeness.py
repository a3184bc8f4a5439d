"""What likeness costs: ``python -m tests.benchmarks.likeness [--pages 50000] [--folder DIR]``.

Makes a library of made-up pages (seeded: always the same), of which one in a hundred is another one with
some words changed, and prints: all looked at in one go, one page added, one page asked about, its related
pages, and the bytes that the tables take. Then what is found of known pairs, by how they were changed.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from contextlib import closing
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

from tests.benchmarks.search_corpus import Corpus
from tests.store.builders import add_whole, page

from postil.app.library import Library
from postil.jobs import Progress
from postil.model.ids import PageId, content_hash
from postil.model.likeness import HELD, SAME_STORY
from postil.search.likeness.minhash import LEAST_SHARED, estimate, signature
from postil.search.likeness.shingles import overlap, shingles

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TIMES = 60
EDITED = 100
"""One page of so many is an edited copy of the one before."""


def fill(library: Library, corpus: Corpus, count: int) -> list[PageId]:
    """Put pages into the library, without the work of importing them."""
    chance = random.Random(11)
    ids: list[PageId] = []
    body = ""
    for start in range(0, count, 500):
        batch = []
        for number in range(start, min(start + 500, count)):
            (made,) = corpus.pages(number, 1)
            body = edited(body, chance, 0.02) if number % EDITED == EDITED - 1 else made.body
            batch.append((made.title, body))
        contents = library._contents.put_all([text.encode() for _title, text in batch])
        with library._database.transaction() as tx:
            for (title, text), name in zip(batch, contents, strict=True):
                row = page(
                    title=title,
                    original=content_hash(title.encode() + name.encode()),
                    words=len(text.split()),
                )
                add_whole(tx, row, text_hash=name, html_hash=name)
                ids.append(row.id)
    return ids


def edited(text: str, chance: random.Random, share: float) -> str:
    """The text with that share of its words replaced."""
    words = text.split(" ")
    for _ in range(round(len(words) * share)):
        words[chance.randrange(len(words))] = f"word{chance.randrange(10_000)}"
    return " ".join(words)


def timed(work: Callable[[PageId], object], ids: Sequence[PageId]) -> str:
    """Median and 95th percentile, in milliseconds."""
    taken = []
    for page_id in ids:
        begun = time.perf_counter()
        work(page_id)
        taken.append((time.perf_counter() - begun) * 1000)
    return f"{median(taken):8.2f} ms median, {quantiles(taken, n=20)[-1]:8.2f} ms 95th"


def measure(folder: Path, count: int) -> None:
    """Print what each thing costs."""
    corpus = Corpus()
    with closing(Library.open(folder)) as library:
        ids = fill(library, corpus, count)
        before = _size(library)
        begun, worked = time.perf_counter(), time.process_time()
        library.likening.drain()
        spent, worked = time.perf_counter() - begun, time.process_time() - worked
        per_page = f"{spent / count * 1000:.2f} ms a page, {worked / count * 1000:.2f} ms of the processor"
        print(f"{count} pages in one go: {spent:.1f} s, {per_page}")
        print(f"tables: {(_size(library) - before) / count:.0f} bytes a page")
        groups = library.likening.groups()
        print(f"groups found: {len(groups)} of {count // EDITED}")
        chosen = random.Random(5).sample(ids, TIMES)
        print("a page looked at again  ", timed(library.likening.look, chosen))
        print("what a page is like     ", timed(library.likening.alike, chosen))
        library.indexing.drain(Progress())
        library.relating.related(chosen[0])
        print("pages related to a page ", timed(library.relating.related, chosen))


def _size(library: Library) -> int:
    connection = library._database.reader()
    (pages_of_file,) = connection.execute("PRAGMA page_count").fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    return int(pages_of_file) * int(size)


def recall(texts: Sequence[str]) -> None:
    """Print what is found of pairs made of these texts, by how the second one was made of the first."""
    chance = random.Random(3)
    ways: tuple[tuple[str, Callable[[str], str]], ...] = (
        ("as it is", lambda text: text),
        ("1 word of 100 changed", lambda text: edited(text, chance, 0.01)),
        ("1 word of 20 changed", lambda text: edited(text, chance, 0.05)),
        ("1 word of 10 changed", lambda text: edited(text, chance, 0.1)),
        ("a fifth of its lines left out", lambda text: _lines(text, chance, 0.8)),
        ("half of its lines left out", lambda text: _lines(text, chance, 0.5)),
        ("its first third", lambda text: text[: len(text) // 3]),
        ("its first tenth", lambda text: text[: len(text) // 10]),
    )
    for name, change in ways:
        found = told = 0
        error = 0.0
        for text in texts:
            one, other = shingles(text), shingles(change(text))
            candidates = len(set(signature(one)) & set(signature(other))) >= LEAST_SHARED
            shared = overlap(one, other)
            found += candidates
            error += abs(estimate(signature(one), signature(other)) - shared.resemblance)
            told += candidates and (shared.resemblance >= SAME_STORY or shared.containment >= HELD)
        shares = f"found {found / len(texts):6.1%}, told {told / len(texts):6.1%}"
        print(f"  {name:32} {shares}, estimated within {error / len(texts):.3f}")
    print(f"  unlike pairs compared: {_false(texts)}")


def _lines(text: str, chance: random.Random, share: float) -> str:
    return "\n".join(line for line in text.split("\n") if chance.random() < share)


def _false(texts: Sequence[str]) -> str:
    """How many of all pairs of different texts would be compared."""
    bins: dict[int, list[int]] = {}
    for number, text in enumerate(texts):
        for value in signature(shingles(text)):
            bins.setdefault(value, []).append(number)
    shared: dict[tuple[int, int], int] = {}
    for numbers in bins.values():
        for at, one in enumerate(numbers):
            for other in numbers[:at]:
                shared[other, one] = shared.get((other, one), 0) + 1
    compared = sum(count >= LEAST_SHARED for count in shared.values())
    return f"{compared} of {len(texts) * (len(texts) - 1) // 2}"


def main() -> None:
    """Measure as the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=50_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--texts", type=Path, help="a folder of real texts (*.txt) to make pairs of")
    arguments = parser.parse_args()
    if arguments.texts is not None:
        recall([path.read_text(encoding="utf-8") for path in sorted(arguments.texts.glob("*.txt"))])
    if arguments.folder is not None:
        measure(arguments.folder, arguments.pages)
        return
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder) / "library", arguments.pages)


if __name__ == "__main__":
    main()
