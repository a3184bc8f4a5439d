"""Preheaders: words that a newsletter hides at its top, for the list of letters in a mail program.

They are hidden in all ways that mail programs know, and are no part of the text. Only words are taken away,
never what has blocks of its own in it: designs for phones hide whole articles, too.
"""

from __future__ import annotations

import re

_STYLE = r"""style\s*=\s*(?:"[^"<>]*?(?:{ways})[^"<>]*"|'[^'<>]*?(?:{ways})[^'<>]*')"""
_GONE = r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden|max-height\s*:\s*0(?!\.?\d*[1-9])"
_TOO_SMALL = r"font-size\s*:\s*[01](?:px|pt)?\s*(?:!important\s*)?(?:;|$|(?=[\"']))|opacity\s*:\s*0(?![.\d])"
_NAME = r"<(div|span|p|td|font|center|a|h[1-6]|preheader)\b(?=[^<>]*\s{style})[^<>]*>"
_INLINE = (
    r"(?:[^<]|<(?!/?(?:div|p|td|tr|table|ul|ol|li|h[1-6]|section|article|body|html|img)\b|/\1\b)"
    r"[^<>]*>){0,5000}"
)
_HIDDEN = re.compile(_NAME.format(style=_STYLE.format(ways=_GONE)) + _INLINE + r"</\1\s*>", re.IGNORECASE)
_SMALL = re.compile(
    _NAME.format(style=_STYLE.format(ways=_TOO_SMALL)) + r"[^<]{0,5000}</\1\s*>", re.IGNORECASE
)
_BODY = re.compile(
    r"(<body\b[^<>]*?)\s" + _STYLE.format(ways=_GONE) + r"([^<>]*>)(?:[^<]{0,5000}</body\s*>)?", re.IGNORECASE
)


def without_preheader(markup: str) -> str:
    """A newsletter's markup without the words that it hides."""
    return _SMALL.sub("", _HIDDEN.sub("", _BODY.sub(r"\1\2", markup)))
