"""One line of the palette."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from postil.gui import words
from postil.translation import _, marked

if TYPE_CHECKING:
    from collections.abc import Callable


class Kind(Enum):
    """What a line leads to, by the word for it."""

    COMMAND = marked("Command")
    SETTING = marked("Setting")
    PLACE = marked("Place")
    SEARCH = marked("Saved search")
    TAG = marked("Tag")
    SITE = marked("Site")
    PAGE = marked("Page")


@dataclass(frozen=True, slots=True)
class Entry:
    """What it is called, and what it does."""

    title: str
    act: Callable[[], object]
    detail: str = ""
    keys: tuple[str, ...] = ()
    sign: str = ""
    kinds: tuple[Kind, ...] = ()
    """What it is; the first is told."""
    meaning: str = ""
    """What is said of it beside its title, to find it by."""
    key: str = ""
    """By what it is remembered once it was used; empty where that is not."""
    behind: Callable[[], object] | None = None
    """Opens it while the person stays in the palette."""

    @property
    def kind(self) -> str:
        """The word for what it is, in the language of the person; empty where that goes without saying."""
        return _(self.kinds[0].value) if self.kinds else ""

    @property
    def spoken(self) -> str:
        """All of it in one line, for who listens: title, kind, detail, keys."""
        keys = _(" or ").join(map(words.key_text, self.keys))
        return ", ".join(part for part in (self.title, self.kind, self.detail, keys) if part)
