"""The language and the direction of a text: what the page declares, checked against its words.

A light approach: the script decides where it can, then the share of a language's commonest short words.
Pages often carry the language of a template and the words of another; a declaration that the words plainly
contradict is overruled, any other is believed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from functools import lru_cache

_SAMPLE = 5_000
"""Code points that are looked at."""
_FEW_LETTERS = 40
"""Below this many letters (an ideograph counts as three) nothing is said against a declaration."""
_FEW_WORDS = 3
"""A declaration does not fall for fewer common words, however often one is repeated."""
_IDEOGRAPHS = "\u2e80"
"""From here on a character is nearly a word."""

_BLOCKS = (
    ("latin", 0x41, 0x7A), ("latin", 0xC0, 0x24F), ("greek", 0x370, 0x3FF), ("cyrillic", 0x400, 0x52F),
    ("armenian", 0x530, 0x58F), ("hebrew", 0x590, 0x5FF), ("arabic", 0x600, 0x6FF), ("arabic", 0x750, 0x77F),
    ("devanagari", 0x900, 0x97F), ("bengali", 0x980, 0x9FF), ("gurmukhi", 0xA00, 0xA7F),
    ("gujarati", 0xA80, 0xAFF), ("tamil", 0xB80, 0xBFF), ("telugu", 0xC00, 0xC7F), ("kannada", 0xC80, 0xCFF),
    ("malayalam", 0xD00, 0xD7F), ("thai", 0xE00, 0xE7F), ("georgian", 0x10A0, 0x10FF),
    ("hangul", 0x1100, 0x11FF), ("latin", 0x1E00, 0x1EFF), ("greek", 0x1F00, 0x1FFF),
    ("kana", 0x3040, 0x30FF), ("han", 0x3400, 0x4DBF), ("han", 0x4E00, 0x9FFF), ("hangul", 0xAC00, 0xD7AF),
    ("han", 0xF900, 0xFAFF),
)  # fmt: skip
"""Scripts by the first and last code points of their Unicode blocks, in order."""
_STARTS = tuple(start for _, start, _ in _BLOCKS)
_ONE_LANGUAGE = {
    "hangul": "ko", "kana": "ja", "hebrew": "he", "greek": "el", "bengali": "bn", "gurmukhi": "pa",
    "gujarati": "gu", "tamil": "ta", "telugu": "te", "kannada": "kn", "malayalam": "ml", "thai": "th",
    "georgian": "ka", "armenian": "hy", "han": "zh", "devanagari": "hi", "arabic": "ar", "latin": "en",
    "cyrillic": "ru",
}  # fmt: skip
"""What a script says when no common word decides."""
_LANGUAGES_OF = {
    "han": {"zh", "ja", "yue", "wuu", "ko"},
    "devanagari": {"hi", "mr", "ne", "sa"},
    "arabic": {"ar", "fa", "ur", "ps", "ku", "ug", "sd"},
    "cyrillic": {"ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg", "tt", "uz", "az", "bs"},
    "hebrew": {"he", "iw", "yi"},
}
_COMMON_WORDS = {
    "en": "the of and to in is that for with was on as it are by this from at be have not you",
    "de": "der die und das ist in den von zu mit sich auf für nicht ein eine dem im auch werden",
    "fr": "le la les de des et est en un une du dans que qui pour pas sur par avec au ce plus",
    "es": "el la los las de que y en un una es por con para del se no su al lo como más",
    "pt": "o a os as de que e em um uma do da não para com por mais dos se no na foi ao",
    "it": "il la di che e un una in per non con del della sono è i le si da gli nel anche",
    "nl": "de het een van en in is dat op te zijn met voor niet die aan er ook maar door",
    "pl": "w i na z się do nie to że jest o jak po od za przez oraz dla są który",
    "cs": "a v na se je že s z do o k to za by i pro jako ale jsou které",
    "sk": "a v na sa je že s z do o k to za by aj pre ako ale sú ktoré",
    "sv": "och att i det som en på är av för med den till inte om ett har de var",
    "da": "og i at det er en til på som med for af den ikke de har var et der",
    "no": "og i det som er en på til for av å med at ikke den har de om et var",
    "fi": "ja on ei se että oli hän mutta ovat kun myös tai joka niin kuin ole sen mukaan",
    "hu": "a az és hogy nem is egy ez meg volt de csak már mint van még el lehet",
    "ro": "și de la în a cu că nu este pe un o care din mai pentru sau sunt au fost",
    "tr": "ve bir bu da de için ile çok olarak daha ne gibi kadar olan sonra ise ama var",
    "id": "yang dan di itu dengan untuk ini dari dalam tidak akan pada juga ke adalah saya bisa",
    "ms": "yang dan di itu dengan untuk ini dari dalam tidak akan pada juga ke ialah boleh telah",
    "vi": "và của là có không cho một được trong với những các đã này người khi để đến",
    "hr": "i u je na se da za su od s o a koji ne što kao ali će bi to",
    "lt": "ir yra kad į su iš tai o bet kaip apie buvo už tik dar jau ne po nuo",
    "lv": "un ir ka uz ar no par bet kā arī tas lai vai to tika ne pēc gan",
    "et": "ja on ei et see oli ka kui aga ning mis ta või oma mida selle välja",
    "ca": "el la de que i en un una els les per amb no del és a més als com",
    "ru": "и в не на что с он по как это из за от но к для так же был его",
    "uk": "і в не на що з та у до за як це від але про для так його й є",
    "be": "і ў не на што з у да за як гэта ад але пра для яго быў ён таксама",
    "bg": "и на да в се за е от с че не по са това ще като си до но",
    "sr": "и у је на се да за су од са о а који не што као али ће би то",
    "mk": "и на да во се за е од со дека не по ќе ги го кои како што но",
    "ar": "في من على أن إلى عن التي هذا مع الذي ما كان لا هذه بعد قد",
    "fa": "و در به از که این را با است برای آن یک می خود تا شده",
    "ur": "کے میں کی ہے اور سے کا کو کہ نے یہ پر ہیں بھی اس",
    "hi": "के में है की और से का को पर यह कि ने हैं भी एक",
    "mr": "आहे आणि या च्या हे की तर मध्ये ते होते नाही केले",
    "ne": "छ र को मा ले छन् पनि यो गर्न भएको",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON_WORDS.items()}
_SCRIPT_OF_WORDS = {
    "cyrillic": ("ru", "uk", "be", "bg", "sr", "mk"),
    "arabic": ("ar", "fa", "ur"),
    "devanagari": ("hi", "mr", "ne"),
}
_LATIN = tuple(
    language for language in _WORDS if not any(language in group for group in _SCRIPT_OF_WORDS.values())
)
_TELLING = {
    "uk": re.compile("[їєґіЇЄҐІ]"),
    "ru": re.compile("[ыэъёЫЭЪЁ]"),
    "be": re.compile("[ўЎ]"),
    "tr": re.compile("[ığĞİ]"),
}
"""Letters that neighbouring languages do not have."""
_TRADITIONAL = re.compile("[這個們來說時會對國學為點過發還後經問長東車門開關實現電話號買賣讓認識與從樣]")
_SIMPLIFIED = re.compile("[这个们来说时会对国学为点过发还后经问长东车门开关实现电话号买卖让认识与从样]")
_RIGHT_TO_LEFT = {"ar", "fa", "ur", "he", "iw", "yi", "ps", "sd", "ug", "dv", "ckb"}
_RENAMED = {"in": "id", "iw": "he", "ji": "yi"}
"""Codes of 1988 that some programs still write."""
_TAG = re.compile(r"^[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{1,8})*$")
_LETTERS = re.compile(r"[^\W\d_]+")
_NEIGHBOURS = (
    {"hr", "sr", "bs", "sl"},
    {"id", "ms"},
    {"no", "nb", "nn", "da"},
    {"cs", "sk"},
    {"es", "ca", "gl", "pt"},
    {"ru", "uk", "be", "bg", "mk", "sr"},
)


def detect_language(text: str) -> str | None:
    """The language that the words are in, by script and common words; None where nothing tells.

    Chinese comes with its script where that shows: ``zh-Hant``.
    """
    text = text[:_SAMPLE]
    script = _script(text)
    if script is None:
        return None
    if script == "han":
        return _chinese(text)
    candidates = _LATIN if script == "latin" else _SCRIPT_OF_WORDS.get(script, ())
    return _by_words(text, candidates) or (None if script == "latin" else _ONE_LANGUAGE[script])


def common_words(language: str | None) -> frozenset[str]:
    """The commonest short words of a language; empty for one that is not known."""
    return _WORDS.get((language or "").partition("-")[0], frozenset())


def checked_language(declared: str | None, text: str) -> str | None:
    """The declared language as a BCP 47 tag, unless the words of ``text`` plainly are in another."""
    declared = language_tag(declared)
    detected = detect_language(text) if _has_words(text) else None
    if declared is None or detected is None:
        return declared or detected
    base, found = declared.partition("-")[0].lower(), detected.partition("-")[0]
    if base == found:
        return declared
    script = _script(text[:_SAMPLE])
    if script and base in _LANGUAGES_OF.get(script, set()) and script not in _SCRIPT_OF_WORDS:
        return declared
    known = base in _WORDS or base in _ONE_LANGUAGE.values()
    if (
        not known
        and script in ("latin", "cyrillic", "arabic", "devanagari")
        and base in _LANGUAGES_OF.get(script, {base})
    ):
        return declared  # a language without a list of words cannot be overruled by one with
    of_one_script = any({base, found} <= set(group) for group in (_LATIN, *_SCRIPT_OF_WORDS.values()))
    if of_one_script and not _far_better(text, found, base):
        return declared
    return detected


def _has_words(text: str) -> bool:
    """Whether there is enough to tell a language by."""
    for sample in (text[:200], text[:2_000]):
        letters = "".join(_LETTERS.findall(sample))
        if len(letters) >= _FEW_LETTERS:
            return True
    return len(letters) + 2 * sum(character >= _IDEOGRAPHS for character in letters) >= _FEW_LETTERS


def language_tag(declared: str | None) -> str | None:
    """A declared language as a tidy BCP 47 tag (``en_us`` is ``en-US``); None for anything else."""
    first = re.split(r"[,; ]", (declared or "").strip())[0].split(".")[0]
    if not _TAG.match(first):
        return None
    language, *rest = re.split("[-_]", first)
    if language.lower() in ("und", "mul", "xx"):
        return None
    return "-".join(
        [_RENAMED.get(language.lower(), language.lower()), *(_tidy_subtag(part) for part in rest)]
    )


def _tidy_subtag(part: str) -> str:
    """Regions in capitals, scripts with one capital, the rest small."""
    return part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part.lower()


def text_direction(language: str | None, text: str = "") -> str:
    """``rtl`` or ``ltr``: by the script of the text, else by the language."""
    script = _script(text[:_SAMPLE])
    if script is not None:
        return "rtl" if script in ("arabic", "hebrew") else "ltr"
    return "rtl" if (language or "").partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


@lru_cache(maxsize=8)
def _script(text: str) -> str | None:
    counts: Counter[str] = Counter()
    for character, count in Counter(text).items():
        block = bisect_right(_STARTS, ord(character)) - 1
        if block >= 0 and ord(character) <= _BLOCKS[block][2] and character.isalpha():
            counts[_BLOCKS[block][0]] += count
    counts["han"] *= 3  # a character is nearly a word
    kana = counts["kana"] * 3
    if kana and kana * 12 > counts["han"]:
        return "kana" if kana + counts["han"] > counts["latin"] else "latin"
    name, count = counts.most_common(1)[0]
    return name if count else None


def _chinese(text: str) -> str:
    traditional, simplified = len(_TRADITIONAL.findall(text)), len(_SIMPLIFIED.findall(text))
    return "zh-Hant" if traditional > simplified else "zh"


def _by_words(text: str, candidates: tuple[str, ...]) -> str | None:
    words = _words(text)
    counts = Counter(words)
    shares = {language: _share(counts, max(1, len(words)), language) for language in candidates}
    for language, letters in _TELLING.items():
        if language in shares:
            shares[language] += 0.1 if len(letters.findall(text)) > len(text) / 100 else 0
    if not shares or not words:
        return None
    best = max(shares, key=lambda language: shares[language])
    return best if shares[best] >= 0.06 and len(words) >= 4 else None


def _words(text: str) -> list[str]:
    """The words of a text, small; the names in addresses are none."""
    small = text.lower().replace("i\u0307", "i")  # what becomes of a Turkish capital i
    return _LETTERS.findall(" ".join([piece for piece in small.split() if "." not in piece[1:-1]]))


def _share(counts: Counter[str], total: int, language: str) -> float:
    """The share of a language's commonest words in ``total`` words."""
    return sum([counts[word] for word in _WORDS[language] if word in counts]) / total


def _far_better(text: str, found: str, base: str) -> bool:
    """Whether the words speak so plainly for ``found`` that a declaration of ``base`` falls."""
    counts = Counter(_words(text[:_SAMPLE]))
    if sum(word in counts for word in _WORDS[found]) < _FEW_WORDS:
        return False
    total = counts.total()
    gap = _share(counts, total, found) - _share(counts, total, base)
    are_neighbours = any({base, found} <= group for group in _NEIGHBOURS)
    if found in _TELLING and (base in _TELLING or not are_neighbours):
        own = _TELLING[base].findall(text) if base in _TELLING else ()
        gap += 0.1 if len(_TELLING[found].findall(text)) > max(len(text) / 100, 5 * len(own)) else 0
    return gap > 0.06
