"""Guidance: what the library knows of a page before its article is made out."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from postil.model.repair import Repair


@dataclass(frozen=True, slots=True)
class Guidance:
    """What helps to extract a page, beyond the page itself."""

    repeated: frozenset[int] = field(default=frozenset())
    """Fingerprints (``model.repair.fingerprint``) of lines that other pages of the site have too."""
    repair: Repair | None = None
    """What a person has put right: on this page, and on its site."""

    @property
    def empty(self) -> bool:
        """Whether nothing is known."""
        return self == Guidance()

    def to_json(self) -> str:
        """The form in which it is handed to another process."""
        repair = None if self.repair is None else self.repair.to_json()
        return json.dumps({"repeated": sorted(self.repeated), "repair": repair})

    @classmethod
    def from_json(cls, text: str) -> Guidance:
        """The guidance of that form. Raises ValueError where the text is none."""
        content = json.loads(text)
        repair = content["repair"]
        return cls(frozenset(content["repeated"]), None if repair is None else Repair.from_json(repair))
