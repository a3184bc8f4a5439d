"""The words of the interface: all of them can be translated, and the translations are whole."""

from __future__ import annotations

import ast
import gettext
import importlib.util
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from postil import paths, translation
from postil.settings import table

if TYPE_CHECKING:
    from types import ModuleType

    from babel.messages.catalog import Catalog, Message

CHECKOUT = Path(__file__).resolve().parents[1]
CODE = CHECKOUT / "desktop" / "postil"
PLACE = re.compile(r"\{[^{}]*\}|%\(\w+\)[rs]|%s")
SAID = frozenset({
    "QLabel", "QPushButton", "QCheckBox", "QRadioButton", "QGroupBox", "QAction", "QStandardItem",
    "setText", "setWindowTitle", "setToolTip", "setPlaceholderText", "setAccessibleName", "setTitle",
    "setAccessibleDescription", "setInformativeText", "addAction", "addItem", "tell", "tell_error", "say",
    "told", "quiet_button", "announce", "ask", "warning", "information", "critical",
})  # fmt: skip
"""What shows, or says, the text that it is given first."""
ERRORS = frozenset({
    "ImportFailed", "NotAPage", "LibraryError", "LibraryLocked", "LibraryTooNew", "LibraryDamaged",
    "NotFound", "ExportFailed", "SettingsError", "TagError",
})  # fmt: skip
"""The errors whose sentence a person reads."""


def _load() -> ModuleType:
    place = CHECKOUT / "packaging" / "translations.py"
    spec = importlib.util.spec_from_file_location("translations", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


program = _load()
PO_FILES: tuple[Path, ...] = program.po_files()
languages = pytest.mark.parametrize("po", PO_FILES, ids=lambda po: po.parents[1].name)


@pytest.fixture(scope="module")
def words() -> Catalog:
    catalog: Catalog = program.collected()
    return catalog


def _keys(catalog: Catalog) -> set[tuple[str | None, object]]:
    return {(message.context, message.id) for message in catalog if message.id}


def _forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def _messages(po: Path) -> list[Message]:
    return [message for message in program.read(po) if message.id]


def test_there_is_a_ukrainian_translation() -> None:
    assert "uk" in translation.translated(paths.resource("translations"))


@languages
def test_a_translation_has_every_word_and_none_that_is_not_said(po: Path, words: Catalog) -> None:
    """``python packaging/translations.py`` brings it up to date; what is new must then be translated."""
    catalog = program.read(po)
    assert _keys(words) - _keys(catalog) == set()
    assert _keys(catalog) - _keys(words) == set()
    assert not catalog.obsolete


@languages
def test_nothing_is_left_untranslated_or_doubtful(po: Path) -> None:
    assert [message.id for message in _messages(po) if not program.is_complete(message.string)] == []
    assert [message.id for message in _messages(po) if message.fuzzy] == []


@languages
def test_every_form_of_a_number_is_there(po: Path) -> None:
    forms = program.read(po).num_plurals
    for message in _messages(po):
        wanted = forms if message.pluralizable else 1
        assert len(_forms(message.string)) == wanted, message.id


@languages
def test_what_is_put_into_a_sentence_is_in_its_translation(po: Path) -> None:
    for message in _messages(po):
        expected = set(PLACE.findall(_forms(message.id)[-1]))
        for form in _forms(message.string):
            assert set(PLACE.findall(form)) == expected, message.id


@languages
def test_spaces_and_ellipses_at_the_ends_are_kept(po: Path) -> None:
    for message in _messages(po):
        said = _forms(message.id)[-1]
        for form in _forms(message.string):
            assert (form[:1].isspace(), form[-1:].isspace()) == (said[:1].isspace(), said[-1:].isspace())
            assert form.endswith("…") == said.endswith("…"), message.id


@languages
def test_the_program_reads_what_the_translator_wrote(po: Path) -> None:
    with po.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in _messages(po):
        one, *many = _forms(message.id)
        if many and message.context is None:
            got = {compiled.ngettext(one, many[0], number) for number in range(200)}
            assert got == set(_forms(message.string)), message.id
        elif message.context is None:
            assert compiled.gettext(one) == message.string
        else:
            assert compiled.pgettext(message.context, one) == message.string


@cache
def _modules() -> tuple[tuple[Path, ast.Module], ...]:
    paths_of_code = sorted(CODE.rglob("*.py"))
    return tuple((path, ast.parse(path.read_text(encoding="utf-8"))) for path in paths_of_code)


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""


def _is_said_bare(text: ast.expr) -> bool:
    """Whether it is a text with words that is not inside ``_()``: a literal, or one put together."""
    if isinstance(text, ast.IfExp):
        return _is_said_bare(text.body) or _is_said_bare(text.orelse)
    if isinstance(text, ast.JoinedStr):
        parts = [str(part.value) for part in text.values if isinstance(part, ast.Constant)]
        said = "{}".join(parts)
    elif isinstance(text, ast.Constant) and isinstance(text.value, str):
        said = text.value
    else:
        return False
    if said.startswith("<") or re.fullmatch(r"[a-z-]+", said):
        return False  # markup, and the names of signs
    return bool(re.search(r"[^\W\d_]{2,}", said.replace("Postil", "")))


def test_no_sentence_of_the_window_is_said_without_a_translation() -> None:
    found = [
        f"{path.relative_to(CODE)}:{call.lineno}"
        for path, tree in _modules()
        if path.is_relative_to(CODE / "gui")
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and _name(call.func) in SAID
        and call.args
        and _is_said_bare(call.args[0])
    ]
    assert found == []


def test_no_error_is_raised_with_a_sentence_that_has_no_translation() -> None:
    found = [
        f"{path.relative_to(CODE)}:{call.lineno}"
        for path, tree in _modules()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and _name(call.func) in ERRORS and call.args
        if _is_said_bare(call.args[0])
    ]
    assert found == []


def _is_put_together(text: ast.expr) -> bool:
    parts = [
        node for node in ast.walk(text) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return isinstance(text, ast.JoinedStr) or (isinstance(text, ast.BinOp) and bool(parts))


def test_sentences_are_whole_when_they_are_looked_up() -> None:
    """No f-string and no sum goes into ``_()``: such a sentence is in no catalogue."""
    marks = {"_", "marked", "plural", "counted", "of_pages", "in_context", "marked_in"}
    found = [
        f"{path.relative_to(CODE)}:{call.lineno}"
        for path, tree in _modules()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and _name(call.func) in marks
        if any(_is_put_together(argument) for argument in call.args)
    ]
    assert found == []


def test_every_sentence_that_is_marked_was_collected(words: Catalog) -> None:
    """A mark that the collector does not follow would be lost silently."""
    collected = {form for message in words if message.id for form in _forms(message.id)}
    for path, tree in _modules():
        for call in ast.walk(tree):
            if not isinstance(call, ast.Call) or _name(call.func) not in program.KEYWORDS:
                continue
            spec = program.KEYWORDS[_name(call.func)]
            places = [place for place in spec or (1,) if isinstance(place, int)]
            for place in places:
                argument = call.args[place - 1] if len(call.args) >= place else None
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    assert argument.value in collected, f"{path.name}:{call.lineno} {argument.value!r}"


def test_every_word_of_the_settings_was_collected(words: Catalog) -> None:
    collected = {form for message in words if message.id for form in _forms(message.id)}
    for setting in table():
        if setting.group:
            assert {setting.title, setting.group, setting.prose} <= collected, setting.name


def test_the_name_of_the_translator_is_used_for_nothing_else() -> None:
    """A variable ``_`` would hide the function in its scope."""
    found = []
    for path, tree in _modules():
        nodes = list(ast.walk(tree))
        imports = {alias.name for node in nodes if isinstance(node, ast.ImportFrom) for alias in node.names}
        names = [node for node in nodes if isinstance(node, ast.Name) and node.id == "_"]
        if "_" in imports:
            stored = [node for node in names if isinstance(node.ctx, ast.Store)]
            found += [f"{path.relative_to(CODE)}:{node.lineno}" for node in stored]
    assert found == []


@pytest.mark.parametrize(
    ("languages", "spoken"),
    [
        (("uk",), "uk"),
        (("uk-UA", "en"), "uk_UA"),
        (("uk_UA.UTF-8",), "uk_UA"),
        (("xx", "uk"), "uk"),
        (("en-GB", "uk"), "en"),
        (("xx",), "en"),
        ((), "en"),
    ],
)
def test_the_first_language_that_is_there_is_spoken(languages: tuple[str, ...], spoken: str) -> None:
    try:
        assert translation.use(languages, paths.resource("translations")) == spoken
        expected = "Скасувати" if spoken.startswith("uk") else "Undo"
        assert translation._("Undo") == expected
    finally:
        translation.use((), paths.resource("translations"))
