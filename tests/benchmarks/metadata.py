"""How well title, byline and date are read from pages with known answers, and what it costs.

    POSTIL_SHARED=… python tests/benchmarks/metadata.py [FOLDER …]

FOLDER is a folder with a ``truth.json``; by default the sets ``mixed`` and ``readability`` under
POSTIL_SHARED. A title counts if it is the same up to a site's name on one of the two, a byline if it shares a
name, a date if the day is the same. "Claimed" is how often a date is given where the page has none.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import sys
import time
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from postil.dom.decode import decode
from postil.dom.parse import parse_page
from postil.extraction.metadata import read_metadata

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from postil.model.article import Metadata

_LEAST_TITLE = 8


def main() -> None:
    folders = [Path(name) for name in sys.argv[1:]]
    if not folders:
        pages = Path(os.environ["POSTIL_SHARED"]) / "pages"
        folders = [pages / "mixed", pages / "readability"]
    for folder in folders:
        records = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
        report(folder.name, records, *read_all(folder, records))


def read_all(folder: Path, records: Sequence[dict[str, Any]]) -> tuple[list[Metadata], float]:
    answers, seconds = [], 0.0
    for record in records:
        content = (folder / record["file"]).read_bytes()
        content = gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
        tree = parse_page(decode(content).text)
        start = time.process_time()
        answers.append(read_metadata(tree, address=record.get("url"), saved=None))
        seconds += time.process_time() - start
    return answers, seconds


def report(name: str, records: Sequence[dict[str, Any]], answers: Sequence[Metadata], seconds: float) -> None:
    pairs = list(zip(records, answers, strict=True))
    title = share(
        same_title(record["title"], answer.title) for record, answer in pairs if record.get("title")
    )
    byline = share(
        shares_name(record["author"], answer.byline) for record, answer in pairs if record.get("author")
    )
    day = share(
        (answer.published or "")[:10] == record["date"][:10] for record, answer in pairs if record.get("date")
    )
    claimed = share(answer.published is not None for record, answer in pairs if not record.get("date", "?"))
    milliseconds = 1000 * seconds / len(records)
    print(
        f"{name}: title {title}  byline {byline}  date {day}  claimed {claimed}  {milliseconds:.1f} ms a page"
    )


def share(hits: Any) -> str:
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


if __name__ == "__main__":
    main()
