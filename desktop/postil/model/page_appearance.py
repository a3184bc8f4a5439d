"""How one page is shown where that differs from the settings: another font, larger letters, a theme."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from postil.settings import allowed

if TYPE_CHECKING:
    from postil.settings import Settings


@dataclass(frozen=True, slots=True)
class PageAppearance:
    """What a page has of its own, by the names of the settings; None where it follows the setting."""

    theme: str | None = None
    text_font: str | None = None
    text_size: int | None = None
    column_width: float | None = None
    line_height: float | None = None
    justify: bool | None = None
    hyphenate: bool | None = None
    paragraphs: str | None = None
    code_line_numbers: bool | None = None
    wrap_code: bool | None = None

    @property
    def own(self) -> tuple[str, ...]:
        """The names of what the page has of its own."""
        return tuple(name for name in NAMES if getattr(self, name) is not None)

    def value(self, name: str) -> Any:
        """The page's own value of a setting; None where it follows the setting."""
        return getattr(self, name)

    def changed(self, **values: Any) -> PageAppearance:
        """The same with other values; None gives one back to the settings."""
        return replace(self, **values)

    def over(self, settings: Settings) -> Settings:
        """The settings as they hold for this page."""
        return replace(settings, **{name: getattr(self, name) for name in self.own})

    def to_json(self) -> str:
        """What the page has of its own, for the database."""
        return json.dumps({name: value for name, value in asdict(self).items() if value is not None})

    @classmethod
    def from_json(cls, kept: str) -> PageAppearance:
        """What was kept; what this program does not know, or may not have, is left to the settings."""
        try:
            read = json.loads(kept)
        except ValueError:
            return cls()
        if not isinstance(read, dict):
            return cls()
        return cls(**{name: allowed(name, read[name]) for name in NAMES if name in read})


NAMES = tuple(entry.name for entry in fields(PageAppearance))
"""The settings that a page may have of its own."""
