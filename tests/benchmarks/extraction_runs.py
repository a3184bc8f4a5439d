"""Extractors run over pages: a process each, that answers a path on a line with JSON on a line.

The clock starts when a process says that it is ready, so getting ready costs nobody anything. A process
that gives no answer for a minute, or dies, has failed at that page, and a new one goes on with the next.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import IO, TYPE_CHECKING, Any

from postil.dom.plain import plain_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.benchmarks.extraction_sets import MarkedPage

OURS = "Postil"
_HERE = Path(__file__).parent
_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Extractor:
    """A program that extracts."""

    name: str
    version: str
    command: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What an extractor made of a page."""

    text: str = ""
    html: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    error: str | None = None


def ours(*command: str, name: str = OURS) -> Extractor:
    """Postil as its users run it, or as ``command`` does."""
    return Extractor(name, "", command or (sys.executable, "-m", "postil", "extract", "--json-lines"))


def peers() -> dict[str, Extractor]:
    """The extractors by others that are here, by name."""
    doors: list[tuple[str, ...]] = [
        (os.environ.get("BENCH_PYTHON") or sys.executable, str(_HERE / "peers.py"))
    ]
    if os.environ.get("BENCH_NODE"):
        doors.append(("node", "--max-old-space-size=6000", str(_HERE / "peers.mjs")))
    found: dict[str, Extractor] = {}
    for door in doors:
        versions = json.loads(subprocess.run(door, check=True, capture_output=True).stdout)
        found |= {name: Extractor(name, version, (*door, name)) for name, version in versions.items()}
    return found


def kept_answers(extractor: Extractor, pages: Sequence[MarkedPage], file: Path) -> tuple[Answer, ...]:
    """The answers that were kept in ``file``, one a line; those that are not there are made and kept."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a+", encoding="utf-8") as kept:
        kept.seek(0)
        answers = [Answer(**json.loads(line)) for line in kept if line.endswith("\n")]
        if len(answers) < len(pages):

            def keep(answer: Answer) -> None:
                kept.write(f"{json.dumps(asdict(answer))}\n")
                kept.flush()

            answers += run(extractor, pages[len(answers) :], keep)[0]
    return tuple(answers)


def run(
    extractor: Extractor, pages: Sequence[MarkedPage], keep: Callable[[Answer], None] = lambda _: None
) -> tuple[tuple[Answer, ...], float]:
    """An answer for every page, and how many pages a second of the processor that were.

    Each answer is given to ``keep`` as soon as it is there.
    """
    answers, seconds = [], 0.0
    process = _Process(extractor.command)
    for page in pages:
        path = page.original if extractor.name.startswith(OURS) else page.decoded
        facts = process.ask(path)
        if facts is None:
            seconds += process.end()
            process = _Process(extractor.command)
        answers.append(_answer(facts))
        keep(answers[-1])
    seconds += process.end()
    return tuple(answers), len(pages) / max(seconds, 1e-9)


def speeds(
    extractors: Sequence[Extractor], pages: Sequence[MarkedPage], rounds: int
) -> Iterator[tuple[Extractor, float]]:
    """Pages a second of the processor, the middle of the turns: what else the machine does falls on all."""
    taken: dict[Extractor, list[float]] = {extractor: [] for extractor in extractors}
    for _ in range(rounds):
        for extractor, own in taken.items():
            own.append(run(extractor, pages)[1])
    for extractor, own in taken.items():
        yield extractor, median(own)


def _answer(facts: dict[str, Any] | None) -> Answer:
    if facts is None:
        return Answer(error="no answer")
    html = facts.get("html")
    text = facts.get("text")
    return Answer(
        text=plain_text(html) if text is None and html else text or "",
        html=html,
        title=facts.get("title"),
        byline=facts.get("byline"),
        published=facts.get("published"),
        error=facts.get("error"),
    )


class _Process:
    """A running extractor."""

    def __init__(self, command: Sequence[str]) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._questions: IO[bytes] = self._process.stdin
        self._answers: IO[bytes] = self._process.stdout
        ready = self._read()
        self._ready = ready["cpu"] if ready else 0.0

    def ask(self, path: Path) -> dict[str, Any] | None:
        """The answer for a page; None if there is none, and then the process is no more."""
        try:
            self._questions.write(os.fsencode(path) + b"\n")
            self._questions.flush()
        except BrokenPipeError:
            return None
        return self._read()

    def end(self) -> float:
        """End it; the seconds of the processor since it was ready."""
        with suppress(BrokenPipeError):
            self._questions.close()
        self._answers.close()
        _, status, used = os.wait4(self._process.pid, 0)
        self._process.returncode = os.waitstatus_to_exitcode(status)
        return used.ru_utime + used.ru_stime - self._ready

    def _read(self) -> dict[str, Any] | None:
        late = threading.Timer(_SECONDS, self._process.kill)
        late.start()
        line = self._answers.readline()
        late.cancel()
        return json.loads(line) if line else None
