"""File names for notes: made of the page's title, legal on every system, never two alike.

The rules are those of Windows (the strictest), of file systems that do not tell case or composed from
decomposed letters apart, and of programs that link notes by name (``#``, ``^``, ``[`` and ``]``).
"""

from __future__ import annotations

import re
import unicodedata

from postil.export.markdown.escaping import one_line

LONGEST = 120
"""Bytes in UTF-8 of a name without its ending."""
_UNTITLED = "Untitled"
_SEPARATORS = re.compile(r"\s*[/\\|:]+\s*")
_FORBIDDEN = re.compile(r'[*?"<>#^%`]')
_BRACKETS = str.maketrans("[]{}", "()()")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_JOINERS = "\u200c\u200d"
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])", re.IGNORECASE)


def file_stem(title: str) -> str:
    """A name for a note of that title, without its ending."""
    text = unicodedata.normalize("NFC", one_line(title)).translate(_BRACKETS)
    text = "".join(each for each in text if each in _JOINERS or unicodedata.category(each) not in _HIDDEN)
    text = _FORBIDDEN.sub("", _SEPARATORS.sub(" - ", text))
    text = _tidied(_cut(_tidied(text), LONGEST))
    if _RESERVED.fullmatch(text.split(".")[0].strip()):
        text = f"_{text}"
    return text or _UNTITLED


def with_mark(stem: str, mark: str) -> str:
    """``stem`` with a mark that tells it from another of the same name: ``Title (mark)``."""
    ending = f" ({mark})"
    return _tidied(_cut(stem, LONGEST - len(ending.encode()))) + ending


def same_name(stem: str) -> str:
    """What two names have in common that some file system would take for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", stem).casefold())


def _tidied(text: str) -> str:
    text = " ".join(text.split())
    while text != (text := text.lstrip(" .-~").rstrip(" .-")):
        pass
    return text


def _cut(text: str, size: int) -> str:
    """The beginning of ``text`` within ``size`` bytes, not cut within a letter and its accents."""
    if len(text.encode()) <= size:
        return text
    kept = text.encode()[:size].decode("utf-8", "ignore")
    end = len(kept)
    while end and (unicodedata.combining(text[end]) or text[end] in _JOINERS or text[end - 1] in _JOINERS):
        end -= 1
    space = kept.rfind(" ", end // 2, end)
    return kept[: space if space > 0 else end]
