"""Names of authors, as people and machines write them, cleaned of "by", roles, dates and addresses."""

from __future__ import annotations

import re
from html import unescape

from postil.extraction.dates import find_date

_LONGEST = 150
"""A byline is not longer (code points)."""
_WORDS_OF_A_NAME = 7
_UNSPACED_NAME = 16
"""A name without a space is not longer (code points)."""
_BY = re.compile(
    r"^\W*(?:(?:(?:view\s+)?(?:all\s+|more\s+)?(?:articles|posts|stories)|(?:re)?posted|written|published|reported|edited|reviewed|authored|story|words|text|review|analysis|article|opinion|guide|feature|interview|recipe|"
    r"created|submitted|asked|started|contributed)\s+)?"
    r"(?:by|par|por|von|autor(?:in|es|zy|e)?|author|av|af|door|di|przez|автор|автори|авторы|текст|作者|记者|撰文|文|編集|著者|글|بقلم)"
    r"(?:\s*[:：]\s*|\s+(?=\S)|(?<=[者文글])\s*)",
    re.IGNORECASE,
)
_WRITTEN_BY = re.compile(r"^.{1,40}?\b(?:written|posted|published)\s+by\b\s*:?", re.IGNORECASE)
"""A date or a section that stands before the names on their line."""
_NOTE_NUMBER = re.compile(r"(?<=\w)\s+[\d*†‡,]+$")
"""The mark of an author's affiliation."""
_DEGREE = re.compile(r"(?:[A-Z]{1,2}[a-z]?\.?){2,6}|(?:Ph|Psy|Ed)\.?\s?D\.?")
"""Letters behind a name: MD, Ph.D., FRCP. They are also how some agencies are called."""
_AGENCIES = frozenset({
    "reuters", "associated press", "the associated press", "agence france-presse", "bloomberg",
    "bloomberg news", "xinhua", "ukrinform", "interfax", "pa media", "press association", "kyodo news",
    "deutsche presse-agentur", "тасс", "укрінформ", "интерфакс", "新华社", "共同通信",
})  # fmt: skip
_BEFORE_DATE = re.compile(r"\s+(?:on|at|am|le|el|il|em|den)\s*$", re.IGNORECASE)
"""What leads from a name to the date that follows it."""
_ADDRESS = re.compile(r"\b\S+@\S+\.\w+|https?://\S+|\bwww\.\S+|(?<![\w.])@\w+")
_WEEKDAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|понеділок|вівторок|середа|четвер|п['’ʼ]ятниця|субота|неділя"
    r"|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    r"|luned[iì]|marted[iì]|mercoled[iì]|gioved[iì]|venerd[iì]|sabato|domenica"
    r"|(?:segunda|terça|quarta|quinta|sexta)-feira"
    r"|poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela"
    r"|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
    r"|(?:星期|周|週)[一二三四五六日天]|[月火水木金土日]曜日?",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(
    r"(?:\s*[|•·–—/(\[]|\s-\s|[\s,.]+(?:medically\s+|fact[\s-])?(?:reviewed|edited|checked)\s+by\b"
    r"|[\s,]+(?:published|updated|posted|last\s+(?:updated|modified)|modified|about\s+the\s+author|"
    r"read\s+more|follow|subscribe|关注|關注|フォロー|share|\d+\s*(?:min|comments?|views?)\b)).*$",
    re.IGNORECASE | re.DOTALL,
)
_LINK = re.compile(r"\s*(?:[,;|&·•\n、،/]|\s(?:and|und|et|y|та|і|и|e|i|en|och|AND|UND|ET)\s)\s*")
_NOBODY = frozenset({
    "admin", "administrator", "author", "authors", "editor", "guest", "anonymous", "unknown", "null", "none",
    "user", "by", "webmaster", "undefined", "n/a", "root", "system", "test", "name", "wordpress", "default",
    "more", "read more", "posts", "view more posts", "view all posts", "member", "senior member", "website",
    "support",
})  # fmt: skip
_NOT_A_NAME = re.compile(
    r"^(?:(?:last\s+)?(?:updated?|published|posted|modified)(?:\s+(?:on|at|by))?|share|follow|category|categories|tags?|home|news|blog|articles?|guides?|resources|"
    r"português|english|deutsch|español|français|написано|share)$",
    re.IGNORECASE,
)
_WHERE = re.compile(r"^((?:\S+\s+){1,3}\S+)\s+(?:for|in|at|on)\s+.*$")
_ROLE = re.compile(
    r"\b(?:reporter|editor|correspondent|writer|journalist|columnist|contributor|photographer|producer|professor|analyst|"
    r"manager|director|founder|ceo|officer|fellow|redakteur|journaliste|periodista|redactor)s?\b",
    re.IGNORECASE,
)


def clean_byline(text: str) -> str | None:
    """The names in ``text``, without "by", weekday, date, role and addresses; None where no name is left."""
    text = " ".join(_ADDRESS.sub(" ", unescape(text[: 4 * _LONGEST])).split())
    text = _BY.sub("", _WRITTEN_BY.sub("", text))
    found = find_date(text)
    if found:
        text = _BEFORE_DATE.sub("", text[: found.start])
    weekday = _WEEKDAY.search(text)
    if weekday and (weekday.start() == 0 or text[weekday.end() :].strip(" ,.") == ""):
        text = text[: weekday.start()]
    text = _AFTER_NAME.sub("", text)
    names = [name for part in _LINK.split(text) if (name := _name(part))]
    joined = ", ".join(_people(names))
    return joined if joined and len(joined) <= _LONGEST else None


def looks_like_names(byline: str) -> bool:
    """Whether words that are not marked up as names could be: few, and written as names are."""
    for name in byline.split(", "):
        words = name.split()
        cased = [word for word in words if word[:1].isalpha()]
        small = [word for word in cased if word[:1].islower() and len(word) > 3]
        if (
            ":" in name
            or "：" in name
            or (len(name) > _UNSPACED_NAME and not name.isascii() and len(words) == 1)
        ):
            return False
        if len(words) > 5 or small or not cased or _NOT_A_NAME.match(name):
            return False
    return True


def join_names(names: tuple[str, ...]) -> str | None:
    """Several authors, each given as a value of its own, as one byline."""
    cleaned = _people([name for text in names[:20] if (name := clean_byline(text))])
    kept = [name for name in cleaned if not any(name != other and name in other for other in cleaned)]
    joined = ", ".join(kept)
    while len(joined) > _LONGEST and len(kept) > 1:
        kept.pop()
        joined = ", ".join(kept)
    return joined or None


def _people(names: list[str]) -> list[str]:
    """The names, each once, without degrees and agencies where a person is named."""
    people = [
        name
        for name in dict.fromkeys(names)
        if " " in name and name.casefold() not in _AGENCIES and not _DEGREE.fullmatch(name)
    ]
    if not people:
        return list(dict.fromkeys(names))
    return [
        name
        for name in dict.fromkeys(names)
        if name in people or not (name.casefold() in _AGENCIES or _DEGREE.fullmatch(name))
    ]


def _name(part: str) -> str | None:
    part = _NOTE_NUMBER.sub("", _WHERE.sub(r"\1", _BY.sub("", part))).strip(' \t,.;:|-–—•·()[]"“”*／/')
    letters = sum(character.isalpha() for character in part)
    if (
        letters < 2
        or letters < 0.6 * len(part.replace(" ", ""))
        or part.lower() in _NOBODY
        or part[:1].isdigit()
    ):
        return None
    if (
        len(part.split()) > _WORDS_OF_A_NAME
        or _NOT_A_NAME.match(part)
        or (_ROLE.search(part) and not _is_team(part))
    ):
        return None
    return part


def _is_team(part: str) -> bool:
    """Whether it is a name after all: the Harbour Editors, not a senior editor."""
    return part[:1].isupper() and len(part.split()) <= 4 and part.rsplit(maxsplit=1)[-1][:1].isupper()
