"""Plain text: a page that was copied or dumped as text, menus and all, or several of them in one file."""

from __future__ import annotations

import re
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from postil.dom.decode import decode
from postil.importers.files import binary_kind, file_name, read_file
from postil.importers.pages.text_articles import article_starts
from postil.model.capture import Capture

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_LINE_END_BYTES = re.compile(rb"\r\n|[\r\n\f]")
_LINE_END = re.compile(r"\r\n|[\r\n\f]")


class Text:
    """A file of plain text.

    Of several articles in one file, each capture is its own bytes of the file, as they are: one after the
    other they are the file again, so no byte of it is lost. A page of its own bytes can be extracted anew
    without the others, and the same article in a later, longer export is known by its bytes.
    """

    name = "Text"
    suffixes: tuple[str, ...] = (".txt", ".text")

    def confidence(self, head: bytes, path: Path) -> float:
        """By the name, or a file of text without any suffix."""
        if binary_kind(head):
            return 0
        if path.suffix.lower() in self.suffixes:
            return 0.6
        return 0 if path.suffix else 0.2

    def read(self, path: Path) -> Iterator[Capture]:
        """The text as it is, or each of its articles."""
        for content in articles_in(read_file(path)):
            yield Capture(content=content, media_type="text/plain", format=self.name, name=file_name(path))


def articles_in(content: bytes) -> Sequence[bytes]:
    """The bytes of each article, in order; together they are ``content``.

    A text whose articles would not read the same one by one, as in UTF-16 with one mark, stays whole.
    """
    text = decode(content).text
    starts = article_starts(text)
    if len(starts) == 1:
        return (content,)
    texts = [text[first:last] for first, last in pairwise((*starts, len(text)))]
    ends = tuple(line.end() for line in _LINE_END_BYTES.finditer(content))
    counts = tuple(accumulate(len(_LINE_END.findall(own)) for own in texts[:-1]))
    if counts[-1] > len(ends):
        return (content,)
    bounds = (0, *(ends[count - 1] for count in counts), len(content))
    articles = [content[first:last] for first, last in pairwise(bounds)]
    same = all(decode(each).text == own for each, own in zip(articles, texts, strict=True))
    return articles if same else (content,)
