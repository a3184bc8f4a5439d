"""Letters that are underlined in a dialog: ``Alt`` and the letter goes there, or presses the button.

They are given, not written into the sentences: so each is in the words that the person reads, in any
language, and no two things of a dialog have the same one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton, QDialogButtonBox, QLabel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

_SIGN = "&"


def give_mnemonics(dialog: QWidget) -> None:
    """Give every button of ``dialog`` that is shown, and every field with a label, a letter of its own.

    Things that come first have the first choice: the beginning of their words, then any letter in them. The
    answers at the foot come before all others, shown or not: letters do not wander when answers come and go.
    Where other things are shown since, or the words have changed, it may be asked again.
    """
    taken: set[str] = set()
    for each in _worded(dialog):
        words = each.text().replace(_SIGN, "")
        at = _place(words, taken)
        if at is not None:
            taken.add(words[at].casefold())
            words = words[:at] + _SIGN + words[at:]
        each.setText(words)


def _worded(dialog: QWidget) -> Iterator[QLabel | QAbstractButton]:
    buttons = [each for each in dialog.findChildren(QAbstractButton) if each.text()]
    answers = [each for each in buttons if isinstance(each.parent(), QDialogButtonBox)]
    yield from answers
    for widget in dialog.findChildren(QLabel):
        if widget.buddy() is not None and widget.text() and widget.isVisibleTo(dialog):
            yield widget
    yield from (each for each in buttons if each not in answers and each.isVisibleTo(dialog))


def _place(words: str, taken: set[str]) -> int | None:
    """Where the letter stands that is given; None where all of them are taken."""
    letters = [at for at, letter in enumerate(words) if letter.isalnum()]
    beginnings = [at for at in letters if at == 0 or not words[at - 1].isalnum()]
    return next((at for at in (*beginnings, *letters) if words[at].casefold() not in taken), None)
