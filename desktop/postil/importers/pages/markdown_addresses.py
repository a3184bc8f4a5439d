"""Addresses that stand bare in Markdown as links, as GitHub's rules say, in texts of any length.

The rules are mdit-py-plugins' own (https://github.github.com/gfm/#autolinks-extension-). Each of them takes a
copy of the rest of the text at every letter, and the words before it at every colon; here they are asked only
where an address begins, and see no more than its word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_LONGEST = 2000
"""Code points of an address."""
_BEFORE = 64
"""Code points before a colon or an ``@`` that belong to an address: a protocol, or a person's name."""
_WORD = re.compile(rf"[^ \t\r\n\0\v\f<]{{1,{_LONGEST}}}+")
_NAME = re.compile(r"[A-Za-z0-9.+_-]")
_PROTOCOLS = ("http", "https", "mailto", "xmpp")


def addresses_plugin(parser: MarkdownIt) -> None:
    """Teach a parser to make links of bare addresses."""
    parser.use(gfm_autolink_plugin)
    *_others, site, protocol, person = parser.inline.ruler.getRules("")
    parser.inline.ruler.at("gfm_autolink_www", _bounded(site, _is_site))
    parser.inline.ruler.at("gfm_autolink_protocol", _bounded(protocol, _is_protocol))
    parser.inline.ruler.at("gfm_autolink_email", _bounded(person, _is_person))


def _is_site(state: StateInline) -> bool:
    return state.src.startswith("www.", state.pos)


def _is_protocol(state: StateInline) -> bool:
    at = state.pos
    return state.src[at] == ":" and state.src.endswith(_PROTOCOLS, max(0, at - 6), at)


def _is_person(state: StateInline) -> bool:
    at = state.pos
    return state.src[at] == "@" and at > 0 and _NAME.match(state.src, at - 1) is not None


def _bounded(
    rule: Callable[[StateInline, bool], bool], begins: Callable[[StateInline], bool]
) -> Callable[[StateInline, bool], bool]:
    """The rule, asked where an address begins, on the word that it is in."""

    def ask(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it calls it so
        if silent or state.linkLevel > 0 or not begins(state):
            return False
        word = _WORD.match(state.src, state.pos, state.posMax)
        if word is None or len(word[0]) == _LONGEST:
            return False
        _shorten_pending(state)
        end, state.posMax = state.posMax, word.end()
        try:
            return rule(state, False)
        finally:
            state.posMax = end

    return ask


def _shorten_pending(state: StateInline) -> None:
    """Leave of the words that wait to be written the last ones, which may belong to an address."""
    words = state.pending
    if len(words) > 2 * _BEFORE:
        state.pending = words[:-_BEFORE]
        state.pushPending()
        state.pending = words[-_BEFORE:]
