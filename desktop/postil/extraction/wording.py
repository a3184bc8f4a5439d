"""What a block's own text says, as columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postil.extraction.patterns import BAR, DATE, SENTENCE_END, UNSPACED, UNSPACED_SENTENCE_END

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from postil.extraction.blocks import Block
    from postil.extraction.hints import Hints

TEXT_NAMES = (
    "element", "words", "characters", "link share", "sentences", "sentences a word", "commas a word",
    "ends a sentence", "share of capitals", "share of digits", "share of marks", "begins small", "has a bar",
    "has a date", "ends with a colon", "like the title", "in the description", "in the stated text",
    "share of bold", "share of slanted", "mean odds of words", "lowest odds of words",
    "highest odds of words", "odds of first word", "odds of last word",
)  # fmt: skip
"""The names of what ``text_columns`` measures, in order."""
MEAN_ODDS = TEXT_NAMES.index("mean odds of words")
"""Which of the columns is the mean log-odds of the block's words; the lowest follows."""

_TAGS = (
    "p", "li", "h1", "h2", "h3", "h4", "td", "th", "div", "pre", "blockquote", "figcaption", "dt", "dd",
    "section", "article", "span", "label", "body", "other",
)  # fmt: skip
TAG_CODES = {tag: code for code, tag in enumerate(_TAGS)} | {"h5": 5, "h6": 5}
OTHER_TAG = TAG_CODES["other"]
_WORD = re.compile(r"\w+")
_KINDS: tuple[Callable[[str], bool], ...] = (str.isupper, str.isdigit, str.isalnum)
"""Kinds of characters that are counted: capitals, digits, letters or digits."""
_OTHERS = tuple(bytes(code for code in range(128) if not kind(chr(code))) for kind in _KINDS)
"""For each kind: what to delete of ASCII text so that only that kind is left."""


def short_words(text: str) -> list[str]:
    """The words by which a short block is known: its first dozen, in lower case."""
    return _WORD.findall(text[:160].lower())[:12]


def text_columns(
    block: Block, hints: Hints, lexicon: Mapping[str, float], *, words: float, links: float, sentences: int
) -> list[float]:
    """The columns of a block's text. ``lexicon`` has the log-odds of the words of short blocks."""
    text = block.text
    head = text[:160]
    length = len(head)
    odds = [lexicon.get(word, 0.0) for word in short_words(text)] if lexicon else []
    folded = text.casefold()
    capitals, digits, letters = _count_kinds(head)
    return [
        TAG_CODES.get(block.node.tag, OTHER_TAG),
        words,
        len(text),
        links,
        sentences,
        sentences / (words + 1),
        text.count(",") / (words + 1),
        1.0 if SENTENCE_END.search(text[-3:]) else 0.0,
        capitals / length,
        digits / length,
        1 - letters / length,
        1.0 if head[0].islower() else 0.0,
        1.0 if BAR.search(head) else 0.0,
        1.0 if words < 40 and DATE.search(head) else 0.0,
        1.0 if text[-1] in ":：" else 0.0,
        _likeness(folded, hints.titles),
        1.0 if len(folded) > 30 and hints.description and folded[:60] in hints.description else 0.0,
        0.0 if not hints.body or len(folded) < 20 else (1.0 if folded[:50] in hints.body else -1.0),
        block.strong / len(text),
        block.slanted / len(text),
        sum(odds) / (len(odds) or 1),
        min(odds, default=0.0),
        max(odds, default=0.0),
        odds[0] if odds else 0.0,
        odds[-1] if odds else 0.0,
    ]


def _count_kinds(text: str) -> list[int]:
    """How many characters of a text are of each kind. ASCII, which most text is, is counted by table."""
    if text.isascii():
        plain = text.encode()
        return [len(plain.translate(None, others)) for others in _OTHERS]
    return [sum(map(kind, text)) for kind in _KINDS]


def _likeness(text: str, titles: tuple[str, ...]) -> float:
    """1 for a title of the page, .5 for a part of one, -1 where no title is known."""
    if not titles:
        return -1.0
    if text in titles:
        return 1.0
    return 0.5 if len(text) > 15 and any(text in title for title in titles) else 0.0


def count_words(text: str) -> float:
    """Words; a character of a script without spaces counts as 0.6."""
    count = float(len(text.split()))
    if not text.isascii():
        count += 0.6 * len(UNSPACED.findall(text))
    return count


def count_sentences(text: str) -> int:
    """Ends of sentences."""
    count = len(SENTENCE_END.findall(text))
    if not text.isascii():
        count = max(count, len(UNSPACED_SENTENCE_END.findall(text)))
    return count
