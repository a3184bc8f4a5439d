"""Posts in the data that a page carries for its own scripts: which objects are some, and what they say."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from postil.extraction.richtext import MARKUP, string_markup, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

TITLE_KEYS = frozenset({"title", "headline"})
"""The keys of what is a title, and never the body of a post."""
_SHORTEST_POST = 3
_AUTHOR_KEYS = (
    "author", "username", "user", "user_name", "userName", "creator", "owner", "poster", "displayName",
    "display_name", "nickname", "author_name", "authorName", "by",
)  # fmt: skip
_AUTHORS = frozenset(_AUTHOR_KEYS)
_NAME_KEYS = (
    "name",
    "username",
    "displayName",
    "display_name",
    "login",
    "nickname",
    "userName",
    "screen_name",
)
_TIME_KEYS = (
    "datePublished",
    "dateCreated",
    "created_at",
    "createdAt",
    "created",
    "published_at",
    "publishedAt",
    "posted_at",
    "date",
    "time",
)
_DAY = re.compile(r"(?:19|20)\d\d-\d\d-\d\d(?:[T ]\d\d:\d\d)?")


def is_post(value: Mapping[str, object]) -> bool:
    """Whether an object has an author, and a body beside it."""
    author = _author_of(value)
    return author is not None and _body_of(value) not in (None, author)


def post_markup(post: Mapping[str, object]) -> str:
    """A post as pages write them, with microdata, so that it is recognised as one."""
    moment = (_time_of(post) or "").replace("T", " ")
    time = f' · <time datetime="{moment}">{moment[:10]}</time>' if moment else ""
    body = _body_of(post) or ""
    return (
        '<div itemprop="comment" itemscope itemtype="http://schema.org/Comment">'
        f'<p><b itemprop="author">{escape(_author_of(post) or "")}</b>{time}</p>'
        f'<div itemprop="text">{string_markup(body)}</div></div>'
    )


def _body_of(value: Mapping[str, object]) -> str | None:
    """The longest string of an object, marked up before plain, if it may be a post's."""
    best, most = None, float(_SHORTEST_POST) - 1
    for key, text in value.items():
        if (
            isinstance(text, str)
            and len(text) > 2 * _SHORTEST_POST
            and key not in TITLE_KEYS
            and not text.startswith(("http", "/", "{"))
        ):
            words = words_of(text) * (1.5 if MARKUP.search(text) else 1)
            if words > most:
                best, most = text, words
    return best


def _author_of(value: Mapping[str, object]) -> str | None:
    for key in _AUTHOR_KEYS if not _AUTHORS.isdisjoint(value) else ():
        held = value.get(key)
        if isinstance(held, list) and held:
            held = held[0]
        if isinstance(held, dict):
            held = next(
                (name for inner in _NAME_KEYS if isinstance(name := held.get(inner), str) and name), None
            )
        if isinstance(held, str) and 0 < len(held.strip()) <= 60:
            return held.strip()
    return None


def _time_of(value: Mapping[str, object]) -> str | None:
    for key in _TIME_KEYS:
        held = value.get(key)
        if isinstance(held, str) and (found := _DAY.match(held)):
            return found.group()
    return None
