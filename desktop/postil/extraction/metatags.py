"""The page's ``meta`` elements, by name: Open Graph, Dublin Core, Twitter, citation and the like."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_LONGEST = 2_000
"""Characters of a value that are read."""
_KEYS = ("property", "name", "itemprop", "http-equiv")


class MetaTags:
    """Values of ``meta`` elements under their lower-case names."""

    def __init__(self, tree: _Element) -> None:
        self._values: dict[str, list[str]] = {}
        for element in tree.iter("meta"):
            content = " ".join((element.get("content") or "")[:_LONGEST].split())
            if not content:
                continue
            names = {name for key in _KEYS for name in (element.get(key) or "").lower().split()}
            for name in names:
                self._values.setdefault(name.replace("dcterms.", "dc.").replace("dc:", "dc."), []).append(
                    content
                )

    def all(self, *names: str) -> tuple[str, ...]:
        """Every value of the first of ``names`` that the page has."""
        for name in names:
            if name in self._values:
                return tuple(dict.fromkeys(self._values[name]))
        return ()

    def first(self, *names: str) -> str | None:
        """The first value of the first of ``names`` that the page has."""
        return next(iter(self.all(*names)), None)
