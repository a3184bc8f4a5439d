"""The outline of an original: all of it as readable text, in parts that are kept or dropped.

What an article leaves out cannot be brought back by who does not see it. So here the whole page is set,
plainly: one element for each part, in the order of the page. A part is a block with the signs in it, a
picture, an embed, and, as a whole, code or a table of data.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from lxml import etree

from postil.dom.elements import HEADINGS
from postil.dom.flatten import flatten
from postil.dom.serialise import parse_article, serialise, without_control_characters
from postil.extraction.blocks import BOUNDARIES, Node, Text
from postil.extraction.code import build_code, is_code
from postil.extraction.embeds import build_embed, is_embed
from postil.extraction.extract import draft_article
from postil.extraction.figures import build_image, is_inline_picture, shared_images
from postil.extraction.images import Images
from postil.extraction.links import addresses_of
from postil.extraction.repairing import LINE, PageNames, is_object, kind_of_node, name_texts
from postil.extraction.tables import is_data_table
from postil.model.outline import Container, Outline, Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

    from postil.extraction.blocks import Block
    from postil.extraction.extract import Reading
    from postil.extraction.flat import FlatArticle
    from postil.model.article import Asset
    from postil.model.capture import Capture
    from postil.model.guidance import Guidance
    from postil.model.repair import BlockKind, BlockWords

_PREFORMATTED = frozenset({"pre", "listing", "xmp", "plaintext"})
_ITEMS = {"li": "ul", "blockquote": "blockquote"}


@dataclass(frozen=True, slots=True)
class OutlineRead:
    """An outline and the images in it."""

    outline: Outline
    assets: tuple[Asset, ...] = ()


def read_outline(capture: Capture, guidance: Guidance) -> OutlineRead:
    """The outline of a capture. What ``guidance`` says is repaired is found in it, and not yet applied.

    Raises ImportFailed where the page cannot be parsed.
    """
    draft = draft_article(capture, replace(guidance, repair=None, site_repair=None))
    if draft.flat is not None:
        return OutlineRead(_outline_of_lines(draft.flat))
    reading = draft.reading
    assert reading is not None  # what is no plain text has markup
    html = reading.page.root.element.getroottree().getroot()
    images = Images(addresses_of(html, capture.address), capture.resources)
    outline = _PageOutline(reading, images).outline(guidance)
    return OutlineRead(outline, tuple(images.used.values()))


def _outline_of_lines(flat: FlatArticle) -> Outline:
    root = etree.Element("div")
    drafts = []
    for line, block, keep in zip(
        flat.lines, name_texts(line.text for line in flat.lines), flat.kept, strict=True
    ):
        element = etree.SubElement(root, "p")
        element.text = without_control_characters(line.text)
        drafts.append(_Draft(element, (block,), (LINE,), words=len(line.text.split()), kept=keep))
    return _written(root, drafts, (), containers=())


@dataclass(slots=True)
class _Draft:
    """A part before its place in the text is known."""

    element: _Element
    blocks: tuple[BlockWords, ...]
    kinds: tuple[BlockKind, ...]
    words: int
    kept: bool
    hidden: bool = False
    likelihood: float = 0.0
    node: Node | None = None
    """The element of the original that it is, or that is around it."""


class _PageOutline:
    """The outline of a page in the making."""

    def __init__(self, read: Reading, images: Images) -> None:
        self._page = read.page
        self._kept = read.kept
        self._likelihoods = read.judged.likelihoods
        self._images = images
        self._shared = shared_images(read.page.root.element.getroottree().getroot())
        self._names = PageNames(read.page)
        self._sizes = list(accumulate((len(block.text.split()) for block in read.page.blocks), initial=0))
        self._sizes_as_floats = [float(size) for size in self._sizes]
        self._setter = _Setter()
        self._drafts: list[_Draft] = []
        self._done = 0

    def outline(self, guidance: Guidance) -> Outline:
        """All parts, and the containers that hold several of them."""
        self._enter(self._page.root)
        asked = guidance.whole_repair.container or ()
        found = self._names.find(asked)
        containers, numbers = self._containers()
        outline = _written(self._setter.root, self._drafts, self._innermost(numbers), containers=containers)
        number = (
            -1
            if found is None
            else next((numbers[node] for node in found.ancestors() if node in numbers), -1)
        )
        return Outline(
            outline.html, outline.text, outline.parts, outline.containers, guided=asked, found=number
        )

    def _enter(self, node: Node) -> None:
        """Add the parts of a node."""
        for child in node.content:
            if isinstance(child, Text):
                if not child.text.isspace() and self._done <= child.block < len(self._page.blocks):
                    self._add_blocks(node, child.block, child.block + 1)
            elif child.first < child.last and self._is_whole(child):
                if self._done < child.last:
                    self._add_blocks(child, max(self._done, child.first), child.last, whole=True)
            elif is_object(child):
                self._add_object(child)
            else:
                self._enter(child)

    def _is_whole(self, node: Node) -> bool:
        if node.tag == "table":
            return is_data_table(node, self._sizes_as_floats)
        return node.tag in _PREFORMATTED

    def _add_blocks(self, node: Node, first: int, last: int, *, whole: bool = False) -> None:
        blocks = self._page.blocks[first:last]
        holder = node if whole else blocks[0].node
        element = (
            self._setter.whole(node, self._page.blocks)
            if whole
            else self._setter.block(holder, blocks[0].text)
        )
        self._done = last
        self._drafts.append(
            _Draft(
                element,
                self._names.blocks[first:last],
                self._names.kinds[first:last],
                words=self._sizes[last] - self._sizes[first],
                kept=any(self._kept.blocks[first:last]),
                hidden=self._names.is_hidden(holder),
                likelihood=max(self._likelihoods[first:last]),
                node=holder,
            )
        )

    def _add_object(self, node: Node) -> None:
        image = None if is_embed(node) else build_image(node, self._images, self._shared)
        element = build_embed(node, self._images.addresses) if is_embed(node) else image
        if element is None:
            return
        name, kind = self._names.objects[node], kind_of_node(node)
        last = self._drafts[-1] if self._drafts else None
        in_line = last is not None and node.first < self._done
        if image is not None and in_line and last is not None and is_inline_picture(node, image):
            last.blocks += (name,)
            last.kinds += (kind,)
            return
        self._drafts.append(
            _Draft(
                self._setter.object(element),
                (name,),
                (kind,),
                words=0,
                kept=node in self._kept.objects,
                hidden=self._names.is_hidden(node),
                node=node,
            )
        )

    def _containers(self) -> tuple[tuple[Container, ...], dict[Node, int]]:
        """The elements that hold several parts, of those that hold the same ones the innermost.

        And the number of the container that each of them is, or stands for.
        """
        ranges: dict[Node, list[int]] = {}
        for number, draft in enumerate(self._drafts):
            assert draft.node is not None
            for node in draft.node.ancestors():
                bounds = ranges.setdefault(node, [number, number + 1])
                bounds[1] = number + 1
        containers: list[Container] = []
        numbers: dict[Node, int] = {}
        for node in self._page.nodes:
            bounds = ranges.get(node, [0, 0])
            if bounds[1] - bounds[0] < 2 or node.tag not in BOUNDARIES:
                continue
            parent = -1 if node.parent is None else numbers.get(node.parent, -1)
            outer = containers[parent] if parent >= 0 else None
            if outer is not None and [outer.first, outer.last] == bounds:
                containers[parent] = Container(self._names.way(node), outer.parent, *bounds)
                numbers[node] = parent
            else:
                numbers[node] = len(containers)
                containers.append(Container(self._names.way(node), parent, *bounds))
        return tuple(containers), numbers

    def _innermost(self, numbers: dict[Node, int]) -> tuple[int, ...]:
        """The number of the smallest container around each part."""
        return tuple(
            next((numbers[node] for node in draft.node.ancestors() if node in numbers), -1)
            for draft in self._drafts
            if draft.node is not None
        )


@dataclass(slots=True)
class _Setter:
    """Sets parts one below the other, each as what it is."""

    root: _Element = field(default_factory=lambda: etree.Element("div"))
    _group: Node | None = None
    """The list or quotation that the last part stood in."""

    def block(self, node: Node, text: str) -> _Element:
        """A paragraph, a heading, an item of a list, a paragraph of a quotation."""
        holder = next(
            (each for each in node.ancestors() if each.tag in ("li", "blockquote", *HEADINGS)), None
        )
        if holder is None or holder.tag in HEADINGS:
            self._group = None
            element = etree.SubElement(self.root, "p" if holder is None else holder.tag)
        else:
            parent = self._grouped(holder)
            element = etree.SubElement(parent, "li" if holder.tag == "li" else "p")
        element.text = without_control_characters(text)
        return element

    def whole(self, node: Node, blocks: Sequence[Block]) -> _Element:
        """Code, or a table of data."""
        self._group = None
        if node.tag == "table":
            return self._table(node, blocks)
        code = build_code(node.element) if is_code(node) else None
        if code is not None:
            for element in code.iter("code"):
                element.attrib.pop("class", "")  # in one colour: what is dropped is dimmed
            self.root.append(code)
            return code
        element = etree.SubElement(self.root, "pre")
        element.text = without_control_characters("".join(_raw_text(node)))
        return element

    def object(self, element: _Element) -> _Element:
        """A picture, or the card of an embed."""
        self._group = None
        if element.tag != "img":
            card = etree.SubElement(self.root, "aside", {"class": "embed"})
            words = " ".join("".join(map(str, element.itertext())).split())
            etree.SubElement(card, "p").text = words  # no link: a click is for the part
            return card
        figure = etree.SubElement(self.root, "figure")
        figure.append(element)
        return figure

    def _grouped(self, holder: Node) -> _Element:
        tag = _ITEMS[holder.tag]
        group = holder.parent if holder.tag == "li" else holder
        if group is not self._group or not len(self.root):
            self._group = group
            return etree.SubElement(self.root, tag)
        return self.root[-1]

    def _table(self, node: Node, blocks: Sequence[Block]) -> _Element:
        table = etree.SubElement(self.root, "table")
        for row in (each for each in node.nodes() if each.tag == "tr"):
            line = etree.SubElement(table, "tr")
            for cell in (each for each in row.content if isinstance(each, Node)):
                text = " ".join(block.text for block in blocks[cell.first : cell.last])
                etree.SubElement(line, "th" if cell.tag == "th" else "td").text = without_control_characters(
                    text
                )
        return table


def _raw_text(node: Node) -> Iterator[str]:
    for child in node.content:
        if isinstance(child, Text):
            yield child.text
        elif child.tag == "br":
            yield "\n"
        else:
            yield from _raw_text(child)


def _written(
    root: _Element, drafts: Sequence[_Draft], innermost: Sequence[int], *, containers: tuple[Container, ...]
) -> Outline:
    """The outline of these parts, each with its place in the text."""
    html = serialise(root)
    parsed = parse_article(html)
    flat = flatten(parsed)
    places = dict(zip(root.iter(), parsed.iter(), strict=True))
    parts = []
    for number, draft in enumerate(drafts):
        start, end = flat.span(places[draft.element])
        parts.append(
            Part(
                start,
                end,
                draft.words,
                draft.blocks,
                draft.kinds,
                kept=draft.kept,
                hidden=draft.hidden,
                likelihood=round(draft.likelihood, 3),
                container=innermost[number] if innermost else -1,
            )
        )
    return Outline(html, flat.text, tuple(parts), containers)
