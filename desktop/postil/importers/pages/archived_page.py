"""A page in an archive, with what is beside it there; and the archives of several of them."""

from __future__ import annotations

import html
import posixpath
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from postil.dom.decode import decode
from postil.errors import ImportFailed, NotAPage
from postil.importers.files import begins_as_markup
from postil.importers.pages.beside import EntriesBeside
from postil.importers.pages.companions import PAGE_SUFFIXES, read_folder
from postil.translation import _, counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from postil.importers.pages.beside import Entries, EntryNames
    from postil.model.capture import Capture, Resource

_REFRESH = re.compile(r"""<meta\b[^<>]{0,200}\bhttp-equiv\s*=\s*["']?refresh\b[^<>]{0,1000}""", re.IGNORECASE)
_TARGET = re.compile(r"""\bcontent\s*=\s*(["']?)\s*0*\s*;\s*url\s*=\s*(.*)""", re.IGNORECASE | re.DOTALL)
_HEAD = 4000
_MOST_STEPS = 5
_TEXT_SUFFIXES = (".txt", ".text")


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """A page as it is in its archive."""

    entry: str
    content: bytes
    markup: str
    media_type: str
    resources: tuple[Resource, ...]
    warnings: tuple[str, ...]
    led_from: str = ""
    """What stands in the page that only led to this one, if one did."""


def read_archived_page(
    archive: Entries, index: str, names: EntryNames, *, charset: str | None = None
) -> ArchivedPage:
    """The page that begins at the entry ``index``, with what is shown of the files in its folder.

    A page that only leads to another one in the archive is that other one. Raises ImportFailed.
    """
    led_from = ""
    for _step in range(_MOST_STEPS):
        content = archive.read(index)
        markup = decode(content, declared=charset).text
        folder = posixpath.dirname(index.replace("\\", "/"))
        beside = EntriesBeside(archive, names, folder)
        following = _following(markup, beside)
        if following is None:
            break
        index, led_from = following, led_from or markup
    suffix = posixpath.splitext(index)[1].lower()
    is_text = suffix in _TEXT_SUFFIXES
    if not is_text and suffix not in PAGE_SUFFIXES and not begins_as_markup(content[:_HEAD]):
        raise NotAPage(_("The archive holds a file that is not a page: {file}.").format(file=index))
    resources, warnings = read_folder(beside, posixpath.basename(index.replace("\\", "/")), markup)
    media_type = "text/plain" if is_text else "text/html"
    return ArchivedPage(index, content, markup, media_type, resources, warnings, led_from)


def index_of(names: EntryNames, folder: str) -> str | None:
    """The entry with which a page begins that has a folder to itself; None if there is no page in it."""
    inside = names.directly_in(folder)
    by_suffix = {posixpath.basename(name).lower(): name for name in reversed(inside)}
    pages = [name for name in inside if name.lower().endswith(PAGE_SUFFIXES)]
    indexes = [by_suffix[f"index{suffix}"] for suffix in PAGE_SUFFIXES if f"index{suffix}" in by_suffix]
    others = [name for name in inside if posixpath.basename(name).lower().startswith("index.")]
    others = [name for name in others if not name.lower().endswith((".rdf", ".json"))]
    return next(iter([*indexes, *pages, *others]), None)


def with_left_out(found: Iterable[Capture | ImportFailed]) -> Iterator[Capture]:
    """The captures of an archive; the last of them says how many of its files were left out, and why.

    Raises the first failure where there is no capture at all, and NotAPage where nothing failed either.
    """
    waiting: Capture | None = None
    failures: list[ImportFailed] = []
    passed_over = 0
    for each in found:
        if isinstance(each, NotAPage):
            passed_over += 1
        elif isinstance(each, ImportFailed):
            failures.append(each)
        else:
            if waiting is not None:
                yield waiting
            waiting = each
    if waiting is None:
        raise failures[0] if failures else NotAPage(_("There is no saved page in this archive."))
    yield replace(waiting, warnings=(*waiting.warnings, *_left_out(failures, passed_over)))


def _left_out(failures: Sequence[ImportFailed], passed_over: int) -> Iterator[str]:
    if failures:
        yield counted(
            "{count} file in the archive was left out: {reason}",
            "{count} files in the archive were left out, the first because: {reason}",
            len(failures),
            reason=failures[0],
        )
    if passed_over:
        yield counted(
            "{count} file in the archive is not a page and was passed over.",
            "{count} files in the archive are not pages and were passed over.",
            passed_over,
        )


def _following(markup: str, beside: EntriesBeside) -> str | None:
    """The entry to which a page leads at once, if it does."""
    refresh = _REFRESH.search(markup, 0, _HEAD)
    found = _TARGET.search(refresh[0]) if refresh else None
    if found is None:
        return None
    mark, rest = found.groups()
    written = html.unescape(rest.partition(mark)[0] if mark else rest.split()[0] if rest.split() else "")
    written = written.strip(" \t\r\n'\"").split("#", 1)[0].split("?", 1)[0]
    return beside.entry(unquote(written)) if written else None
