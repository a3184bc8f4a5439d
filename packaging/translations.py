"""Collects the words of the interface for translators, and compiles what they wrote.

``python packaging/translations.py`` writes ``resources/translations/postil.pot`` from the code, brings every
``postil.po`` beside it up to date and compiles it to the ``postil.mo`` that the program reads;
``python packaging/translations.py new pl`` begins a language. ``tests/test_translations.py`` holds all true.
"""

from __future__ import annotations

import ast
import io
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator

CHECKOUT = Path(__file__).resolve().parents[1]
CODE = CHECKOUT / "desktop" / "postil"
FOLDER = CHECKOUT / "resources" / "translations"
DOMAIN = "postil"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "marked": None,
    "plural": (1, 2),
    "counted": (1, 2),
    "of_pages": (3, 4),
    "in_context": ((1, "c"), 2),
    "marked_in": ((1, "c"), 2),
    "Command": (2,),
    "setting_field": (2,),
}
"""The calls whose texts are sentences of the interface, and which of their arguments those are."""
_WIDTH = 110


def collected() -> Catalog:
    """Every sentence of the code, in the order of files and lines."""
    catalog = Catalog(project="Postil", copyright_holder="Postil", charset="utf-8", fuzzy=False)
    for path in sorted(CODE.rglob("*.py")):
        with path.open("rb") as file:
            for _line, message, _comments, context in extract(_calls, file, KEYWORDS):  # type: ignore[arg-type] # texts may be None
                # Without line numbers, which would change with every edit of the code.
                catalog.add(message, None, [(str(path.relative_to(CODE)), 0)], context=context)
    return catalog


def _calls(
    file: IO[bytes], keywords: Any, comments: Any, options: Any
) -> Iterator[tuple[int, str, tuple[str | None, ...], list[str]]]:
    """The calls of ``keywords`` in a module, each with those of its arguments that are plain texts.

    Babel's own reader goes by tokens, and loses a sentence where another call is inside of its call.
    """
    del comments, options  # which Babel would have understood
    for node in ast.walk(ast.parse(file.read())):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in keywords:
            texts = [argument.value if isinstance(argument, ast.Constant) else None for argument in node.args]
            yield node.lineno, name, tuple(text if isinstance(text, str) else None for text in texts), []


def po_files() -> tuple[Path, ...]:
    """The translations, one a language."""
    return tuple(sorted(FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.po")))


def read(po: Path) -> Catalog:
    """A translation as it is written."""
    with po.open("rb") as file:
        return read_po(file, locale=po.parents[1].name, domain=DOMAIN)


def merged(po: Path, words: Catalog) -> Catalog:
    """A translation with all of ``words``, new ones empty; what the code does not say any more is gone."""
    catalog = read(po)
    catalog.update(words, no_fuzzy_matching=True, update_creation_date=False, keep_user_comments=True)
    catalog.obsolete.clear()
    return catalog


def as_po(catalog: Catalog) -> bytes:
    """The catalogue as a file for translators."""
    written = io.BytesIO()
    write_po(written, catalog, width=_WIDTH, include_lineno=False)
    return written.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    """The catalogue as the program reads it."""
    written = io.BytesIO()
    write_mo(written, catalog)
    return written.getvalue()


def begin(language: str) -> None:
    """Make an empty translation."""
    po = FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    po.parent.mkdir(parents=True)
    po.write_bytes(as_po(Catalog(locale=language, domain=DOMAIN, project="Postil", fuzzy=False)))


def main() -> None:
    """Collect, merge, compile; tell what is not translated yet."""
    words = collected()
    template = FOLDER / f"{DOMAIN}.pot"
    if template.exists():
        # Its date would be another at every call: it changes when the words do.
        with template.open("rb") as file:
            before = read_po(file)
        if {message.id for message in before} == {message.id for message in words}:
            words.creation_date = before.creation_date
    template.write_bytes(as_po(words))
    for po in po_files():
        catalog = merged(po, words)
        po.write_bytes(as_po(catalog))
        po.with_suffix(".mo").write_bytes(as_mo(catalog))
        missing = [message for message in catalog if message.id and not is_complete(message.string)]
        sys.stdout.write(f"{po.parents[1].name}: {len(catalog)} sentences, {len(missing)} not translated\n")


def is_complete(string: object) -> bool:
    """Whether a translation has all its forms."""
    return all(string) if isinstance(string, list | tuple) else bool(string)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    if sys.argv[1:2] == ["new"]:
        begin(sys.argv[2])
    main()
