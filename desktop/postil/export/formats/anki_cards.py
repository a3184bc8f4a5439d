"""The questions in a note, as people write them for their flash cards.

- ``Q: Who oils the wheel?`` and below it ``A: The miller.``, once or more often, in any letter case;
- a note whose first line, or whose last one, ends in a question mark: its answer is what the rest of the note
  says, and the words that are highlighted;
- ``The wheel is oiled by the {{c1::miller}}.``: a text with gaps, as Anki writes them.

Any other note is no card: not every remark wants to be learned.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_QUESTION = re.compile(r"(?im)^[ \t]*(?:[-*>][ \t]+)?(?:\*\*)?(?:Q|Question|П|Питання)[:.](?:\*\*)?[ \t]+")
_ANSWER = re.compile(r"(?im)^[ \t]*(?:[-*>][ \t]+)?(?:\*\*)?(?:A|Answer|В|Відповідь)[:.](?:\*\*)?[ \t]+")
_GAP = re.compile(r"\{\{c[0-9]{1,3}::.+?\}\}", re.DOTALL)
_ASKS = re.compile(r"[?？؟;][*_~`\"”’)\]»]*\s*\Z")
_GREEK_MARK = ";"
_GREEK = re.compile('[α-ωά-ώ][*_~`"”’)]*;', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Card:
    """A question that a note asks, in Markdown."""

    front: str
    back: str = ""
    """The answer as far as the note says it; the highlighted words come after it."""
    has_gaps: bool = False
    """Whether ``front`` is a text with gaps, and no question."""


def cards(note: str) -> tuple[Card, ...]:
    """The cards in a note; none where it asks nothing."""
    text = note.replace("\r\n", "\n").strip()
    if _GAP.search(text):
        return (Card(text, has_gaps=True),)
    asked = _asked(text)
    if asked:
        return asked
    first, _break, rest = text.partition("\n")
    if _is_question(first):
        return (Card(first.strip(), rest.strip()),)
    before, _break, last = text.rpartition("\n")
    return (Card(last.strip(), before.strip()),) if _is_question(last) else ()


def _asked(text: str) -> tuple[Card, ...]:
    """The questions that are written after a ``Q:``, each with the answer after its ``A:``."""
    starts = list(_QUESTION.finditer(text))
    found = []
    for number, start in enumerate(starts):
        end = starts[number + 1].start() if number + 1 < len(starts) else len(text)
        part = text[start.end() : end]
        answer = _ANSWER.search(part)
        question = part[: answer.start()] if answer else part
        if question.strip():
            found.append(Card(question.strip(), part[answer.end() :].strip() if answer else ""))
    return tuple(found)


def _is_question(text: str) -> bool:
    found = _ASKS.search(text)
    if found is None:
        return False
    return found[0][0] != _GREEK_MARK or _GREEK.search(text) is not None
