"""Pages that a real browser saves here and now, imported by the command line.

They are made with Chromium where it is installed; where it is not, the tests say so and are skipped.
"""

from __future__ import annotations

import functools
import json
import subprocess
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from tests.e2e.browser import CHROMIUM, Browser
from tests.importers.annotations.annotated_pages import sf_highlight, sf_note, wsb_marker
from tests.importers.pages.orchard import png

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="not installed: Chromium"),
]

PLAIN = (
    "Nobody remembers who planted the first pear tree on the dike, though three families say that they did.",
    "In a wet spring the water stands between the rows, and the pickers go from tree to tree by boat.",
    "What is sold at the gate is written on a slate, and what is owed on the other side of the same slate.",
)
SHADOW = (
    "The shed is a component: this sentence of the shed stands in a shadow root that a script has opened."
)
SLOTTED = "The ladder that leans at the shed is from outside of it, and stands in its slot with nine rungs."
SCRIPTED = "A script adds the forecast: rain from the west until Thursday, and then a week of dry wind."
FRAMED = "In a frame stands the diary of the year 1911, when the dike broke and the orchard was a lake."
INNER = "The diary has a frame of its own, with a letter of the aunt, who asks what became of the geese."
KEPT = (*PLAIN, SHADOW, SLOTTED, SCRIPTED, FRAMED, INNER)

SCRIPT = f"""
class Shed extends HTMLElement {{ connectedCallback() {{
  this.attachShadow({{mode: 'open'}}).innerHTML = '<p>{SHADOW}</p><slot></slot>';
}} }}
customElements.define('orchard-shed', Shed);
document.getElementById('forecast').innerHTML = '<p>{SCRIPTED}</p>';
"""
PAGE = f"""<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>The pear trees of the dike</title>
<link rel=canonical href="https://dike.example/pears"></head><body>
<nav><a href="/">Start</a> <a href="/map">Map</a></nav>
<main><article><h1>The pear trees of the dike</h1>
<p>{PLAIN[0]}</p><img src="a.png" alt="A tree" width=400 height=300>
<p>{PLAIN[1]}</p><orchard-shed><p>{SLOTTED}</p></orchard-shed>
<div id=forecast></div><template><p>never shown</p></template>
<iframe src="diary.html" width=500 height=200></iframe>
<div style="height: 3000px"></div>
<picture><source srcset="b.png"><img src="missing.png" alt="A boat" loading=lazy width=400></picture>
<p>{PLAIN[2]}</p><p hidden>hidden words</p></article></main>
<footer>All rights reserved. <a href="/imprint">Imprint</a></footer><script>{SCRIPT}</script></body></html>"""
DIARY = f"<!DOCTYPE html><meta charset=utf-8><p>{FRAMED}</p><iframe src=letter.html></iframe>"
LETTER = f"<!DOCTYPE html><meta charset=utf-8><p>{INNER}</p>"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder that is served on this computer alone, and its address."""
    folder = tmp_path / "site"
    folder.mkdir()
    handler = functools.partial(_Silent, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield folder, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class _Silent(SimpleHTTPRequestHandler):
    extensions_map = {".html": "text/html", ".png": "image/png"}  # noqa: RUF012 - as the library has it

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def run(*words: str, library: Path) -> Any:
    command = [sys.executable, "-m", "postil", "--library", str(library), "--json", *words]
    answer = subprocess.run(command, capture_output=True, check=True, timeout=120)
    return json.loads(answer.stdout)


def imported(path: Path, library: Path) -> dict[str, Any]:
    """The only page of a file, as the command line shows it."""
    (row,) = run("import", str(path), library=library)
    return dict(run("show", row["page"], library=library))


def test_a_page_saved_by_a_browser_comes_whole(site: tuple[Path, str], tmp_path: Path) -> None:
    folder, address = site
    for name, text in (("page.html", PAGE), ("diary.html", DIARY), ("letter.html", LETTER)):
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "a.png").write_bytes(png(side=90))
    (folder / "b.png").write_bytes(png(side=80))
    with Browser(tmp_path / "profile") as browser:
        (tmp_path / "pears.mhtml").write_bytes(browser.save(f"{address}/page.html"))
    page = imported(tmp_path / "pears.mhtml", tmp_path / "library")
    assert page["format"] == "MHTML"
    assert page["title"] == "The pear trees of the dike"
    assert page["address"] in ("https://dike.example/pears", f"{address}/page.html")
    assert page["saved"] is not None
    assert not [sentence for sentence in KEPT if page["text"].count(sentence) != 1]
    assert not [words for words in ("never shown", "hidden words", "Imprint", "Map") if words in page["text"]]
    assert page["html"].count('src="asset:') == 2


def test_what_people_wrote_into_a_page_stands_in_it_after_a_browser_saved_it(
    site: tuple[Path, str], tmp_path: Path
) -> None:
    folder, address = site
    first, second = PLAIN[1].split(", ")
    content = (
        f"<p>{sf_highlight(first, 1, 'pink')}, {second}</p>"
        f"<p data-single-file-note-refs=1>{PLAIN[0]}</p>"
        f"<p>{wsb_marker(PLAIN[2][:40], '20260309101112345', title='Which slate?')}{PLAIN[2][40:]}</p>"
    )
    markup = PAGE.replace("<div id=forecast>", f"{content}<div id=forecast>")
    (folder / "page.html").write_text(markup.replace("</body>", f"{sf_note('Whose?', 1)}</body>"), "utf-8")
    with Browser(tmp_path / "profile") as browser:
        (tmp_path / "pears.mhtml").write_bytes(browser.save(f"{address}/page.html"))
    page = imported(tmp_path / "pears.mhtml", tmp_path / "library")
    found = {one["quote"]: one for one in page["annotations"]}
    assert set(found) == {first, PLAIN[0], PLAIN[2][:40]}
    assert {one["state"] for one in found.values()} == {"anchored"}
    assert {one["note"] for one in found.values()} == {"", "Whose?", "Which slate?"}
    assert (found[first]["color"], found[PLAIN[2][:40]]["color"]) == ("magenta", "yellow")
    assert "Whose?" not in page["text"]
