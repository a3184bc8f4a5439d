"""What reading pages costs, and whether letters are lost. Run: python -m tests.benchmarks.conversion FOLDER.

Prints, for the pages in FOLDER: the letters in them and in their trees, and pages a second through the
worker processes. Then the seconds and the memory that hostile and very large pages take in a worker.
"""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from pathlib import Path

from postil.app.conversion import Converter
from postil.dom.decode import decode
from postil.dom.guard import guard
from postil.dom.parse import parse_page, visible_text
from postil.dom.plain import count_letters
from postil.dom.serialise import without_control_characters
from postil.errors import ImportFailed
from postil.importers.walking import walk

_SENTENCE = "The old miller counted his sacks by the light of the lamp and wrote the sum into a book. "
_HOSTILE = {
    "100,000 open div": "<div>" * 100_000 + "words",
    "50,000 nested lists": "<ul><li>" * 50_000 + "words",
    "50,000 nested tables": "<table><tr><td>" * 50_000 + "words",
    "1,000,000 attributes": "<p " + " ".join(f"a{number}=1" for number in range(1_000_000)) + ">words</p>",
    "1,500,000 entities": "<p>" + "&amp;&notit;&#x41;" * 500_000,
    "5,000 open fonts": "".join(f"<font size={n}>a" for n in range(5000)) + "<p>words" * 10_000,
    "500,000 comments": "a<!-- -->" * 500_000,
    "100,000 links": "<a href='/a'>link</a> " * 100_000,
    "30,000 rows": f"<table>{f'<tr><td>mill</td><td>{_SENTENCE}</td><td>3</td></tr>' * 30_000}</table>",
    "6,000 tables": f"<table><tr><td>{_SENTENCE}</td><td>b</td></tr></table>" * 6_000,
    "50,000 spans of code": f"<pre>{'<span>def</span> grind():' * 50_000}</pre>",
    "100,000 inline tags": "<p>" + "<b>bold</b> <i>slanted</i> <span>plain</span> " * 33_000,
    "10,000 notes": "".join(
        f"<p id=r{n}>{_SENTENCE}<sup><a href=#f{n}>{n}</a></sup><p id=f{n}><a href=#r{n}>up</a> {_SENTENCE}"
        for n in range(5_000)
    ),
    "20,000 pictures": f"<figure><img src=a.png><figcaption>{_SENTENCE}</figcaption></figure>" * 20_000,
    "10 MB in one node": "<p>" + "words " * 1_750_000,
    "10 MB of prose": f"<p>{_SENTENCE * 6}</p>" * 19_000,
    "10 MB of tags": '<div class="a"><p>b <b>c</b> <a href="http://x.example/">d</a></p></div>\n' * 140_000,
    "50 MB in one node": "<p>" + "words " * 8_500_000,
}


def main(folder: Path) -> None:
    """Print all figures."""
    paths = tuple(walk([folder]))
    letters_in = letters_out = 0
    for path in paths:
        markup = without_control_characters(decode(path.read_bytes()).text)
        letters_in += guard(markup).letters
        try:
            letters_out += count_letters(visible_text(parse_page(markup)))
        except ImportFailed as error:
            print(f"{path}: {error}")
    print(f"{len(paths)} pages: {letters_in:,} letters in, {letters_out:,} out")
    with tempfile.TemporaryDirectory() as spool:
        for workers in (1, 2):
            with Converter(Path(spool), workers) as converter:
                converter.start()
                started = time.perf_counter()
                for _ in converter.convert_all(paths):
                    pass
                print(f"{workers} workers: {len(paths) / (time.perf_counter() - started):.1f} pages a second")
        for name, markup in _HOSTILE.items():
            path = Path(spool) / "page.html"
            path.write_text(f"<!doctype html><html><title>x</title><body>{markup}", encoding="utf-8")
            print(f"{name:22} {_seconds_and_memory(path, Path(spool))}")


def _seconds_and_memory(path: Path, spool: Path) -> str:
    with Converter(spool, workers=1) as converter:
        converter.start()
        most = _Most(converter)
        started = time.perf_counter()
        converted = converter.convert(path)
        seconds = time.perf_counter() - started
        memory = most.stop()
        plain = any(conversion.article.plain for conversion in converted.conversions)
    return f"{seconds:6.1f} s {memory:6} MB{'  as plain text' if plain else ''}"


class _Most:
    """The most memory that a converter's worker takes, where /proc tells it."""

    def __init__(self, converter: Converter) -> None:
        self._worker = converter._workers[0]
        self._most = 0
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def stop(self) -> int:
        self._stopped.set()
        self._thread.join()
        return self._most // 1024

    def _watch(self) -> None:
        while not self._stopped.wait(0.02):
            process = self._worker._process
            status = Path(f"/proc/{process.pid if process else 0}/status")
            if not status.exists():
                continue
            for line in status.read_text().splitlines():
                if line.startswith("VmHWM"):
                    self._most = max(self._most, int(line.split()[1]))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
