"""Web annotations: the data model of the W3C as JSON-LD (https://www.w3.org/TR/annotation-model/).

One annotation, a list of them, an AnnotationPage, or an AnnotationCollection with its pages in it; also the
older Open Annotation, whose fields are ``hasBody`` and ``hasTarget``. What selects words is read
(``web_selectors``); how else a place in a page may be described names no words and cannot be kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from postil.dom.plain import plain_text
from postil.importers.colors import read_color
from postil.importers.exports.gathering import Gathering, distinct
from postil.importers.exports.threads import Threads, Written, gather_threads
from postil.importers.exports.web_selectors import read_selectors
from postil.importers.json_items import Item, read_items
from postil.importers.json_shape import shape_of
from postil.importers.pages.html import web_address
from postil.model.annotation import Style
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.model.annotation import Color
    from postil.model.capture import Capture

_BODIES = ("body", "hasBody", "oa:hasBody", "bodyValue")
_TARGETS = ("target", "hasTarget", "oa:hasTarget")
_MEMBERS = frozenset({"items", "@graph", "first", "last", "next", "annotations"})
_MOTIVES = ("motivation", "motivatedBy", "oa:motivatedBy")
_SIGNS = frozenset({*_BODIES, *_MOTIVES})
_DEEPEST = 8
_SOURCES = ("source", "hasSource", "oa:hasSource", "full", "on")
_SELECTORS = ("selector", "hasSelector", "oa:hasSelector")


class WebAnnotations:
    """Annotations as JSON-LD."""

    name = "Web annotations"
    suffixes: tuple[str, ...] = (".jsonld", ".json")

    def confidence(self, head: bytes, path: Path) -> float:  # noqa: ARG002 - the fields tell, not the name
        """By the fields of an annotation, or the name of the model."""
        shape = shape_of(head)
        if shape.fields & {"@context", "@graph"} and any(
            name in head for name in (b"ns/anno", b"ns/oa", b"AnnotationPage", b"AnnotationCollection")
        ):
            return 0.95
        listed = (shape.fields, *(shape.within(field) for field in _MEMBERS))
        is_one = any(fields & set(_TARGETS) and fields & _SIGNS for fields in listed)
        return 0.85 if is_one and not any("uri" in fields for fields in listed) else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """A page for each source that was annotated."""
        gathering = Gathering(path, self.name)
        written: list[Written] = []
        for item in _annotations(path, gathering):
            read = _of_item(item)
            if not read:
                gathering.warn(_("An annotation has no target; it was left out."))
            written += read
        gather_threads(Threads("annotation", "", _with_roots(written)), gathering)
        yield from gathering.captures()


def _annotations(path: Path, gathering: Gathering) -> Iterator[Item]:
    """The annotations of a file; what stands in the outermost object itself is one annotation, too."""
    own: dict[str, list[object]] = {}
    for element in read_items(path):
        if element.problem:
            gathering.warn(element.problem)
        elif not element.field or element.field in _MEMBERS:
            yield from _members(element.item)
        else:
            own.setdefault(element.field, []).append(element.item.value)
    if any(field in own for field in _TARGETS):
        yield Item({field: values if len(values) > 1 else values[0] for field, values in own.items()})


def _members(item: Item, depth: int = 0) -> Iterator[Item]:
    """The annotations in a page or collection; anything else is one itself."""
    members = [] if depth > _DEEPEST else [each for field in _MEMBERS for each in item.items(field)]
    if members:
        for member in members:
            yield from _members(member, depth + 1)
    elif not isinstance(item.value, str):  # the address of a page of annotations that is not here
        yield item


def _of_item(item: Item) -> tuple[Written, ...]:
    """What an annotation says of each of its targets."""
    said = _read_bodies(item)
    creator = next(iter(item.items("creator", "dcterms:creator", "annotatedBy", "oa:annotatedBy")), Item())
    name = creator.line("name", "foaf:name", "nickname", "foaf:nick") or creator.line()
    written = Written(
        id=_name(item),
        user=creator.text("id", "@id", "email", "account") or name,
        name=name or creator.text("id", "@id"),
        address="",
        title="",
        quote=None,
        place=None,
        text=said.text,
        tags=said.tags,
        created=item.time("created", "dcterms:created", "annotatedAt", "oa:annotatedAt"),
        modified=item.time("modified", "dcterms:modified"),
        color=said.color or read_color(item.text("color", "colour")),
    )
    targets = (target for target in item.items(*_TARGETS) if _source(target))
    each = (_of_target(target, written, said) for target in targets)
    return tuple(
        replace(one, id=f"{one.id}#{place}" if one.id and place else one.id) for place, one in enumerate(each)
    )


def _of_target(target: Item, written: Written, said: _Said) -> Written:
    """What was written, with the words that a target selects."""
    source = next(iter(target.items(*_SOURCES)), Item())
    address = _source(target)
    style = " ".join(target.names("styleClass", "oa:styleClass")).casefold()
    place = read_selectors(target, address)
    has_no_words = place.quote is None and bool(target.items(*_SELECTORS))
    warning = _("An annotation does not say which words it is on; it is kept with its page.")
    return replace(
        written,
        address=address,
        title=source.line("title", "dc:title", "dcterms:title", "name") or target.line("title", "dc:title"),
        quote=place.quote,
        place=place.start,
        answers=(address,) if "replying" in said.motives else (),
        color=written.color or read_color(style),
        style=Style.UNDERLINE if "underline" in style else Style.HIGHLIGHT,
        warning=warning if has_no_words else "",
    )


def _name(item: Item) -> str:
    return item.text("id", "@id")


def _source(target: Item) -> str:
    """The address of what a target is in, or of the target itself."""
    for source in target.items(*_SOURCES):
        return source.text() or _name(source)
    return target.text() or _name(target)


@dataclass(frozen=True, slots=True)
class _Said:
    """What the bodies of an annotation say."""

    motives: frozenset[str]
    text: str
    tags: tuple[str, ...]
    color: Color | None


def _read_bodies(item: Item) -> _Said:
    motives = frozenset(name.rpartition(":")[2].rpartition("#")[2] for name in item.names(*_MOTIVES))
    bodies = [each for body in item.items(*_BODIES) for each in (body.items("items") or (body,))]
    texts, tags = [], []
    color = None
    for body in bodies:
        purposes = {name.rpartition(":")[2] for name in body.names("purpose", "hasPurpose")} or motives
        words = _text(body)
        is_tag = "tagging" in purposes or "Tag" in " ".join(body.names("type", "@type"))
        if is_tag and words:
            tags.append(" ".join(words.split()))
        elif purposes & {"highlighting", "classifying", "styling"} and read_color(words):
            color = read_color(words)
        elif words:
            texts.append(words)
    return _Said(motives, "\n\n".join(texts), distinct(tags), color)


def _text(body: Item) -> str:
    """What a body says, in Markdown; the address of one that is not here."""
    words = body.text("value", "chars", "cnt:chars", "rdf:value") or body.text()
    if words:
        return plain_text(words) if "html" in body.text("format", "dc:format") else words
    address = body.text("source", "id", "@id")
    return f"<{address}>" if web_address(address) else ""


def _with_roots(written: list[Written]) -> tuple[Written, ...]:
    """The annotations, each answer with all that it answers, whatever is an answer to an answer."""
    answered = {each.id: each.answers[0] for each in written if each.answers and each.id}
    return tuple(
        replace(each, answers=_chain(each.answers[0], answered)) if each.answers else each for each in written
    )


def _chain(name: str, answered: dict[str, str]) -> tuple[str, ...]:
    """An annotation and what it answers, from the first of the talk on."""
    chain = {name: None}
    while (name := answered.get(name, "")) and name not in chain:
        chain[name] = None
    return tuple(reversed(chain))
