"""What languages are called, in the language of the interface."""

from __future__ import annotations

from postil.translation import _, marked

_NAMES = {
    "ar": marked("Arabic"),
    "be": marked("Belarusian"),
    "bg": marked("Bulgarian"),
    "bn": marked("Bengali"),
    "ca": marked("Catalan"),
    "cs": marked("Czech"),
    "da": marked("Danish"),
    "de": marked("German"),
    "el": marked("Greek"),
    "en": marked("English"),
    "eo": marked("Esperanto"),
    "es": marked("Spanish"),
    "et": marked("Estonian"),
    "eu": marked("Basque"),
    "fa": marked("Persian"),
    "fi": marked("Finnish"),
    "fr": marked("French"),
    "ga": marked("Irish"),
    "he": marked("Hebrew"),
    "hi": marked("Hindi"),
    "hr": marked("Croatian"),
    "hu": marked("Hungarian"),
    "hy": marked("Armenian"),
    "id": marked("Indonesian"),
    "it": marked("Italian"),
    "ja": marked("Japanese"),
    "ka": marked("Georgian"),
    "ko": marked("Korean"),
    "la": marked("Latin"),
    "lt": marked("Lithuanian"),
    "lv": marked("Latvian"),
    "ne": marked("Nepali"),
    "nl": marked("Dutch"),
    "no": marked("Norwegian"),
    "pl": marked("Polish"),
    "pt": marked("Portuguese"),
    "ro": marked("Romanian"),
    "ru": marked("Russian"),
    "sk": marked("Slovak"),
    "sl": marked("Slovene"),
    "sr": marked("Serbian"),
    "sv": marked("Swedish"),
    "ta": marked("Tamil"),
    "th": marked("Thai"),
    "tr": marked("Turkish"),
    "uk": marked("Ukrainian"),
    "vi": marked("Vietnamese"),
    "yi": marked("Yiddish"),
    "zh": marked("Chinese"),
}


def language_name(subtag: str) -> str:
    """What the language of a primary subtag (``en``) is called; the subtag itself where nobody says."""
    name = _NAMES.get(subtag)
    return _(name) if name else subtag
