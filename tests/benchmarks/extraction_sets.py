"""The sets of pages with known articles that extraction is measured on."""

from __future__ import annotations

import gzip
import hashlib
import json
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from postil.dom.decode import decode

SMALL = ("scrapinghub", "mixed", "readability", "snippets", "flat")
"""Sets that lie open in the folder of pages."""
LARGE = ("aftd", "magic", "wcxb")
"""Sets that are packed under its folder ``train``: the shipped model was trained on them."""
FOLDS = 5


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """A page, and what people marked in it. What they did not look for is None."""

    id: str
    kind: str
    """Article, forum, product and so on; empty where nobody said."""
    site: str
    original: Path
    """The page as it was saved."""
    decoded: Path
    """The same in UTF-8: what other programs are given, so that no decoding counts against them."""
    text: str | None
    title: str | None
    author: str | None
    date: str | None
    undated: bool
    """Whether people looked for a date and found none."""
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]
    clean: str | None
    """The clean HTML that is expected."""

    @property
    def fold(self) -> int:
        """Which part of the pages its site belongs to."""
        return fold_of(self.site)


def read_set(name: str, pages: Path, unpacked: Path) -> tuple[MarkedPage, ...]:
    """The pages of a set, in a fixed order. ``pages`` has the sets, ``unpacked`` what programs read."""
    folder = pages / name
    if name in LARGE:
        folder = unpacked / "train" / name
        if not folder.exists():
            with tarfile.open(pages / "train" / f"{name}.tar.xz") as archive:
                archive.extractall(folder.parent, filter="data")
    records = json.loads((folder / "truth.json").read_text("utf-8"))
    return tuple(
        _marked_page(record, folder, unpacked / name / f"{number:04}")
        for number, record in enumerate(sorted(records, key=lambda record: str(record["id"])))
    )


def site_of(page: str, address: str | None) -> str:
    """The registered part of the host of ``address``; ``page``, an id, where the address is unknown."""
    host = (urlsplit(address or "").hostname or "").split(".")
    if host == [""]:
        return page
    wide = len(host) > 2 and len(host[-2]) <= 3 and len(host[-1]) == 2
    return ".".join(host[-3 if wide else -2 :])


def fold_of(site: str) -> int:
    """Which part of the pages a site belongs to, from 0 to ``FOLDS``: always the same."""
    return int(hashlib.md5(site.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def _marked_page(record: dict[str, Any], folder: Path, stem: Path) -> MarkedPage:
    suffix = ".txt" if ".txt" in record["file"] else ".html"
    original, decoded = stem.with_suffix(suffix), stem.with_suffix(f".decoded{suffix}")
    if not decoded.exists():
        stem.parent.mkdir(parents=True, exist_ok=True)
        content = _read(folder / record["file"])
        original.write_bytes(content)
        decoded.write_text(decode(content).text, "utf-8", newline="")
    expected = folder / "expected" / Path(record["file"]).name
    return MarkedPage(
        id=str(record["id"]),
        kind=record.get("type") or "",
        site=site_of(str(record["id"]), record.get("url")),
        original=original,
        decoded=decoded,
        text=record.get("text") or None,
        title=record.get("title") or None,
        author=record.get("author") or None,
        date=record.get("date") or None,
        undated="date" in record and not record["date"],
        wanted=tuple(record.get("with") or ()),
        unwanted=tuple(record.get("without") or ()),
        clean=_read(expected).decode() if expected.exists() else None,
    )


def _read(path: Path) -> bytes:
    content = path.read_bytes()
    return gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
