"""What can be measured of the lines of a plain text: the columns that the learned model judges by.

A row a line, in the order of ``COLUMNS``. Most of it is shape: length, the ends of sentences, capitals,
marks, blank lines, how often the line comes again; the share of a language's commonest words, which
running text has and headlines have not; where the line stands to the stretch of the page with the most
running text, and how many of its rarer words are that stretch's. Few columns know words of any language.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate, groupby
from math import log1p
from typing import TYPE_CHECKING

from postil.extraction.dates import find_date
from postil.extraction.flat_words import CHARACTER, OPENING, SHORT_LINE, TOKEN, line_words
from postil.extraction.language import common_words, detect_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.extraction.flat_lines import Line
    from postil.extraction.flat_words import UsualWords

_WORDS_A_CHARACTER = 0.6
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s|$)|[。！？][”’」』）)]*")
_ENDS = re.compile(r"(?:[.!?…。！？])(?:[\"'”’»)\]」』）*]|\[\d+\])*$")
_CLOCK = re.compile(
    r"^(?:\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?"
    r"|\d{1,2}\s?(?:m|h|d|min|hrs?|mins?|hours?|days?)(?:\s+ago)?)\b",
    re.IGNORECASE,
)
_MARK = re.compile(r"[^\w\s]|_")
_CODE = re.compile(r"[{}<>=;\\_$#@|~^]")
_PHRASE_WORDS = (
    (
        "advert", "sponsor", "promo", "реклама", "publicid", "werbung", "anzeige", "广告", "pubblicit",
        "publicité", "quảng cáo", "iklan", "reklam",
    ),
    (
        "subscri", "newsletter", "sign[- ]?(?:up|in)", "log[- ]?in", "register", "account", "підпис",
        "подпис", "abonn", "suscr", "iscriv", "登录", "注册", "订阅", "support us", "donat", "become",
        "patron", "member",
    ),
    (
        r"\bshare", "tweet", "facebook", "twitter", "whatsapp", "instagram", "telegram", "e-?mail",
        "linkedin", "pinterest", "reddit", "分享", "微信", "微博", "поділ", "делит",
    ),
    (
        "cookie", "privacy", "terms", "©", "copyright", "all rights", "policy", "隐私", "版权",
        "conditions", "imprint", "impressum", "права",
    ),
    (
        r"\bcomment", "repl(?:y|ies)", "评论", "回复", "коммент", "комент", "kommentar", "comentari",
    ),
    (
        "related", "read (?:more|next|also|on)", "more (?:from|on|stories)", "see also", "recommend",
        "trending", "most (?:read|popular)", "latest", "popular", "相关", "推荐", "阅读", "热门", "читайте",
        "lesen sie", "lire aussi", "leia", "también", "leggi", "baca juga", "you may", "up next",
        "watch", "listen",
    ),
    (
        "photo", "getty", "reuters", "image", "credit", "source", "фото", "图片", "foto", "caption",
        "gallery", "video",
    ),
    (
        r"\bby\b", r"\bvon\b", r"\bpar\b", r"\bpor\b", "作者", "记者", "责任编辑", "editor", "reporter",
        "correspondent", "staff", "author", "написан",
    ),
)  # fmt: skip
PHRASES = tuple(re.compile("|".join(words)) for words in _PHRASE_WORDS)
"""What the furniture of pages says: advertising, membership, sharing, law, comments, more, credits.

To be searched in lower case, which is several times as fast as to disregard case.
"""
_NEIGHBOURS = (-4, -3, -2, -1, 1, 2, 3, 4)
_OWN = (
    "words", "characters", "word_length", "sentences", "ends", "ends_colon", "ends_comma", "begins_small",
    "begins_quote", "digits", "capitals", "title_case", "marks", "commas", "common", "bar", "code", "bullet",
    "numbered", "quoted", "indent", "gap_before", "gap_after", "clock", "date", "address", "question",
    "shout", "repeated", "same_start", "same_opening", "single", "quotes", "usual", "least_usual",
    "most_usual", "usual_long",
)  # fmt: skip
_DATE, _REPEATED, _COLON = _OWN.index("date"), _OWN.index("repeated"), _OWN.index("ends_colon")
_PHRASE = len(_OWN)
"""The column of the first phrase."""
_FEW = 8
"""A heading of a page's part has fewer words."""
_ABOVE = 60
"""Lines above the article among which its title is looked for."""
_TITLE_WORDS = 35
_NO_TITLE = re.compile(
    r"(?:[.。…][\"'”’»)]*|[:：,])$|^(?:by|von|par|por)\s"
    r"|subscribe|newsletter|sign (?:up|in)|photo|getty|courtesy|comments?$|follow us",
    re.IGNORECASE,
)
_MARKERS = (1, 3, 4, 5)
"""The phrases whose short lines begin a page's other parts: membership, law, comments, more to read."""
_FAR = 60
_PLACE = (
    "at", "words_before", "from_end", "index", "in_stretch", "from_stretch_start", "to_stretch_end",
    "stretch_share", "shared_words", "title_words", "prose_5", "prose_15", "before_5", "after_5", "run_short",
    "to_prose_before", "to_prose_after", "title_distance", "run_alike", "since_colon",
    *(f"since_phrase_{number}" for number in _MARKERS),
)  # fmt: skip
_PAGE = ("page_words", "page_lines", "page_prose", "page_gaps", "page_bullets", "page_unspaced")
_BESIDE = ("words", "ends", "common", "title_case", "bullet", "usual")
COLUMNS = (
    *_OWN,
    *(f"phrase_{number}" for number in range(len(PHRASES))),
    *_PLACE,
    *_PAGE,
    *(f"{name}_{offset:+}" for offset in _NEIGHBOURS for name in _BESIDE),
)
"""The names of the columns, in the order of a row."""
GROUPS = (
    *("line" for _ in _OWN),
    *("phrases" for _ in PHRASES),
    *("place" for _ in _PLACE),
    *("page" for _ in _PAGE),
    *("neighbours" for _ in _NEIGHBOURS for _ in _BESIDE),
)
"""What each of the columns is a measure of."""


@dataclass(frozen=True, slots=True)
class MeasuredLines:
    """The rows of a text, and what was found on the way."""

    rows: tuple[tuple[float, ...], ...]
    words: tuple[float, ...]
    """Words of each line; a character of an unspaced script counts as 0.6."""
    stretch: tuple[int, int]
    """First and last line (exclusive) of the stretch with the most running text."""
    title: int | None
    """The line above the stretch that is most like its title."""


def measure_lines(lines: Sequence[Line], usual: UsualWords) -> MeasuredLines:
    """The features of every line."""
    return _Measurer(lines, usual).measure()


class _Measurer:
    def __init__(self, lines: Sequence[Line], usual: UsualWords) -> None:
        self._lines = lines
        self._usual = usual
        self._tokens = [TOKEN.findall(line.text) for line in lines]
        language = detect_language("\n".join(line.text for line in lines if len(line.text) > 60))
        self._common = common_words(language)
        self._counts = Counter(line.text.casefold() for line in lines)
        self._starts = Counter(tokens[0].casefold() for tokens in self._tokens if tokens)
        self._read = [line_words(line.text) for line in lines]
        self._openings = Counter(words[:OPENING] for words in self._read)
        self._own = [self._measure_line(index) for index in range(len(lines))]
        self._words = [_count_words(tokens) for tokens in self._tokens]
        self._prose = [self._prose_of(index) for index in range(len(lines))]
        self._stretch = densest_stretch(self._prose, self._words)

    def measure(self) -> MeasuredLines:
        rows: list[tuple[float, ...]] = []
        if self._lines:
            title = self._title_line()
            page = self._measure_page()
            places = self._measure_places(title)
            beside = [_OWN.index(name) for name in _BESIDE]
            for index in range(len(self._lines)):
                around: list[float] = []
                for offset in _NEIGHBOURS:
                    other = index + offset
                    inside = 0 <= other < len(self._lines)
                    around += (
                        [self._own[other][column] for column in beside] if inside else [-1.0] * len(beside)
                    )
                rows.append((*self._own[index], *places[index], *page, *around))
        else:
            title = None
        return MeasuredLines(tuple(rows), tuple(self._words), self._stretch, title)

    def _measure_line(self, index: int) -> list[float]:
        line, tokens = self._lines[index], self._tokens[index]
        text = line.text
        size = max(1, len(text))
        words = max(1, len(tokens))
        letters = max(1, sum(map(str.isalpha, text)))
        following = self._lines[index + 1].gap if index + 1 < len(self._lines) else 9
        read = self._read[index]
        beginning = text[:300].lower()
        odds = [self._usual.short.get(word, 0.0) for word in read] or [0.0]
        long_odds = [self._usual.long.get(word, 0.0) for word in read] if len(tokens) > SHORT_LINE else [0.0]
        return [
            log1p(_count_words(tokens)),
            log1p(len(text)),
            letters / words,
            float(len(_SENTENCE_END.findall(text))),
            float(bool(_ENDS.search(text))),
            float(text.endswith((":", "："))),
            float(text.endswith((",", "，", "、", ";", "；"))),
            float(text[:1].islower()),
            float(text[:1] in "\"“«„‘「『'"),
            sum(map(str.isdigit, text)) / size,
            sum(map(str.isupper, text)) / letters,
            sum(token[:1].isupper() for token in tokens) / words,
            len(_MARK.findall(text)) / size,
            (text.count(",") + text.count("，") + text.count("、")) / words,
            sum(map(self._common.__contains__, map(str.casefold, tokens))) / words,
            float("|" in text or "»" in text or "›" in text or " > " in text or "·" in text),
            len(_CODE.findall(text)) / size,
            float(line.mark == "•"),
            float(line.mark == "1"),
            float(line.mark == ">"),
            float(min(line.indent, 20)),
            float(min(line.gap, 4)),
            float(min(following, 4)),
            float(bool(_CLOCK.match(text))),
            float(len(text) < 200 and bool(find_date(text))),
            float("http" in text or "www." in text or "@" in text),
            float(text.endswith(("?", "？"))),
            float(text.isupper()),
            float(min(self._counts[text.casefold()], 5)),
            float(min(self._starts[tokens[0].casefold()], 10)) if tokens else 0.0,
            float(min(self._openings[read[:OPENING]], 5)),
            float(len(tokens) == 1),
            float(any(mark in text for mark in '"“”«»„')),
            sum(odds) / len(odds),
            min(odds),
            max(odds),
            sum(long_odds) / len(long_odds),
            *(float(bool(pattern.search(beginning))) for pattern in PHRASES),
        ]

    def _prose_of(self, index: int) -> float:
        """Words of a line of running text; less than nothing for a line that is not."""
        own = self._own[index]
        words = self._words[index]
        ends, sentences, common = own[4], own[3], own[14]
        if words >= 9 and (ends or sentences >= 1 or common >= 0.25) and own[28] < 2:
            return min(words, 100.0) * (1.0 if ends else 0.6)
        return -3.0 if words >= 3 else -2.0

    def _title_line(self) -> int | None:
        """The line at or above the densest stretch that is most like its title.

        Its rarer words are the stretch's, it is no sentence, it may stand on the page twice, and a date or
        a short line follows it.
        """
        start, end = self._stretch
        body = {token.casefold() for tokens in self._tokens[start:end] for token in tokens}
        best, best_score = None, 1.0
        for index in range(max(0, start - _ABOVE), min(start + 3, len(self._lines))):
            own, text = self._own[index], self._lines[index].text
            if not 2 <= self._words[index] <= _TITLE_WORDS or own[_DATE] or _NO_TITLE.search(text):
                continue
            rare = {token.casefold() for token in self._tokens[index]} - self._common
            shared = sum(token in body for token in rare if len(token) > 1 or CHARACTER.match(token))
            score = shared * shared / max(1, len(rare))
            score *= 1.5 if own[_REPEATED] > 1 else 1.0
            score *= 1.5 if any(after[_DATE] for after in self._own[index + 1 : index + 8]) else 1.0
            score *= 1 - 0.4 * (start - index) / _ABOVE if index < start else 0.6
            if score > best_score:
                best, best_score = index, score
        return best

    def _measure_places(self, title: int | None) -> list[list[float]]:
        count = len(self._lines)
        total = sum(self._words) or 1.0
        before = [0.0, *accumulate(self._words)]
        prose = [0.0, *accumulate(max(0.0, value) for value in self._prose)]
        start, end = self._stretch
        body = {token.casefold() for tokens in self._tokens[start:end] for token in tokens} - self._common
        repeated_body = Counter(
            token for tokens in self._tokens[start:end] for token in {token.casefold() for token in tokens}
        )
        heading = (
            {token.casefold() for token in self._tokens[title]} - self._common if title is not None else set()
        )
        stretch_share = (prose[end] - prose[start]) / (prose[count] or 1.0)
        last_prose = _distances([value > 0 for value in self._prose])
        next_prose = _distances([value > 0 for value in reversed(self._prose)])[::-1]
        runs = self._short_runs()
        alike = self._alike_runs()
        after_colon = _distances([bool(own[_COLON]) for own in self._own])
        markers = [self._since(_PHRASE + number) for number in _MARKERS]

        def window(index: int, back: int, ahead: int) -> float:
            first, last = max(0, index - back), min(count, index + ahead)
            return (prose[last] - prose[first]) / max(1.0, before[last] - before[first])

        places = []
        for index in range(count):
            rare = {token.casefold() for token in self._tokens[index]} - self._common
            within = start <= index < end
            known = sum(repeated_body[token] > within for token in rare if token in body)
            places.append(
                [
                    index / count,
                    before[index] / total,
                    float(count - index),
                    float(index),
                    float(within),
                    float(index - start),
                    float(end - 1 - index),
                    stretch_share,
                    known / max(1, len(rare)),
                    len(rare & heading) / max(1, len(rare)),
                    window(index, 2, 3),
                    window(index, 7, 8),
                    window(index, 5, 0),
                    window(index, -1, 6),
                    float(runs[index]),
                    float(last_prose[index]),
                    float(next_prose[index]),
                    float(index - title) if title is not None else -999.0,
                    float(alike[index]),
                    float(after_colon[index]),
                    *(float(since[index]) for since in markers),
                ]
            )
        return places

    def _short_runs(self) -> list[int]:
        """How many short lines without the end of a sentence stand in a row around each line."""
        runs = [0] * len(self._lines)
        first = 0
        for index in range(len(self._lines) + 1):
            is_short = index < len(self._lines) and self._words[index] < 13 and not self._own[index][4]
            if not is_short:
                for member in range(first, index):
                    runs[member] = min(index - first, 50)
                first = index + 1
        return runs

    def _alike_runs(self) -> list[int]:
        """How many lines in a row are of each line's shape: mark, indent, blank line before, length."""
        shapes = [
            (line.mark, line.indent, line.gap > 0, round(log1p(words)))
            for line, words in zip(self._lines, self._words, strict=True)
        ]
        runs: list[int] = []
        for _, members in groupby(shapes):
            size = len(list(members))
            runs += [min(size, 50)] * size
        return runs

    def _since(self, column: int) -> list[int]:
        """How many lines back the last short line with a phrase is, below the article's first line."""
        start, last, distances = self._stretch[0], _FAR, []
        for index, own in enumerate(self._own):
            if index > start and own[column] and self._words[index] < _FEW:
                last = 0
            distances.append(last)
            last = min(_FAR, last + 1)
        return distances

    def _measure_page(self) -> list[float]:
        total = sum(self._words) or 1.0
        count = len(self._lines)
        characters = sum(
            len(token) == 1 and bool(CHARACTER.match(token)) for tokens in self._tokens for token in tokens
        )
        return [
            log1p(total),
            log1p(count),
            sum(max(0.0, value) for value in self._prose) / total,
            sum(line.gap > 0 for line in self._lines) / count,
            sum(line.mark == "•" for line in self._lines) / count,
            characters / max(1, sum(map(len, self._tokens))),
        ]


def densest_stretch(prose: Sequence[float], words: Sequence[float]) -> tuple[int, int]:
    """The lines from the first to the last (exclusive) that together have the most running text."""
    best, best_span, total, start = 0.0, (0, 0), 0.0, 0
    for index, value in enumerate(prose):
        if total <= 0:
            total, start = 0.0, index
        total += value if value > 0 else value - 0.3 * min(words[index], 10)
        if total > best:
            best, best_span = total, (start, index + 1)
    return best_span


def _count_words(tokens: Sequence[str]) -> float:
    return sum(_WORDS_A_CHARACTER if CHARACTER.match(token) else 1.0 for token in tokens)


def _distances(hits: Sequence[bool]) -> list[int]:
    """How many lines back the last hit before each line is (at most 30)."""
    distances, last = [], 30
    for hit in hits:
        distances.append(last)
        last = 1 if hit else min(30, last + 1)
    return distances
