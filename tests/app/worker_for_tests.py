"""A conversion worker whose extraction does what the page's first word says, started as a process."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import tempfile
import time
from typing import TYPE_CHECKING

from postil.app import conversion_worker
from postil.app.plain_rendering import render_plain
from postil.dom.decode import decode
from postil.dom.plain import plain_text
from postil.errors import ImportFailed
from postil.model.article import Article, Asset, Metadata
from postil.model.ids import content_hash

if TYPE_CHECKING:
    from postil.model.capture import Capture
    from postil.model.guidance import Guidance

MEMORY = 400 * 1024**2
CPU_SECONDS = 1


def extract(capture: Capture, guidance: Guidance) -> Article:
    text = plain_text(decode(capture.markup).text)
    word = text.split()[0] if text else ""
    deed = DEEDS.get(word)
    if deed is not None:
        deed()
    if word == "guided":
        known = sorted(guidance.repeated)
        metadata = Metadata(canonical=text.split()[1] if " " in text else None)
        return Article(metadata, f"<div><p>{known}</p></div>", str(known), "test 1")
    if word == "unsound":
        return Article(Metadata(title="x"), "<div><script>x</script></div>", "", "test 1")
    if word == "refuse":
        raise ImportFailed("It is refused.")
    if word == "image":
        assets = tuple(
            Asset(content_hash(kept.content), kept.content, kept.media_type, kept.source)
            for kept in capture.resources
        )
        return Article(Metadata(title="x"), "<div><p>image</p></div>", "image", "test 1", assets=assets)
    article = render_plain(capture, "")
    return Article(article.metadata, article.html, article.text, "test 1", words=article.words)


def hang() -> None:
    while True:
        pass


def sleep() -> None:
    time.sleep(600)


def devour() -> None:
    """Take memory without touching it, so that a busy machine does not run out of time first."""
    kept = []
    while True:
        kept.append(bytes(50_000_000))


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def crash() -> None:
    ctypes.string_at(0)


def fail() -> None:
    raise ZeroDivisionError("a bug in extraction")


def chat() -> None:
    sys.stdout.write("what is printed does not disturb the conversation\n")
    sys.stdout.flush()


def leave() -> None:
    with tempfile.NamedTemporaryFile(delete=False) as file:
        file.write(b"what an importer needed for a while")


DEEDS = {
    "leave": leave,
    "hang": hang,
    "sleep": sleep,
    "devour": devour,
    "die": die,
    "crash": crash,
    "fail": fail,
    "chat": chat,
}


if __name__ == "__main__":
    raise SystemExit(conversion_worker.serve(extract, memory=MEMORY, cpu_seconds=CPU_SECONDS))
