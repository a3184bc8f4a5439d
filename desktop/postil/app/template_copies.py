"""Copies of the shipped templates in a folder of the person's own, to begin from."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from postil.errors import ExportFailed
from postil.paths import resource
from postil.translation import _

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.export_target import NotePreset

_TEMPLATES = "*.jinja"


def has_templates(folder: Path) -> bool:
    """Whether there are templates in the folder."""
    try:
        return any(folder.glob(_TEMPLATES))
    except OSError:
        return False


def copy_templates(preset: NotePreset, folder: Path) -> tuple[Path, ...]:
    """Copy the templates of a preset into ``folder``, which is made if need be; those that were copied.

    A file that is there stays as it is. Raises ExportFailed.
    """
    copied = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for template in sorted(resource(f"templates/{preset.value}").glob(_TEMPLATES)):
            copy = folder / template.name
            with suppress(FileExistsError), copy.open("xb") as file:
                file.write(template.read_bytes())
                copied.append(copy)
    except OSError as error:
        raise ExportFailed(
            _("The folder {folder} cannot be written to: {reason}.").format(
                folder=folder, reason=error.strerror or error
            )
        ) from error
    return tuple(copied)
