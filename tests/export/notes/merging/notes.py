"""Notes that change, and people who write in their files: what the laws of merging are searched with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from postil.export.notes.document import Block, Document

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS = ("wheel", "sluice", "bread", "flour", "register", "weir", "Yellow", "-", "water runs")
SHAPES = ("apart", "callout", "list")


@dataclass(frozen=True)
class Mark:
    """A highlight of the library."""

    id: int
    quote: str
    note: str = ""
    color: str = "Yellow"


@dataclass(frozen=True)
class Page:
    """What Postil knows of a page."""

    title: str = "The mill"
    tags: tuple[str, ...] = ("water",)
    author: str = ""
    note: str = ""
    marks: tuple[Mark, ...] = ()
    heading: str = ""
    article: str = ""
    shape: str = "apart"


def document(page: Page) -> Document:
    """The note of the page, as a template would make it."""
    front = [f'title: "{page.title}"']
    if page.author:
        front.append(f'author: "{page.author}"')
    if page.tags:
        front.append("tags: [" + ", ".join(f'"{tag}"' for tag in page.tags) + "]")
    front = ["---", *front, 'postil: "pageaaaa"', "---"]
    blocks = [Block("title", f"# {page.title}")]
    if page.author:
        blocks.append(Block("facts", f"{page.author} · The Valley Courier"))
    if page.note:
        blocks.append(Block("note", page.note, note=(0, len(page.note))))
    if page.marks:
        blocks.append(Block("highlights", "## Highlights"))
    for number, mark in enumerate(page.marks):
        if page.heading and number == len(page.marks) // 2:
            blocks.append(Block("section 1", f"### {page.heading}"))
        blocks.append(_block(mark, page.shape))
    if page.article:
        blocks += [Block("article heading", "## Article"), Block("article", page.article)]
    return Document("\n".join(front), tuple(blocks))


def _block(mark: Mark, shape: str) -> Block:
    marker = f"^hl-{mark.id}"
    link = f"[open](postil://page/pageaaaa#hl-{mark.id})"
    if shape == "callout":
        head = "\n".join([f"> [!quote] {link}", *(f"> {line}" for line in mark.quote.split("\n"))])
        text = f"{head}\n> {marker}"
        if not mark.note:
            return Block(f"hl-{mark.id}", text, marker)
        return Block(
            f"hl-{mark.id}", f"{text}\n\n{mark.note}", marker, (len(text) + 2, len(text) + 2 + len(mark.note))
        )
    if shape == "list":
        quote = mark.quote.replace("\n", "\n  ")
        text = f"- {quote}\n  link:: {link}\n  id:: {mark.id}a{mark.id}"
        if mark.note:
            note = "  - " + mark.note.replace("\n", "\n    ")
            whole = f"{text}\n{note}"
            return Block(f"hl-{mark.id}", whole, f"{mark.id}a{mark.id}", (len(text) + 1, len(whole)), "\n")
        return Block(f"hl-{mark.id}", text, f"{mark.id}a{mark.id}", gap="\n")
    head = (
        "\n".join(f"> {line}" for line in mark.quote.split("\n")) + f"\n\n{marker}\n\n{mark.color} · {link}"
    )
    if not mark.note:
        return Block(f"hl-{mark.id}", head, marker)
    note = "- " + mark.note.replace("\n", "\n  ")
    return Block(f"hl-{mark.id}", f"{head}\n\n{note}", marker, (len(head) + 2, len(head) + 2 + len(note)))


@dataclass(frozen=True)
class Change:
    """Something that is done, by its name, to the thing of this number, with these words."""

    what: str
    where: int
    words: str
    to: int


IN_LIBRARY = ("note", "note", "quote", "color", "add", "add", "remove", "reorder", "title", "heading", "tags",
              "author", "page note", "article")  # fmt: skip
IN_FILE = (
    "type", "type", "type below", "into", "into", "delete line", "delete block", "move block",
    "delete marker", "duplicate block", "crlf", "bom", "blanks", "unended", "requote", "own key", "drop key",
    "heading", "fence", "delete front", "change value", "own tag", "break marker", "delete copy",
)  # fmt: skip


def changes(names: Sequence[str], *, most: int = 4) -> st.SearchStrategy[list[Change]]:
    """Several changes of these names."""
    lines = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
    return st.lists(
        st.builds(
            Change,
            st.sampled_from(names),
            st.integers(0, 40),
            st.lists(lines, min_size=1, max_size=3).map("\n".join),
            st.integers(0, 40),
        ),
        max_size=most,
    )


@st.composite
def pages(draw: st.DrawFn) -> Page:
    """Pages with highlights whose words are often the same."""
    words = st.sampled_from(WORDS)
    text = st.lists(st.lists(words, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=3)
    marks = draw(st.lists(st.tuples(text, st.one_of(st.just([]), text)), max_size=5))
    return Page(
        author=draw(st.sampled_from(("", "Ann Miller"))),
        note=draw(st.sampled_from(("", "Read again.", "wheel"))),
        marks=tuple(Mark(n + 1, "\n".join(quote), "\n".join(note)) for n, (quote, note) in enumerate(marks)),
        heading=draw(st.sampled_from(("", "The wheel", "Article"))),
        article=draw(st.sampled_from(("", "wheel\n\nbread", "```\n# code\n\nwheel\n```\n\nbread"))),
        shape=draw(st.sampled_from(SHAPES)),
    )


def in_library(page: Page, change: Change) -> Page:
    """The page after a change in Postil."""
    marks, at = list(page.marks), change.where % max(len(page.marks), 1)
    match change.what:
        case "note" if marks:
            marks[at] = replace(marks[at], note="" if change.to % 4 == 0 else change.words)
        case "quote" if marks:
            marks[at] = replace(marks[at], quote=change.words)
        case "color" if marks:
            marks[at] = replace(marks[at], color="Green" if marks[at].color == "Yellow" else "Yellow")
        case "add":
            number = 100 + change.to
            if all(each.id != number for each in marks):
                marks.insert(at, Mark(number, change.words))
        case "remove" if marks:
            del marks[at]
        case "reorder" if marks:
            marks.insert(change.to % len(marks), marks.pop(at))
        case "title":
            return replace(page, title=change.words.replace("\n", " "))
        case "heading":
            return replace(page, heading="" if change.to % 3 == 0 else change.words.replace("\n", " "))
        case "tags":
            return replace(page, tags=tuple(dict.fromkeys(change.words.split()))[: change.to % 4])
        case "author":
            return replace(page, author="" if page.author and change.to % 2 else change.words.split()[0])
        case "page note":
            return replace(page, note="" if change.to % 3 == 0 else change.words)
        case "article":
            return replace(page, article=change.words.replace("\n", "\n\n"))
        case _:
            pass
    return replace(page, marks=tuple(marks))


def in_file(text: str, change: Change, document: Document) -> str:
    """The file after a change of the person's. ``document`` is what Postil wrote last."""
    blocks = [each for each in document.blocks if each.text in text]
    block = blocks[change.where % len(blocks)].text if blocks else ""
    marked = [each for each in document.blocks if each.marker and each.marker in text]
    marker = marked[change.where % len(marked)].marker if marked else ""
    lines = text.split("\n")
    at = change.where % len(lines)
    match change.what:
        case "type":
            return "\n".join([*lines[:at], *change.words.split("\n"), *lines[at:]])
        case "type below" if block:
            return text.replace(block, f"{block}\n\nMine: {change.words}", 1)
        case "into":
            lines[at] = f"{lines[at]} {change.words}" if change.to % 2 else f"{change.words} {lines[at]}"
            return "\n".join(lines)
        case "heading":
            return "\n".join([*lines[:at], "", f"## Mine {change.to}", "", *lines[at:]])
        case "fence":
            return "\n".join([*lines[:at], "```", "# wheel", "", "bread", "```", *lines[at:]])
        case "delete line":
            return "\n".join([*lines[:at], *lines[at + 1 :]])
        case "delete block" if block:
            return text.replace(block, "", 1)
        case "move block" if block:
            rest = text.replace(block, "", 1).split("\n")
            to = change.to % len(rest)
            return "\n".join([*rest[:to], "", block, "", *rest[to:]])
        case "duplicate block" if block:
            return "\n".join([*lines[:at], "", block, "", *lines[at:]])
        case "delete marker" if marker:
            return text.replace(marker, "", 1)
        case "break marker" if marker:
            return text.replace(marker, f"{marker}x", 1)
        case "delete copy":
            before, found, after = text.partition("*Changed here")
            return before + after.partition("\n\n")[2] if found else text
        case "crlf":
            return text.replace("\r\n", "\n").replace("\n", "\r\n")
        case "bom":
            return "\ufeff" + text.removeprefix("\ufeff")
        case "blanks":
            lines[at] += "  "
            return "\n".join(lines)
        case "unended":
            return text.rstrip("\r\n")
        case _:
            return _in_front(text, change)


def _in_front(text: str, change: Change) -> str:
    lines = text.split("\n")
    if "---" not in lines[1:] or lines[0] != "---":
        return text
    end = lines.index("---", 1)
    front, rest = lines[1:end], lines[end:]
    at = change.where % max(len(front), 1)
    match change.what:
        case "requote":
            front = [line.replace('"', "") for line in front]
            front = [
                "\n".join(["tags:", *(f"  - {tag.strip()}" for tag in line[7:-1].split(","))])
                if line.startswith("tags: [") and line != "tags: []"
                else line
                for line in front
            ]
        case "own key":
            front.insert(at, f"mine{change.to}: {change.to}  # my own")
        case "drop key" if front:
            del front[at]
        case "change value" if front and front[at].startswith(("title", "author")):
            front[at] = front[at].partition(":")[0] + f": mine {change.to}"
        case "own tag" if any(line.startswith("tags: [") for line in front):
            front = [line.replace("tags: [", "tags: [own, ") for line in front]
        case "delete front":
            return "\n".join(rest[1:])
        case _:
            pass
    return "\n".join(["---", *front, *rest])
