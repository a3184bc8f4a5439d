"""The worker process of conversions: it reads a page, makes its article, and may die of it.

It has limits on processor time and memory where the system can set them. It talks on the streams that
it was started with, see ``conversion_wire``, and ends when its input does.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from postil.app.conversion_wire import (
    OUT_OF_MEMORY,
    address_message,
    container_hash,
    conversion_message,
    extra_seconds,
    read_guidance,
    read_question,
    receive,
    send,
)
from postil.app.link_rendering import render_link
from postil.app.original_reading import read_original
from postil.app.outline_wire import outline_message
from postil.app.plain_rendering import render_plain
from postil.errors import ImportFailed, NotAPage
from postil.importers import registry
from postil.model.guidance import Guidance
from postil.translation import _

if sys.platform != "win32":
    import resource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from postil.app.conversion_wire import Question
    from postil.model.article import Article
    from postil.model.capture import Capture

    Extract = Callable[[Capture, Guidance], Article]
    Ask = Callable[[str | None], Guidance]
    """Asks the program for the guidance for a page from that address."""

CPU_SECONDS = 30
"""For each capture."""
MEMORY = 2 * 1024**3

_TOO_FAT = 700 * 1024
"""Kilobytes: a worker that ever used more is replaced after its page."""
_NICE = 5
_ALLOCATIONS = 200_000
"""New objects after which the collector looks for what can go. A page's own are hardly ever garbage before
it is done: looking for it every 700 objects took a tenth of the time."""
_RECURSION = 10_000
"""Python calls inside each other: extraction makes several for each element around a word."""


def main(words: Sequence[str] = ()) -> int:  # noqa: ARG001 - all that it needs to know is asked on its input
    """Serve conversions until the input ends."""
    from postil.extraction.classify import load_model  # noqa: PLC0415 - tests serve without
    from postil.extraction.dates import load_months  # noqa: PLC0415 - as above
    from postil.extraction.extract import extract  # noqa: PLC0415 - tests serve with another

    load_model()
    load_months()
    gc.freeze()  # what was loaded stays; collecting is for what pages leave behind
    gc.set_threshold(_ALLOCATIONS)
    return serve(extract)


def serve(extract: Extract, *, memory: int = MEMORY, cpu_seconds: int = CPU_SECONDS) -> int:
    """Answer the questions on standard input. What else is printed goes to the standard error."""
    questions = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.setrecursionlimit(_RECURSION)
    limits = _Limits(memory, cpu_seconds)
    send(answers, {"ready": True, "cpu": time.process_time()})

    def ask(address: str | None) -> Guidance:
        send(answers, address_message(address))
        told = receive(questions)
        return Guidance() if told is None else read_guidance(told)

    while message := receive(questions):
        try:
            _answer(read_question(message), extract, answers, ask=ask, limits=limits)
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        if limits.outgrown():
            break
    return 0


def _answer(question: Question, extract: Extract, answers: IO[bytes], *, ask: Ask, limits: _Limits) -> None:
    folder = Path(question.spool)
    plain = question.plain
    tempfile.tempdir = question.spool  # what importers write meanwhile goes with it, even after a kill
    container_hash.cache_clear()  # another file may be where the last one was
    limits.renew(extra_seconds(question.path))
    try:
        for number, capture in enumerate(_captures(question), question.start):
            if question.outlined:
                send(answers, {"outline": _outline(capture, question, folder)})
                continue
            article = _article(capture, question, plain, extract=extract, ask=ask)
            if question.kept is not None:
                capture = replace(capture, resources=())  # noqa: PLW2901 - the library has them
            send(answers, {"conversion": conversion_message(capture, article, folder / str(number))})
            plain = ""
            limits.renew()
    except ImportFailed as error:
        no_page = isinstance(error, NotAPage)
        send(answers, {"failed": str(error), "no_page": no_page, "leaving": limits.outgrown()})
    else:
        send(answers, {"done": True, "leaving": limits.outgrown()})


def _captures(question: Question) -> Iterator[Capture]:
    if question.kept is None:
        captures = registry.read(Path(question.path))
    else:
        captures = read_original(question.kept, Path(question.spool))
    return islice(captures, question.start, None)


def _outline(capture: Capture, question: Question, folder: Path) -> dict[str, Any]:
    from postil.extraction.outline import read_outline  # noqa: PLC0415 - seldom asked for

    return outline_message(read_outline(capture, _known(question)), folder)


def _known(question: Question) -> Guidance:
    return Guidance() if question.kept is None else question.kept.known()


def _article(capture: Capture, question: Question, plain: str, *, extract: Extract, ask: Ask) -> Article:
    """The article of a capture; ``plain`` is why it is only to be its words, empty where it is not."""
    if capture.waiting:
        return render_link(capture)
    return render_plain(capture, plain) if plain else _extract(capture, question, extract, ask)


def _extract(capture: Capture, question: Question, extract: Extract, ask: Ask) -> Article:
    try:
        if question.guided:
            return _guided(capture, extract, ask)
        return extract(capture, _known(question))
    except ImportFailed as error:
        return render_plain(capture, _("{reason} All its text is shown instead.").format(reason=error))


def _guided(capture: Capture, extract: Extract, ask: Ask) -> Article:
    """The article made with what is known of its site.

    A file that does not say where it was saved from is read once to learn what page it says it is, and
    once more where anything is known of that page's site.
    """
    if capture.address:
        return extract(capture, ask(capture.address))
    article = extract(capture, Guidance())
    guidance = ask(article.metadata.canonical)
    return article if guidance.empty else extract(capture, guidance)


class _Limits:
    """What this process may use. Windows has no such limits: there the program's clock ends it."""

    def __init__(self, memory: int, cpu_seconds: int) -> None:
        self._cpu_seconds = cpu_seconds
        if sys.platform != "win32":
            os.nice(_NICE)
            _limit(resource.RLIMIT_AS, memory)
            _limit(resource.RLIMIT_CORE, 0)

    def renew(self, extra: float = 0) -> None:
        """Give the next capture its time, and ``extra`` seconds."""
        if sys.platform != "win32":
            _limit(resource.RLIMIT_CPU, int(time.process_time() + extra) + 1 + self._cpu_seconds)

    def outgrown(self) -> bool:
        """Whether this process should make room for a fresh one."""
        if sys.platform == "win32":
            return False
        return _peak_kibibytes() > _TOO_FAT


def _peak_kibibytes() -> int:
    """The most memory that this process has held."""
    if sys.platform == "linux":
        # Not by getrusage: there, a program counts from its start what the one that started it held.
        for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    if sys.platform == "win32":
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // 1024 if sys.platform == "darwin" else most


def _limit(kind: int, most: int) -> None:
    """Set a limit, within the one that the system sets; some systems know a kind and refuse it."""
    if sys.platform != "win32":
        _soft, hard = resource.getrlimit(kind)
        with suppress(OSError, ValueError):
            resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
