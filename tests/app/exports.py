"""An export of another tool, for tests of files that hold many pages: of wallabag's shape, and our words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.app.saved_pages import LIGHTHOUSE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def write_export(path: Path, numbers: Iterable[int], *, quote: str = "", **fields: Any) -> Path:
    """An export of pages with these numbers; ``quote`` is highlighted on each of them."""
    items = [
        {
            "id": number,
            "title": f"Night {number} at the Lamp",
            "url": f"https://harbour.example/nights/{number}",
            "content": f"<p>Night {number}. {'</p><p>'.join(LIGHTHOUSE)}</p>",
            "is_archived": 0,
            "is_starred": int(number % 7 == 0),
            "tags": ["nights"],
            "created_at": "2023-04-05T06:07:08+0000",
            "mimetype": "text/html",
            "language": "en",
            "annotations": [
                {"id": number, "quote": quote, "text": "So it was.", "created_at": "2023-04-06T00:00:00+0000"}
            ]
            if quote
            else [],
            **fields,
        }
        for number in numbers
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(items), encoding="utf-8")
    return path
