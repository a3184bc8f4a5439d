"""The article out of a capture: the front door of extraction, its steps in order."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING

from postil.dom.decode import decode
from postil.dom.flatten import flatten
from postil.dom.parse import parse_page
from postil.dom.serialise import parse_article, serialise
from postil.extraction.caveats import article_caveats, charset_caveats
from postil.extraction.clean import read_clean
from postil.extraction.flat import extract_flat, keep_all_lines
from postil.extraction.hints import read_hints
from postil.extraction.images import Images
from postil.extraction.lead import lead_image
from postil.extraction.linkeddata import linked_data
from postil.extraction.links import addresses_of
from postil.extraction.metadata import read_metadata
from postil.extraction.overlays import clear_overlays
from postil.extraction.page_types import PageType
from postil.extraction.rebuild import rebuild
from postil.extraction.repairing import repair_kept
from postil.extraction.repetition import choose_unrepeated
from postil.extraction.shadow import fill_slots
from postil.extraction.sources import read_source
from postil.extraction.unseen import drop_unseen
from postil.extraction.verdicts import Reason
from postil.extraction.version import EXTRACTOR
from postil.model.article import Article, Evidence, Metadata, Source
from postil.model.guidance import Guidance
from postil.model.reading_time import count_words
from postil.model.repetition import PageBlocks, page_blocks

if TYPE_CHECKING:
    from lxml.etree import _Element

    from postil.extraction.blocks import Page
    from postil.extraction.classify import Judged
    from postil.extraction.flat import FlatArticle
    from postil.extraction.hints import Hints
    from postil.extraction.kept import Kept
    from postil.extraction.sources import Origin
    from postil.extraction.sources import Source as PageSource
    from postil.model.article import Asset
    from postil.model.capture import Capture

_EXCERPT = 240
_NOTHING_KNOWN = Guidance()


@dataclass(frozen=True, slots=True)
class Reading:
    """A page as it was read and judged, before its article was rebuilt."""

    page: Page
    hints: Hints
    judged: Judged
    kept: Kept
    origin: Origin


@dataclass(frozen=True, slots=True)
class Draft:
    """An article's tree before it is written down, and how it came about."""

    tree: _Element
    metadata: Metadata
    assets: tuple[Asset, ...] = ()
    plain: bool = False
    reading: Reading | None = None
    """Of a page that has markup."""
    flat: FlatArticle | None = None
    """Of a plain text."""
    warnings: tuple[str, ...] = ()
    blocks: PageBlocks = field(default_factory=PageBlocks)
    """What the page says, block by block; empty of a plain text where there was nothing to judge."""


def extract(capture: Capture, guidance: Guidance = _NOTHING_KNOWN) -> Article:
    """The article of a capture; of a page whose article cannot be told, all its text.

    ``guidance`` is what the library knows of the page beyond what it says itself.

    Raises ImportFailed where the page cannot be parsed.
    """
    return write_down(draft_article(capture, guidance), capture)


def draft_article(capture: Capture, guidance: Guidance = _NOTHING_KNOWN) -> Draft:
    """The article's tree, and how it came about; otherwise as ``extract``."""
    decoded = decode(capture.markup, declared=capture.charset)
    draft = _draft(decoded.text, capture, guidance)
    return replace(draft, warnings=(*draft.warnings, *charset_caveats(decoded)))


def _draft(markup: str, capture: Capture, guidance: Guidance) -> Draft:
    if capture.media_type == "text/plain":
        flat = _flat_article(markup, capture, guidance)
        blocks = page_blocks([line.text for line in flat.lines], flat.kept)
        return Draft(flat.tree, flat.metadata, plain=flat.plain, flat=flat, blocks=blocks)
    return _draft_page(markup, capture, guidance)


def _flat_article(text: str, capture: Capture, guidance: Guidance) -> FlatArticle:
    if capture.clean:
        return keep_all_lines(text, name=capture.name, title=capture.record.title, guidance=guidance)
    return extract_flat(text, name=capture.name, guidance=guidance)


def write_down(draft: Draft, capture: Capture) -> Article:
    """The article of a draft."""
    html = serialise(draft.tree)
    text = flatten(parse_article(html)).text
    return Article(
        metadata=_with_excerpt(draft.metadata, text),
        html=html,
        text=text,
        extractor=EXTRACTOR,
        words=count_words(text),
        assets=draft.assets,
        warnings=(*capture.warnings, *draft.warnings),
        plain=draft.plain,
        blocks=draft.blocks,
    )


def _draft_page(markup: str, capture: Capture, guidance: Guidance) -> Draft:
    html = parse_page(markup)
    clear_overlays(html, markup)
    drop_unseen(html, markup)
    fill_slots(html)
    things = linked_data(html)
    metadata = read_metadata(html, address=capture.address, saved=capture.saved, things=things)
    hints = read_hints(html, metadata.title, things=things)
    source, chosen = _chosen(html, hints, capture, guidance)
    if source.frame is not None:
        metadata = _completed(metadata, read_metadata(source.frame, address=None, saved=capture.saved))
    page, judged = source.page, source.judged
    if metadata.byline is None and judged.page_type is PageType.FORUM:
        metadata = _by_first_poster(metadata, chosen)
    repaired = repair_kept(page, chosen, guidance)
    kept = repaired.kept.following(chosen, Reason.REPAIR)
    images = Images(addresses_of(html, capture.address or metadata.canonical), capture.resources)
    tree = rebuild(page, kept, images=images, language=metadata.language)
    metadata = replace(metadata, lead_image=lead_image(html, tree, images))
    return Draft(
        tree,
        metadata,
        tuple(images.used.values()),
        plain=judged.plain and not repaired.chosen,
        reading=Reading(page, source.hints, judged, kept, source.origin),
        warnings=(*repaired.warnings, *article_caveats(page, kept, tree)),
        blocks=page_blocks([block.text for block in page.blocks], kept.blocks),
    )


def _chosen(html: _Element, hints: Hints, capture: Capture, guidance: Guidance) -> tuple[PageSource, Kept]:
    """The judged blocks of the page, from wherever it keeps its article, and what of them is kept."""
    if capture.clean:
        return read_clean(html, hints, title=capture.record.title)
    source = read_source(html, hints, capture.resources, address=capture.address)
    judged, chosen = choose_unrepeated(source.page, source.judged, source.hints, guidance.repeated)
    return replace(source, judged=judged), chosen


def _completed(outer: Metadata, inner: Metadata) -> Metadata:
    """What a page says of itself, and, where it says nothing, what the frame with its article says."""
    completed = Metadata(
        **{
            each.name: getattr(inner, each.name) if (said := getattr(outer, each.name)) is None else said
            for each in fields(Metadata)
        }
    )
    known = {evidence.field for evidence in outer.sources}
    sources = (*outer.sources, *(evidence for evidence in inner.sources if evidence.field not in known))
    return replace(completed, sources=sources)


def _by_first_poster(metadata: Metadata, kept: Kept) -> Metadata:
    """The metadata with the author of a thread's first post as the page's, where that post is kept."""
    first = next(iter(kept.posts), None)
    if first is None or not any(kept.blocks[index] for index in first.blocks):
        return metadata
    source = Evidence("byline", Source.SHOWN, first.node.tag)
    return replace(metadata, byline=first.author, sources=(*metadata.sources, source))


def _with_excerpt(metadata: Metadata, text: str) -> Metadata:
    """The metadata with the beginning of the text as the excerpt, where the page states none."""
    if metadata.excerpt or not text:
        return metadata
    beginning = " ".join(text[: 2 * _EXCERPT].replace("\ufffc", " ").split())
    if len(beginning) > _EXCERPT:
        beginning = beginning[:_EXCERPT].rsplit(" ", 1)[0] + " …"
    return replace(metadata, excerpt=beginning or None)
