"""A query tree to Whoosh's: words to stems in every language they may be in, filters to terms and days.

Read only through ``engine``: importing this imports Whoosh.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import whoosh.query as whoosh

import postil.search.queries.query as asked
from postil.model.addresses import address_key
from postil.search.dates import span
from postil.search.execution.whoosh_queries import Alternatives, Days
from postil.search.queries.query import DAYS, Field
from postil.search.segments.schema import FORM, TEXT, WORDS, host_of
from postil.search.words.analysis import APOSTROPHES, FOLDED, WORD, Part, typed_parts
from postil.search.words.languages import UNKNOWN, candidates, subtag
from postil.search.words.letters import UNSPACED, fold

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

EXACT = 0.5
"""How much the word as it was typed counts beside its stem."""

BEGUN = 0.5
"""How much a word counts that only begins as was typed."""

NEAR = 0.5
"""How much a word counts that is only written nearly so."""

MOST_WORDS = 64
"""So many of the words that must all match are looked for: who pastes a page finds it by these."""

PHRASE = 1.5
"""How much words one after the other count."""

_LONGEST = 4096
"""Letters of one word or phrase that are looked at: more than MOST_WORDS words have."""

_MOST_BRANCHES = 256
"""Alternatives of an OR that are looked for."""

_LEAST_NEAR = 3
"""A shorter word has every other short word near it: it must be written as it was typed."""

_PARTS = {Field.TITLE: "title", Field.AUTHOR: "byline", Field.NOTE: "note", Field.QUOTE: "quote"}
_FLAGS = {
    "archived": "archive",
    "read": "archive",
    "note": "noted",
    "highlights": "highlighted",
    "tags": "tagged",
}
"""The flags that are not called as they are typed."""

_SCHEME = re.compile(r"(?:https?|ftp|file)://", re.IGNORECASE)
_WWW = re.compile(r"www\.(?=\w)", re.IGNORECASE)
_SPACED_LETTER = re.compile(f"[^\\W{UNSPACED}]")


def translate(tree: asked.Query, *, today: date, typed: int, languages: Iterable[str]) -> Any:
    """The Whoosh query for a tree.

    ``typed`` is where the typing stands (in code points), or -1: a word that ends there may go on.
    ``languages`` are those of the library, the most frequent first.
    """
    return _Translator(today, typed, tuple(languages)).query(tree)


@dataclass(frozen=True, slots=True)
class _Translator:
    today: date
    typed: int
    languages: tuple[str, ...]

    def query(self, tree: asked.Query) -> Any:
        match tree:
            case asked.Word():
                begun = tree.prefix or (self._may_go_on(tree) and len(tree.text) > 1)
                return self._word(TEXT, tree.text, begun=begun, fuzzy=tree.fuzzy)
            case asked.Phrase():
                found = self._phrase(TEXT, tree.text, begun=self._may_go_on(tree))
                found.boost *= tree.weight
                return found
            case asked.Filter():
                return self._filter(tree)
            case asked.Not():
                return whoosh.And([whoosh.Every(), self._refused(tree)])
            case asked.And():
                return self._all(tree)
            case asked.Or():
                children = tuple(dict.fromkeys(tree.children))[:_MOST_BRANCHES]
                return whoosh.Or([self.query(child) for child in children])
            case asked.Nothing():
                return whoosh.NullQuery
        raise TypeError(tree)

    def _may_go_on(self, asked_for: asked.Word | asked.Phrase | asked.Filter) -> bool:
        return asked_for.end == self.typed

    def _all(self, tree: asked.And) -> Any:
        children = [child for child in dict.fromkeys(tree.children) if not self._just_begun(child)]
        kept = [child for child in children if isinstance(child, asked.Filter | asked.Not)]
        wanted = [child for child in children if not isinstance(child, asked.Filter | asked.Not)]
        every = [
            self._refused(child) if isinstance(child, asked.Not) else self.query(child)
            for child in (*wanted[:MOST_WORDS], *kept)
        ]
        # A "_" that stands alone, as in a title that was pasted, has nothing to be found by.
        return whoosh.And([each for each in every if each is not whoosh.NullQuery])

    def _refused(self, tree: asked.Not) -> Any:
        """What must not match; a word that is still being typed refuses only itself."""
        return whoosh.Not(replace(self, typed=-1).query(tree.child))

    def _just_begun(self, child: asked.Query) -> bool:
        """Whether only the first letter of a further word was typed: it does not count yet."""
        if not isinstance(child, asked.Word) or not self._may_go_on(child) or child.prefix:
            return False
        return len(fold(child.text)) == 1 and _SPACED_LETTER.match(child.text) is not None

    def _word(self, name: str, text: str, *, begun: bool = False, fuzzy: int = 0) -> Any:
        text, *others = _spellings(text[:_LONGEST])
        found: dict[Any, None] = {}
        finished: dict[Any, None] = {}
        parts: list[Part] = []
        whole = None
        for language in candidates(text, self.languages) or (UNKNOWN,):
            for other in others:
                found |= _stems(name, *_parts(other, language))
            parts, whole = _parts(text, language)
            found |= _stems(name, parts, whole)
            finished |= _stems(name, parts[:-1], None)
        if not found:
            return whoosh.NullQuery
        word = Alternatives(list(found))
        if name == TEXT and len(parts) == 1 and parts[0].forms:
            word = whoosh.AndMaybe(word, whoosh.Term(WORDS, parts[0].forms[0], boost=EXACT))
        forms = [fold(part.forms[0]) if part.forms else "" for part in parts]
        compound = [fold(whole.forms[0])] if whole is not None and whole.forms else []
        if begun and _goes_on(text) and forms and forms[-1]:
            before = [Alternatives(list(finished))] if finished else []
            others_ = [_beginning(name, form) for form in compound]
            return whoosh.Or([word, _every([*before, _beginning(name, forms[-1])]), *others_])
        if fuzzy and any(len(form) >= _LEAST_NEAR for form in forms):
            near = _every([_near(name, form, fuzzy) for form in forms if form])
            return whoosh.Or([word, near, *(_near(name, form, fuzzy) for form in compound)])
        return word

    def _phrase(self, name: str, text: str, *, begun: bool) -> Any:
        """Words one after the other; a last one that is still being typed may stand anywhere."""
        *before, last = text[:_LONGEST].split()
        if not begun:
            return self._one_after_the_other(name, text)
        if not before:
            return self._word(name, last, begun=True)
        finished = self._one_after_the_other(name, " ".join(before))
        if self._just_begun(asked.Word(last, end=self.typed)):
            return finished
        return whoosh.And([finished, self._word(name, last, begun=True)])

    def _one_after_the_other(self, name: str, text: str) -> Any:
        text = text[:_LONGEST]
        found: dict[Any, None] = {}
        for language in candidates(text, self.languages) or (UNKNOWN,):
            parts, _ = _parts(text, language)
            if len(parts) < 2:
                return self._word(name, text)
            found |= _stems(name, parts, None)
        return Alternatives(list(found), boost=PHRASE)

    def _filter(self, tree: asked.Filter) -> Any:
        begun = tree.prefix or self._may_go_on(tree)
        if tree.name in _PARTS:
            name = _PARTS[tree.name]
            if " " in tree.value:
                return self._phrase(name, tree.value, begun=begun)
            return self._word(name, tree.value, begun=begun, fuzzy=tree.fuzzy)
        if tree.name in DAYS:
            return Days(tree.name.value, span(tree.value, self.today))
        match tree.name:
            case Field.SITE:
                return _site(tree.value, begun=begun)
            case Field.TAG:
                return _value("tag", fold(tree.value), begun=begun)
            case Field.LANGUAGE:
                return _value("language", subtag(tree.value), begun=begun)
            case Field.COLOR:
                return whoosh.Term("color", tree.value)
        return whoosh.Term("flag", _FLAGS.get(tree.value, tree.value))


def _spellings(text: str) -> tuple[str, ...]:
    """What stands in the index for a word: an address without scheme, ``www.`` and what tracks readers."""
    scheme = _SCHEME.match(text)
    bare = _without_www(text[scheme.end() :].partition("#")[0]) if scheme else _without_www(text)
    key = address_key(text) if scheme else None
    return tuple(dict.fromkeys(filter(None, (bare, key and key.partition("//")[2])))) or (text,)


def _without_www(text: str) -> str:
    match = _WWW.match(text)
    return text[match.end() :] if match else text


def _parts(text: str, language: str) -> tuple[list[Part], Part | None]:
    """The parts of what is typed, and all of it where it is one compound."""
    parts, whole = typed_parts(text, language)
    return [part for part in parts if part.stems][:MOST_WORDS], whole


def _stems(name: str, parts: list[Part], whole: Part | None) -> dict[Any, None]:
    """The ways in which a word with these parts may stand in the index, in their order, each once."""
    found: dict[Any, None] = {}
    if len(parts) == 1 and not parts[0].forms and len(parts[0].stems[0]) == 1:
        found[whoosh.Prefix(name, parts[0].stems[0])] = None  # one letter of a pair
    elif len(parts) == 1:
        found |= dict.fromkeys(whoosh.Term(name, stem) for stem in parts[0].stems)
    elif parts:
        found[whoosh.Phrase(name, [part.stems[0] for part in parts])] = None
    if whole is not None:
        found |= dict.fromkeys(whoosh.Term(name, stem) for stem in whole.stems)
    return found


def _goes_on(text: str) -> bool:
    """Whether the last word of a text is at its end; an apostrophe may be its middle."""
    end = 0
    for match in WORD.finditer(text):
        end = match.end()
    return end > 0 and not text[end:].strip(APOSTROPHES)


def _beginning(name: str, start: str) -> Any:
    where, before = _forms_of(name)
    forms = [whoosh.Prefix(where, before + start), whoosh.Prefix(where, before + FOLDED + start)]
    return Alternatives(forms, boost=BEGUN)


def _near(name: str, form: str, edits: int) -> Any:
    """The words that are at most so many edits from a folded form, and that form itself."""
    where, before = _forms_of(name)
    edits = edits if len(form) >= _LEAST_NEAR else 0
    return Alternatives(
        [
            whoosh.FuzzyTerm(where, mark + form, maxdist=edits, prefixlength=len(mark))
            for mark in (before, before + FOLDED)
        ],
        boost=NEAR,
    )


def _forms_of(name: str) -> tuple[str, str]:
    """The field that has the forms of a field's words, and what stands before each."""
    return (WORDS, "") if name == TEXT else (name, FORM)


def _every(queries: list[Any]) -> Any:
    return queries[0] if len(queries) == 1 else whoosh.And(queries)


def _value(name: str, value: str, *, begun: bool) -> Any:
    return whoosh.Prefix(name, value) if begun else whoosh.Term(name, value)


def _site(value: str, *, begun: bool) -> Any:
    """A typed site as it is indexed: without scheme, www and path; or words of its name."""
    value = value.removeprefix("*.")
    host = "" if " " in value else host_of(value if "//" in value else f"//{value}")
    words = (host or fold(value)).removeprefix("www.").split()
    if not words:
        return whoosh.NullQuery
    last = len(words) - 1
    return _every([_value("site", word, begun=begun and at == last) for at, word in enumerate(words)])
