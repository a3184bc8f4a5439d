"""A few saved pages of our own, written into a folder for a test to import."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

WATER = (
    "In the spring the council met twice to decide about the old pumping station, and twice went home.",
    "The engineers drew three plans. One kept the chimney. One kept the wheel. The cheapest kept nothing.",
    "Nobody asked the swallows, which had nested under the eaves for longer than there had been a council.",
    "By autumn the chimney stood alone beside the river, and people said that it had always looked well.",
)
BEES = (
    "Beekeepers on the hill say that a hive can tell rain from wind an hour before either arrives.",
    "They close the entrance in the evening, listen with a hand on the lid, and write down what they hear.",
    "A chimney of warm air rises over every strong colony in June; on cold mornings one can see it.",
    "What the bees do with the knowledge is harder to say, but they are seldom caught outside.",
)
MAPS = (
    "A map folds in one way only, and it is never the way in which one tries to fold it first.",
    "The oldest shop of the city sold them flat, in drawers, and would not fold one for any money.",
    "Visitors rolled their maps and carried them through the rain like loaves of bread.",
    "Much later somebody found that a sheet folds by itself when all its creases are made at once.",
)


def html(title: str, paragraphs: tuple[str, ...], *, site: str = "The Morning Reader") -> str:
    """A page as a browser saves it: the article, and a menu around it."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="og:site_name" content="{site}">'
        '<meta property="article:published_time" content="2025-11-02T08:00:00Z"></head><body>'
        '<nav><a href="/">Home</a> <a href="/about">About</a></nav>'
        f"<main><article><h1>{title}</h1>{body}</article></main><footer>The end</footer></body></html>"
    )


def write_pages(folder: Path) -> None:
    """Write three pages into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, title, paragraphs in (
        ("water", "The water works", WATER),
        ("bees", "What bees know", BEES),
        ("maps", "People who fold maps", MAPS),
    ):
        (folder / f"{name}.html").write_text(html(title, paragraphs), encoding="utf-8")
