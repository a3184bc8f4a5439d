"""The elements and attributes that an article may have: nothing that runs, loads or styles.

Extraction rebuilds every article out of these, the reader draws these, export writes these.
Addresses in ``href`` are http, https, mailto or ``#fragment``; ``src`` is only ``asset:<hash>``.
"""

from __future__ import annotations

SECTIONS = frozenset({"article", "section", "aside", "header", "footer", "address", "div"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LISTS = frozenset({"ul", "ol", "li", "dl", "dt", "dd"})
TABLES = frozenset({"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"})
GROUPS = frozenset({"p", "blockquote", "pre", "figure", "figcaption", "hr", "details", "summary"})
BLOCKS = SECTIONS | HEADINGS | LISTS | TABLES | GROUPS
"""Elements that begin a line of their own."""

PHRASES = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd",
    "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u",
    "var", "wbr",
})  # fmt: skip
"""Elements that stand within a line."""

MATH = frozenset({
    "math", "maction", "menclose", "merror", "mfenced", "mfrac", "mi", "mmultiscripts", "mn", "mo", "mover",
    "mpadded", "mphantom", "mprescripts", "mroot", "mrow", "ms", "mspace", "msqrt", "mstyle", "msub",
    "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover", "none", "semantics",
})  # fmt: skip
"""Presentation MathML. ``math`` carries its words, or its TeX, in ``alttext``."""

ALLOWED = BLOCKS | PHRASES | MATH
VOID = frozenset({"br", "hr", "img", "wbr"})

_EVERYWHERE = frozenset({"lang", "dir", "id"})
_BY_ELEMENT: dict[str, frozenset[str]] = {
    "a": frozenset({"href", "title", "role"}),
    "abbr": frozenset({"title"}),
    "aside": frozenset({"class"}),
    "blockquote": frozenset({"cite"}),
    "code": frozenset({"class"}),
    "del": frozenset({"datetime"}),
    "details": frozenset({"open"}),
    "img": frozenset({"src", "alt", "title", "width", "height", "data-source"}),
    "ins": frozenset({"datetime"}),
    "li": frozenset({"value"}),
    "math": frozenset({"display", "alttext"}),
    "ol": frozenset({"start", "type", "reversed", "class"}),
    "section": frozenset({"class"}),
    "td": frozenset({"colspan", "rowspan", "align"}),
    "th": frozenset({"colspan", "rowspan", "scope", "align"}),
    "time": frozenset({"datetime"}),
}
CLASSES: dict[str, frozenset[str]] = {
    "aside": frozenset({"callout", "embed"}),
    "ol": frozenset({"footnotes"}),
    "section": frozenset({"footnotes"}),
}
"""The only classes there are, besides ``language-…`` on code."""

_MATH_ATTRIBUTES = frozenset({
    "accent", "close", "columnalign", "columnspacing", "columnspan", "depth", "displaystyle", "fence",
    "form", "height", "largeop", "linethickness", "lspace", "mathvariant", "maxsize", "minsize",
    "movablelimits", "notation", "open", "rowalign", "rowspacing", "rowspan", "rspace", "scriptlevel",
    "separator", "separators", "stretchy", "symmetric", "voffset", "width",
})  # fmt: skip


def allowed_attributes(tag: str) -> frozenset[str]:
    """The attributes that ``tag`` may have."""
    if tag in MATH:
        return _MATH_ATTRIBUTES | _BY_ELEMENT.get(tag, frozenset())
    return _EVERYWHERE | _BY_ELEMENT.get(tag, frozenset())
