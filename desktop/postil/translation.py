"""The words of the interface in the language of the person: GNU gettext, as the standard library has it.

A sentence is written in English where it is said, inside ``_()``; that is also its key in
``resources/translations``. What is computed goes in by name afterwards, so that a translator can move it:
``_("Undone: {deed}").format(deed=…)``. Tables that are made at import mark their words with ``marked()``
and translate them where they are shown.
"""

from __future__ import annotations

import gettext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

DOMAIN = "postil"

_translations: gettext.NullTranslations = gettext.NullTranslations()


def use(languages: tuple[str, ...], folder: Path) -> None:
    """Say everything from now on in the first of ``languages`` that ``folder`` has; English for none."""
    global _translations  # noqa: PLW0603 - the one language of a process, chosen once at its start
    wanted: list[str] = []
    for language in languages:
        if language.partition("_")[0] == "en":
            break
        wanted.append(language)
    _translations = gettext.translation(DOMAIN, folder, wanted or ["en"], fallback=True)


def _(message: str) -> str:
    """``message`` in the language of the person."""
    return _translations.gettext(message)


def plural(one: str, many: str, number: int) -> str:
    """The form of a sentence that ``number`` asks for; the number itself is put in by the caller."""
    return _translations.ngettext(one, many, number)


def marked(message: str) -> str:
    """``message`` as it is, found by the collector of words; translate it where it is shown."""
    return message
