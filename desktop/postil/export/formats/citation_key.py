"""The key by which a page is cited: ``miller2025bread-k7m2qa``.

It is made of the page alone: its first author, its year, the first telling word of its title, and the
beginning of its id. No other page that comes or goes can change it, so what was cited once is found by the
same key for ever (as long as nobody corrects the author, the year or the title). It has Latin letters,
digits and hyphens only: all that BibTeX, biber, Pandoc, LaTeX and file names agree on.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

from postil.export.formats.people import people

if TYPE_CHECKING:
    from postil.model.page import Page

_MARK = 6
"""Characters of the page's id: two of a million pages that are alike in all else are told apart."""
_LONGEST = 24
"""Letters of an author or a word."""
_YEAR = re.compile(r"([0-9]{4})(?:\b|-)")
_WORD = re.compile(r"[^\W_]+")
_NOT_LATIN = re.compile("[^a-z0-9]+")
_EMPTY_WORDS = frozenset({
    "about", "after", "and", "are", "but", "das", "dem", "den", "der", "des", "die", "ein", "eine", "els",
    "est", "for", "from", "has", "have", "how", "its", "las", "les", "los", "not", "off", "our", "over",
    "the", "that", "their", "this", "una", "und", "une", "uno", "was", "what", "when", "where", "which",
    "who", "why", "will", "with", "you", "your", "vid", "dlia", "pro", "pid", "shcho", "yak", "chomu",
})  # fmt: skip
_SHORTEST = 3
_ROMANISED = (
    "а a б b в v г h ґ g д d е e є ie ж zh з z и y і i ї i й i к k л l м m н n о o п p р r с s т t у u ф f "
    "х kh ц ts ч ch ш sh щ shch ю iu я ia ы y э e ў u ј j љ lj њ nj ћ c ђ dj џ dz ѓ g ќ k ѕ dz "
    "α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s τ t υ y φ f χ ch ψ ps ω o "
    "æ ae œ oe ø o ł l đ d ð d þ th ı i"
)
"""Cyrillic as Ukraine writes names in passports (2010), Greek after ELOT 743, Latin letters of their own."""
_LATIN = dict(zip(_ROMANISED.split()[::2], _ROMANISED.split()[1::2], strict=True))


def citation_key(page: Page) -> str:
    """The key of a page. Two pages have the same one only where all it is made of is the same."""
    authors = people(page.byline)
    author = _latin(authors[0].family) if authors else ""
    author = author or _latin((page.site or "").removeprefix("www.").split(".")[0]) or "page"
    year = _YEAR.match(page.published or "")
    return (
        f"{author[:_LONGEST]}{year[1] if year else ''}{_telling_word(page.title)[:_LONGEST]}-{_mark(page.id)}"
    )


def _telling_word(title: str) -> str:
    """The first word of a title that says something; empty where none can be written in Latin letters."""
    first = ""
    for word in map(_latin, _WORD.findall(title)):
        if len(word) >= _SHORTEST and word not in _EMPTY_WORDS:
            return word
        first = first or word
    return first


def _latin(text: str) -> str:
    """``text`` in Latin letters without accents; what no table has a letter for is left out."""
    whole = unicodedata.normalize("NFC", text).casefold()
    if not whole.isascii():
        whole = "".join(_LATIN.get(letter) or _bare(letter) for letter in whole)
    return _NOT_LATIN.sub("", whole)


def _bare(letter: str) -> str:
    """A letter without its accents."""
    return "".join(_LATIN.get(part, part) for part in unicodedata.normalize("NFKD", letter))


def _mark(page_id: str) -> str:
    """The beginning of an id; of one that is not ours, of its hash."""
    if _NOT_LATIN.search(page_id) or len(page_id) < _MARK:
        page_id = hashlib.sha256(page_id.encode("utf-8", "replace")).hexdigest()
    return page_id[:_MARK]
