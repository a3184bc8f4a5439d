"""Whether rich structure survives extraction: precision and recall of an article's units.

    POSTIL_SHARED=FOLDER python tests/benchmarks/extraction_structure.py [--worst KIND]

FOLDER holds ``pages/readability``: pages with the clean HTML that is expected of them. A unit is an
image (by the last part of its address), a table, a code block, a list item, a heading (each by its
letters and digits), a link (by its text and address) or an embed (by its address). Counts are summed
over the pages. Not counted, on either side, because an article of ours has something else for them: tables
without a second column (a picture and its caption) or with tables in them (layout); items of lists of
contents (the reader makes one of the headings); links that are the cards of embeds.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, cast

from lxml import html as lxml_html

from postil.dom.serialise import parse_article
from postil.extraction.extract import extract
from postil.model.capture import Capture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

ADDRESS = "http://fakehost/test/page.html"
"""Where the expected articles say that they were."""
_NOT_LETTERS = re.compile(r"[\W_]+")
_MOSTLY = 0.8
_INLINE_CODE = ("code", "tt", "samp", "kbd")
_EMBEDS = ("iframe", "embed", "object", "video", "audio")
KINDS = ("images", "tables", "code", "list items", "headings", "links", "embeds")


def main() -> None:
    """Print a row for each kind of unit."""
    parser = argparse.ArgumentParser(description="Structure kept, against expected articles.")
    parser.add_argument("--worst", choices=KINDS, help="name the pages that lose or add most of a kind")
    arguments = parser.parse_args()
    shared = os.environ.get("POSTIL_SHARED")
    if not shared:
        sys.exit("Set POSTIL_SHARED to the folder that holds pages/readability.")
    folder = Path(shared) / "pages" / "readability"
    totals = {kind: [0, 0, 0] for kind in KINDS}
    worst: list[tuple[int, str, str]] = []
    for record in json.loads((folder / "truth.json").read_text("utf-8")):
        name = Path(record["file"]).name
        expected = _read_expected(folder / "expected" / name)
        got = _extracted(folder / record["file"], record.get("url"))
        for kind in KINDS:
            wanted, found = (units_of(kind, tree) for tree in (expected, got))
            for at, units in enumerate((wanted & found, found, wanted)):
                totals[kind][at] += units.total()
            if kind == arguments.worst:
                missing, added = wanted - found, found - wanted
                names = f"lost {list(missing)[:8]} added {list(added)[:8]}"
                worst.append((missing.total() + added.total(), str(record["id"]), names))
    for kind, (common, of_ours, of_theirs) in totals.items():
        print(
            f"{kind:<11} precision {common / max(of_ours, 1):.3f}  "
            f"recall {common / max(of_theirs, 1):.3f}  of {of_theirs}"
        )
    for number, page, names in sorted(worst, reverse=True)[:12]:
        print(number, page, names)


def units_of(kind: str, tree: _Element) -> Counter[str]:
    """The units of a kind in an article."""
    return Counter(_UNITS[kind](tree))


def _read_expected(path: Path) -> _Element:
    return lxml_html.document_fromstring(gzip.decompress(path.read_bytes()).decode("utf-8"))


def _extracted(path: Path, address: str | None) -> _Element:
    content = gzip.decompress(path.read_bytes())
    capture = Capture(
        content=content,
        media_type="text/html",
        format="HTML",
        name=path.name,
        address=address or ADDRESS,
    )
    return parse_article(extract(capture).html)


def _images(tree: _Element) -> Iterator[str]:
    for image in tree.iter("img"):
        written = [
            image.get(name) or "" for name in ("data-source", "src", "data-src", "srcset", "data-srcset")
        ]
        addresses = [
            each.split()[0] for each in written if each.strip() and not each.startswith(("data:", "asset:"))
        ]
        yield addresses[0].split("?")[0].rstrip("/,").rsplit("/", 1)[-1] if addresses else "in the page"


def _of(*tags: str) -> Callable[[_Element], Iterator[str]]:
    def units(tree: _Element) -> Iterator[str]:
        for element in tree.iter(*tags):
            if element.tag in _INLINE_CODE and any(
                each.tag in ("pre", *_INLINE_CODE) for each in element.iterancestors()
            ):
                continue
            letters = _letters_of(element)
            if letters:
                yield letters[:80]

    return units


def _letters_of(element: _Element) -> str:
    """The letters and digits of a unit, without those of the cards of embeds in it."""
    words = cast("list[str]", element.xpath(".//text()[not(ancestor::aside[@class='embed'])]"))
    return _NOT_LETTERS.sub("", "".join(words)).casefold()


def _tables(tree: _Element) -> Iterator[str]:
    for table in tree.iter("table"):
        rows = (len(row.findall("td")) + len(row.findall("th")) for row in table.iter("tr"))
        if table.find(".//table") is None and max(rows, default=0) > 1:
            yield _letters_of(table)[:80]


def _list_items(tree: _Element) -> Iterator[str]:
    for item in tree.iter("li"):
        letters = _letters_of(item)
        within = sum(len(_letters_of(link)) for link in item.iter("a") if _is_within(link))
        if letters and within < _MOSTLY * len(letters):
            yield letters[:80]


def _is_within(link: _Element) -> bool:
    """Whether a link leads to another place of its page."""
    address = link.get("href") or ""
    return address.removeprefix(ADDRESS).startswith("#")


def _links(tree: _Element) -> Iterator[str]:
    for link in tree.iter("a"):
        address = link.get("href") or ""
        if not address.startswith("http") or address.startswith(f"{ADDRESS}#") or _is_card(link):
            continue
        yield f"{_letters_of(link)[:60]} {address.split('?')[0].rstrip('/').casefold()[-60:]}"


def _is_card(link: _Element) -> bool:
    holder = next(link.iterancestors("aside"), None)
    return holder is not None and holder.get("class") == "embed" and _words(holder) == _words(link)


def _words(element: _Element) -> str:
    return "".join(map(str, element.itertext()))


def _embeds(tree: _Element) -> Iterator[str]:
    addresses = [element.get("src") or element.get("data") for element in tree.iter(*_EMBEDS)]
    addresses += [link.get("href") for link in tree.iter("a") if _is_card(link)]
    for address in addresses:
        if address:
            yield address.split("?")[0].partition("//")[2]


_UNITS: dict[str, Callable[[_Element], Iterator[str]]] = {
    "images": _images,
    "tables": _tables,
    "code": _of("pre", "code", "tt", "samp", "kbd"),
    "list items": _list_items,
    "headings": _of("h1", "h2", "h3", "h4", "h5", "h6"),
    "links": _links,
    "embeds": _embeds,
}


if __name__ == "__main__":
    main()
