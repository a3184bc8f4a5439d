"""Languages: which stemmer a word gets, and which language a text is in when nobody said.

A word is stemmed by the language of its page where that language is written in the word's script, and
otherwise by the usual language of the script: an English name in a Russian page is still English.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

import Stemmer

from postil.search.words import ukrainian
from postil.search.words.letters import Script, script_of
from postil.search.words.small_words import SPOKEN, small_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

UNKNOWN = "und"
"""The tag of a language that is not known (ISO 639-2)."""


def subtag(tag: str | None) -> str:
    """The primary language of a BCP 47 tag in its short form: ``pt-BR`` is ``pt``, None is ``und``."""
    primary = re.split("[-_]", (tag or "").strip().lower(), maxsplit=1)[0]
    return _SAME.get(primary, primary) if primary.isalpha() and primary.isascii() else UNKNOWN


def language_of(tag: str | None, text: str) -> str:
    """The declared language, or else what the letters and the small words of the text tell.

    A page says what its template says: where the text is full of another language's small words, and has
    hardly any of the declared one's, the text is believed.
    """
    declared = subtag(tag)
    if declared == UNKNOWN:
        return _guess(text[:_SAMPLE])
    return _contradicted(declared, text[:_SAMPLE]) or declared


def stemmer(language: str, word: str) -> Callable[[str], str]:
    """What stems ``word`` (lower case) in a text of ``language``."""
    return _stemmer(_language_for(language, word))


def candidates(word: str, present: Iterable[str]) -> tuple[str, ...]:
    """The languages a typed word may be in: those present in the library that are written so."""
    script = script_of(word)
    found = tuple(name for name in present if _SCRIPTS.get(name) is script)
    usual = _language_for(UNKNOWN, word)
    return found if usual in found or usual == UNKNOWN else (*found, usual)


_SAMPLE = 4000
_SURE = 15
"""So many small words of another language than the declared one are no quotation."""

_LETTERS = re.compile(r"[^\W\d_]+")
_SNOWBALL = {
    "ar": ("arabic", Script.ARABIC),
    "ca": ("catalan", Script.LATIN),
    "cs": ("czech", Script.LATIN),
    "da": ("danish", Script.LATIN),
    "de": ("german", Script.LATIN),
    "el": ("greek", Script.GREEK),
    "en": ("english", Script.LATIN),
    "eo": ("esperanto", Script.LATIN),
    "es": ("spanish", Script.LATIN),
    "et": ("estonian", Script.LATIN),
    "eu": ("basque", Script.LATIN),
    "fa": ("persian", Script.ARABIC),
    "fi": ("finnish", Script.LATIN),
    "fr": ("french", Script.LATIN),
    "ga": ("irish", Script.LATIN),
    "hi": ("hindi", Script.DEVANAGARI),
    "hu": ("hungarian", Script.LATIN),
    "hy": ("armenian", Script.ARMENIAN),
    "id": ("indonesian", Script.LATIN),
    "it": ("italian", Script.LATIN),
    "lt": ("lithuanian", Script.LATIN),
    "ne": ("nepali", Script.DEVANAGARI),
    "nl": ("dutch", Script.LATIN),
    "no": ("norwegian", Script.LATIN),
    "pl": ("polish", Script.LATIN),
    "pt": ("portuguese", Script.LATIN),
    "ro": ("romanian", Script.LATIN),
    "ru": ("russian", Script.CYRILLIC),
    "sr": ("serbian", Script.CYRILLIC),
    "sv": ("swedish", Script.LATIN),
    "ta": ("tamil", Script.TAMIL),
    "tr": ("turkish", Script.LATIN),
    "yi": ("yiddish", Script.HEBREW),
}
_SCRIPTS = {"uk": Script.CYRILLIC} | {name: script for name, (_, script) in _SNOWBALL.items()}
_USUAL = {
    Script.LATIN: "en",
    Script.CYRILLIC: "ru",
    Script.GREEK: "el",
    Script.ARABIC: "ar",
    Script.ARMENIAN: "hy",
    Script.DEVANAGARI: "hi",
    Script.TAMIL: "ta",
    Script.HEBREW: "he",
}
_SAME = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "ukr": "uk", "rus": "ru", "eng": "en", "deu": "de"}
_ONLY_UKRAINIAN = re.compile("[іїєґ]")
_ONLY_RUSSIAN = re.compile("[ыэъё]")
_ONLY_PERSIAN = re.compile("[پچژگ]")


def _language_for(language: str, word: str) -> str:
    script = script_of(word)
    written = _SCRIPTS.get(language) is script
    if script is Script.CYRILLIC and (not written or language in ("uk", "ru")):
        return _east_slavic(language, word)
    return language if written else _USUAL.get(script, UNKNOWN)


def _east_slavic(language: str, word: str) -> str:
    """Ukrainian and Russian by the letters that only one of them has, else as the page is."""
    if _ONLY_UKRAINIAN.search(word):
        return "uk"
    if _ONLY_RUSSIAN.search(word):
        return "ru"
    return "uk" if language == "uk" else "ru"


@lru_cache(maxsize=64)
def _stemmer(language: str) -> Callable[[str], str]:
    if language == "uk":
        return ukrainian.stem
    if language not in _SNOWBALL:
        return _unchanged
    # No cache of its own: the analyser keeps every word it has seen. Threads may share it, because it does
    # not give up the interpreter's lock while it works.
    stem: Callable[[str], str] = Stemmer.Stemmer(_SNOWBALL[language][0], 0).stemWord
    return stem


def _unchanged(word: str) -> str:
    return word


def _contradicted(declared: str, sample: str) -> str | None:
    """The language that the sample is in without doubt, where it is not the declared one."""
    guessed = _guess(sample)
    if guessed == declared or not {guessed, declared} <= set(SPOKEN):
        return None
    words = Counter(_LETTERS.findall(sample.lower()))
    said = {name: sum(words[word] for word in small_words(name)) for name in (guessed, declared)}
    return guessed if said[guessed] >= max(_SURE, 3 * said[declared]) else None


def _guess(sample: str) -> str:
    found = Counter(_LETTERS.findall(sample.lower()))
    if not found:
        return UNKNOWN
    scripts: Counter[Script] = Counter()
    for word, count in found.items():
        scripts[script_of(word)] += count
    script = scripts.most_common(1)[0][0]
    if script is Script.CYRILLIC:
        return "uk" if len(_ONLY_UKRAINIAN.findall(sample)) > len(_ONLY_RUSSIAN.findall(sample)) else "ru"
    if script is Script.ARABIC and _ONLY_PERSIAN.search(sample):
        return "fa"
    if script is not Script.LATIN:
        return _guess_unspaced(sample) if script is Script.OTHER else _USUAL.get(script, UNKNOWN)
    counts = {
        name: sum(found[word] for word in small_words(name) & found.keys())
        for name in SPOKEN
        if _SCRIPTS.get(name, script) is script
    }
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else UNKNOWN


def _guess_unspaced(sample: str) -> str:
    for language, letters in (
        ("ja", "[\u3040-\u30ff]"),
        ("ko", "[\uac00-\ud7a3]"),
        ("th", "[\u0e00-\u0e7f]"),
    ):
        if re.search(letters, sample):
            return language
    return "zh" if re.search("[\u4e00-\u9fff]", sample) else UNKNOWN
