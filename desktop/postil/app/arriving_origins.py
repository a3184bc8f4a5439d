"""What tells a highlight that came from elsewhere from all others, and what was said of it last."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from postil.anchoring.folding import letters_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from postil.model.record import ImportedAnnotation


@dataclass(frozen=True, slots=True)
class Said:
    """What another tool said of a highlight when it last came."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    share: float | None = None

    @classmethod
    def by(cls, annotation: ImportedAnnotation) -> Said:
        """What is said now."""
        quote = annotation.quote
        return cls(
            quote.exact, quote.prefix, quote.suffix, annotation.note, annotation.tags, annotation.share
        )

    def to_json(self) -> str:
        """As the database keeps it; what is empty is left out."""
        fields = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return json.dumps({name: value for name, value in fields.items() if value not in ("", (), None)})

    @classmethod
    def from_json(cls, text: str) -> Said:
        """What ``to_json`` wrote."""
        fields: dict[str, Any] = json.loads(text)
        return cls(**{**fields, "exact": fields.get("exact", ""), "tags": tuple(fields.get("tags", ()))})


def with_origins(annotations: Iterable[ImportedAnnotation]) -> Iterator[tuple[str, ImportedAnnotation]]:
    """Each with what tells it apart: the name that its tool has for it, else its words and its note.

    Of several that say the same, the first, the second … are told apart by that.
    """
    seen: Counter[str] = Counter()
    for each in annotations:
        origin = each.id or f"said:{_digest(each)}"
        seen[origin] += 1
        yield (origin if seen[origin] == 1 else f"{origin}#{seen[origin]}"), each


def says_the_same(one: str, other: str) -> bool:
    """Whether two quotes, or two notes, are the same letters."""
    return one == other or _folded(one) == _folded(other) != ""


def _digest(annotation: ImportedAnnotation) -> str:
    said = f"{_folded(annotation.quote.exact)}\0{_folded(annotation.note)}"
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _folded(text: str) -> str:
    """The letters of a text, in one case: tools write spaces and quotation marks in their own ways."""
    return letters_of(text).casefold()
