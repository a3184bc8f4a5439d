r"""Markdown as HTML: CommonMark, what GitHub and Pandoc add to it, and Obsidian's own.

Read by markdown-it: tables, footnotes, task lists, definitions, formulas between dollars, addresses. What
the page is made of is not judged here, and HTML in it is kept as it is: extraction takes all pages apart.
Only a tag that would hide the rest of the text, as ``<script>`` amid a sentence does, is shown as words.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from postil.importers.pages.markdown_addresses import addresses_plugin
from postil.importers.pages.markdown_highlights import take_highlights
from postil.importers.pages.obsidian import COMMENT, SIGN, obsidian_plugin

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token

    from postil.model.record import ImportedAnnotation

_DEEPEST = 100
_MOST_OPEN = 1000
"""Brackets that may stay open in a text: each is followed to the text's end."""
_HIDING = frozenset({
    "button", "iframe", "math", "noembed", "noframes", "noscript", "object", "option", "plaintext", "script",
    "select", "style", "svg", "template", "textarea", "title", "xmp",
})  # fmt: skip
"""Elements that are no text of a page: with their end tag missing, what follows them would not be, either."""
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^>]*>|<!--", re.IGNORECASE)
_SIZE = re.compile(r"\|\s*\d+(?:x\d+)?\s*$")
_MATH_FENCES = frozenset({"math", "latex-math"})


@dataclass(frozen=True, slots=True)
class RenderedMarkdown:
    """A text as HTML, and what was said in it beside the words."""

    html: str
    """What a ``body`` holds."""
    heading: str | None = None
    """The words of the first heading, if it is one of the first level and nothing stands before it."""
    highlights: tuple[ImportedAnnotation, ...] = ()
    """Marked words, as ``==so==`` or by ``mark``; the signs are not in the HTML."""


def render_markdown(text: str, find_image: Callable[[str], str] | None = None) -> RenderedMarkdown:
    """The text as HTML. ``find_image`` says where an image is that is embedded by its bare name.

    Raises ValueError or RecursionError where the text nests too deep.
    """
    if text.count("[") - text.count("]") > _MOST_OPEN:
        raise ValueError
    parser = _parser()
    env: dict[str, Any] = {"find_image": find_image} if find_image else {}
    tokens = parser.parse(text, env)
    if any(token.level >= _DEEPEST - 1 for token in tokens):
        raise ValueError  # what is deeper is not in the tokens
    highlights = take_highlights(tokens)
    _disarm(tokens)
    return RenderedMarkdown(parser.renderer.render(tokens, parser.options, env), _heading(tokens), highlights)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": _DEEPEST})
    parser.enable(["table", "strikethrough"])
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005 - extraction judges
    for plugin in (deflist_plugin, footnote_plugin, addresses_plugin, tasklists_plugin, obsidian_plugin):
        parser.use(plugin)
    parser.use(
        dollarmath_plugin,
        allow_space=False,
        allow_digits=False,
        double_inline=True,
        renderer=_formula,
        label_renderer=lambda label: "",  # noqa: ARG005 - a label is a name, and not shown
    )
    parser.add_render_rule(SIGN, _nothing)
    parser.add_render_rule(COMMENT, _nothing)
    parser.add_render_rule("footnote_block_open", _notes)
    parser.add_render_rule("fence", _fence)
    parser.add_render_rule("image", _image)
    return parser


def _formula(content: str, options: dict[str, Any]) -> str:
    return _written(content, display=bool(options.get("display_mode")))


def _written(content: str, *, display: bool) -> str:
    """TeX as extraction knows it."""
    tex = escape(" ".join(content.split()), quote=False)
    return f'<div class="math">\\[{tex}\\]</div>' if display else f'<span class="math">\\({tex}\\)</span>'


def _nothing(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:  # noqa: ARG001 - markdown-it calls it so
    return ""


def _notes(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:  # noqa: ARG001 - as above
    return '<section class="footnotes"><ol class="footnotes-list">\n'


def _fence(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    if token.info.strip().lower() in _MATH_FENCES:
        return _written(token.content, display=True)
    return renderer.fence(tokens, index, options, env)


def _image(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """An image, with no size in its words: ``![the boat|300](boat.png)``."""
    token = tokens[index]
    for child in token.children or ():
        child.content = _SIZE.sub("", child.content)
    if (token.content or "").strip().isdecimal():
        token.children = []  # Obsidian's size alone
    return renderer.image(tokens, index, options, env)


def _disarm(tokens: Sequence[Token]) -> None:
    """Show tags as words that would hide what follows them."""
    for token in tokens:
        if token.type == "html_block":
            token.content = _disarmed(token.content)
        children = token.children or []
        rest = "".join(child.content for child in children if child.type == "html_inline")
        if rest and rest != _disarmed(rest):
            _disarm_line(children)


def _disarm_line(children: Sequence[Token]) -> None:
    ended: Counter[str] = Counter()
    for child in reversed(children):
        tag = _TAG.match(child.content) if child.type == "html_inline" else None
        name = (tag[2] or "").lower() if tag else ""
        if tag and tag[1]:
            ended[name] += 1
        elif name in _HIDING:
            if ended[name]:
                ended[name] -= 1
            else:
                child.type = "text"


def _disarmed(markup: str) -> str:
    """Markup with those tags as words whose ends are missing in it."""
    last_tag = markup.rfind(">") + 1  # each tag before it has an end, so that no search goes on for long
    ends = {name.lower() for slash, name in _TAG.findall(markup, 0, last_tag) if slash}
    last_comment = markup.rfind("-->")

    def shown(tag: re.Match[str]) -> str:
        name = (tag[2] or "").lower()
        if tag[2] is None:
            hides = tag.start() > last_comment
        else:
            hides = not tag[1] and name in _HIDING and name not in ends
        return escape(tag[0], quote=False) if hides else tag[0]

    return _TAG.sub(shown, markup[:last_tag]) + markup[last_tag:].replace("<!--", "&lt;!--")


def _heading(tokens: Sequence[Token]) -> str | None:
    if len(tokens) < 2 or tokens[0].type != "heading_open" or tokens[0].tag != "h1":
        return None
    words = "".join(
        " " if child.type in ("softbreak", "hardbreak") else child.content
        for child in tokens[1].children or ()
        if child.type in ("text", "code_inline", "softbreak", "hardbreak", "math_inline")
    )
    return " ".join(words.split()) or None
