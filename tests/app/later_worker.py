"""A conversion worker with a later extractor: today's, and then the edits that the environment tells.

``LATER`` is JSON: ``replace`` is a list of pairs, what stands in the article's markup and what then stands
there; ``plain`` says that no article could be told; ``die`` kills the worker at pages with this word.
"""

from __future__ import annotations

import json
import os
import signal
from dataclasses import replace
from typing import TYPE_CHECKING

from postil.app import conversion_worker
from postil.dom.flatten import flatten
from postil.dom.serialise import parse_article
from postil.extraction.extract import extract

if TYPE_CHECKING:
    from postil.model.article import Article
    from postil.model.capture import Capture
    from postil.model.guidance import Guidance

LATER = "postil later"
"""The later extractor's name and version."""


def extract_later(capture: Capture, guidance: Guidance) -> Article:
    article = extract(capture, guidance)
    edits = json.loads(os.environ.get("LATER", "{}"))
    if edits.get("die") and edits["die"] in article.html:
        os.kill(os.getpid(), signal.SIGKILL)
    html = article.html
    for old, new in edits.get("replace", []):
        html = html.replace(old, new)
    text = flatten(parse_article(html)).text
    metadata = replace(article.metadata, **edits.get("metadata", {}))
    return replace(
        article,
        metadata=metadata,
        html=html,
        text=text,
        extractor=LATER,
        words=len(text.split()),
        plain=edits.get("plain", article.plain),
    )


if __name__ == "__main__":
    raise SystemExit(conversion_worker.serve(extract_later))
