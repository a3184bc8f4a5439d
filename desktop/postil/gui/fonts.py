"""The three bundled families: Literata to read, Inter around it, JetBrains Mono for code."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

from postil import paths

READING = "Literata"
INTERFACE = "Inter"
CODE = "JetBrains Mono"

_FOLDERS = ("literata", "inter", "jetbrains-mono")
_OTHER_SCRIPTS = (
    "Noto Serif",
    "Noto Naskh Arabic",
    "Noto Serif Hebrew",
    "Noto Serif CJK SC",
    "Noto Sans CJK SC",
)
_OTHER_SCRIPTS_PLAIN = ("Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans CJK SC")


def load_fonts() -> None:
    """Make the bundled families known to Qt: once, after the application is there."""
    for folder in _FOLDERS:
        for file in sorted(paths.resource(f"fonts/{folder}").glob("*.ttf")):
            QFontDatabase.addApplicationFont(str(file))


def families(family: str) -> list[str]:
    """``family`` and, after it, what should stand in for scripts that it lacks.

    The emoji font is left out: Qt finds it for emoji by itself, and a named one would also take
    arrows and digits.
    """
    return [family, *(_OTHER_SCRIPTS_PLAIN if family in (INTERFACE, CODE) else _OTHER_SCRIPTS)]


def text_families() -> tuple[str, ...]:
    """The families that text may be set in: ours first, then those of this computer, by name.

    Families without Latin or Cyrillic letters (signs, emoji, one other script) are left out, and those
    that the system hides.
    """
    known = QFontDatabase.families()
    systems = QFontDatabase.WritingSystem
    readable = {*QFontDatabase.families(systems.Latin), *QFontDatabase.families(systems.Cyrillic)}
    ours = (READING, INTERFACE, CODE)
    others = [
        name
        for name in known
        if name in readable
        and name not in ours
        and not name.startswith(".")
        and not QFontDatabase.isPrivateFamily(name)
        and "Emoji" not in name
    ]
    return (*ours, *sorted(others, key=str.casefold))


def font(family: str, *, size: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """A font of ``size`` pixels, drawn without hinting so that lines keep their width at any scale."""
    made = QFont(families(family))
    made.setPixelSize(round(size))
    made.setWeight(weight)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made
