"""Pages that people annotated before they came here, in each kind of file, imported into a real library.

Their highlights stand in the article's text, and nothing of the notes does.
"""

from __future__ import annotations

import json
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest
from tests.importers.annotations.annotated_pages import (
    COMMENT,
    sf_highlight,
    sf_note,
    sf_page,
    wsb_marker,
    wsb_sticky,
)
from tests.importers.pages.orchard import png, zipped

from postil.app.library import Library
from postil.jobs import Progress
from postil.model.annotation import AnchorState, Color, Style

if TYPE_CHECKING:
    from pathlib import Path

SENTENCES = (
    "A scion is cut in the deep of winter, when the tree sleeps, and kept in wet sand in the cellar.",
    "The stock is sawn off at the height of a knee, and the cut is made smooth with a knife, not with a saw.",
    "Bark must lie on bark on one side at least, for only the green layer beneath it grows together.",
    "Then all of it is bound with raffia, and whatever is still open is closed with wax from the hive.",
    "In the second summer the binding is slit open, because it would strangle the young wood otherwise.",
)
HEAD, BARK, SECOND, WHOLE = "when the tree sleeps", "Bark must lie on bark", "the second summer", SENTENCES[3]
NOTED = sf_highlight(BARK, 2, "green").replace("<span", "<span data-single-file-note-refs=2")
MARKED = wsb_marker(SECOND, "20260309101500000", "border-bottom: solid blue", title="1902")
CONTENT = (
    f"<p>{SENTENCES[0].replace(HEAD, sf_highlight(HEAD, 1, 'pink'))}</p>"
    f"<p>{SENTENCES[1]}</p>"
    f"<p>{SENTENCES[2].replace(BARK, NOTED)}</p>"
    f"<p>{WHOLE}</p>{wsb_sticky('Which wax?', '20260309101112000', 'styled plaintext relative')}"
    f"<p>{SENTENCES[4].replace(SECOND, MARKED)}</p>"
)
MARKUP = sf_page(CONTENT, notes=sf_note("For Wanda.", 1) + sf_note("Which side?", 2, "blue"))
EXPECTED = {
    HEAD: ("", Color.MAGENTA, Style.HIGHLIGHT),
    BARK: ("Which side?", Color.GREEN, Style.HIGHLIGHT),
    WHOLE: ("Which wax?", Color.YELLOW, Style.HIGHLIGHT),
    SECOND: ("1902", Color.BLUE, Style.UNDERLINE),
}
ADDRESS = "https://orchard.example/grafting"
RDF = f"""<?xml version="1.0"?><RDF:RDF xmlns:MAF="http://maf.mozdev.org/metadata/rdf#"
    xmlns:RDF="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><RDF:Description RDF:about="urn:root">
    <MAF:originalurl RDF:resource="{ADDRESS}"/><MAF:indexfilename RDF:resource="index.html"/>
    </RDF:Description></RDF:RDF>"""
MANIFEST = json.dumps({"originalUrl": ADDRESS, "title": "Grafting", "indexFilename": "index.html"})


def mhtml() -> bytes:
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = ADDRESS
    markup = MARKUP.replace(COMMENT, "").replace("shadowrootmode", "shadowmode")
    message.set_content(markup, subtype="html", cte="quoted-printable")
    message.add_related(png(), "image", "png", cid="<a@mhtml.blink>")
    return message.as_bytes()


def archive() -> bytes:
    return zipped(("index.html", MARKUP), ("manifest.json", MANIFEST))


FILES = {
    "grafting.html": MARKUP.encode(),
    "utf16.html": MARKUP.replace("<meta charset=utf-8>", "").encode("utf-16"),
    "plain.htm": MARKUP.replace(COMMENT, f"<!-- saved from url=({len(ADDRESS):04}){ADDRESS} -->").encode(),
    "grafting.mhtml": mhtml(),
    "grafting.zip": archive(),
    "selfextract.html": f"<!DOCTYPE html> <html data-sfz>{COMMENT}<meta charset=utf-8>".encode() + archive(),
    "grafting.htz": zipped(("index.html", MARKUP.replace(COMMENT, ""))),
    "grafting.maff": zipped(("1/index.rdf", RDF), ("1/index.html", MARKUP.replace(COMMENT, ""))),
}


@pytest.mark.parametrize("name", FILES)
def test_its_highlights_stand_in_the_text(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name])
    with Library.open(tmp_path / "library") as library:
        (row,) = library.importing.add((path,), Progress()).rows
        assert row.page is not None, row
        article = library.reading.open(row.page)
        assert article.text.split("\n")[-5:] == list(SENTENCES)
        placed = library.annotating.placed(row.page)
    found = {one.annotation.selectors.quote.exact: one for one in placed}
    shown = {quote: one.annotation for quote, one in found.items()}
    assert {quote: (one.note, one.color, one.style) for quote, one in shown.items()} == EXPECTED
    for quote, one in found.items():
        assert one.annotation.state is AnchorState.ANCHORED
        assert article.text[one.start : one.end] == quote
    assert article.page.note == "For Wanda."
    if name != "grafting.htz":
        assert ADDRESS in (article.page.address, article.page.canonical)
