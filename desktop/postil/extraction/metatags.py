"""The page's ``meta`` elements, by name: Open Graph, Dublin Core, Twitter, citation and the like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.extraction.claims import Claim
from postil.model.article import Source

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

_LONGEST = 2_000
"""Characters of a value that are read."""
_KEYS = frozenset({"property", "name", "itemprop", "http-equiv"})


class MetaTags:
    """Values of ``meta`` elements under their lower-case names."""

    def __init__(self, elements: Iterable[_Element]) -> None:
        self._values: dict[str, list[str]] = {}
        for element in elements:
            attributes = dict(element.items())
            content = " ".join(str(attributes.pop("content", ""))[:_LONGEST].split())
            if not content:
                continue
            given = " ".join([str(value) for key, value in attributes.items() if key in _KEYS])
            for name in dict.fromkeys(given.lower().split()):
                plain = name.replace("dcterms.", "dc.").replace("dc:", "dc.")
                self._values.setdefault(plain, []).append(content)

    def all(self, *names: str) -> tuple[str, ...]:
        """Every value of the first of ``names`` that the page has."""
        for name in names:
            if name in self._values:
                return tuple(dict.fromkeys(self._values[name]))
        return ()

    def first(self, *names: str) -> str | None:
        """The first value of the first of ``names`` that the page has."""
        return next(iter(self.all(*names)), None)

    def claims(self, *names: str) -> Iterator[Claim]:
        """Every value of each of ``names``, in their order."""
        for name in names:
            for value in self.all(name):
                yield Claim(value, Source.META, name)

    def matching(self, pattern: re.Pattern[str]) -> Iterator[Claim]:
        """Every value of the names that ``pattern`` is found in."""
        for name in self._values:
            if pattern.search(name):
                yield from self.claims(name)
