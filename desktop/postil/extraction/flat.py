"""The article out of a plain text: the front door for captures that have no markup.

A text may be the dump of a whole page, with menus, advertisements and lists of headlines around the article,
or simply a text: an article, a note, a poem, a log. Of the first the article is kept, of the second all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from lxml import etree

from postil.dom.barred import barred_titles
from postil.dom.serialise import without_control_characters
from postil.extraction.flat_features import measure_lines
from postil.extraction.flat_lines import read_lines
from postil.extraction.flat_masthead import read_flat_masthead
from postil.extraction.flat_rebuild import rebuild_lines
from postil.extraction.flat_selection import select_lines
from postil.extraction.flat_words import usual_words
from postil.extraction.language import detect_language, text_direction
from postil.extraction.repairing import repair_lines
from postil.extraction.titles import words_of
from postil.model.article import Metadata
from postil.model.guidance import Guidance

if TYPE_CHECKING:
    from lxml.etree import _Element

    from postil.extraction.flat_features import MeasuredLines
    from postil.extraction.flat_lines import Line
    from postil.extraction.flat_masthead import FlatMasthead
    from postil.extraction.flat_selection import Selection

_MOST_LINES = 6_000
"""A text of more lines is no page, and is not searched for an article."""
_NOTHING_KNOWN = Guidance()
_SAMPLE = 200
"""Lines that tell a long text's language."""


@dataclass(frozen=True, slots=True)
class FlatReading:
    """What was said of the lines of a plain text before its article was rebuilt."""

    measured: MeasuredLines
    selection: Selection
    head: FlatMasthead


@dataclass(frozen=True, slots=True)
class FlatArticle:
    """What was made of a plain text."""

    tree: _Element
    """A ``div`` of allowed elements."""
    metadata: Metadata
    plain: bool = False
    """True where the article could not be told from its page and the whole text is shown."""
    reading: FlatReading | None = None
    """None where there was nothing to judge."""
    lines: tuple[Line, ...] = ()
    """The lines that were judged, and below, which of them are the article's body."""
    kept: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True)
class BarredArticle:
    """One article of a text export that sets titles between bars."""

    title: str
    text: str


def extract_flat(text: str, *, name: str, guidance: Guidance = _NOTHING_KNOWN) -> FlatArticle:
    """The article in ``text``. ``name`` is the file's, for a title where the text has none."""
    barred = split_barred(text)
    if barred:
        return _exported(barred, name)
    lines = read_lines(text)
    if len(lines) > _MOST_LINES:
        return _unjudged(lines, name)
    measured = measure_lines(lines, usual_words())
    selection = select_lines(lines, measured, guidance.repeated)
    kept = [line for line, keep in zip(lines, selection.kept, strict=True) if keep]
    sample = "\n".join(line.text for line in kept)
    language = detect_language(sample)
    head = read_flat_masthead(lines, measured, selection, language=language)
    chosen = [keep and index not in head.taken for index, keep in enumerate(selection.kept)]
    if not any(chosen) and len(lines) > 1:
        chosen = list(selection.kept)  # better twice than not at all
    chosen = repair_lines([line.text for line in lines], chosen, guidance)
    body = [line for line, keep in zip(lines, chosen, strict=True) if keep]
    metadata = Metadata(
        title=head.title or _title_from(name),
        byline=head.byline,
        site=head.site,
        language=language,
        direction=text_direction(language, sample),
        published=head.published or head.modified,
        modified=head.modified,
        canonical=head.address,
    )
    tree = rebuild_lines(body, dump=selection.dump)
    reading = FlatReading(measured, selection, head)
    return FlatArticle(tree, metadata, selection.plain, reading, lines, tuple(chosen))


def keep_all_lines(
    text: str, *, name: str, title: str | None = None, guidance: Guidance = _NOTHING_KNOWN
) -> FlatArticle:
    """All of a text that is nothing but its article, but a first line that says its title again.

    ``title`` is what is known from elsewhere; without it the file's ``name`` is the title.
    """
    lines = read_lines(text)
    texts = [line.text for line in lines]
    again = len(lines) > 1 and bool(title) and words_of(texts[0]) == words_of(title)
    chosen = repair_lines(texts, [index > 0 or not again for index in range(len(lines))], guidance)
    whole = _unjudged(tuple(line for line, keep in zip(lines, chosen, strict=True) if keep), name)
    metadata = replace(whole.metadata, title=title or whole.metadata.title)
    return replace(whole, metadata=metadata, lines=lines, kept=tuple(chosen))


def _unjudged(lines: tuple[Line, ...], name: str) -> FlatArticle:
    """All of a text that is too long for a page: a book, a log, a table."""
    sample = "\n".join(line.text for line in lines[:_SAMPLE])
    language = detect_language(sample)
    metadata = Metadata(
        title=_title_from(name), language=language, direction=text_direction(language, sample)
    )
    return FlatArticle(rebuild_lines(lines, dump=False), metadata)


def split_barred(text: str) -> tuple[BarredArticle, ...]:
    """The articles of a wallabag text export; empty where the text is none."""
    heads = barred_titles(text)
    bounds = (*(head.start for head in heads), len(text))
    return tuple(
        BarredArticle(head.title, text[head.end : end].strip("\r\n"))
        for head, end in zip(heads, bounds[1:], strict=True)
    )


def _exported(articles: tuple[BarredArticle, ...], name: str) -> FlatArticle:
    """Exported articles are clean already; several in one file stand under their titles."""
    tree = etree.Element("div")
    for article in articles:
        if len(articles) > 1:
            etree.SubElement(tree, "h2").text = without_control_characters(article.title)
        tree.extend(list(rebuild_lines(read_lines(article.text), dump=False)))
    sample = "\n".join(article.text for article in articles)
    language = detect_language(sample)
    title = articles[0].title if len(articles) == 1 else _title_from(name)
    metadata = Metadata(title=title, language=language, direction=text_direction(language, sample))
    return FlatArticle(tree, metadata)


def _title_from(name: str) -> str | None:
    stem = PurePath(name).stem
    return " ".join(re.sub(r"[_]+", " ", stem).split()) or None
