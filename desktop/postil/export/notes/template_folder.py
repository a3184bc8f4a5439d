"""Where templates are read from: the person's own folder, then the preset's, and nowhere else.

Only the names of templates are looked up. Of the person's folder nothing is read that leads out of it, is no
plain file, or is too long to be a template.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import BaseLoader, TemplateNotFound
from jinja2.loaders import split_template_path

from postil.errors import ExportFailed
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jinja2 import Environment


_LARGEST = 256 * 1024
"""Bytes of a template."""


class TemplateFolder(BaseLoader):
    """Finds a template by its name. A person's that is changed, added or taken away counts at once."""

    def __init__(self, own: Path | None, preset: Path) -> None:
        self._own = own
        self._folders = (preset,) if own is None else (own, preset)

    def get_source(
        self,
        environment: Environment,  # noqa: ARG002 - as jinja2 calls it
        template: str,
    ) -> tuple[str, str, Callable[[], bool] | None]:
        """A template's text, its name, and what tells if that is still so; None where it always is.

        Raises ExportFailed where it cannot be read, TemplateNotFound where there is none.
        """
        path = self._path(template)
        if path is None:
            raise TemplateNotFound(template)
        if self._own is None:
            return self._text(path), template, None
        stamp = _stamp(path)
        return self._text(path), template, lambda: self._path(template) == path and _stamp(path) == stamp

    def _path(self, template: str) -> Path | None:
        parts = split_template_path(template)
        paths = (folder.joinpath(*parts) for folder in self._folders)
        return next((path for path in paths if path.is_symlink() or path.is_file()), None)

    def _text(self, path: Path) -> str:
        if self._own is not None and path.is_relative_to(self._own) and _leads_out(path, self._own):
            told = _("The template {path} is a link to elsewhere; put the file itself there.")
            raise ExportFailed(told.format(path=path))
        try:
            if path.stat().st_size > _LARGEST:
                raise ExportFailed(_("The template {path} is too long.").format(path=path))
            return path.read_text("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ExportFailed(_("The template {path} is no text in UTF-8.").format(path=path)) from error
        except OSError as error:
            told = _("The template {path} cannot be read: {reason}.")
            raise ExportFailed(told.format(path=path, reason=error.strerror or error)) from error


def _leads_out(path: Path, folder: Path) -> bool:
    """Whether a path is a link, or goes through one."""
    return path.resolve() != folder.resolve() / path.relative_to(folder)


def _stamp(path: Path) -> tuple[int, int] | None:
    """What changes with the file; None where it is gone."""
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size
