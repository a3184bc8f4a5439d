"""How well title, byline and date are read from pages with known answers, beside other programs.

    POSTIL_SHARED=… python tests/benchmarks/metadata.py [--sources] [FOLDER …]

FOLDER is a folder with a ``truth.json``; by default the sets ``mixed`` and ``readability`` under
POSTIL_SHARED. trafilatura, htmldate and newspaper4k stand beside it where they are installed in the
environment that runs it. Pages are read without the address they came from, as a saved page is.

A title counts if it is the same up to a site's name on one of the two, a byline if it shares a name, a date
if the day is the same. "Claimed" is how often a date is given where the page is known to have none.
Milliseconds are CPU time, for ours and trafilatura's without parsing the page.

With ``--sources`` it prints how often each source of dates, taken alone, is right: this is where the order of
the sources comes from. Sites are split into two halves by a hash of their names.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib
import json
import os
import re
import sys
import time
import unicodedata
from collections import Counter, defaultdict
from contextlib import redirect_stderr
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from postil.dom.decode import decode
from postil.dom.parse import parse_page
from postil.extraction.address import own_address
from postil.extraction.claims import value_of
from postil.extraction.declarations import read_declarations
from postil.extraction.headline import find_headline
from postil.extraction.masthead import shown_dates
from postil.extraction.metadata import read_metadata
from postil.extraction.microdata import Microdata
from postil.extraction.published import DateEvidence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from lxml.etree import _Element

_LEAST_TITLE = 8


@dataclass(frozen=True, slots=True)
class Answer:
    """What a program says of a page."""

    title: str | None = None
    byline: str | None = None
    published: str | None = None


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--sources", action="store_true", help="how often each source of dates is right")
    arguments = parser.parse_args()
    folders = arguments.folders
    if not folders:
        pages = Path(os.environ["POSTIL_SHARED"]) / "pages"
        folders = [pages / "mixed", pages / "readability"]
    if arguments.sources:
        report_sources(folders)
        return
    print(f"{'':28} {'title':>15} {'byline':>15} {'date':>15} {'claimed':>15} {'ms a page':>10}")
    for folder in folders:
        records = read_records(folder)
        for name, read in programs():
            answers, seconds = read_all(folder, records, read)
            report(f"{folder.name}: {name}", records, answers, seconds)


def read_records(folder: Path) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    return records


def read_markup(folder: Path, record: dict[str, Any]) -> str:
    content = (folder / record["file"]).read_bytes()
    content = gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
    return decode(content).text


def programs() -> Iterator[tuple[str, Callable[[str], tuple[Answer, float]]]]:
    """Ours, and the others that are installed."""
    yield "postil", ours
    for name, reader in (("trafilatura", trafilatura), ("htmldate", htmldate), ("newspaper", newspaper)):
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        yield name, reader(module)


def ours(markup: str) -> tuple[Answer, float]:
    tree = parse_page(markup)
    start = time.process_time()
    metadata = read_metadata(tree, address=None, saved=None)
    answer = Answer(metadata.title, metadata.byline, metadata.published)
    return answer, time.process_time() - start


def trafilatura(module: Any) -> Callable[[str], tuple[Answer, float]]:
    read = importlib.import_module("trafilatura.metadata").extract_metadata

    def answer(markup: str) -> tuple[Answer, float]:
        tree = module.load_html(markup)
        start = time.process_time()
        found = read(tree) if tree is not None else None
        seconds = time.process_time() - start
        return (Answer(found.title, found.author, found.date) if found else Answer()), seconds

    return answer


def htmldate(module: Any) -> Callable[[str], tuple[Answer, float]]:
    def answer(markup: str) -> tuple[Answer, float]:
        start = time.process_time()
        found = module.find_date(markup, original_date=True)
        return Answer(published=found), time.process_time() - start

    return answer


def newspaper(module: Any) -> Callable[[str], tuple[Answer, float]]:
    settings = module.Config()
    settings.fetch_images = False
    settings.memorize_articles = False
    settings.language = "en"

    def answer(markup: str) -> tuple[Answer, float]:
        article = module.Article("https://page.example/a", config=settings)
        start = time.process_time()
        article.download(input_html=markup)
        article.parse()
        seconds = time.process_time() - start
        published = article.publish_date
        return Answer(
            article.title, ", ".join(article.authors), str(published) if published else None
        ), seconds

    return answer


def read_all(
    folder: Path, records: Sequence[dict[str, Any]], read: Callable[[str], tuple[Answer, float]]
) -> tuple[list[Answer], float]:
    answers, seconds = [], 0.0
    with Path(os.devnull).open("w") as silence, redirect_stderr(silence):
        for record in records:
            try:
                answer, taken = read(read_markup(folder, record))
            except Exception as error:  # noqa: BLE001 - of another's program: it counts as no answer
                print(f"{record['id']}: {error!r}", file=sys.stdout)
                answer, taken = Answer(), 0.0
            answers.append(answer)
            seconds += taken
    return answers, seconds


def report(name: str, records: Sequence[dict[str, Any]], answers: Sequence[Answer], seconds: float) -> None:
    pairs = list(zip(records, answers, strict=True))
    title = byline = "-"
    if any(answer.title for answer in answers):
        title = share(
            same_title(record["title"], answer.title) for record, answer in pairs if record.get("title")
        )
        byline = share(
            shares_name(record["author"], answer.byline) for record, answer in pairs if record.get("author")
        )
    day = share(
        (answer.published or "")[:10] == record["date"][:10] for record, answer in pairs if record.get("date")
    )
    claimed = share(bool(answer.published) for record, answer in pairs if not record.get("date", "?"))
    milliseconds = 1000 * seconds / len(records)
    print(f"{name:28} {title:>15} {byline:>15} {day:>15} {claimed:>15} {milliseconds:>10.1f}")


def share(hits: Iterator[bool]) -> str:
    found = list(hits)
    return f"{sum(found) / len(found):.3f} of {len(found)}" if found else "-"


def same_title(true: str, got: str | None) -> bool:
    one, other = words(true), words(got)
    if one == other:
        return bool(one)
    tests: tuple[Callable[[str], bool], ...] = (one.startswith, one.endswith)
    reverse: tuple[Callable[[str], bool], ...] = (other.startswith, other.endswith)
    return (len(other) > _LEAST_TITLE and any(test(other) for test in tests)) or (
        len(one) > _LEAST_TITLE and any(test(one) for test in reverse)
    )


def shares_name(true: str, got: str | None) -> bool:
    wanted, found = names(true), names(got)
    return bool(wanted & found) or (bool(wanted and found) and words(true) in words(got))


def names(byline: str | None) -> set[str]:
    return {name for part in re.split(r",|;|&|\band\b|\n", byline or "") if (name := words(part))}


def words(text: str | None) -> str:
    plain = unicodedata.normalize("NFKC", text or "").replace("’", "'").casefold()
    return " ".join(re.findall(r"\w+", plain))


def report_sources(folders: Sequence[Path]) -> None:
    """How often each source of dates is right where it says something, alone."""
    counts: dict[str, Counter[tuple[int, str]]] = defaultdict(Counter)
    for folder in folders:
        for record in read_records(folder):
            if "date" not in record:
                continue
            half = half_of(record)
            found: dict[str, str] = {}
            for source, day in each_source(parse_page(read_markup(folder, record))):
                found.setdefault(source, day)
            for source, day in found.items():
                true = (record["date"] or "")[:10]
                counts[source][half, "no date" if not true else "right" if day[:10] == true else "wrong"] += 1
    print(f"{'':34} {'first half':>24} {'second half':>24}")
    for source, kinds in sorted(counts.items(), key=lambda item: -item[1].total()):
        cells = []
        for half in (0, 1):
            right, wrong, none = (kinds[half, kind] for kind in ("right", "wrong", "no date"))
            cells.append(f"{right / max(1, right + wrong):.2f} of {right + wrong}, none {none}")
        print(f"{source:34} {cells[0]:>24} {cells[1]:>24}")


def half_of(record: dict[str, Any]) -> int:
    host = urlsplit(record.get("url") or "").hostname or record["id"]
    site = ".".join(host.split(".")[-2:])
    return hashlib.sha256(site.encode()).digest()[0] % 2


def each_source(tree: _Element) -> Iterator[tuple[str, str]]:
    said = read_declarations(tree)
    metadata = read_metadata(tree, address=None, saved=None)
    headline = find_headline(tree, said.headings, title=metadata.title)
    near = tuple(headline.near()) if headline else ()
    shown = shown_dates(headline, near, language=metadata.language, latest=None, is_article=said.is_article())
    address = value_of(own_address(said, None))
    evidence = DateEvidence(Microdata(tree), said, shown, address, None)
    for claim in evidence.others():
        yield f"{claim.source}: {claim.name}", claim.value
    for name, found in (
        ("shown with the headline", next(iter(shown.published), None)),
        ("shown as changed", next(iter(shown.modified), None)),
        ("microdata", evidence.marked),
        ("microdata, changed", evidence.marked_change),
        ("declared as changed", evidence.changed),
        ("address", evidence.in_address),
    ):
        if found:
            yield name, found.value


if __name__ == "__main__":
    main()
