"""What a conversion's worker and the program say to each other: JSON, each piece after its length.

The program asks with ``Question``; the worker answers with one message a capture and one at the end.
Before each capture of a guided question it asks back: for the guidance for a page from that address.
Bytes do not travel here: the worker writes them to the spool folder, in files named by their SHA-256.
What comes out of a worker has been touched by a page, so nothing in it is believed: types, hashes and
addresses are checked, the article must hold only what articles may, and its text is read off it anew.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from lxml.etree import XMLSyntaxError

from postil.app.kept_original import KeptFile, KeptOriginal, KeptPage
from postil.app.record_wire import read_record, record_message
from postil.app.wire_fields import BrokenMessage, Fields, moment
from postil.dom.check import fault
from postil.dom.flatten import flatten
from postil.dom.serialise import parse_article
from postil.errors import ImportFailed
from postil.model.article import Article, Evidence, Metadata, Source
from postil.model.guidance import Guidance
from postil.model.ids import ContentHash, content_hash
from postil.model.record import NOTHING_RECORDED, Record
from postil.model.repetition import PageBlocks
from postil.translation import _

if TYPE_CHECKING:
    from datetime import datetime

    from lxml.etree import _Element

    from postil.model.capture import Capture

LARGEST = 256 * 1024 * 1024
"""Bytes that a message may have."""
OUT_OF_MEMORY = 77
"""The exit status of a worker whose memory did not suffice."""

_BYTES_A_SECOND = 25 * 1024**2
"""Of a large file, in which all that it holds is looked up before the first page comes."""
_LENGTH = struct.Struct(">I")
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Spooled:
    """Bytes that wait in the spool folder until the conversion is discarded; or the file that is imported."""

    path: Path
    hash: ContentHash

    def read(self) -> bytes:
        """The bytes. Raises ImportFailed where they are not what the hash says."""
        try:
            content = self.path.read_bytes()
        except OSError as error:
            raise ImportFailed(
                _("A file of the import is gone: {reason}. Import it again.").format(reason=error.strerror)
            ) from error
        if content_hash(content) != self.hash:
            raise ImportFailed(_("A file of the import was changed while it was read. Import it again."))
        return content


@dataclass(frozen=True, slots=True)
class SpooledFile:
    """A resource of the capture or an image of the article, with the name that the page gives it."""

    content: Spooled
    source: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Conversion:
    """A capture and the article made of it; bytes are read from the spool when asked for."""

    original: Spooled
    """The file as the importer read it."""
    page: Spooled | None
    """The page's own bytes where the original is a container."""
    media_type: str
    format: str
    name: str
    address: str | None
    saved: datetime | None
    charset: str | None
    resources: tuple[SpooledFile, ...]
    article: Article
    """Without its assets' bytes: they are in ``assets``. Its warnings include those of the capture."""
    assets: tuple[SpooledFile, ...]
    part: str = ""
    """As the capture's: empty where the original is one page."""
    clean: bool = False
    waiting: bool = False
    record: Record = NOTHING_RECORDED
    aliases: tuple[str, ...] = ()
    """As the capture's."""

    @property
    def metadata(self) -> Metadata:
        """What the page says of itself; its lead image only where that is among the assets."""
        metadata = self.article.metadata
        if metadata.lead_image in {asset.content.hash for asset in self.assets}:
            return metadata
        return replace(metadata, lead_image=None)


@dataclass(frozen=True, slots=True)
class Question:
    """Convert the captures in the file ``path`` from number ``start`` on."""

    path: str
    spool: str
    start: int = 0
    plain: str = ""
    """Why the first of them is only to be rendered as plain text; empty if it is not."""
    guided: bool = False
    """Whether the program has guidance to give: the worker asks for it before it makes an article."""
    kept: KeptOriginal | None = None
    """What the library has of the page whose original the file is; None for a file on its way in."""
    outlined: bool = False
    """Whether the outline of the whole original is asked for, and not its article."""


def read_question(message: dict[str, Any]) -> Question:
    """The question that the program sent: its fields, and those of its parts, as an object."""
    kept = message.pop("kept", None)
    if kept is None:
        return Question(**message)
    files = tuple(KeptFile(**file) for file in kept.pop("resources"))
    page = kept.pop("page")
    own = None if page is None else KeptPage(**page)
    return Question(**message, kept=KeptOriginal(**kept, resources=files, page=own))


def send(stream: IO[bytes], message: dict[str, Any]) -> None:
    """Write one message."""
    content = json.dumps(message).encode("ascii")
    stream.write(_LENGTH.pack(len(content)) + content)
    stream.flush()


def receive(stream: IO[bytes]) -> dict[str, Any] | None:
    """Read one message; None where the stream has ended. Raises BrokenMessage."""
    header = stream.read(_LENGTH.size)
    if not header:
        return None
    if len(header) < _LENGTH.size:
        raise BrokenMessage("cut short")
    (length,) = _LENGTH.unpack(header)
    if length > LARGEST:
        raise BrokenMessage("too long")
    content = stream.read(length)
    if len(content) < length:
        raise BrokenMessage("cut short")
    try:
        message = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise BrokenMessage("no JSON") from error
    if not isinstance(message, dict):
        raise BrokenMessage("no object")
    return message


def spool(folder: Path, content: bytes) -> str:
    """Write ``content`` into the spool folder; its hash. The worker's side of ``Spooled``.

    Raises ImportFailed where the disk does not take it.
    """
    name = content_hash(content)
    path = folder / name
    if not path.exists():
        try:
            folder.mkdir(exist_ok=True)
            path.write_bytes(content)
        except OSError as error:
            with suppress(OSError):
                path.unlink(missing_ok=True)  # half of it would be taken for all of it
            raise refused(error) from error
    return name


def refused(error: OSError) -> ImportFailed:
    """The error for a spool folder that cannot be written to."""
    return ImportFailed(
        _("The disk does not take the file ({reason}). Make room and import it again.").format(
            reason=error.strerror
        )
    )


def address_message(address: str | None) -> dict[str, Any]:
    """The message with which the worker asks for guidance; ``asked_address`` reads it."""
    return {"address": address}


def asked_address(message: dict[str, Any]) -> str | None:
    """The web address that the worker asks for guidance for; None where the page has none.

    Raises BrokenMessage.
    """
    return Fields(message).web("address")


def guidance_message(guidance: Guidance) -> dict[str, Any]:
    """The program's answer to it; ``read_guidance`` reads it."""
    return {"guidance": guidance.to_json()}


def read_guidance(message: dict[str, Any]) -> Guidance:
    """The guidance that the program gave."""
    return Guidance.from_json(message["guidance"])


def conversion_message(capture: Capture, article: Article, folder: Path) -> dict[str, Any]:
    """The message that ``read_conversion`` reads."""
    metadata: dict[str, Any] = {
        name: getattr(article.metadata, name) for name in Metadata.__dataclass_fields__
    }
    metadata["sources"] = [
        {"field": each.field, "source": each.source, "name": each.name} for each in article.metadata.sources
    ]
    return {
        "original": None if capture.container else spool(folder, capture.content),
        "container": container_hash(capture.container) if capture.container else None,
        "part": capture.part,
        "clean": capture.clean,
        "waiting": capture.waiting,
        "record": record_message(capture.record),
        "page": None if capture.page is None else spool(folder, capture.page),
        "media_type": capture.media_type,
        "format": capture.format,
        "name": capture.name,
        "address": capture.address,
        "aliases": list(capture.aliases),
        "saved": capture.saved.isoformat() if capture.saved else None,
        "charset": capture.charset,
        "resources": [
            {"hash": spool(folder, kept.content), "source": kept.source, "media_type": kept.media_type}
            for kept in capture.resources
        ],
        "metadata": metadata,
        "html": article.html,
        "extractor": article.extractor,
        "words": article.words,
        "warnings": list(article.warnings),
        "plain": article.plain,
        "kept_blocks": sorted(article.blocks.kept),
        "dropped_blocks": sorted(article.blocks.dropped),
        "assets": [
            {"hash": spool(folder, asset.content), "source": asset.source, "media_type": asset.media_type}
            for asset in article.assets
        ],
    }


def extra_seconds(path: str) -> float:
    """How much longer than a page's time reading a file may take, since it is gone through as a whole first.

    Archives of pages have gigabytes; a saved page has no size that matters here.
    """
    try:
        return Path(path).stat().st_size / _BYTES_A_SECOND
    except (OSError, ValueError):
        return 0.0


@lru_cache(maxsize=1)
def container_hash(path: Path) -> ContentHash:
    """The hash of the file that holds what is converted. Raises ImportFailed where it cannot be read."""
    try:
        with path.open("rb") as file:
            return ContentHash(hashlib.file_digest(file, "sha256").hexdigest())
    except OSError as error:
        raise ImportFailed(
            _("The file cannot be read: {reason}.").format(reason=error.strerror or error)
        ) from error


def read_conversion(message: dict[str, Any], folder: Path, source: Path) -> Conversion:
    """The conversion of ``source`` that a worker sent. Raises BrokenMessage where it cannot be believed."""
    fields = Fields(message)
    saved = fields.optional("saved")
    container = fields.optional("container")
    return Conversion(
        original=_spooled(fields.text("original"), folder)
        if container is None
        else Spooled(source, _hash(container)),
        part=fields.text("part"),
        clean=fields.true("clean"),
        waiting=fields.true("waiting"),
        record=read_record(fields.fields("record")),
        page=None if message.get("page") is None else _spooled(fields.text("page"), folder),
        media_type=fields.text("media_type"),
        format=fields.text("format"),
        name=fields.text("name"),
        address=fields.web("address"),
        aliases=fields.texts("aliases"),
        saved=moment(saved) if saved else None,
        charset=fields.optional("charset"),
        resources=spooled_files(message.get("resources"), folder),
        article=_article(fields),
        assets=spooled_files(message.get("assets"), folder),
    )


def _spooled(name: str, folder: Path) -> Spooled:
    return Spooled(folder / _hash(name), ContentHash(name))


def _hash(name: str) -> ContentHash:
    if not _HASH.fullmatch(name):
        raise BrokenMessage("no hash")
    return ContentHash(name)


def spooled_files(values: object, folder: Path) -> tuple[SpooledFile, ...]:
    """The files of a list of objects. Raises BrokenMessage."""
    if not isinstance(values, list):
        raise BrokenMessage("no list")
    files = (Fields(value) for value in values)
    return tuple(
        SpooledFile(_spooled(file.text("hash"), folder), file.text("source"), file.text("media_type"))
        for file in files
    )


def read_article_tree(html: str) -> _Element:
    """The tree of an article that a worker made. Raises BrokenMessage where it holds what none may."""
    try:
        tree = parse_article(html)
    except XMLSyntaxError as error:
        raise BrokenMessage("the article is no XML") from error
    wrong = fault(tree)
    if wrong:
        raise BrokenMessage(f"the article has {wrong}")
    return tree


def _article(fields: Fields) -> Article:
    html = fields.text("html")
    tree = read_article_tree(html)
    return Article(
        metadata=_metadata(fields.fields("metadata")),
        html=html,
        text=flatten(tree).text,
        extractor=fields.text("extractor"),
        words=fields.number("words"),
        warnings=fields.texts("warnings"),
        plain=fields.true("plain"),
        blocks=PageBlocks(fields.fingerprints("kept_blocks"), fields.fingerprints("dropped_blocks")),
    )


def _metadata(fields: Fields) -> Metadata:
    lead_image = fields.optional("lead_image")
    return Metadata(
        title=fields.optional("title"),
        byline=fields.optional("byline"),
        site=fields.optional("site"),
        language=fields.optional("language"),
        direction="rtl" if fields.optional("direction") == "rtl" else "ltr",
        published=fields.optional("published"),
        modified=fields.optional("modified"),
        canonical=fields.web("canonical"),
        lead_image=ContentHash(lead_image) if lead_image and _HASH.fullmatch(lead_image) else None,
        excerpt=fields.optional("excerpt"),
        sources=tuple(_evidence(each) for each in fields.all_fields("sources")),
    )


def _evidence(fields: Fields) -> Evidence:
    try:
        source = Source(fields.text("source"))
    except ValueError as error:
        raise BrokenMessage("no source") from error
    return Evidence(fields.text("field"), source, fields.text("name"))
