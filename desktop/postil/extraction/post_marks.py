"""Who wrote a post, and when: the parts of a page that say so.

A name is marked by what its element is called, or by a link to a profile; a moment by a time element, by
what its element is called, or by its shape.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from postil.dom.serialise import without_control_characters
from postil.extraction.blocks import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from postil.extraction.blocks import Node

_AUTHORS = frozenset({
    "author", "authors", "username", "user", "nick", "nickname", "poster", "postedby", "by", "creator",
    "owner", "member", "byline", "displayname", "screenname", "commenter", "hnuser", "fn", "authi",
    "bigusername", "louzhu", "handle",
})  # fmt: skip
"""Parts of names that mark an author's name."""
_SENDER = "from"
"""A name that marks an author's as a whole, not as a part."""
_OTHERS = frozenset({
    "avatar", "image", "img", "photo", "badge", "badges", "rank", "count", "stat", "stats", "signature",
    "title", "menu", "action", "actions", "button", "btn", "extra", "body", "content", "text", "date",
    "time", "icon",
})  # fmt: skip
"""Parts of names that mark something else of an author's."""
_PICTURES = frozenset({"avatar", "image", "img", "photo", "badge", "badges", "rank", "icon"})
"""Parts of names that mark what stands for a name, or beside it: a letter instead of a picture, a rank."""
_PLACE = re.compile(r"#?\d{1,3}\.?")
"""A place in a list of members."""
_PROFILES = (
    "/user/", "/users/", "/u/", "/member/", "/members/", "/profile/", "/profiles/", "/people/", "/author/",
    "-profile/", "/~", "/@", "member.php?", "memberlist.php?", "profile.php", "viewprofile", "space-uid",
    "mod=space", "/user?id=", "uid=", "?u=", "&u=",
)  # fmt: skip
"""Parts of the addresses of profiles."""
_PARTS = str.maketrans("_-", "  ")
_DATED = re.compile(
    r"(?:^|[\s_-])(?:date|time|timestamp|age|posted|published|created|permalink|when)", re.IGNORECASE
)
_DAY = re.compile(r"((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]+(\d{1,2}:\d\d))?")
_WRITTEN_DATE = re.compile(r"\b(?:19|20)\d\d\b")
_LEAD = re.compile(
    r"^(?:(?:posted|written|asked|answered|submitted|started)\s+)?(?:by|von|par|por)(?:\s+|$)|^@",
    re.IGNORECASE,
)
_DEED = re.compile(r"(?:asked|answered|posted|replied|commented|edited|modified)", re.IGNORECASE)
"""What stands before a date in the place of a name."""
_BEFORE_DATE = re.compile(
    r"^(?:#\d+|[\W_]+|(?:last |first )?(?:updated?|posted|published|edited|on|at)(?=\s))+", re.IGNORECASE
)
_AROUND = " \t,:·•|-–—"
_LONGEST_NAME = 50
_MOST_NAME_WORDS = 5
_LONGEST_DATE = 40
_PARTS_OF_A_POST = 400


def is_author(node: Node) -> bool:
    """Whether a node is marked as an author's name, or links to a profile."""
    if (node.tag == "a" and _links_to_profile(node)) or is_named(node):
        return bool(name_in(node))
    return False


def is_named(node: Node) -> bool:
    """Whether what a node is called marks it as an author's name."""
    return bool(node.names) and node.tag != "label" and _is_authors(node.names)


@lru_cache(maxsize=5_000)
def _is_authors(names: str) -> bool:
    whole = names.lower()
    parts = whole.translate(_PARTS).split()
    is_named = not _AUTHORS.isdisjoint(parts) or _SENDER in whole.split()
    return is_named and _OTHERS.isdisjoint(parts)


def _links_to_profile(node: Node) -> bool:
    element = node.element
    if element.get("rel") != "author" and not _is_profile(element.get("href") or ""):
        return False
    return _OTHERS.isdisjoint(node.names.lower().translate(_PARTS).split())


@lru_cache(maxsize=5_000)
def _is_profile(address: str) -> bool:
    return any(map(address.__contains__, _PROFILES))


def name_in(node: Node) -> str:
    """The name that a node shows first; empty where it shows none, or more than a name."""
    for piece in _texts(node, 12, _is_beside_name):
        name = _LEAD.sub("", piece).strip(_AROUND)
        if _DEED.fullmatch(name):
            return ""
        if any(map(str.isalnum, name)) and not _PLACE.fullmatch(name):
            return name if len(name) <= _LONGEST_NAME and len(name.split()) <= _MOST_NAME_WORDS else ""
    return ""


def _is_beside_name(node: Node) -> bool:
    """Whether a part of an author's mark is a picture's stand-in, a badge or a rank."""
    return bool(node.names) and not _PICTURES.isdisjoint(node.names.lower().translate(_PARTS).split())


def moment_in(post: Node, among: set[Node]) -> tuple[str, int]:
    """When a post says that it was written, and in which block; times for machines before written ones."""
    written, block = "", -1
    stack = _inner(post)
    for _ in range(_PARTS_OF_A_POST):
        if not stack:
            break
        node = stack.pop()
        if node in among:
            continue
        element = node.element
        stated = element.get("datetime") or element.get("title") or element.get("content") or ""
        dated = node.tag == "time" or bool(node.names and _DATED.search(node.names))
        if (dated or node.tag in ("abbr", "span", "a")) and (found := _DAY.search(stated)):
            return _day(found), node.first
        if not written:
            text = _BEFORE_DATE.sub("", " ".join(_texts(node, 6) if dated else _own_texts(node))).strip(
                _AROUND
            )
            if len(text) <= _LONGEST_DATE and (_WRITTEN_DATE if dated else _DAY).search(text):
                written, block = text, node.first
        stack.extend(_inner(node))
    found = _DAY.search(written)
    return (_day(found) if found else written), block


def _inner(node: Node) -> list[Node]:
    return [child for child in reversed(node.content) if not isinstance(child, Text)]


def _own_texts(node: Node) -> list[str]:
    return [child.text.strip() for child in node.content if isinstance(child, Text)]


def _day(found: re.Match[str]) -> str:
    day = f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
    return f"{day} {found[4].zfill(5)}" if found[4] else day


def _texts(node: Node, most: int, is_skipped: Callable[[Node], bool] | None = None) -> Iterator[str]:
    """The first texts within a node, without control characters and white space around."""
    stack: list[Node | Text] = [node]
    while stack and most > 0:
        part = stack.pop()
        if isinstance(part, Text):
            text = without_control_characters(" ".join(part.text.split()))
            if text:
                most -= 1
                yield text
        elif part is node or is_skipped is None or not is_skipped(part):
            stack.extend(reversed(part.content))
            most -= 0 if part.content else 1
