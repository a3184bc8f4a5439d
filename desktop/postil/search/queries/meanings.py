"""What the fields and values of the query language mean, in a few words: shown beside what is offered."""

from __future__ import annotations

from postil.search.queries.query import Field
from postil.translation import _, marked

_NAMES = {
    "tag": marked("a tag, with those nested in it"),
    "is": marked("how far it was read, and what it is"),
    "title": marked("words of the title"),
    "site": marked("where it was published"),
    "author": marked("who wrote it"),
    "note": marked("words of your notes"),
    "quote": marked("words of your highlights"),
    "added": marked("when it came into the library"),
    "published": marked("when it was published"),
    "read": marked("when you read it"),
    "has": marked("what you made on it"),
    "color": marked("the colour of a highlight"),
    "lang": marked("the language it is written in"),
    "sort": marked("the order of the results"),
}
_VALUES = {
    ("is", "inbox"): marked("not begun"),
    ("is", "reading"): marked("begun"),
    ("is", "archived"): marked("read and put away"),
    ("is", "unread"): marked("not yet archived"),
    ("is", "read"): marked("the same as archived"),
    ("is", "starred"): marked("with a star"),
    ("is", "highlighted"): marked("pages with highlights, and highlights"),
    ("is", "underlined"): marked("highlights drawn as underlines"),
    ("is", "doubtful"): marked("highlights to be checked"),
    ("is", "lost"): marked("highlights whose words were not found"),
    ("is", "waiting"): marked("links whose page was not saved yet"),
    ("is", "page"): marked("pages only"),
    ("is", "annotation"): marked("highlights only"),
    ("sort", "relevance"): marked("the best first"),
    ("sort", "added"): marked("what was added last first"),
    ("sort", "published"): marked("what was published last first"),
    ("sort", "title"): marked("by the alphabet"),
}
_DAYS = {
    "week": marked("since Monday"),
    "month": marked("this month"),
    "year": marked("this year"),
    "<30d": marked("in the last 30 days"),
    "<7d": marked("in the last 7 days"),
    "<1y": marked("in the last year"),
    ">1y": marked("more than a year ago"),
}

NAMES = tuple(_NAMES)
"""The names that stand before a colon, those that are used most first."""


def meaning(name: str) -> str:
    """What a field, or ``sort``, asks for, in the language of the person."""
    return _(_NAMES[name])


def meaning_of_value(name: str, value: str) -> str:
    """What one of the fixed values or named days means; empty where it says so itself."""
    known = _DAYS.get(value) if name in _OF_DAYS else _VALUES.get((name, value))
    return _(known or "")


_OF_DAYS = frozenset({Field.ADDED.value, Field.PUBLISHED.value, Field.READ.value})
