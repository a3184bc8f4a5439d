"""What Obsidian and its like write beyond Markdown, as rules for markdown-it.

``[[links]]`` and ``![[embeds]]``, ``==highlights==``, ``%%comments%%``, callouts (``> [!note] Title``) and
the names of blocks (``^name`` at their end). See https://help.obsidian.md/obsidian-flavored-markdown.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from markdown_it.token import Token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline

SIGN = "highlight_sign"
"""The type of tokens for one end of a highlight; which end it is shows only when the line is known."""
COMMENT = "comment"
"""The type of tokens for words that are not shown: their content."""

IMAGE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp", ".svg"})
_LINK = re.compile(r"(!?)\[\[([^\[\]|\n]{1,1000})(?:\|([^\[\]\n]{0,1000}))?\]\]")
_SIZE = re.compile(r"\s*\d+(?:x\d+)?\s*")
_CALLOUT = re.compile(r"\[!([^\[\]\n|]{1,60})(?:\|[^\]\n]{0,200})?\][+-]?[ \t]*([^\n]*)(?:\n|\Z)")
_BLOCK_NAME = re.compile(r"(?:^|[ \t\n])\^[A-Za-z0-9-]{1,60}\s*\Z")
_NO_MORE_COMMENTS = "no more comments from"


def obsidian_plugin(parser: MarkdownIt) -> None:
    """Teach a parser all of it."""
    parser.inline.ruler.before("link", "wikilink", _read_link)
    parser.inline.ruler.before("wikilink", "highlight", _read_sign)
    parser.inline.ruler.before("wikilink", "comment", _read_comment)
    parser.inline.add_terminator_char("=")
    parser.inline.add_terminator_char("%")
    parser.block.ruler.before("fence", "comment", _read_comment_block, {"alt": ["paragraph", "blockquote"]})
    parser.core.ruler.before("inline", "callouts", _make_callouts)
    parser.core.ruler.before("inline", "block_names", _drop_block_names)
    parser.core.ruler.push("highlight_signs", _pair_signs)


def _read_link(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it calls it so
    """``[[note|words]]`` is its words, ``![[picture.png|300]]`` the picture."""
    if state.src[state.pos] not in "![" or not state.src.startswith(
        "[[", state.pos + (state.src[state.pos] == "!")
    ):
        return False
    match = _LINK.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        embedded, target, alias = match[1], match[2].strip(), match[3]
        name = target.partition("#")[0]
        if embedded and PurePosixPath(name.lower()).suffix in IMAGE_SUFFIXES:
            _push_image(state, name, "" if alias is None or _SIZE.fullmatch(alias) else alias.strip())
        else:
            words = alias if alias and alias.strip() else " > ".join(filter(None, target.split("#")))
            state.push("text", "", 0).content = (
                words.replace("^", "").strip() if alias is None else words.strip()
            )
    state.pos = match.end()
    return True


def _push_image(state: StateInline, name: str, words: str) -> None:
    token = state.push("image", "img", 0)
    find = state.env.get("find_image")
    token.attrs = {"src": state.md.normalizeLink(find(name) if find else name), "alt": ""}
    token.content = words
    token.children = [Token("text", "", 0, content=words)] if words else []


def _read_sign(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - as above
    """``==`` beside a word; four of them are the end of one highlight and the beginning of the next."""
    source, start = state.src, state.pos
    if source[start] != "=":
        return False
    end = start
    while end < state.posMax and source[end] == "=":
        end += 1
    before = source[start - 1] if start else " "
    after = source[end] if end < state.posMax else " "
    is_sign = end - start in (2, 4) and not (before.isspace() and after.isspace())
    if not is_sign or (end - start == 2 and _is_code(before) and _is_code(after)):
        if not silent:
            state.append_pending(source[start:end])
    elif not silent:
        for _each in range((end - start) // 2):
            state.push(SIGN, "", 0).content = "=="
    state.pos = end
    return True


def _is_code(letter: str) -> bool:
    """Whether a letter is one of those that programs are written in: ``a==b`` highlights nothing."""
    return letter.isascii() and letter.isalnum()


def _read_comment(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - as above
    start = state.pos
    if not state.src.startswith("%%", start) or state.env.get(_NO_MORE_COMMENTS) == (state.src, start):
        return False
    end = state.src.find("%%", start + 2, state.posMax)
    if end < 0:
        return False
    if not silent:
        state.push(COMMENT, "", 0).content = state.src[start + 2 : end].strip()
    state.pos = end + 2
    return True


def _read_comment_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - as above
    """A comment of several lines, which begins and ends with a line of its own."""
    if state.is_code_block(start) or not _line(state, start).startswith("%%"):
        return False
    if "%%" in _line(state, start)[2:]:
        return False  # of one line: it may be words beside it that are shown
    for line in range(start + 1, end):
        if "%%" in _line(state, line):
            if not silent:
                state.line = line + 1
                token = state.push(COMMENT, "", 0)
                token.content = (
                    state.getLines(start, line + 1, state.blkIndent, False).replace("%%", "").strip()
                )
            return True
    return False


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _make_callouts(state: StateCore) -> None:
    """Turn quotations that begin with ``[!kind]`` into callouts with a title."""
    tokens = state.tokens
    made: list[Token] = []
    open_quotes: list[bool] = []
    for index, token in enumerate(tokens):
        if token.type == "blockquote_open":
            title = _callout_title(tokens[index + 1 : index + 3])
            open_quotes.append(title is not None)
            if title is not None:
                token.tag, token.markup = "aside", ""
                token.attrSet("class", "callout")
                made += [token, *_title_tokens(title, token.level)]
                continue
        elif token.type == "blockquote_close" and open_quotes and open_quotes.pop():
            token.tag = "aside"
        made.append(token)
    state.tokens = _without_empty_paragraphs(made)


def _callout_title(following: Sequence[Token]) -> str | None:
    """The title of the callout that a quotation is; its line is taken from the text."""
    if [token.type for token in following] != ["paragraph_open", "inline"]:
        return None
    inline = following[1]
    match = _CALLOUT.match(inline.content)
    if match is None:
        return None
    inline.content = inline.content[match.end() :]
    return match[2].strip() or match[1].strip().replace("-", " ").capitalize()


def _title_tokens(title: str, level: int) -> list[Token]:
    opening = Token("paragraph_open", "p", 1, attrs={"class": "callout-title"}, block=True, level=level + 1)
    inline = Token("inline", "", 0, content=title, children=[], block=True, level=level + 2, map=[0, 1])
    return [opening, inline, Token("paragraph_close", "p", -1, block=True, level=level + 1)]


def _without_empty_paragraphs(tokens: Sequence[Token]) -> list[Token]:
    kept: list[Token] = []
    for token in tokens:
        is_empty = token.type == "paragraph_close" and kept[-1].type == "inline" and not kept[-1].content
        if is_empty and kept[-2].type == "paragraph_open":
            del kept[-2:]
        else:
            kept.append(token)
    return kept


def _drop_block_names(state: StateCore) -> None:
    """``^name`` at the end of a block is what links call it, and is not shown."""
    for token in state.tokens:
        if token.type == "inline" and "^" in token.content:
            token.content = _BLOCK_NAME.sub("", token.content)


def _pair_signs(state: StateCore) -> None:
    """Two signs in one line, and in the same of its parts, are a highlight; one alone is what it says."""
    for token in state.tokens:
        children = token.children or ()
        waiting: dict[int, Token] = {}
        for child in children:
            if child.type != SIGN:
                continue
            opening = waiting.pop(child.level, None)
            if opening is None:
                waiting[child.level] = child
            else:
                opening.nesting, child.nesting = 1, -1
        for child in children:
            if child.type == SIGN and not child.nesting:
                child.type = "text"
