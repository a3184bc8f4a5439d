"""Postil with another model than the shipped one: python -m tests.benchmarks.extraction_fold MODEL.

It answers as ``postil extract --json-lines`` does: paths on standard input, JSON a line. So a page can be
judged by a model that was trained without its site.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from unittest.mock import patch

from postil.errors import ImportFailed
from postil.extraction import classify
from postil.extraction.extract import extract
from postil.importers import registry


def main() -> None:
    """Answer for every path."""
    classify.load_model.cache_clear()
    with patch.object(classify, "resource", return_value=Path(sys.argv[1])):
        classify.load_model()
    print(json.dumps({"ready": True, "cpu": time.process_time()}), flush=True)
    for line in sys.stdin:
        print(json.dumps(_facts(Path(line.rstrip("\n")))), flush=True)


def _facts(path: Path) -> dict[str, str | None]:
    try:
        article = extract(next(iter(registry.read(path))))
    except ImportFailed as error:
        return {"error": str(error)}
    metadata = article.metadata
    return {
        "text": article.text,
        "title": metadata.title,
        "byline": metadata.byline,
        "published": metadata.published,
        "error": None,
    }


if __name__ == "__main__":
    main()
