"""Where the articles of a text file begin that holds several: exports and dumps in one file.

Four ways are known: titles between wallabag's bars; form feeds; ruled lines (``* * *``, ``-----``); and
records that begin with the same label (``URL: …``); or dumps of pages of one site, one after the other, which
all begin with the same menu and end with the same line. Bars are proof. Everything else also stands in
single articles, so each part must show that it is a page of its own: a title and running text, and an
address, a date or a byline near the title, or a page's menu. Where one part does not, the text stays whole.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from postil.dom.barred import EXPORT_BAR, barred_titles

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST = 2_000_000
"""Code points of a text in which less certain borders than bars are looked for."""
_LINE = re.compile(r"[^\r\n\f]*(?:\r\n|[\r\n\f]|\Z)")
_RULE = re.compile(r"^(?:[-=_~#*]{5,}|[*•·#~=_-](?:[ \t]+[*•·#~=_-]){2,}|\*{3,})$")
_LABEL = re.compile(
    r"^(title|url|uri|link|address|source|titel|adresse|titre|título|标题|网址)\s*[:：]\s*\S", re.IGNORECASE
)
_ANY_LABEL = re.compile(r"^[^\W\d_][\w -]{1,18}[:：]\s*\S")
_ADDRESS = re.compile(r"^(?:[\w ]{2,12}[:：]\s*)?https?://\S+$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BY = re.compile(r"^(?:by|von|par|por|di|автор|作者)\b\W*\w", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s|$)|[。！？]")
_ENDS = re.compile(r"(?:[.!?…。！？:：][\"'”’»)\]」』]*)$")
_ENDS_AS_NO_TITLE = re.compile(r"[.,;:。，；：][\"'”’»)\]」』]*$")
_NUMBERED = re.compile(r"^\W*(?:\d|[ivxlc]+[.)\s])", re.IGNORECASE)
_TITLE = 160
"""Code points that a title has at most."""
_BODY = 80
"""Code points that running text has at least."""
_NEAR = 6
"""A masthead's lines after the title."""
_DEEP = 60
"""Lines of a dump among which its date stands."""
_DATE_LINE = 90
_MENU = 3
"""Lines with which all dumps of a site begin."""
_SHORT_WORDS = 8
_LONG_LINE = 40


def article_starts(text: str) -> tuple[int, ...]:
    """The code points at which the articles in ``text`` begin, the first of them 0.

    Only 0 where the text is one article, or where it may be.
    """
    heads = barred_titles(text)
    if len(heads) > 1 and all(head.bar == EXPORT_BAR for head in heads):
        return (0, *(head.start for head in heads[1:]))
    if len(text) > _LONGEST:
        return (0,)
    lines = [found for found in _LINE.finditer(text) if found[0]]
    for find in (_after_feeds, _after_rules, _at_records, _at_menus):
        starts = find(lines)
        if len(starts) > 1:
            return tuple(lines[index].start() for index in starts)
    return (0,)


def _after_feeds(lines: Sequence[re.Match[str]]) -> list[int]:
    """Form feeds also part the printed pages of one text: those are numbered, or break sentences."""
    starts = [0, *(index + 1 for index, line in enumerate(lines[:-1]) if line[0].endswith("\f"))]
    starts = _with_words(lines, starts)
    parts = _parts(lines, starts)
    if len(parts) < 2 or any(_is_numbered(part) for part in parts):
        return []
    broken = any(_goes_on(before, after) for before, after in pairwise(parts))
    alone = all(_has_words(part) and (_has_masthead(part, _DEEP) or _has_menu(part)) for part in parts)
    headed = _distinct([part[0] for part in parts]) or _same_menu(parts)
    return starts if alone and headed and not broken else []


def _after_rules(lines: Sequence[re.Match[str]]) -> list[int]:
    """Rules also part the scenes and sections of one article: each part needs a title and a masthead."""
    starts = [0, *(index + 1 for index, line in enumerate(lines[:-1]) if _RULE.match(line[0].strip()))]
    starts = _with_words(lines, starts)
    parts = _parts(lines, starts)
    if len(parts) < 2:
        return []
    alone = all(_is_title(part[0]) and _has_words(part) and _has_masthead(part, _NEAR) for part in parts)
    return starts if alone and _distinct([part[0] for part in parts]) else []


def _at_records(lines: Sequence[re.Match[str]]) -> list[int]:
    """Each record begins with the label that the file begins with, and goes on with another."""
    words = [line[0].strip() for line in lines]
    first = next((index for index, line in enumerate(words) if line), 0)
    label = _LABEL.match(words[first]) if words else None
    if label is None:
        return []
    same = re.compile(rf"^{label[1]}\s*[:：]\s*\S", re.IGNORECASE)
    starts = [0] + [
        index
        for index in range(first + 1, len(words))
        if same.match(words[index]) and (not words[index - 1] or _RULE.match(words[index - 1]))
    ]
    parts = _parts(lines, starts)
    alone = all(_has_words(part) and len(part) > 1 and _ANY_LABEL.match(part[1]) for part in parts)
    return starts if alone and _distinct([part[0] for part in parts]) else []


def _at_menus(lines: Sequence[re.Match[str]]) -> list[int]:
    """Dumps of a site's pages begin and end alike, and each has its own words and its date."""
    words = [line[0].strip() for line in lines]
    filled = [index for index, line in enumerate(words) if line]
    menu = [words[index] for index in filled[:_MENU]]
    if len(set(menu)) < _MENU or any(_ENDS.search(line) for line in menu):
        return []
    starts = [0] + [
        filled[place]
        for place in range(_MENU, len(filled) - _MENU)
        if words[filled[place]] == menu[0]
        and [words[index] for index in filled[place : place + _MENU]] == menu
    ]
    parts = _parts(lines, starts)
    alone = all(_has_words(part) and _has_masthead(part, _DEEP) for part in parts)
    return starts if len(parts) > 1 and alone and len({part[-1] for part in parts}) == 1 else []


def _with_words(lines: Sequence[re.Match[str]], starts: Sequence[int]) -> list[int]:
    """The starts of parts that have words; what has none goes with the part before it."""
    bounds = pairwise((*starts, len(lines)))
    filled = [first for first, last in bounds if any(_is_filled(line) for line in lines[first:last])]
    return [0, *filled[1:]]


def _parts(lines: Sequence[re.Match[str]], starts: Sequence[int]) -> list[list[str]]:
    """The lines of each part that are neither blank nor a rule."""
    return [
        [line[0].strip() for line in lines[first:last] if _is_filled(line)]
        for first, last in pairwise((*starts, len(lines)))
    ]


def _is_filled(line: re.Match[str]) -> bool:
    words = line[0].strip()
    return bool(words) and not _RULE.match(words)


def _is_title(line: str) -> bool:
    return (
        1 < len(line) <= _TITLE
        and any(map(str.isalpha, line))
        and not line[0].islower()
        and not _ENDS_AS_NO_TITLE.search(line)
    )


def _has_words(part: Sequence[str]) -> bool:
    """Whether running text stands below the first line."""
    body = " ".join(part[1:])
    return len(body) >= _BODY and bool(_SENTENCE.search(body))


def _has_masthead(part: Sequence[str], reach: int) -> bool:
    """Whether a line near the beginning says where, when or by whom the text was published."""
    return any(
        _ADDRESS.match(line) or _BY.match(line) or (_YEAR.search(line) and not _ENDS.search(line))
        for line in part[: 1 + reach]
        if len(line) <= _DATE_LINE
    )


def _has_menu(part: Sequence[str]) -> bool:
    """Whether it begins as the dump of a page does: with one short line after the other."""
    short = [len(line.split()) < _SHORT_WORDS and not _ENDS.search(line) for line in part[: _MENU + 2]]
    return len(short) > _MENU and all(short)


def _same_menu(parts: Sequence[Sequence[str]]) -> bool:
    menus = {tuple(part[:_MENU]) for part in parts}
    return len(menus) == 1 and _has_menu(parts[0])


def _distinct(titles: Sequence[str]) -> bool:
    """Whether no two titles are alike but for numbers, and they are not the chapters of a book."""
    plain = {re.sub(r"\d+", "", title.casefold()) for title in titles}
    return len(plain) == len(titles) and not all(_NUMBERED.match(title) for title in titles)


def _is_numbered(part: Sequence[str]) -> bool:
    """Whether a printed page's number stands at its end or beginning."""
    return any(
        re.fullmatch(r"\W*(?:\w+\s)?\d{1,4}\W*|.*\[?Page \d+\]?", line) for line in (part[0], part[-1])
    )


def _goes_on(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether the second part goes on with a sentence of the first."""
    last, first = before[-1], after[0]
    return first[:1].islower() or (
        len(last) >= _LONG_LINE and not _ENDS.search(last) and not _is_title(first)
    )
