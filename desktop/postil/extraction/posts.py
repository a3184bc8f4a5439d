"""The posts of a thread: repeated parts of a page, each with running text and the name of who wrote it.

Forums, questions with answers, and comment lists differ in their markup, not in their shape: parts of one
kind, side by side or nested, and in each a name that is marked as an author's or links to a profile. Found
so, a thread's posts are kept or dropped alike, and who wrote each, and when, is known.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from postil.extraction.post_marks import is_author, is_named, moment_in, name_in
from postil.extraction.wording import count_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from postil.extraction.blocks import Node, Page
    from postil.extraction.writer import Writer

_ISO = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d)?")
_KIND = re.compile(r"[\d\W_]+")
_AROUND_NAME = 4
"""A block with no more characters than these beside a name is only a name."""
_FEWEST_POSTS = 2
_RUNNING = 5
"""A block of so many words, few of them in links, is running text."""
_TRIES = 20
"""So many kinds of names are looked at, those with the most text first."""
_DROPPED_WEIGHT = 0.05
_RUNNING_SHARE = 0.6
"""The share of a thread's posts that must have running text."""
_ALIKE = 0.8
_DAY_LENGTH = len("2025-01-23")
_TIME_WORDS = 8
_LEVELS = 14
_ANSWERS = re.compile(r"comment|answer|repl(?:y|ies)", re.IGNORECASE)
"""What posts are called that only a thread has; one person may have written them all."""
_KEPT_SHARE = 0.75
"""Where so much of a thread's text is kept, all of it is."""
_HALF_KEPT = 0.4
_MOST_OF_PAGE = 0.6
"""The same where only that share of it is kept, but it is so much of all that the page keeps."""
_GREATER_PART = 0.5
"""A page is its thread where the thread holds so much of what is kept up to its end."""
_LEAST_PART = 0.25
"""And so much of all that is kept."""
_DROPPED_SHARE = 0.2
"""Where no more of it is kept, none of it is."""


@dataclass(frozen=True, slots=True)
class Post:
    """A post, as far as it is not part of a post within it."""

    node: Node
    blocks: tuple[int, ...]
    """Its own blocks."""
    author: str
    moment: str
    """When it was written, as shown; empty where nothing tells."""
    author_block: int
    moment_block: int
    """Where the author and the time stand; -1 where the time does not."""


@dataclass(frozen=True, slots=True)
class Thread:
    """Posts of one kind, in document order."""

    posts: tuple[Post, ...]


def find_thread(page: Page, kept: Sequence[bool]) -> Thread | None:
    """The thread of a page with the most running text, what is kept first; None where there is none."""
    groups: dict[tuple[str, str], list[Node]] = {}
    for node in page.nodes:
        if is_author(node):
            groups.setdefault(kind_of(node), []).append(node)
    repeated = [marks for marks in groups.values() if len(marks) >= _FEWEST_POSTS]
    if not repeated:
        return None
    running = list(
        accumulate(
            (
                _running_words(block.text, block.linked) * (1.0 if each else _DROPPED_WEIGHT)
                for block, each in zip(page.blocks, kept, strict=True)
            ),
            initial=0.0,
        )
    )
    found = [(holders, marks) for marks in repeated if (holders := _holders(marks, running))]
    found.sort(key=lambda each: _running_in(each[0], running), reverse=True)
    threads = (_thread(page, holders, marks, running) for holders, marks in found[:_TRIES])
    return next((thread for thread in threads if thread is not None), None)


def posts_to_name(posts: Sequence[Post], kept: Sequence[bool]) -> dict[Node, Post]:
    """The posts that need a line that says who wrote them: kept ones whose author is not kept with them."""
    return {
        post.node: post
        for post in _held(posts, kept)
        if post.author_block >= len(kept) or not kept[post.author_block]
    }


def write_author(post: Post, writer: Writer) -> None:
    """Write who wrote a post, and on which day: a header of one line. ``datetime`` has the time of day."""
    with writer.block("header"), writer.line("p"):
        with writer.format("b"):
            writer.text(post.author)
        if post.moment:
            writer.text(" · ")
            stated = {"datetime": post.moment} if _ISO.fullmatch(post.moment) else {}
            with writer.format("time", stated):
                writer.text(post.moment[:_DAY_LENGTH] if stated else post.moment)


def settle_posts(thread: Thread, kept: list[bool], page: Page) -> None:
    """Keep all posts of a thread where most of its text is kept; drop it all where next to nothing is.

    What of a post is its text is told by those that are kept: the part that, in them, holds what was kept.
    """
    parts = _text_parts(thread, kept, page)
    words = [count_words(block.text) for block in page.blocks]
    total = sum(words[index] for part in parts for index in part)
    held = sum(words[index] for part in parts for index in part if kept[index])
    on_page = sum(count for count, each in zip(words, kept, strict=True) if each)
    if not total or held < _DROPPED_SHARE * total:
        for post in thread.posts:
            for index in post.blocks:
                kept[index] = False
    elif held >= _KEPT_SHARE * total or (held >= _HALF_KEPT * total and held >= _MOST_OF_PAGE * on_page):
        for part in parts:
            if not any(kept[index] for index in part):
                for index in part:
                    kept[index] = True
    for post in _held(thread.posts, kept):
        at = post.author_block
        if at < len(kept) and len(page.blocks[at].text) <= len(post.author) + _AROUND_NAME:
            kept[at] = False  # it is only the name, which is written with the day
    for post in posts_to_name(thread.posts, kept).values():
        at = post.moment_block
        if 0 <= at < len(kept) and words[at] <= _TIME_WORDS:
            kept[at] = False  # it is written with the author


def _held(posts: Sequence[Post], kept: Sequence[bool]) -> list[Post]:
    """The posts of which something is kept; none of a single one, which is no thread."""
    held = [post for post in posts if any(kept[index] for index in post.blocks)]
    return held if len(held) >= _FEWEST_POSTS else []


def thread_containers(thread: Thread | None) -> frozenset[Node]:
    """The posts and what holds them: what of it is kept is settled post by post."""
    posts = () if thread is None else thread.posts
    return frozenset(node for post in posts for node in post.node.ancestors())


def drop_around(thread: Thread, kept: list[bool], page: Page) -> None:
    """Drop what stands after the last post of a page that is its thread, and before its heading.

    After it come copies for readers without scripts, and notes of other threads; before the heading what
    the site tells everyone. A question or an article between the heading and its comments stays, and so
    does what looks like a post but does not say whose.
    """
    own = {index for post in thread.posts for index in post.blocks}
    words = [count_words(block.text) if each else 0.0 for block, each in zip(page.blocks, kept, strict=True)]
    first, last = min(own), max(own)
    held = sum(words[index] for index in own)
    if held < _GREATER_PART * sum(words[: last + 1]) or held < _LEAST_PART * sum(words):
        return
    heading = next((at for at in range(first, -1, -1) if page.blocks[at].node.tag == "h1"), 0)
    kinds = {kind for post in thread.posts if (kind := kind_of(post.node))[1]}
    for index in range(heading):
        kept[index] = False
    for index in range(last + 1, len(kept)):
        around = list(page.blocks[index].node.ancestors()) if kept[index] else []
        if any(node.tag == "noscript" for node in around) or kinds.isdisjoint(map(kind_of, around)):
            kept[index] = False


def _text_parts(thread: Thread, kept: Sequence[bool], page: Page) -> list[list[int]]:
    """For each post the blocks of its text: the kind of part that holds what was kept, and little else."""
    totals: Counter[tuple[str, str]] = Counter()
    helds: Counter[tuple[str, str]] = Counter()
    inner: list[dict[tuple[str, str], list[int]]] = []
    for post in thread.posts:
        parts: dict[tuple[str, str], list[int]] = {}
        for index in post.blocks:
            words = len(page.blocks[index].text)
            kinds = set()
            for node in page.blocks[index].node.ancestors():
                kinds.add(kind_of(node))
                if node is post.node:
                    break
            for kind in kinds:
                parts.setdefault(kind, []).append(index)
                totals[kind] += words
                helds[kind] += words if kept[index] else 0
        inner.append(parts)
    most = max(helds.values(), default=0)
    best = max(
        (kind for kind in totals if helds[kind] >= _ALIKE * most and helds[kind]),
        key=lambda kind: helds[kind] / totals[kind],
        default=None,
    )
    if best is None:
        return [list(post.blocks) for post in thread.posts]
    return [parts.get(best, []) for parts in inner]


def _thread(
    page: Page, holders: Sequence[Node], marks: Sequence[Node], running: Sequence[float]
) -> Thread | None:
    """The posts in ``holders``, each with the first of the ``marks`` that is its own."""
    among = set(holders)
    first_mark: dict[Node, Node] = {}
    for mark in marks:
        around = next((node for node in mark.ancestors() if node in among), None)
        if around is not None and around not in first_mark and name_in(mark):
            first_mark[around] = mark
    own = _own_blocks(page, holders, among)
    posts: list[Post] = []
    for node in holders:
        if own[node] and node in first_mark:
            moment, moment_block = moment_in(node, among)
            mark = first_mark[node]
            posts.append(Post(node, tuple(own[node]), name_in(mark), moment, mark.first, moment_block))
    spoken = sum(any(running[index + 1] > running[index] for index in post.blocks) for post in posts)
    if len(posts) < _FEWEST_POSTS or spoken < max(_FEWEST_POSTS, _RUNNING_SHARE * len(posts)):
        return None
    dated = sum(bool(post.moment) for post in posts) >= len(posts) / 2
    marked = any(mark.tag != "a" or is_named(mark) for mark in first_mark.values())
    several = len({post.author for post in posts}) > 1
    answers = all(_ANSWERS.search(post.node.names) for post in posts)
    return Thread(tuple(posts)) if answers or (several and (dated or marked)) else None


def _running_words(text: str, linked: int) -> float:
    if 2 * linked >= len(text):
        return 0.0
    words = count_words(text)
    return words if words >= _RUNNING else 0.0


def _own_blocks(page: Page, holders: Sequence[Node], among: set[Node]) -> dict[Node, list[int]]:
    """The blocks of each holder that are in none within it."""
    own: dict[Node, list[int]] = {node: [] for node in holders}
    nearest: dict[Node, Node | None] = {}
    for index, block in enumerate(page.blocks):
        passed = []
        holder: Node | None = None
        for node in block.node.ancestors():
            if node in nearest:
                holder = nearest[node]
                break
            passed.append(node)
            if node in among:
                holder = node
                break
        nearest.update(dict.fromkeys(passed, holder))
        if holder is not None:
            own[holder].append(index)
    return own


def _holders(marks: Sequence[Node], running: Sequence[float]) -> list[Node]:
    """The nodes of one kind that hold a mark each, and the most running text."""
    groups: dict[tuple[str, str], dict[Node, None]] = {}
    for mark in marks:
        for level, node in enumerate(mark.ancestors()):
            if level > _LEVELS or node.parent is None:
                break
            if node is not mark:
                groups.setdefault(kind_of(node), {})[node] = None
    most = max(map(len, groups.values()), default=0)
    if most < _FEWEST_POSTS:
        return []
    full = [list(nodes) for nodes in groups.values() if len(nodes) >= _ALIKE * min(most, len(marks))]
    best = max(full, key=lambda nodes: _running_in(nodes, running))
    return sorted(best, key=lambda node: (node.first, node.depth))


def _running_in(nodes: Sequence[Node], running: Sequence[float]) -> float:
    """The words of running text in nodes, those within another counted once."""
    among = set(nodes)
    return sum(
        running[node.last] - running[node.first]
        for node in nodes
        if not any(each in among for each in _around(node))
    )


def _around(node: Node) -> Iterator[Node]:
    return node.parent.ancestors() if node.parent is not None else iter(())


def kind_of(node: Node) -> tuple[str, str]:
    """What a node has in common with those like it: its element, and its names without numbers."""
    element = node.element
    names = element.get("class")
    return node.tag, _kind_named(names or element.get("itemprop") or element.get("id") or "")


@lru_cache(maxsize=5_000)
def _kind_named(names: str) -> str:
    return next((kind for name in names.split() if (kind := _KIND.sub("", name))), "")
