"""A query tree to Whoosh's: words to stems in every language they may be in, filters to terms and days.

Read only through ``engine``: importing this imports Whoosh.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import whoosh.query as whoosh

import postil.search.query as asked
from postil.search.analysis import FOLDED, Part, analyzer
from postil.search.dates import span
from postil.search.executor import Alternatives, Days
from postil.search.languages import candidates, subtag
from postil.search.letters import fold
from postil.search.query import Field
from postil.search.schema import FORM, TEXT, WORDS, host_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

EXACT = 0.5
"""How much the word as it was typed counts beside its stem."""

BEGUN = 0.5
"""How much a word counts that only begins as was typed."""

MOST_WORDS = 64
"""So many of the words that must all match are looked for: who pastes a page finds it by these."""

PHRASE = 1.5
"""How much words one after the other count."""

_PARTS = {Field.TITLE: "title", Field.AUTHOR: "byline", Field.NOTE: "note", Field.QUOTE: "quote"}
_FLAGS = {
    "archived": "archive",
    "read": "archive",
    "note": "noted",
    "highlights": "highlighted",
}
"""The flags that are not called as they are typed."""


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
                return self._word(TEXT, tree.text, prefix=tree.prefix, begun=tree.end == self.typed)
            case asked.Phrase():
                return self._phrase(tree)
            case asked.Filter():
                return self._filter(tree)
            case asked.Not():
                return whoosh.And([whoosh.Every(), whoosh.Not(self.query(tree.child))])
            case asked.And():
                return self._all(tree)
            case asked.Or():
                return whoosh.Or([self.query(child) for child in tree.children])
            case asked.Nothing():
                return whoosh.NullQuery
        raise TypeError(tree)

    def _all(self, tree: asked.And) -> Any:
        words = [child for child in tree.children if isinstance(child, asked.Word)]
        others = [child for child in tree.children if not isinstance(child, asked.Word)]
        children = [*[word for word in words if not self._just_begun(word)][:MOST_WORDS], *others]
        return whoosh.And(
            [
                whoosh.Not(self.query(child.child)) if isinstance(child, asked.Not) else self.query(child)
                for child in children
            ]
        )

    def _just_begun(self, word: asked.Word) -> bool:
        """Whether only the first letter of a further word was typed: it does not count yet."""
        return word.end == self.typed and not word.prefix and len(word.text) == 1 and word.text.isascii()

    def _word(self, name: str, text: str, *, prefix: bool, begun: bool) -> Any:
        found: dict[Any, None] = {}
        exact = ""
        for language in candidates(text, self.languages) or ("und",):
            parts, whole = _parts(text, language)
            if len(parts) == 1 and not parts[0].forms and len(parts[0].stems[0]) == 1:
                found[whoosh.Prefix(name, parts[0].stems[0])] = None  # one letter of a pair
            elif len(parts) == 1:
                found |= dict.fromkeys(whoosh.Term(name, stem) for stem in parts[0].stems)
                exact = parts[0].forms[0] if parts[0].forms else ""
            elif parts:
                found[whoosh.Phrase(name, [part.stems[0] for part in parts])] = None
            if whole is not None:
                found |= dict.fromkeys(whoosh.Term(name, stem) for stem in whole.stems)
        if not found:
            return whoosh.NullQuery
        word = Alternatives(list(found))
        if name == TEXT and exact:
            word = whoosh.AndMaybe(word, whoosh.Term(WORDS, exact, boost=EXACT))
        if prefix or (begun and len(text) > 1):
            return self._begun(name, text, word)
        return word

    def _begun(self, name: str, text: str, word: Any) -> Any:
        """The word, or words that begin so."""
        start = fold(_last_piece(text))
        if not start or start[-1] != fold(text)[-1]:
            return word
        if start != fold(text):
            # "state-of-the-ar": the finished pieces as they are, the last one as a beginning.
            before = self._word(name, text[: -len(start)], prefix=False, begun=False)
            return whoosh.Or([word, whoosh.And([before, _beginning(name, start)])])
        return whoosh.Or([word, _beginning(name, start)])

    def _phrase(self, tree: asked.Phrase) -> Any:
        open_word = tree.end == self.typed and tree.text.split()[-1]
        if open_word and len(tree.text.split()) > 1:
            finished = tree.text[: -len(open_word)].rstrip()
            begun = asked.Word(open_word, end=tree.end)
            return self._all(asked.And((asked.Phrase(finished), begun)))
        return self._one_after_the_other(TEXT, tree.text)

    def _one_after_the_other(self, name: str, text: str) -> Any:
        found: dict[Any, None] = {}
        for language in candidates(text, self.languages) or ("und",):
            parts, _ = _parts(text, language)
            if len(parts) < 2:
                return self._word(name, text, prefix=False, begun=False)
            found[whoosh.Phrase(name, [part.stems[0] for part in parts])] = None
        return Alternatives(list(found), boost=PHRASE)

    def _filter(self, tree: asked.Filter) -> Any:
        begun = tree.prefix or (tree.end == self.typed and len(tree.value) > 1)
        if tree.name in _PARTS:
            name = _PARTS[tree.name]
            if " " in tree.value:
                return self._one_after_the_other(name, tree.value)
            return self._word(name, tree.value, prefix=tree.prefix, begun=begun)
        match tree.name:
            case Field.ADDED | Field.PUBLISHED:
                return Days(tree.name.value, span(tree.value, self.today))
            case Field.SITE:
                return whoosh.And([_value("site", word, begun=begun) for word in _site(tree.value).split()])
            case Field.TAG:
                return _value("tag", fold(tree.value), begun=begun)
            case Field.LANGUAGE:
                return whoosh.Term("language", subtag(tree.value))
            case Field.COLOR:
                return whoosh.Term("color", tree.value)
        return whoosh.Term("flag", _FLAGS.get(tree.value, tree.value))


def _parts(text: str, language: str) -> tuple[list[Part], Part | None]:
    """The parts of a typed word, and all of it where it is one compound.

    The last letter of a run without spaces stands alone only at the end of a text's run: it is left out.
    """
    pieces = [piece for given in analyzer(language).pieces(text) for piece in given]
    parts = [part for piece in pieces for part in piece.parts]
    if pieces and pieces[-1].unspaced and len(pieces[-1].parts) > 1:
        parts.pop()
    return parts, pieces[0].whole if len(pieces) == 1 else None


def _last_piece(text: str) -> str:
    """The letters after the last joint of a word: ``ar`` of ``state-of-the-ar``."""
    for at in range(len(text) - 1, -1, -1):
        if not text[at].isalnum():
            return text[at + 1 :]
    return text


def _beginning(name: str, start: str) -> Any:
    where, before = (WORDS, "") if name == TEXT else (name, FORM)
    forms = [whoosh.Prefix(where, before + start), whoosh.Prefix(where, before + FOLDED + start)]
    return Alternatives(forms, boost=BEGUN)


def _value(name: str, value: str, *, begun: bool) -> Any:
    return whoosh.Prefix(name, value) if begun else whoosh.Term(name, value)


def _site(value: str) -> str:
    """A typed site as it is indexed: without scheme, www and path."""
    host = "" if " " in value else host_of(value if "//" in value else f"//{value}")
    return (host or fold(value)).removeprefix("www.")
