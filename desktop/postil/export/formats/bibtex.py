r"""Pages as a bibliography for LaTeX: entries ``@online`` of biblatex, in UTF-8 (biber reads it).

Letters stay as they are; what LaTeX obeys (``\ { } & % $ # _ ^ ~``) is written as it is to be shown. Braces
are written by name, so that those of a field always go in pairs.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from postil.export.formats.citation_key import citation_key
from postil.export.formats.people import people
from postil.export.formats.words import date_parts, line
from postil.export.markdown.escaping import safe_address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postil.export.formats.people import Person
    from postil.export.formats.source import Source
    from postil.model.page import Page

_LATEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "&": r"\&", "%": r"\%",
    "$": r"\$", "#": r"\#", "_": r"\_", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
})  # fmt: skip
_LANGUAGES = {
    "ar": "arabic", "bg": "bulgarian", "ca": "catalan", "cs": "czech", "da": "danish", "de": "ngerman",
    "el": "greek", "en": "english", "es": "spanish", "et": "estonian", "fi": "finnish", "fr": "french",
    "he": "hebrew", "hr": "croatian", "hu": "hungarian", "it": "italian", "ja": "japanese",
    "lt": "lithuanian", "lv": "latvian", "nb": "norsk", "nl": "dutch", "pl": "polish", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sk": "slovak", "sl": "slovene", "sv": "swedish", "tr": "turkish",
    "uk": "ukrainian",
}  # fmt: skip
"""What babel and polyglossia call the languages for which biblatex has words."""


def write_bibtex(sources: Iterable[Source], file: IO[bytes]) -> None:
    """Write an entry a page."""
    for source in sources:
        file.write(entry(source.page).encode() + b"\n")


def entry(page: Page) -> str:
    """The entry of one page; it ends with a line feed."""
    address = next(filter(None, map(safe_address, (page.canonical, page.address))), None)
    saved = (page.saved or page.added).date().isoformat()
    fields = (
        ("author", " and ".join(map(_name, people(page.byline)))),
        ("title", _text(page.title)),
        ("organization", _text(page.site)),
        ("date", _date(page.published)),
        ("url", (address or "").replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")),
        ("urldate", saved if address else ""),
        ("langid", _LANGUAGES.get((page.language or "").split("-")[0].lower(), "")),
        ("abstract", _text(page.excerpt)),
        ("keywords", ", ".join(_text(tag).replace(",", " ") for tag in page.tags)),
    )
    written = "".join(f"  {name} = {{{value}}},\n" for name, value in fields if value)
    return f"@online{{{citation_key(page)},\n{written}}}\n"


def _text(text: str | None) -> str:
    return line(text).translate(_LATEX)


def _name(person: Person) -> str:
    if person.is_whole:
        return f"{{{_text(person.family)}}}"
    parts = (_text(part) for part in (person.family, person.given))
    # A comma or the word "and" within a name would begin another part of it, or another name.
    return ", ".join(
        f"{{{part}}}" if "," in part or " and " in f" {part.lower()} " else part for part in parts
    )


def _date(published: str | None) -> str:
    year, *rest = date_parts(published) or (0,)
    return "-".join((f"{year:04}", *(f"{part:02}" for part in rest))) if year else ""
