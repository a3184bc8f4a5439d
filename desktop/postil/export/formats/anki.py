"""Flash cards for Anki, as its text import reads them (https://docs.ankiweb.net/importing/text-files.html).

A highlight whose note asks something becomes a card: the question in front, behind it the answer and the
words that are highlighted, with a link to where they are from (``anki_cards`` tells what a question is). The
columns are guid, note type, deck, tags, and the two fields. The guid is the highlight's id, so that what is
imported again brings the cards up to date and keeps what Anki knows of their learning.

Anki obeys ``[sound:…]``, ``[latex]`` and ``{{c1::…}}`` wherever they stand: in a page's words they are
parted.
"""

from __future__ import annotations

import csv
import html
import io
import re
from typing import IO, TYPE_CHECKING

from postil.dom.note_text import note_html
from postil.export.formats.anki_cards import cards
from postil.export.formats.source import quoted
from postil.export.formats.words import exactly, line, lines, origin
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from postil.export.formats.anki_cards import Card
    from postil.export.formats.source import Source
    from postil.model.annotation import Annotation

_HEAD = "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:4\n"
_DECK = "Postil"
_BASIC = "Basic"
_CLOZE = "Cloze"
"""What Anki calls its note types in English; of one that it does not know, it asks."""
_COMMANDS = re.compile(r"[\[\]{}\\]")
_SPACES = re.compile(r"\s+")


def write_anki(sources: Iterable[Source], file: IO[bytes]) -> None:
    """Write the cards of all pages; highlights without a question have none."""
    file.write(_HEAD.encode())
    for source in sources:
        for row in _rows(source):
            written = io.StringIO(newline="")
            csv.writer(written, delimiter="\t", lineterminator="\n").writerow(row)
            file.write(written.getvalue().encode())


def _rows(source: Source) -> Iterator[tuple[str, ...]]:
    for kept in source.highlights:
        for number, card in enumerate(cards(lines(kept.note)), 1):
            yield (
                kept.id if number == 1 else f"{kept.id}-{number}",
                _CLOZE if card.has_gaps else _BASIC,
                _DECK,
                " ".join(map(_tag, dict.fromkeys((*kept.tags, *source.page.tags)))),
                _field(card.front),
                _back(card, kept, source),
            )


def _back(card: Card, kept: Annotation, source: Source) -> str:
    words = [_inert(each) for each in lines(quoted(kept, image=_("[an image]"))).split("\n")]
    answer = _field(card.back) if card.back else ""
    return f"{answer}<blockquote>{'<br>'.join(words)}</blockquote>{_origin(source)}"


def _origin(source: Source) -> str:
    """What the words are from, as a link where it has an address."""
    title = _inert(line(source.page.title) or _("Untitled"))
    if source.address:
        title = f'<a href="{html.escape(exactly(source.address))}">{title}</a>'
    told = map(_inert, origin(source.page.byline, source.page.site, published=None))
    return f"<small>{' · '.join((title, *told))}</small>"


def _field(markdown: str) -> str:
    """What the person wrote, as HTML on a line: Anki may obey what they wrote for it."""
    return exactly(note_html(markdown)).strip().replace("\n", " ")


def _inert(text: str) -> str:
    """Words of a page as HTML in which Anki finds nothing to do."""
    return _COMMANDS.sub(lambda found: f"&#{ord(found[0])};\u2060", html.escape(exactly(text)))


def _tag(tag: str) -> str:
    """A tag is one word there, and ``::`` parts the levels of nested ones."""
    return _SPACES.sub("_", line(tag)).replace("/", "::")
