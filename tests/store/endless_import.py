"""A program that adds pages until it is killed, and says of each that it is kept: see test_kills.py."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

from tests.store.builders import add_annotation, add_whole, capture_of, page

from postil.model.ids import new_id
from postil.model.selectors import Selectors, TextPositionSelector, TextQuoteSelector
from postil.store import resources
from postil.store.contents import Contents
from postil.store.database import Database


def main(folder: Path) -> None:
    """Each page: original, article, text and an image kept, then one transaction with two annotations."""
    database = Database.open(folder)
    contents = Contents(folder)
    contents.sweep()
    print("begun", flush=True)
    for number in itertools.count():
        text = f"The sea was calm on day {number} of {new_id()}. " * 40
        markup = (f"<p>{text}</p>".encode(), f"<div><p>{text}</p></div>".encode())
        original, html_hash, text_hash, image = contents.put_all((*markup, text.encode(), text.encode() * 20))
        added = page(original=original, lead_image=image, title=text[:40], tags=("sea", f"day/{number}"))
        with database.transaction() as tx:
            add_whole(tx, added, text_hash=text_hash, html_hash=html_hash)
            resources.add(tx, capture_of(added).id, image, source="sea.png", media_type="image/png")
            for start in (4, 12):
                quote = TextQuoteSelector(text[start : start + 3])
                place = Selectors(quote, TextPositionSelector(start, start + 3), text_hash)
                add_annotation(tx, added, selectors=place, note="A note.", tags=("kept",))
        print(added.id, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
