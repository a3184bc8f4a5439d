"""What the words of a command line may be, beside what ``argparse`` knows."""

from __future__ import annotations

import argparse

from postil.translation import _


def count(word: str) -> int:
    """A number of things, 0 or more. Raises ArgumentTypeError."""
    if not (word.isascii() and word.isdigit()):
        raise argparse.ArgumentTypeError(_("{word!r} is not a number of 0 or more").format(word=word))
    return int(word)


def not_text(arguments: argparse.Namespace) -> str | None:
    """The first word that is no text in the terminal's character set. (A path may be any bytes.)"""
    for value in vars(arguments).values():
        for word in value if isinstance(value, list) else (value,):
            if isinstance(word, str) and not word.isascii() and word != _sound(word):
                return word
    return None


def _sound(word: str) -> str:
    return word.encode("utf-8", "replace").decode("utf-8")
