"""Lists, folders and collections that stand in one another, as tags: ``garden/roses``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class NamedList:
    """A list as a tool knows it: its name, and the id of the one that it is in; empty where it is in none."""

    name: str
    parent: str = ""


def tag_of(list_id: str, lists: Mapping[str, NamedList]) -> str:
    """The tag for what is in a list; empty for a list that is not there. A slash in a name is a hyphen.

    A list that is in itself, by whatever way, stands alone.
    """
    names: list[str] = []
    seen: set[str] = set()
    while list_id in lists and list_id not in seen and len(seen) < _DEEPEST:
        seen.add(list_id)
        names.append(" ".join(lists[list_id].name.replace("/", "-").split()))
        list_id = lists[list_id].parent
    return "/".join(name for name in reversed(names) if name)
