"""What in a backup is for people who have no Postil: a README, an index, and each article as a page.

Nothing in these files can run, or load anything from elsewhere: words are escaped, an article is one of
``dom/check.py``, its images are those in the archive, and a policy says the same to the browser. They are
in English in every language, as are all files for keeping.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from lxml import etree

from postil.dom.check import fault
from postil.dom.serialise import parse_article, serialise
from postil.model.ids import ContentHash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_ASSET = "asset:"
_POLICY = "default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'"
_STYLE = (
    "body{max-width:42em;margin:2em auto;padding:0 1em;font:1.05em/1.6 Georgia,serif;color:#222;"
    "background:#fff}"
    "img{max-width:100%;height:auto}table{border-collapse:collapse;width:100%}td,th{text-align:left;"
    "vertical-align:top;padding:.3em .8em .3em 0;border-bottom:1px solid #ddd}pre{overflow:auto}"
    "blockquote{margin:1em 0;padding-left:1em;border-left:3px solid #ccc}.by{color:#666}"
    ".day{white-space:nowrap}"
)

README = """\
A backup of a Postil library
============================

Postil keeps saved web pages, what was highlighted in them, and notes. This archive
has all of it. It can be read without Postil: every file is HTML, JSON, plain text, or
what the page itself consisted of.

  index.html      Begin here. A list of all pages, with links to the article and to the
                  original of each. (Unpack the whole archive first.)
  articles/       Each page as a clean article, with its highlights and notes below it.
                  Nothing in these files runs or loads anything.
  content/        The kept bytes: originals as they were saved, pictures, and the texts.
                  A file's name is the SHA-256 of what is in it. Beware: an original is
                  what its web site made it. A browser that opens it may run its scripts
                  and load things from the web.
  pages/          Each page as JSON: everything that is known of it, under the names of
                  Postil's tables and columns. 'page' has its title and where it came
                  from, 'annotation' its highlights (exact: the words; prefix, suffix: what
                  stands around them; start_at, end_at: where they stand in the text
                  text_hash, counted in code points), 'page_tag' its tags, 'capture' every
                  saved copy of it, 'text_version' every text that was made of it.
                  All times are UTC.
  library.json    What belongs to no single page: tags, saved searches, and so on.
  settings.toml   The settings of the program.
  about.json      What made this archive, and when.
  manifest.json   The same with counts, and the SHA-256 of SHA256SUMS.
  SHA256SUMS      The SHA-256 of all other files: 'sha256sum -c SHA256SUMS' checks them.

A backup whose kind is "rows" (see about.json) has no content/ and no articles/: it was
made inside a library, beside the folder content/ of that library.

To put everything back:  postil restore FILE
"""


@dataclass(frozen=True, slots=True)
class Listed:
    """A page as the index shows it."""

    title: str
    byline: str | None
    site: str | None
    added: str
    """ISO 8601."""
    highlights: int
    trashed: bool
    article: str | None
    """Its entry in the archive."""
    original: str | None


@dataclass(frozen=True, slots=True)
class Mark:
    """A highlight as the article's page shows it."""

    quote: str
    note: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadableArticle:
    """What is shown of a page."""

    title: str
    language: str | None
    direction: str
    byline: str | None
    site: str | None
    address: str | None
    note: str
    tags: tuple[str, ...]
    marks: tuple[Mark, ...]
    markup: str
    """Of the article, as it is kept."""
    text: str
    """Its text, for one whose markup may not be shown."""
    files: Mapping[ContentHash, str]
    """The entries of kept bytes by their hashes."""


def index_page(pages: Iterable[Listed]) -> Iterator[bytes]:
    """The list of all pages as HTML, a piece at a time."""
    yield _head("Saved pages", None, "ltr")
    yield b"<h1>Saved pages</h1>\n<table>\n<tr><th>Title<th>By<th>Saved<th>Highlights<th></tr>\n"
    for page in pages:
        yield _row(page).encode()
    yield b"</table>\n"


def article_page(article: ReadableArticle) -> bytes:
    """An article with its highlights and notes as HTML."""
    parts = [_head(article.title, article.language, article.direction).decode()]
    by = " · ".join(escape(each) for each in (article.byline, article.site) if each)
    parts.append(f"<h1>{escape(article.title)}</h1>\n")
    if by or article.address:
        shown = _address(article.address)
        parts.append(f'<p class="by">{" · ".join(filter(None, (by, shown)))}</p>\n')
    parts.append(_markup(article))
    if article.note or article.marks or article.tags:
        parts.append("\n<hr>\n<h2>Highlights and notes</h2>\n")
    parts.append(_words(article.note, article.tags))
    for mark in article.marks:
        quote = escape(mark.quote).replace("\n", "<br>")
        parts.append(f"<blockquote>{quote}</blockquote>\n{_words(mark.note, mark.tags)}")
    return "".join(parts).encode()


def _head(title: str, language: str | None, direction: str) -> bytes:
    tongue = f' lang="{escape(language)}"' if language else ""
    turned = "rtl" if direction == "rtl" else "ltr"
    return (
        f'<!DOCTYPE html>\n<html{tongue} dir="{turned}">\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n"
    ).encode()


def _row(page: Listed) -> str:
    title = escape(page.title) or "(no title)"
    if page.article:
        title = f'<a href="{escape(page.article)}">{title}</a>'
    original = f'<a href="{escape(page.original)}">original</a>' if page.original else ""
    by = " · ".join(escape(each) for each in (page.byline, page.site) if each)
    trash = " (in the trash)" if page.trashed else ""
    marks = page.highlights or ""
    day = escape(page.added[:10])
    return f"<tr><td>{title}{trash}<td>{by}<td class=day>{day}<td>{marks}<td>{original}</tr>\n"


def _address(address: str | None) -> str:
    """The address as words: a backup has no links that lead out but those in the articles."""
    return escape(address or "")


def _words(note: str, tags: tuple[str, ...]) -> str:
    shown = "<p>" + escape(note).replace("\n", "<br>") + "</p>\n" if note else ""
    if tags:
        shown += '<p class="by">' + " ".join(f"#{escape(tag)}" for tag in tags) + "</p>\n"
    return shown


def _markup(article: ReadableArticle) -> str:
    """The article with its images from the archive; only its text where it is not what an article may be."""
    try:
        root = parse_article(article.markup)
    except etree.XMLSyntaxError:
        return _plain(article.text)
    if fault(root) is not None:
        return _plain(article.text)
    for image in root.iter("img"):
        name = ContentHash((image.get("src") or "").removeprefix(_ASSET))
        if name in article.files:
            image.set("src", f"../{article.files[name]}")
        else:
            image.attrib.pop("src", "")
    return serialise(root)


def _plain(text: str) -> str:
    return f"<pre>{escape(text)}</pre>"
