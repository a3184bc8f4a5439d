"""How well search finds what one remembers: ``python -m tests.benchmarks.ranking PAGES [--half 0|1]``.

``PAGES`` is a folder of sets of pages with known articles: ``*.tar.xz``, each with a ``truth.json`` (records
with ``id``, ``text``, ``title``, ``url``, ``file``) and the HTML files it names. Every page is asked for in
the ways of ``KINDS``, each a known-item search: one page is right, all others are wrong. Printed are the mean
reciprocal rank of the right page within the first 100 and the share of queries that have it among the
first ten; beside Postil for SQLite's FTS5 with the same title and text, ranked by its bm25 with the same
weight of titles: the words as its query language takes them (all must match, or, in sentences, any may),
tokenised by ``porter unicode61`` and by ``trigram``.

With ``--half`` only every other page is asked for: what was chosen by one half is to be judged by the other.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import json
import random
import re
import sqlite3
import tarfile
import tempfile
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from postil.model.ids import PageId
from postil.model.page import Status
from postil.search.document import Document, page_key
from postil.search.find import find
from postil.search.index import Index
from postil.search.words.languages import language_of
from postil.search.words.letters import UNSPACED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

NOW = datetime(2026, 6, 1, tzinfo=UTC)
DEPTH = 100
TOP = 10
RARE = 20
"""A word in at most so many pages is a rare one."""

SENTENCES = ("description", "question", "half remembered")
"""The kinds of queries in which not all words need match."""

Rank = int | None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the sets."""

    name: str
    title: str
    text: str
    description: str
    language: str

    @property
    def unspaced(self) -> bool:
        """Whether it is written without spaces between words."""
        return self.language in ("zh", "ja", "th", "ko")


@dataclass(frozen=True, slots=True)
class Asked:
    """One query and the page it is to find."""

    kind: str
    text: str
    page: Page


def read(folder: Path) -> list[Page]:
    """The pages of all sets, each text once."""
    pages: dict[str, Page] = {}
    for path in sorted(folder.glob("*.tar.xz")):
        with tarfile.open(path) as archive:
            files = {name.partition("/")[2]: name for name in archive.getnames()}
            content = {name: _member(archive, full) for name, full in files.items() if "." in name}
        for record in json.loads(content["truth.json"]):
            text = record.get("text") or ""
            if len(text) > 200:
                source = content.get(record["file"], b"").decode("utf-8", "replace")
                name = f"{path.name.split('.')[0]}-{record['id']}"
                title = record.get("title") or _title(source)
                pages[text] = Page(name, title, text, _description(source), language_of(None, text))
    return list(pages.values())


def queries(pages: Sequence[Page]) -> Iterator[Asked]:
    """What is asked for each page; always the same for the same pages."""
    known = {page.name: _words(page.text) for page in pages}
    frequency = Counter(word for words in known.values() for word in frozenset(words))
    anything = sorted(word for word, count in frequency.items() if 5 <= count <= 100 and len(word) > 4)
    for page in pages:
        chance = random.Random(page.name)
        words = known[page.name]
        ways = _unspaced(page, chance) if page.unspaced else _spaced(page, words, frequency, anything, chance)
        for kind, text in ways:
            if text.strip():
                yield Asked(kind, text, page)


def _spaced(
    page: Page, words: list[str], frequency: Counter[str], anything: list[str], chance: random.Random
) -> Iterator[tuple[str, str]]:
    title = [word for word in _words(page.title) if len(word) > 3 and frequency[word] < len(frequency) / 200]
    if len(title) > 1:
        yield "title words", " ".join(title[:3])
        yield "question", f"What is known about {' and '.join(title[:2])}, and why?"
    if len(_words(page.title)) > 3:
        yield "whole title", _plain(page.title)
    running = page.text.split()
    start = chance.randrange(max(1, len(running) - 6))
    yield "phrase", _plain(" ".join(running[start : start + 5]))
    yield "quoted phrase", f'"{_plain(" ".join(running[start : start + 4]))}"'
    rare = sorted({word for word in words if 1 < frequency[word] <= RARE and len(word) > 3})
    if len(rare) >= 3:
        chosen = chance.sample(rare, 3)
        yield "two rare words", " ".join(chosen[:2])
        yield "three rare words", " ".join(chosen)
        if page.language == "en":
            yield "inflected words", " ".join(map(_inflected, chosen))
    yield "description", _plain(page.description)
    told = [word for word in words[start : start + 30] if len(word) > 3][:5]
    if len(told) == 5:
        told[chance.randrange(5)] = chance.choice(anything)
        yield "half remembered", " ".join(told)


def _unspaced(page: Page, chance: random.Random) -> Iterator[tuple[str, str]]:
    runs = re.findall(f"[{UNSPACED}]{{4,}}", page.text)
    title = re.findall(f"[{UNSPACED}]{{2,}}", page.title)
    if title:
        yield "title words", " ".join(title[:2])
        yield "whole title", _plain(page.title)
    if runs:
        run = chance.choice(runs)
        yield "phrase", run[:8]
        yield "description", _plain(page.description)
        yield "question", f"{run[:8]}{run[8:12][::-1]}是什么，为什么？"


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{2,}", text.lower())


def _plain(text: str) -> str:
    """The text without what the query languages read as operators, as one line."""
    return " ".join(re.sub(r'["():*]|(?<!\w)[-#]', " ", text).split())


def _inflected(word: str) -> str:
    """Another form of an English word."""
    for ending, other in (("ies", "y"), ("ing", "ed"), ("ed", "ing"), ("ly", "")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending) + other
    if word.endswith("s"):
        return word if word.endswith(("ss", "us", "is")) else word.removesuffix("s")
    if word.endswith("y") and word[-2] not in "aeiou":
        return word.removesuffix("y") + "ies"
    return word + ("es" if word.endswith(("x", "h")) else "s")


def _title(source: str) -> str:
    found = re.search(r"<title[^>]*>([^<]*)", source, re.IGNORECASE)
    return html.unescape(found[1]).strip() if found else ""


def _description(source: str) -> str:
    for tag in re.findall(r"<meta\b[^>]*>", source, re.IGNORECASE):
        if re.search(r"""(name|property)=["']?(og:)?description\b""", tag, re.IGNORECASE):
            found = re.search(r"""content=("[^"]*"|'[^']*')""", tag, re.IGNORECASE)
            words = html.unescape(found[1][1:-1]).split() if found else []
            if words:
                return " ".join(words[:20])[:150]
    return ""


def _member(archive: tarfile.TarFile, name: str) -> bytes:
    file = archive.extractfile(name)
    return file.read() if file else b""


def postil(pages: Sequence[Page], folder: Path) -> Callable[[Asked], Rank]:
    """What finds a page in Postil's index: its rank."""
    index = Index(folder / "index", "benchmark", write=True)
    for start in range(0, len(pages), 500):
        index.write(_document(page) for page in pages[start : start + 500])
    index.merge()

    def rank(asked: Asked) -> Rank:
        found = find(index, asked.text, limit=DEPTH, now=NOW, typing=False)
        return _place(asked.page.name, [hit.page for hit in found.hits])

    return rank


def _document(page: Page) -> Document:
    name = PageId(page.name)
    return Document(
        key=page_key(name),
        page=name,
        stamp="1",
        added=date(2026, 1, 1),
        status=Status.INBOX,
        title=page.title,
        body=page.text,
        language=page.language,
    )


def fts5(pages: Sequence[Page], tokenizer: str) -> Callable[[Asked], Rank]:
    """What finds a page in SQLite: its rank."""
    connection = sqlite3.connect(":memory:")
    connection.execute(
        f"CREATE VIRTUAL TABLE t USING fts5(name UNINDEXED, title, body, tokenize='{tokenizer}')"
    )
    rows = [(page.name, page.title, page.text) for page in pages]
    connection.executemany("INSERT INTO t VALUES (?, ?, ?)", rows)
    sql = "SELECT name FROM t WHERE t MATCH ? ORDER BY bm25(t, 0, 3.0, 1.0) LIMIT ?"

    def rank(asked: Asked) -> Rank:
        quoted = asked.kind == "quoted phrase"
        terms = [asked.text.strip('"')] if quoted else re.findall(r"\w+", asked.text)
        joint = " OR " if asked.kind in SENTENCES else " "
        query = joint.join(f'"{term}"' for term in terms)
        found = connection.execute(sql, (query, DEPTH)).fetchall() if terms else []
        return _place(asked.page.name, [name for (name,) in found])

    return rank


def _place(name: str, names: list[str]) -> Rank:
    return names.index(name) + 1 if name in names else None


def figures(ranks: Sequence[Rank]) -> str:
    """Mean reciprocal rank and success among the first ten."""
    reciprocal = sum(1 / rank for rank in ranks if rank) / max(1, len(ranks))
    success = sum(1 for rank in ranks if rank and rank <= TOP) / max(1, len(ranks))
    return f"{reciprocal:7.3f}{success:6.3f}"


def main() -> None:
    """Print the table."""
    words = argparse.ArgumentParser()
    words.add_argument("pages", type=Path)
    words.add_argument("--half", type=int, choices=(0, 1))
    words.add_argument("--alone", action="store_true", help="only Postil")
    asked = words.parse_args()
    pages = read(asked.pages)
    every = [one for one in queries(pages) if asked.half in (None, half_of(one.page))]
    print(
        f"{len(pages)} pages, {len(every)} queries; languages", dict(Counter(page.language for page in pages))
    )
    with (
        tempfile.TemporaryDirectory(prefix="postil-ranking-") as folder,
        closing(sqlite3.connect(":memory:")),
    ):
        engines = {"Postil": postil(pages, Path(folder))}
        if not asked.alone:
            engines |= {
                "FTS5 porter": fts5(pages, "porter unicode61"),
                "FTS5 trigram": fts5(pages, "trigram"),
            }
        print(f"{'MRR, success@10':32}{'n':>5}" + "".join(f"{name:>16}" for name in engines))
        for unspaced in (False, True):
            for kind in dict.fromkeys(one.kind for one in every):
                mine = [one for one in every if one.kind == kind and one.page.unspaced is unspaced]
                if mine:
                    cells = "".join(f"   {figures([rank(one) for one in mine])}" for rank in engines.values())
                    print(f"{kind + ', unspaced' * unspaced:32}{len(mine):5}{cells}")


def half_of(page: Page) -> int:
    """Which half of the pages it belongs to: always the same."""
    return hashlib.md5(page.name.encode(), usedforsecurity=False).digest()[0] % 2


if __name__ == "__main__":
    main()
