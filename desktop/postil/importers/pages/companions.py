"""What a browser saved beside a page: the files in ``NAME_files`` and its like, found by the page's words.

A page names its files relative to itself. Nothing outside the page's own folder is ever read: no ``..``,
no absolute path, no link that leads out.
"""

from __future__ import annotations

import html
import os
import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from postil.importers.files import LARGEST
from postil.model.capture import Resource
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE_SUFFIXES: tuple[str, ...] = (".html", ".htm", ".xhtml", ".shtml", ".xht")

_MOST_FILES = 5000
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
_MEDIA_TYPES = {
    ".avif": "image/avif",
    ".css": "text/css",
    ".gif": "image/gif",
    ".htm": "text/html",
    ".html": "text/html",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}


def read_companions(page: Path, markup: str) -> tuple[tuple[Resource, ...], tuple[str, ...]]:
    """The files that were saved with ``page``, and a warning for each that was left out."""
    root = page.parent.resolve()
    found: dict[Path, str] = {}
    folders: set[str] = set()
    for reference in dict.fromkeys(_references(markup)):
        path = _locate(root, reference)
        if path is not None:
            found.setdefault(path, reference)
            folders.add(path.relative_to(root).parts[0])
    for folder in sorted(folders):
        if _may_belong(folder, page.stem):
            for path in _files_under(root / folder):
                found.setdefault(path, path.relative_to(root).as_posix())
    return _read_all(found)


def is_companion(folder: Path, page_names: dict[str, Path]) -> bool:
    """Whether ``folder`` holds what was saved with a page beside it.

    ``page_names`` are the pages beside it, by their names without suffix.
    """
    for length in range(len(folder.name) - 1, 0, -1):
        page = page_names.get(folder.name[:length])
        if page is None:
            continue
        rest = folder.name[length:]
        if rest.lower() in _SUFFIXES or (_OTHER_SUFFIX.fullmatch(rest) and _names(page, folder.name)):
            return True
    return False


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


def _locate(root: Path, reference: str) -> Path | None:
    """The file that a page in ``root`` means, if there is one and it is inside ``root``."""
    if not reference or reference[0] in "/\\" or len(reference) > 1000 or _SCHEME.match(reference):
        return None
    plain = reference.replace("\\", "/")
    for way in dict.fromkeys((plain, unquote(plain), unquote(plain.split("#", 1)[0].split("?", 1)[0]))):
        if way.startswith("/") or ".." in way.split("/") or "\0" in way or ":" in way.split("/", 1)[0]:
            continue
        path = _inside(root, root / way)
        if path is not None:
            return path
    return None


def _inside(root: Path, path: Path) -> Path | None:
    try:
        if not path.is_file():
            return None
        resolved = path.resolve()
        return resolved if resolved.is_relative_to(root) and resolved.is_file() else None
    except (OSError, RuntimeError, ValueError):  # a name that is too long, a loop of links, half a character
        return None


def _files_under(folder: Path) -> Iterator[Path]:
    count = 0
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = _inside(folder, folder / parent / name)
            if path is not None:
                yield path
                count += 1
            if count == _MOST_FILES:
                return


def _may_belong(folder: str, stem: str) -> bool:
    return folder.startswith(stem) and bool(_OTHER_SUFFIX.fullmatch(folder[len(stem) :]))


def _read_all(found: dict[Path, str]) -> tuple[tuple[Resource, ...], tuple[str, ...]]:
    resources: list[Resource] = []
    warnings: list[str] = []
    left = LARGEST
    for path, source in found.items():
        try:
            size = path.stat().st_size
            if size > left:
                warnings.append(
                    _("{file} was left out: what was saved with the page is too large.").format(
                        file=path.name
                    )
                )
                continue
            resources.append(Resource(source, path.read_bytes(), _MEDIA_TYPES.get(path.suffix.lower(), "")))
        except OSError as error:
            warnings.append(
                _("{file}, saved with the page, cannot be read: {reason}.").format(
                    file=path.name, reason=error.strerror or error
                )
            )
        else:
            left -= size
    return tuple(resources), tuple(warnings)


def _names(page: Path, folder: str) -> bool:
    """Whether the bytes of ``page`` speak of ``folder``."""
    try:
        with page.open("rb") as file:
            content = file.read(LARGEST)
    except OSError:
        return False
    return any(name.encode("utf-8", "replace") + b"/" in content for name in (folder, quote(folder)))
