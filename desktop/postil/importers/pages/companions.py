"""What a browser saved beside a page: the files in ``NAME_files`` and its like, found by the page's words.

A page names its files relative to itself; what is beside it is on the disk or in the same archive.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from postil.errors import ImportFailed
from postil.importers.files import LARGEST
from postil.importers.pages.shown_files import is_shown, media_type_of
from postil.model.capture import Resource
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from postil.importers.pages.beside import Beside

PAGE_SUFFIXES: tuple[str, ...] = (".html", ".htm", ".xhtml", ".shtml", ".xht")

_SUFFIXES = frozenset({
    "_archivos", "_arquivos", "_bestanden", "_bylos", "-dateien", "_datoteke", "_dosyalar", "_elemei",
    "_failid", "_fails", "_fajlovi", "_ficheiros", "_fichiers", "_file", ".files", "-filer", "_filer",
    "_files", "_fitxategiak", "_fitxers", "_pliki", "_soubory", "_tiedostot",
})  # fmt: skip
"""What browsers add to a page's name in their languages, lower case."""
_OTHER_SUFFIX = re.compile(r"[-_. ]\w{1,20}")
_LOADING = re.compile(
    r"<(?:img|source|video|audio|i?frame|embed|object|input|script|link|image|body|table|td)\b([^>]*+)>",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""([^\s"'/>=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"']++)))?+""")
_ADDRESSES = frozenset({"src", "srcset", "data-src", "href", "xlink:href", "poster", "data", "background"})
"""Attributes that hold addresses."""
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


def read_companions(beside: Beside, stem: str, markup: str) -> tuple[tuple[Resource, ...], tuple[str, ...]]:
    """The files that were saved with a page, and a warning for each that was left out.

    ``stem`` is the name of the page without its suffix.
    """
    found = _referenced(beside, markup)
    folders = {name.split("/", 1)[0] for name in found}
    for folder in sorted(folders):
        if _may_belong(folder, stem):
            for name in beside.under(folder):
                found.setdefault(name, name)
    return _read_all(beside, found)


def read_folder(beside: Beside, page: str, markup: str) -> tuple[tuple[Resource, ...], tuple[str, ...]]:
    """What is shown of a folder that belongs to one page, as ``read_companions``; ``page`` is its name."""
    found = _referenced(beside, markup)
    for name in beside.under(""):
        found.setdefault(name, name)
    found.pop(page, None)
    return _read_all(beside, {name: found[name] for name in found if is_shown(media_type_of(name))})


def is_companion(folder: str, pages: Mapping[str, str], beside: Beside) -> bool:
    """Whether a folder holds what was saved with a page beside it.

    ``pages`` are the names of the pages beside it, by their names without suffix.
    """
    for length in range(len(folder) - 1, 0, -1):
        page = pages.get(folder[:length])
        if page is None:
            continue
        rest = folder[length:]
        if rest.lower() in _SUFFIXES or (_OTHER_SUFFIX.fullmatch(rest) and _names(page, folder, beside)):
            return True
    return False


def _referenced(beside: Beside, markup: str) -> dict[str, str]:
    """The files that the page loads, by their names beside it: how it writes each."""
    found: dict[str, str] = {}
    for reference in dict.fromkeys(_references(markup)):
        name = _locate(beside, reference)
        if name is not None:
            found.setdefault(name, reference)
    return found


def _read_all(beside: Beside, found: Mapping[str, str]) -> tuple[tuple[Resource, ...], tuple[str, ...]]:
    resources: list[Resource] = []
    warnings: list[str] = []
    left = LARGEST
    for name, source in found.items():
        file = name.rsplit("/", 1)[-1]
        try:
            size = beside.size(name)
            if size > left:
                warnings.append(
                    _("{file} was left out: what was saved with the page is too large.").format(file=file)
                )
                continue
            resources.append(Resource(source, beside.read(name), media_type_of(name)))
        except (OSError, ImportFailed) as error:
            reason = getattr(error, "strerror", None) or str(error).rstrip(".")
            warnings.append(
                _("{file}, saved with the page, cannot be read: {reason}.").format(file=file, reason=reason)
            )
        else:
            left -= size
    return tuple(resources), tuple(warnings)


def _references(markup: str) -> Iterator[str]:
    """The relative addresses of what the page loads, as it writes them."""
    for tag in _LOADING.finditer(markup):
        for written, quoted, single, bare in _ATTRIBUTE.findall(tag[1]):
            name = written.lower()
            if name not in _ADDRESSES:
                continue
            value = html.unescape(quoted or single or bare)
            if name == "srcset":
                yield from (candidate.split()[0] for candidate in value.split(",") if candidate.strip())
            else:
                yield value.strip()


def _locate(beside: Beside, reference: str) -> str | None:
    """The name of the file that a page means, if there is one within reach."""
    if not reference or reference[0] in "/\\" or len(reference) > 1000 or _SCHEME.match(reference):
        return None
    plain = reference.replace("\\", "/")
    for way in dict.fromkeys((plain, unquote(plain), unquote(plain.split("#", 1)[0].split("?", 1)[0]))):
        name = beside.find(way)
        if name is not None:
            return name
    return None


def _may_belong(folder: str, stem: str) -> bool:
    return folder.startswith(stem) and bool(_OTHER_SUFFIX.fullmatch(folder[len(stem) :]))


def _names(page: str, folder: str, beside: Beside) -> bool:
    """Whether the bytes of ``page`` speak of ``folder``."""
    try:
        content = beside.read(page)
    except (OSError, ImportFailed):
        return False
    return any(name.encode("utf-8", "replace") + b"/" in content for name in (folder, quote(folder)))
