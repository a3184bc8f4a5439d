"""What names and words say of a part of a page, as data. To change a pattern, change it here.

The groups of names are features of the learned model: a match is evidence, never a verdict. Adding or
removing a group changes the model's columns, so the model must be trained anew.
"""

from __future__ import annotations

import re

NAME_GROUPS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("good", r"article|content|entry|post|body|story|text|main|blog|prose|markdown|rich|wysiwyg|copy"),
        (
            "strong",
            r"article-?_?(?:body|content|text)|entry-?content|post-?(?:content|body)|story-?body|"
            r"body-?(?:text|copy)|rich-?text|prose|markdown",
        ),
        ("comment", r"comment|disqus|respond|repl(?:y|ies)"),
        ("navigation", r"nav|menu|crumb|pagination|pager|skip|toc|toolbar|topbar"),
        ("foot", r"footer|foot\b|copyright|legal|disclaimer|bottom"),
        ("head", r"header|masthead|banner|hero|headline|title"),
        ("side", r"side|rail|right|secondary|complementary"),
        ("share", r"share|social|follow|facebook|twitter|addthis|whatsapp"),
        (
            "related",
            r"relat|recommend|more-|trending|popular|read-?next|also|latest|most|similar|teaser|promo|card|"
            r"carousel|slider|outbrain|taboola|list",
        ),
        ("advert", r"\bads?\b|advert|sponsor|banner|dfp|gpt|partner|affiliate|commercial"),
        (
            "offer",
            r"newsletter|subscri|sign-?up|paywall|premium|login|register|account|modal|popup|overlay|cookie|"
            r"consent|gdpr",
        ),
        ("facts", r"meta|byline|author|date|time|tag|categor|kicker|credit|info|bio|profile"),
        ("caption", r"caption|credit|figure|image|photo|gallery|media|video|player"),
        ("widget", r"widget|module|block|component|plugin"),
        ("hidden", r"hidden|hide|sr-only|visually|screen-reader|invisible|collapse|d-none"),
        (
            "forum",
            r"message|thread|topic|answer|question|forum|post-?text|comment-?(?:body|content|text)|reply",
        ),
        ("product", r"product|price|cart|buy|spec|descr|review|rating"),
        ("code", r"code|highlight|syntax|snippet"),
    )
)
"""Groups of class, id and role names."""

CJK = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Scripts that write no spaces between words (Thai, Japanese, Chinese), as a range for a pattern."""

UNSPACED = re.compile(f"[{CJK}]")
SENTENCE_END = re.compile(r"[.!?\u2026\u3002\uff01\uff1f\u0964\u06d4\u061f][\"'\u201d\u2019)\]»]*(?=\s|$)")
UNSPACED_SENTENCE_END = re.compile(r"[\u3002\uff01\uff1f]")
DATE = re.compile(
    r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}\b|\b\d{1,2}:\d\d\b|"
    r"\b(?:19|20)\d\d年|\b(?:19|20)\d\d\b"
)
BAR = re.compile(r"[|»›•·→]")
