"""The start: verbs go to the command line, workers to their work, all else opens the window."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname

from postil.model.postil_link import is_postil_link
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TOUR = "tour"


def main(words: Sequence[str] | None = None) -> int:
    """Run the program on the words of its command line; the exit status is returned."""
    words = sys.argv[1:] if words is None else words
    worker = _worker(words[0]) if words else None
    if worker is not None:
        _speak()
        return worker(words[1:])
    if words and words[0] == TOUR:
        return _tour(words[1:])
    if _for_the_window(words):
        return _open_window(words)
    from postil.cli.main import run  # noqa: PLC0415 - each way imports only what it needs

    return run(words)


def _speak() -> None:
    """Speak the language that the environment, or the program that started this one, asks for."""
    from postil.app.language import speak_as_started  # noqa: PLC0415 - starts in no time

    speak_as_started()


def _worker(word: str) -> Callable[[Sequence[str]], int] | None:
    """The program's own background processes, which it starts by these words."""
    if word == "convert-worker":
        from postil.app.conversion_worker import main as convert  # noqa: PLC0415 - starts in no time

        return convert
    if word == "index-worker":
        from postil.app.index_worker import main as index  # noqa: PLC0415 - starts in no time

        return index
    if word == "backup-worker":
        from postil.app.backup_worker import main as back_up  # noqa: PLC0415 - starts in no time

        return back_up
    return None


def _for_the_window(words: Sequence[str]) -> bool:
    """Whether the words are none, or files and links as a desktop gives them, or only name a library.

    A bare word is a verb, also where a file of that name is at hand.
    """
    _folder, rest = _library_first(words)
    return all(
        is_postil_link(word) or word.startswith("file:") or (not word.isalpha() and _is_file(word))
        for word in rest
    )


def _is_file(word: str) -> bool:
    try:
        return Path(word).is_file()
    except OSError:  # a word that is too long for a name
        return False


def _library_first(words: Sequence[str]) -> tuple[Path | None, Sequence[str]]:
    """The library that the first words name, if they do, and the words after them."""
    if len(words) > 1 and words[0] == "--library":
        return Path(words[1]), words[2:]
    if words and words[0].startswith("--library="):
        return Path(words[0].partition("=")[2]), words[1:]
    return None, words


def _open_window(words: Sequence[str]) -> int:
    from postil import paths  # noqa: PLC0415 - see main
    from postil.app.instance import Request, hand_over  # noqa: PLC0415 - see main

    named, rest = _library_first(words)
    folder = named or paths.default_library()
    links = [word for word in rest if is_postil_link(word)]
    files = tuple(_local_file(word) for word in rest if not is_postil_link(word))
    link = links[-1] if links else None
    if hand_over(folder, Request(tuple(map(str, files)), link)):
        return 0  # another window has the library: it shows what is asked for at once
    if not _has_display():
        _speak()
        told = _("There is no display for the window; 'postil --help' lists what works without.")
        sys.stderr.write(f"postil: {told}\n")
        return 2
    from postil.gui.main import run  # noqa: PLC0415 - the command line never loads Qt

    return run(folder, files=files, link=link)


def _has_display() -> bool:
    """Whether Qt would find a screen: on Linux it ends the program where there is none."""
    known = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in known)


def _local_file(word: str) -> Path:
    """The path that a desktop names, as a path or as a file: address."""
    if word.startswith("file:"):
        return Path(url2pathname(urlsplit(word).path))
    return Path(word).resolve()


def _tour(words: Sequence[str]) -> int:
    """The main job without a display: text on stdout, and a picture of the window."""
    from postil.cli.main import run  # noqa: PLC0415 - see main

    if any(word.startswith("-") for word in words):
        return run([TOUR, *words])
    folder = Path(tempfile.mkdtemp(prefix="postil-tour-"))
    status = run([TOUR, "--folder", str(folder / "library")])
    if status == 0:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from postil.gui.picture import take  # noqa: PLC0415 - after the platform is chosen

        picture = take(folder / "library", folder / "window.png")
        sys.stdout.write(_("A picture of the window is in {file}").format(file=picture) + "\n")
    return status


if __name__ == "__main__":
    raise SystemExit(main())
