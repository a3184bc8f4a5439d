"""Extractors by other people, behind one door, to be measured beside Postil.

    python peers.py          which of them this interpreter has: JSON, names and versions
    python peers.py NAME     paths of pages in UTF-8 on standard input, an answer in JSON a line

It needs nothing but the packages it calls, so it runs in any interpreter that has some of them.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from html import escape
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Answer = dict[str, Any]
    Extract = Callable[[str], Answer]

ADDRESS = "http://fakehost/test/page.html"
"""Where every page is said to come from."""


def trafilatura(**options: Any) -> Extract:
    """The text only, as its function for users gives it."""
    extract = import_module("trafilatura").extract
    return lambda html: {"text": extract(html, include_comments=False, **options) or ""}


def trafilatura_metadata() -> Extract:
    """Text and metadata."""
    extract = import_module("trafilatura").bare_extraction

    def answer(html: str) -> Answer:
        found = extract(html, include_comments=False, with_metadata=True)
        if found is None:
            return {"text": ""}
        return {
            "text": found.text,
            "title": found.title,
            "byline": found.author,
            "published": found.date,
        }

    return answer


def trafilatura_html() -> Extract:
    """With all the structure that it can keep."""
    extract = import_module("trafilatura").extract
    options = {"include_images": True, "include_links": True, "include_formatting": True}
    return lambda html: {
        "html": extract(html, url=ADDRESS, include_comments=False, output_format="html", **options) or ""
    }


def readability_lxml() -> Extract:
    """The algorithm of Arc90, in Python."""
    document = import_module("readability").Document

    def answer(html: str) -> Answer:
        found = document(html, url=ADDRESS)
        return {"html": found.summary(), "title": found.short_title()}

    return answer


def newspaper4k() -> Extract:
    """Its languages need packages of their own; a page in one that is not there is read as English."""
    newspaper = import_module("newspaper")

    def read(html: str, **options: Any) -> Any:
        config = newspaper.Config()
        config.fetch_images = config.memorize_articles = False
        for name, value in options.items():
            setattr(config, name, value)
        article = newspaper.Article(ADDRESS, config=config)
        article.download(input_html=html)
        article.parse()
        return article

    def answer(html: str) -> Answer:
        try:
            found = read(html)
        except ImportError:
            found = read(html, language="en")
        return {
            "text": found.text,
            "title": found.title,
            "byline": ", ".join(found.authors or ()),
            "published": found.publish_date.isoformat() if found.publish_date else None,
        }

    return answer


def resiliparse() -> Extract:
    """Rules over a fast parser."""
    extract = import_module("resiliparse.extract.html2text").extract_plain_text
    return lambda html: {"text": extract(html, main_content=True, alt_texts=False)}


def htmldate() -> Extract:
    """A date only."""
    find = import_module("htmldate").find_date
    return lambda html: {"text": "", "published": find(html, original_date=True)}


def justext_flat() -> Extract:
    """Each line of a plain text as a paragraph."""
    justext = import_module("justext")
    words = justext.get_stoplist("English")

    def answer(text: str) -> Answer:
        html = "<html><body>" + "".join(f"<p>{escape(line)}</p>" for line in text.split("\n"))
        found = justext.justext(html.encode(), words, encoding="utf-8")
        return {"text": "\n".join(each.text for each in found if not each.is_boilerplate)}

    return answer


def whole_text() -> Extract:
    """All of a plain text: what no extractor at all would give."""
    return lambda text: {"text": text}


def long_lines() -> Extract:
    """The lines of a plain text that have ten words or more and end a sentence."""
    end = re.compile(r"[.!?…:\"”。]$")

    def answer(text: str) -> Answer:
        lines = text.split("\n")
        return {
            "text": "\n".join(line for line in lines if len(line.split()) >= 10 and end.search(line.strip()))
        }

    return answer


PEERS: dict[str, tuple[str, Callable[[], Extract]]] = {
    "trafilatura": ("trafilatura", trafilatura),
    "trafilatura fast": ("trafilatura", lambda: trafilatura(fast=True)),
    "trafilatura precision": ("trafilatura", lambda: trafilatura(favor_precision=True)),
    "trafilatura with metadata": ("trafilatura", trafilatura_metadata),
    "trafilatura as HTML": ("trafilatura", trafilatura_html),
    "readability-lxml": ("readability-lxml", readability_lxml),
    "newspaper4k": ("newspaper4k", newspaper4k),
    "resiliparse": ("resiliparse", resiliparse),
    "htmldate": ("htmldate", htmldate),
    "jusText": ("justext", justext_flat),
    "whole text": ("", whole_text),
    "long lines": ("", long_lines),
}
"""Each with the package that it is from."""


def main() -> None:
    """Answer for every path."""
    if len(sys.argv) == 1:
        print(json.dumps(dict(_versions())))
        return
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what libraries print must not stand among the answers
    extract = PEERS[sys.argv[1]][1]()
    _write(answers, {"ready": True, "cpu": time.process_time()})
    for line in sys.stdin:
        path = line.rstrip("\n")
        try:
            answer = {**extract(Path(path).read_text("utf-8")), "error": None}
        except Exception as error:  # noqa: BLE001 - whatever a library may raise is its answer
            answer = {"error": f"{type(error).__name__}: {error}"}
        _write(answers, {**answer, "path": path})


def _versions() -> Any:
    for name, (package, _) in PEERS.items():
        try:
            yield name, version(package) if package else ""
        except PackageNotFoundError:
            continue


def _write(answers: Any, answer: Answer) -> None:
    answers.write(json.dumps(answer, default=str) + "\n")
    answers.flush()


if __name__ == "__main__":
    main()
