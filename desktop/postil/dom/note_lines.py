"""How a person's note stands in a file, and the note again from how it stands there.

Each form holds any Markdown: what is left open in a note (a comment, a formula, a fence) ends with it. What
is added for that ends in an invisible WORD JOINER, so that the note comes back as it was.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from postil.model.export_target import NotePreset

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_WORD_JOINER = "\u2060"
_LINE_FEED = re.compile("\r\n|\r|\n")
_LEADING_LINES = re.compile(r"\A(?:\s*[\r\n])+")
_CODE = re.compile(r"(`{3,}|~{3,}).*?(?:\1|\Z)|`[^`\n]*`", re.DOTALL)
_TOGGLES = ("%%", "$$")
"""What begins and ends a comment or a formula, by the same sign."""
_ENDS_OF_HTML = ("-->", "</script>", "</style>", "</pre>", "</textarea>", "?>", "]]>", ">")
_ADDED = re.compile(
    rf"\n(?:\n(?:%%|\$\$)|(?:`{{3,}}|~{{3,}}|{'|'.join(map(re.escape, _ENDS_OF_HTML))})\n){_WORD_JOINER}\Z"
)
_PROBE = "probe"
_ONLY_DASHES = re.compile(r"[-\s]*")
_ITEM = re.compile(r"([ \t]*)-(?:[ \t]|(?=\n|\Z))")
_ITEM_INDENT = "  "
_QUOTE_IN_QUOTE = re.compile(r" {0,3}>[ ]?(?:>[ ]?)?")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]:[ \t]?")
_FOOTNOTE_INDENT = "    "


def note_prose(note: str) -> str:
    """Paragraphs of the person's own, which end where they end."""
    return _with_toggles_closed(_with_end(_without_blank_ends(note)))


def note_item(note: str) -> str:
    """One list item."""
    lines = _within_block(note)
    head, rest = ("", lines) if _needs_own_line(lines[0]) else (f" {lines[0]}", lines[1:])
    return "\n".join([f"-{head}", *(f"{_ITEM_INDENT}{line}" if line else "" for line in rest)])


def note_in_quote(note: str) -> str:
    """A quote within a quote: the words of a callout that stands in another."""
    return "\n".join(f"> > {line}" if line else "> >" for line in _within_block(note))


def note_footnote(note: str, label: str) -> str:
    """The text of the footnote ``[^label]``."""
    lines = _within_block(note)
    head, rest = ("", lines) if _needs_own_line(lines[0]) else (f" {lines[0]}", lines[1:])
    return "\n".join([f"[^{label}]:{head}", *(f"{_FOOTNOTE_INDENT}{line}" if line else "" for line in rest)])


def note_of(rendered: str, preset: NotePreset, *, page: bool = False) -> str:
    """The note again, from the lines it was written in, without blank lines at its ends.

    ``page`` says that it is the note on the whole page, which is written as it is in all but outlines. A note
    that stands in another form, as in a person's own template, is told by its looks.
    """
    text = "\n".join(_LINE_FEED.split(rendered))
    is_outline = preset is NotePreset.LOGSEQ
    if preset is NotePreset.PANDOC and not page and _FOOTNOTE.match(text):
        text = _out_of_footnote(text)
    elif preset is NotePreset.OBSIDIAN and not page and _is_quote(text):
        text = "\n".join(_QUOTE_IN_QUOTE.sub("", line, count=1) for line in text.split("\n"))
    elif (is_outline or not page) and _is_one_item(text):
        text = _out_of_item(text)
    return _without_blank_ends(_ADDED.sub("", _ADDED.sub("", _ADDED.sub("", text.rstrip()))))


def _is_one_item(text: str) -> bool:
    first = _ITEM.match(text)
    if first is None:
        return False
    return not any(line.startswith(f"{first[1]}- ") for line in text.split("\n")[1:])


def _out_of_item(text: str) -> str:
    first = _ITEM.match(text)
    before = first[1] if first else ""
    head, *rest = text.removeprefix(before).split("\n")
    inner = [line.removeprefix(before).removeprefix(_ITEM_INDENT) for line in rest]
    return "\n".join(inner if head.rstrip() == "-" else [head[2:], *inner])


def _is_quote(text: str) -> bool:
    return all(line.lstrip().startswith(">") for line in text.split("\n") if line.strip())


def _out_of_footnote(text: str) -> str:
    head, *rest = _FOOTNOTE.sub("", text, count=1).split("\n")
    inner = [line.removeprefix(_FOOTNOTE_INDENT) for line in rest]
    return "\n".join([head, *inner] if head else inner)


def _within_block(note: str) -> list[str]:
    """The lines of a note for a block that ends whatever block is open in it."""
    return _with_toggles_closed(_without_blank_ends(note)).split("\n")


def _without_blank_ends(note: str) -> str:
    return _LEADING_LINES.sub("", "\n".join(_LINE_FEED.split(note))).rstrip()


def _needs_own_line(line: str) -> bool:
    """Whether a line right after a mark would be read as something else: a rule, indented code."""
    return line[:1] in (" ", "\t") or bool(_ONLY_DASHES.fullmatch(line))


def _with_toggles_closed(text: str) -> str:
    """``text`` with what readers of notes let run on to the end of the file closed at its end."""
    outside = _CODE.sub("", text)
    if any(outside.count(mark) % 2 for mark in _TOGGLES):
        text = _with_end(text)
    for mark in _TOGGLES:
        if outside.count(mark) % 2:
            text += f"\n\n{mark}{_WORD_JOINER}"
    return text


def _with_end(text: str) -> str:
    """``text`` with a fence or HTML that would go on after it closed at its end."""
    if _is_over(text):
        return text
    fences = [token.markup for token in _reader().parse(text) if token.type == "fence" and not token.level]
    closed = (f"{text}\n{mark}\n{_WORD_JOINER}" for mark in (*fences[-1:], *_ENDS_OF_HTML))
    return next(filter(_is_over, closed), text)


def _is_over(text: str) -> bool:
    """Whether a paragraph after the text is one of its own."""
    tokens = _reader().parse(f"{text}\n\n{_PROBE}")[-3:]
    return [token.level for token in tokens] == [0, 1, 0] and tokens[1].content == _PROBE


@cache
def _reader() -> MarkdownIt:
    # Loaded with the first note: it takes longer than the window needs to show.
    from markdown_it import MarkdownIt  # noqa: PLC0415 - see above

    return MarkdownIt("commonmark", {"html": True}).enable("table")
