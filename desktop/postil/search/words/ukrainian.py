"""A light stemmer for Ukrainian, which Snowball does not have.

It takes off the endings that nouns, adjectives, participles, pronouns and verbs change by, in the
manner of the light stemmers for Russian of L. Dolamic and J. Savoy ("Indexing and searching strategies
for the Russian language", JASIST 60, 2009): one pass, the longest ending that leaves a stem of three
letters with a vowel. The endings are those of the declensions and conjugations that the Ukrainian
orthography (Український правопис, 2019, §§ 82-117) lists. Sounds that alternate at the end of a stem
(рука, руці; дорога, дорозі; ніч, ночі; стіл, стола) are brought to one letter, and a vowel that comes
and goes there (будинок, будинку) is left out.
"""

from __future__ import annotations

import re

_REFLEXIVE = ("ться", "тись", "тися", "ся", "сь")
_ENDINGS = (
    # adjectives, participles, ordinals: hard and soft
    "ішого", "ішому", "ішими", "іший", "ішої", "ішій", "ішою", "ішим", "іших", "іша", "іше", "іші", "ішу",
    "ього", "ьому", "ьої", "ьою", "ого", "ому", "ими", "іми", "ими", "ої", "ою", "ою", "ій", "ий", "им",
    "ім", "их", "іх", "ая", "яя", "еє", "єє", "ії", "ую", "юю",
    # nouns
    "еннями", "еннях", "енням", "ення", "енні", "енню", "ень",
    "аннями", "аннях", "анням", "ання", "анні", "анню", "ань",
    "іннями", "іннях", "інням", "іння", "інні", "інню", "інь",
    "остями", "остях", "остям", "ості", "істю", "ість", "остей",
    "ціями", "ціях", "ціям", "цією", "ціям", "ція", "ції", "цію", "цій",
    "іями", "іях", "іям", "ією", "ія", "ії", "ію",
    "ями", "ами", "еві", "ові", "єві", "ях", "ах", "ям", "ам", "ем", "єм", "ом", "ею", "єю",
    "ею", "ів", "їв", "ей", "єю",
    # verbs
    "ювати", "увати", "ували", "ювали", "увала", "ювала", "ував", "ював", "увало",
    "ювало", "ується", "юється", "уються", "юються", "ують", "юють", "ує", "ює", "ований", "ована", "овано",
    "овані", "ати", "яти", "ити", "іти", "їти", "ути", "али", "яли", "или", "іли", "ала", "яла", "ила",
    "іла", "ало", "яло", "ило", "іло", "ав", "яв", "ив", "ув", "ають", "яють", "іють", "ють", "уть", "ять",
    "ать", "ить", "їть",
    "аємо", "яємо", "аєте", "яєте", "уємо", "юємо",
    "уєте", "юєте", "уєш", "юєш", "аєш", "яєш", "єш", "еш", "иш", "їш", "ємо",
    "емо", "имо", "їмо", "єте", "ете", "ите", "їте", "аю", "яю",
    "ає", "яє", "учи", "ючи", "ачи", "ячи", "вши",
    # one letter
    "а", "я", "о", "е", "є", "и", "і", "ї", "у", "ю", "ь", "й",
)  # fmt: skip
_BY_LENGTH = tuple(sorted(frozenset(_ENDINGS), key=lambda ending: (-len(ending), ending)))
_VOWEL = re.compile("[аеєиіїоуюя]")
_LEAST = 3
_LONGEST = len(_BY_LENGTH[0])
_ENDING_SET = frozenset(_ENDINGS)
_FUTURE = re.compile("(?<=ти)(?:му|меш|ме|мемо|мете|муть)$")
_FLEETING = re.compile("(?<=[бвгґджзйклмнпрстфхцчшщ])(?:о(?=к$)|е(?=ц$))")
"""The vowel that only the bare form has: будинок, будинку; українець, українця."""

_ALTERNATIONS = {"ц": "к", "з": "г", "ж": "г", "ч": "к", "с": "х", "ш": "х"}


def stem(word: str) -> str:
    """The stem of a lower-case Ukrainian word without apostrophes."""
    for ending in _REFLEXIVE:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            # "-ться" and "-тися" leave the verb's own "ть", "ти" to the endings below.
            word = word.removesuffix(ending) + (
                "ть" if ending == "ться" else "ти" if len(ending) == 4 else ""
            )
            break
    return _level(_without_ending(_FUTURE.sub("", word))) or word


def _without_ending(word: str) -> str:
    for length in range(min(_LONGEST, len(word) - _LEAST), 0, -1):
        if word[-length:] in _ENDING_SET and _VOWEL.search(word[:-length]):
            return word[:-length]
    return word


def _level(stem_: str) -> str:
    """One letter for the sounds that change places at the end and inside of the stem's last syllable."""
    stem_ = stem_.removesuffix("ь")
    if len(stem_) > _LEAST and stem_[-1] == stem_[-2] and stem_[-1] in "нлтдсзцчшж":
        stem_ = stem_[:-1]
    if len(stem_) > _LEAST + 1:
        stem_ = _FLEETING.sub("", stem_)
    last = _ALTERNATIONS.get(stem_[-1:], stem_[-1:])
    return re.sub("[іо](?=[бвгґджзйклмнпрстфхцчшщ]+$)", "о", stem_[:-1] + last)
