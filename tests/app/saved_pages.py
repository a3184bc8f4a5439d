"""Saved pages of our own for tests of the whole path: small, real enough that their articles are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

LIGHTHOUSE = (
    (
        "Every evening the keeper climbed one hundred and twelve steps to the lantern, wound the "
        "clockwork and trimmed the wick, and only then did she sit down to write."
    ),
    (
        "The ledger had three columns: the wind, the oil, and the number of ships. What was not "
        "written down, she used to say, had not happened, and a night without ships was a night that "
        "had to be written twice."
    ),
    (
        "When the lamp was made electric the ledger went on. Nobody had told her to stop, and the "
        "columns were ruled for years ahead; the oil was entered as a nought, in the same careful "
        "hand."
    ),
    (
        "The harbour museum keeps the ledgers now. On the last page the ink has run, because a window"
        " stood open, but the number of ships can still be read."
    ),
)

GARDEN = (
    (
        "A walled garden is a machine for moving the spring forward. The bricks take in the sun all "
        "day and give it back at night, and a peach on a south wall flowers two weeks before its "
        "cousins in the open field."
    ),
    (
        "The gardeners of the old estates built their walls hollow and lit small fires in them when "
        "frost was near. The smoke went up through the coping, and from the house the garden seemed "
        "to breathe."
    ),
    (
        "Nobody lights the fires any more, but the walls still work. Put your hand on the bricks at "
        "ten in the evening and they are as warm as a loaf."
    ),
)


def write_page(folder: Path, name: str, *, title: str, paragraphs: tuple[str, ...], byline: str = "") -> Path:
    """A saved HTML page with the furniture of a site around its article."""
    author = f'<p class="byline">By <span rel="author">{byline}</span></p>' if byline else ""
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(
        f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} | The Harbour Notes</title>
<meta property="og:site_name" content="The Harbour Notes"><meta property="og:title" content="{title}"></head>
<body><header><nav><ul><li><a href="/">Home</a></li><li><a href="/tides">Tides</a></li></ul></nav></header>
<main><article><h1>{title}</h1>{author}
{body}
</article></main>
<aside><h2>Read next</h2><ul><li><a href="/a">A list of all the ferries</a></li></ul></aside>
<footer><p>Copyright. All rights reserved.</p></footer></body></html>
""",
        encoding="utf-8",
    )
    return path


def write_shelf(folder: Path) -> Path:
    """A folder with two pages in it."""
    write_page(folder, "ledger.html", title="The Keeper’s Ledger", paragraphs=LIGHTHOUSE, byline="Ada Quill")
    write_page(folder, "walls.html", title="Warm Walls", paragraphs=GARDEN)
    return folder
