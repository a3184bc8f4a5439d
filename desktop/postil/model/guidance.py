"""Guidance: what the library knows of a page before its article is made out."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from postil.model.repair import Repair


@dataclass(frozen=True, slots=True)
class Guidance:
    """What helps to extract a page, beyond the page itself."""

    repeated: frozenset[int] = field(default=frozenset())
    """Fingerprints (``model.repetition.fingerprint``) of blocks that other pages of the site have too."""
    repair: Repair | None = None
    """What a person has put right on this page."""
    site: str = ""
    """The page's site, where anything is remembered for it."""
    site_repair: Repair | None = None
    """What a person has put right on all pages of the site."""

    @property
    def whole_repair(self) -> Repair:
        """The repair of the page over that of its site."""
        return (self.repair or Repair()).over(self.site_repair or Repair())

    @property
    def empty(self) -> bool:
        """Whether nothing is known."""
        return self == Guidance()

    def to_json(self) -> str:
        """The form in which it is handed to another process."""
        return json.dumps(
            {
                "repeated": sorted(self.repeated),
                "repair": None if self.repair is None else self.repair.to_json(),
                "site": self.site,
                "site_repair": None if self.site_repair is None else self.site_repair.to_json(),
            }
        )

    @classmethod
    def from_json(cls, text: str) -> Guidance:
        """The guidance of that form. Raises ValueError where the text is none."""
        content = json.loads(text)
        repairs = (content["repair"], content["site_repair"])
        own, of_site = (None if each is None else Repair.from_json(each) for each in repairs)
        return cls(frozenset(content["repeated"]), own, content["site"], of_site)
