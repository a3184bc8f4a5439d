"""The fields of a message from a worker, believed only where they are of the type that is asked for."""

from __future__ import annotations

import re
from datetime import datetime

from postil.model.repetition import MOST_BLOCKS

_WEB = re.compile(r"https?://[^\x00-\x20]+", re.IGNORECASE)


class BrokenMessage(Exception):
    """A message is not what a sound worker writes."""


class Fields:
    """The fields of an object, each of the type that is asked for. Each may raise BrokenMessage."""

    def __init__(self, values: object) -> None:
        if not isinstance(values, dict):
            raise BrokenMessage("no object")
        self._values = values

    def text(self, name: str) -> str:
        """A text, in whole characters."""
        value = self._values.get(name)
        if not isinstance(value, str):
            raise BrokenMessage(f"{name} is no text")
        return value.encode("utf-8", "replace").decode("utf-8")  # half characters cannot be kept

    def optional(self, name: str) -> str | None:
        """A text, or None where there is none."""
        return None if self._values.get(name) is None else self.text(name)

    def web(self, name: str) -> str | None:
        """A web address; None for anything else."""
        value = self.optional(name)
        return value if value is not None and _WEB.fullmatch(value) else None

    def number(self, name: str) -> int:
        """A number that counts something."""
        value = self._values.get(name)
        if not isinstance(value, int) or value < 0:
            raise BrokenMessage(f"{name} is no number")
        return value

    def share(self, name: str) -> float | None:
        """A part of the whole, 0 to 1; None where there is none."""
        value = self._values.get(name)
        if value is None:
            return None
        if not isinstance(value, int | float) or not 0 <= value <= 1:
            raise BrokenMessage(f"{name} is no share")
        return float(value)

    def time(self, name: str) -> datetime | None:
        """A time with its zone; None where there is none."""
        value = self.optional(name)
        return None if value is None else moment(value)

    def fingerprints(self, name: str) -> frozenset[int]:
        """A list of fingerprints, see ``model.repetition``."""
        values = self._values.get(name)
        if not isinstance(values, list) or len(values) > MOST_BLOCKS:
            raise BrokenMessage(f"{name} is no list, or too long")
        if not all(isinstance(value, int) and 0 <= value < 2**32 for value in values):
            raise BrokenMessage(f"{name} is no list of fingerprints")
        return frozenset(values)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts."""
        values = self._values.get(name)
        if not isinstance(values, list):
            raise BrokenMessage(f"{name} is no list")
        return tuple(Fields({name: value}).text(name) for value in values)

    def fields(self, name: str) -> Fields:
        """An object within this one."""
        return Fields(self._values.get(name))

    def all_fields(self, name: str) -> tuple[Fields, ...]:
        """A list of objects."""
        values = self._values.get(name)
        if not isinstance(values, list):
            raise BrokenMessage(f"{name} is no list")
        return tuple(Fields(value) for value in values)

    def true(self, name: str) -> bool:
        """Whether it is said to be so."""
        return self._values.get(name) is True


def moment(text: str) -> datetime:
    """A time with its zone. Raises BrokenMessage."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise BrokenMessage("no time") from error
    if found.tzinfo is None:
        raise BrokenMessage("a time without zone")
    return found
