"""The words of a plain text's lines, and which of them are usual in articles or in a page's furniture."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from postil.paths import resource

if TYPE_CHECKING:
    from collections.abc import Mapping

SHORT_LINE = 25
"""Words of a line that may be furniture; the words of longer ones have log-odds of their own."""
_UNSPACED = r"\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+(?:['’ʼ-][^\W_{_UNSPACED}]+)*")
"""A word, or a character of a script without spaces."""
CHARACTER = re.compile(f"[{_UNSPACED}]")
_WORDS_READ = 40
"""Words of a line that are looked up."""
OPENING = 4
"""Words with which appeals begin again and again."""


@dataclass(frozen=True, slots=True)
class UsualWords:
    """Learned log-odds: how much likelier a word stands in an article's line than in a page's furniture."""

    short: Mapping[str, float]
    """Of the words of lines of at most ``SHORT_LINE`` words, by their ``line_words`` form."""
    long: Mapping[str, float]
    """Of the words of longer lines."""


@lru_cache(maxsize=1)
def usual_words() -> UsualWords:
    """The log-odds that are shipped."""
    stored = json.loads(resource("extraction/flat-words.json").read_text(encoding="utf-8"))
    return UsualWords(short=stored["short"], long=stored["long"])


def line_words(text: str) -> tuple[str, ...]:
    """The words of a line as the learned log-odds know them; numbers are all one word."""
    return tuple(
        "0" if token[:1].isdigit() else token.casefold() for token in TOKEN.findall(text)[:_WORDS_READ]
    )
