"""Postil with models that never saw the sites of a fold.

    python -m tests.benchmarks.extraction_fold FOLDER FOLD

It answers as ``postil extract --json-lines`` does: paths on standard input, JSON a line. FOLDER holds what
``train_blocks.py --folds`` writes. Metadata and plain texts are judged as ever.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from unittest.mock import patch

from postil.errors import ImportFailed
from postil.extraction import classify, page_types
from postil.extraction.extract import extract
from postil.importers import registry


def main() -> None:
    """Answer for every path."""
    folder, fold = Path(sys.argv[1]), sys.argv[2]
    with patch.object(classify, "resource", return_value=folder / f"model-{fold}.json"):
        classify.load_model()
    with patch.object(page_types, "resource", return_value=folder / f"page-types-{fold}.json"):
        page_types.load_page_types()
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
