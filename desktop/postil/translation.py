"""The words of the interface in the language of the person: GNU gettext, as the standard library has it.

A sentence is written in English where it is said, inside ``_()``; that is also its key in
``resources/translations``. What is computed goes in by name afterwards, so that a translator can move it:
``_("Undone: {deed}").format(deed=…)``. Tables that are made at import mark their words with ``marked()``
and translate them where they are shown; those of ``Command`` are found without. One English word of two
meanings (Archive, the place and the deed) has a context: ``in_context("place", "Archive")``.
"""

from __future__ import annotations

import gettext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

DOMAIN = "postil"
SOURCE = "en"
"""The language that the sentences of the program are written in."""

_translations: gettext.NullTranslations = gettext.NullTranslations()


def use(languages: Iterable[str], folder: Path) -> str:
    """Say everything from now on in the first of ``languages`` that ``folder`` has, which is returned.

    Languages are named as POSIX does (``uk_UA``) or as the web does (``uk-UA``); English for none.
    """
    global _translations  # noqa: PLW0603 - the one language of a process, chosen once at its start
    for language in languages:
        name = language.replace("-", "_").partition(".")[0]
        if name.partition("_")[0] == SOURCE:
            break
        if gettext.find(DOMAIN, folder, [name]):
            _translations = gettext.translation(DOMAIN, folder, [name])
            return name
    _translations = gettext.NullTranslations()
    return SOURCE


def translated(folder: Path) -> tuple[str, ...]:
    """The languages that ``folder`` has, beside English."""
    return tuple(sorted(file.parents[1].name for file in folder.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")))


def _(message: str) -> str:
    """``message`` in the language of the person."""
    # The empty sentence is the key of a catalogue's own header.
    return _translations.gettext(message) if message else ""


def in_context(context: str, message: str) -> str:
    """``message`` in the language of the person, in the one of its meanings that ``context`` names."""
    return _translations.pgettext(context, message)


def plural(one: str, many: str, number: int) -> str:
    """The form of a sentence that ``number`` asks for; the number itself is put in by the caller."""
    return _translations.ngettext(one, many, number)


def counted(one: str, many: str, number: int, **others: object) -> str:
    """The form of a sentence that ``number`` asks for, with the number as ``{count}`` and ``others`` put in.

    For errors and the command line; the window writes numbers by the locale (``gui/words.py``).
    """
    return plural(one, many, number).format(count=number, **others)


def marked(message: str) -> str:
    """``message`` as it is, found by the collector of words; translate it where it is shown."""
    return message


def marked_in(context: str, message: str) -> str:
    """As ``marked``, for ``in_context``."""
    del context  # it is for the collector
    return message
