"""Templates of notes: Jinja2 in its sandbox, where every value is escaped unless it is Markdown already.

A template is looked for in the person's own folder first, then in the preset's. It sees plain values. What
``{{ … }}`` writes is the page's text unless its type says that it is Markdown of our own making; a filter
that changes Markdown gives text again, which is escaped. In front matter every value is written as YAML.
"""

from __future__ import annotations

import dataclasses
import traceback
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError, pass_context
from jinja2.utils import missing

from postil.errors import ExportFailed
from postil.export.notes.filters import as_prose, filters_of
from postil.export.notes.frontmatter import Day, Listed, yaml_value
from postil.export.notes.limits import LimitedEnvironment, OutOfLimits, limited
from postil.export.notes.parts import DEPTH, MARKS, PartExtension
from postil.export.notes.template_folder import TemplateFolder
from postil.export.notes.written import Markdown, OwnNote, as_markdown
from postil.model.export_target import NotePreset
from postil.model.postil_link import PostilLink
from postil.paths import resource
from postil.translation import _

if TYPE_CHECKING:
    from pathlib import Path

    from jinja2.runtime import Context

    from postil.export.notes.variables import Note, NoteFile
    from postil.export.notes.written import Marks

NOTE_TEMPLATE = "note.md.jinja"
HIGHLIGHT_TEMPLATE = "highlight.md.jinja"
FRONT_TEMPLATE = "front-matter.yaml.jinja"
FILE_TEMPLATE = "file.md.jinja"
FILE_FRONT_TEMPLATE = "file-front-matter.yaml.jinja"
TEMPLATES = (NOTE_TEMPLATE, HIGHLIGHT_TEMPLATE, FRONT_TEMPLATE, FILE_TEMPLATE, FILE_FRONT_TEMPLATE)
"""The templates of a preset; a person's own folder may have any of them."""
_VARIABLES = ("note", "section", "highlight", "file")
_MISTAKES = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, MemoryError)
"""What a template may raise besides errors of templates: it calls what it likes with what it likes."""
_LOWEST_HEADING = 6


@dataclasses.dataclass(frozen=True, slots=True)
class Templates:
    """Where the templates of a note come from."""

    preset: NotePreset = NotePreset.PLAIN
    folder: Path | None = None
    """The person's own."""

    def note(self, note: Note, marks: Marks, *, depth: int = 0) -> str:
        """The body of a note, with its signs. ``depth`` is how many levels deeper its headings are.

        Raises ExportFailed, with the template, the line and what to do.
        """
        environment = _environment(self.preset, self.folder)
        return _rendered(environment, NOTE_TEMPLATE, {"note": note, MARKS: marks, DEPTH: depth})

    def front_matter(self, note: Note) -> str:
        """The lines of a note's front matter, without the fences. Raises ExportFailed."""
        return _rendered(_yaml_environment(self.preset, self.folder), FRONT_TEMPLATE, {"note": note})

    def file(self, file: NoteFile, marks: Marks) -> str:
        """What stands before the notes of a file of several pages, with its signs. Raises ExportFailed."""
        environment = _environment(self.preset, self.folder)
        return _rendered(environment, FILE_TEMPLATE, {"file": file, MARKS: marks})

    def file_front_matter(self, file: NoteFile) -> str:
        """The lines of the front matter of such a file. Raises ExportFailed."""
        return _rendered(_yaml_environment(self.preset, self.folder), FILE_FRONT_TEMPLATE, {"file": file})


def _rendered(environment: _NoteEnvironment, name: str, values: dict[str, object]) -> str:
    try:
        with limited() as limit:
            return limit.joined(environment.get_template(name).generate(**values))
    except TemplateNotFound as error:
        if error.name == name:
            return ""  # no program of that preset has it
        told = _("The template {name} is not there.").format(name=error.name or name)
        raise ExportFailed(told) from error
    except TemplateSyntaxError as error:
        raise _failed(error.name or name, error.lineno, _with_filters(environment, error.message)) from error
    except RecursionError as error:
        raise _failed(*_where(error, name), _("it includes or calls itself without an end")) from error
    except (TemplateError, OutOfLimits, *_MISTAKES) as error:
        raise _failed(*_where(error, name), str(error) or type(error).__name__) from error


def _failed(name: str, line: int, reason: str) -> ExportFailed:
    return ExportFailed(
        _("The template {name} cannot be used: line {line}: {reason}").format(
            name=name, line=line, reason=reason
        )
    )


def _where(error: BaseException, name: str) -> tuple[str, int]:
    """The template and the line that raised an error."""
    frames = [each for each in traceback.extract_tb(error.__traceback__) if each.filename.endswith(".jinja")]
    return (frames[-1].filename, frames[-1].lineno or 0) if frames else (name, 0)


def _with_filters(environment: _NoteEnvironment, message: str | None) -> str:
    """What is wrong, with a filter's name that may have been meant."""
    unknown = (message or "").partition("No filter named '")[2].partition("'")[0]
    return f"{message}{_meant(unknown, list(environment.filters)) if unknown else ''}"


def _meant(name: str, known: list[str]) -> str:
    close = get_close_matches(name, known, n=1)
    return " " + _("Did you mean “{name}”?").format(name=close[0]) if close else ""


class _TellingUndefined(StrictUndefined):
    """A name that is not there says so, and which one may have been meant."""

    @property
    def _undefined_message(self) -> str:
        name, of = str(self._undefined_name), self._undefined_obj
        if of is missing:
            known = list(_VARIABLES)
            told = _("There is no “{name}”.").format(name=name)
        else:
            known = [each.name for each in dataclasses.fields(of)] if dataclasses.is_dataclass(of) else []
            kind = type(of).__name__.lower()
            told = _("There is no “{name}” in a {kind}.").format(name=name, kind=kind)
        there = " " + _("There are: {names}.").format(names=", ".join(known)) if known else ""
        return told + (_meant(name, known) or there)


class _NoteEnvironment(LimitedEnvironment):
    """The sandbox in which templates are rendered."""

    outline = False
    """Whether the depth of a note is told by tabs, as in outlines."""


@lru_cache(maxsize=16)
def _environment(preset: NotePreset, folder: Path | None) -> _NoteEnvironment:
    environment = _new_environment(preset, folder, _finalize)
    environment.add_extension(PartExtension)
    environment.outline = preset is NotePreset.LOGSEQ
    environment.filters |= {**filters_of(preset), "heading": _heading}
    return environment


@lru_cache(maxsize=16)
def _yaml_environment(preset: NotePreset, folder: Path | None) -> _NoteEnvironment:
    environment = _new_environment(preset, folder, yaml_value)
    filters = filters_of(preset)
    environment.filters |= {
        "day": Day.of,
        "listed": Listed.of,
        "address": filters["address"],
        "tag_name": filters["tag_name"],
        "unlinked": filters["unlinked"],
        "markdown": as_markdown,
    }
    return environment


def _new_environment(preset: NotePreset, folder: Path | None, finalize: Any) -> _NoteEnvironment:
    return _NoteEnvironment(
        loader=TemplateFolder(folder, resource("templates") / preset.value),
        finalize=finalize,
        undefined=_TellingUndefined,
        autoescape=False,  # this is no HTML: finalize escapes for Markdown, or for YAML
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _finalize(value: object) -> object:
    if isinstance(value, OwnNote):
        return as_prose(value)
    if isinstance(value, PostilLink):
        return value.address
    if isinstance(value, tuple | list):
        return ", ".join(as_markdown(str(each)) for each in value)
    return value if value is None or isinstance(value, int | float) else as_markdown(_text(value))


def _text(value: object) -> str:
    return value if isinstance(value, str) else str(value)


@pass_context
def _heading(context: Context, words: str, level: int = 1) -> Markdown:
    """A heading, deeper in a file of several pages."""
    depth = 0 if getattr(context.environment, "outline", False) else context.get(DEPTH, 0)
    level = max(1, min(_LOWEST_HEADING, level + depth))
    return Markdown(f"{'#' * level} {as_markdown(words)}")
