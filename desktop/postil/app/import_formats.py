"""Which kinds of files can be imported, by their names and suffixes: for dialogs and help."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileKind:
    """A format, as people call it."""

    name: str
    suffixes: tuple[str, ...]
    """Lower case, with the dot."""


def file_kinds() -> tuple[FileKind, ...]:
    """Every format that can be imported, in the order of their names."""
    from postil.importers import registry  # noqa: PLC0415 - the formats are not needed to show the window

    kinds = (FileKind(importer.name, tuple(importer.suffixes)) for importer in registry.IMPORTERS)
    return tuple(sorted((kind for kind in kinds if kind.suffixes), key=lambda kind: kind.name.casefold()))
