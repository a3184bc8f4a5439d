"""Ordinary markup, read by one pattern: every quote, comment and raw element in it is ended.

Nearly every page is like that, and a pattern that runs over it as a whole takes a fifth of the time that
a walk from tag to tag takes (``tags``, which reads whatever there is).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from postil.dom.tags import RAW, is_xhtml

_RAW_NAME = rf"(?:{'|'.join(sorted(RAW))})(?=[\s/>])"
_RAW_END = r"/\2(?=[\s/>])"
_TAG = re.compile(
    rf"""<(?:
        ( (?: ({_RAW_NAME}) | ((?!{_RAW_NAME})/?[a-z][^\s/>]*+) )                 # a name
          (?: [^=>]++ | = \s*+ (?: "[^"]*+" | '[^']*+' | (?!["']) ) )*+ > )      # the attributes
        (?(3) | (?: [^<]*+ (?: <(?!{_RAW_END}|!--) [^<]*+ )*+                    # what is no markup
                  | [^<]*+ (?: <(?!{_RAW_END}|\2(?=[\s/>])) [^<]*+ )*+ ) (?=<{_RAW_END}) )
      | !--(?!-?>) (?: [^-]++ | -(?!-!?>) )*+ --!?>
      | (?: [!?](?!--) | /(?![a-z]) ) [^>]*+ >
      | ([a-z/!?]) .*+
    )""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
"""A tag, a raw element as far as its end tag, a comment, or all from where that does not end as it should.

Its groups: a tag without ``<``; the name of a raw element; the name of any other tag; what does not end."""
_PARTS = 1 + _TAG.groups
_TURNS = frozenset({"plaintext", "frameset", "/frameset", "noframes", "/noframes"})
"""Tags that change what follows."""


@dataclass(frozen=True, slots=True)
class Ordinary:
    """What is in ordinary markup."""

    names: list[str]
    """The tags' names in order, lower case, with ``/`` before those of end tags; not of raw elements."""
    tags: list[str]
    """Those tags, and the start tags of raw elements, without ``<``."""
    words: str
    """What is between tags: entities are not resolved, and tags leave a space."""
    hidden: int
    """How many ``<`` are inside of tags, comments and raw elements."""


def read_ordinary(markup: str) -> Ordinary | None:
    """What is in ``markup``; None where it is not ordinary."""
    if is_xhtml(markup):
        return None
    parts = _TAG.split(markup)
    names = [name.lower() for name in parts[3::_PARTS] if name]
    if any(parts[4::_PARTS]) or not _TURNS.isdisjoint(names):
        return None
    words = " ".join(parts[::_PARTS])
    tags = [tag for tag in parts[1::_PARTS] if tag]
    return Ordinary(names, tags, words, markup.count("<") - len(parts) // _PARTS - words.count("<"))
