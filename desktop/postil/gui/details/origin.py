"""Where a page says what the details tell of it, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.model.article import Source
from postil.translation import _, marked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postil.model.article import Evidence

_SENTENCES = {
    Source.LINKED_DATA: marked("from the page's linked data (JSON-LD)"),
    Source.META: marked("from a meta tag of the page"),
    Source.MICRODATA: marked("from the page's microdata"),
    Source.SHOWN: marked("as the page shows it around its headline"),
    Source.WINDOW_TITLE: marked("from the title of the page's window"),
    Source.LINK: marked("from a link in the head of the page"),
    Source.ATTRIBUTE: marked("from an attribute of the page"),
    Source.ADDRESS: marked("from the page's address"),
    Source.TEXT: marked("from the words of the text"),
}


def origin(evidence: Iterable[Evidence], field: str) -> str:
    """``from a meta tag of the page: og:title``; empty where it is not known where the field came from."""
    found = next((each for each in evidence if each.field == field), None)
    if found is None:
        return ""
    sentence = _(_SENTENCES[found.source])
    return _("{source}: {name}").format(source=sentence, name=found.name) if found.name else sentence
