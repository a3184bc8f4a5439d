"""What a screen reader hears of the program: run by the system's own Python, which has its library.

``python3 listener.py NAME`` prints, as JSON, the accessible tree of the application of that name as
assistive technology gets it over the bus, and the text and caret of the article.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import gi  # type: ignore[import-not-found] # comes with the system, not with the program

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # type: ignore[import-not-found]  # noqa: E402 - its version comes first

_DEEPEST = 14
_MOST_CHILDREN = 60


def heard(accessible: Any, depth: int = 0) -> dict[str, Any]:
    """One accessible and those in it; what does not show is told without them: each question takes time."""
    states = accessible.get_state_set()
    showing = states.contains(Atspi.StateType.SHOWING)
    told: dict[str, Any] = {
        "role": accessible.get_role_name(),
        "name": accessible.get_name(),
        "focusable": states.contains(Atspi.StateType.FOCUSABLE),
        "focused": states.contains(Atspi.StateType.FOCUSED),
        "showing": showing,
        "children": [],
    }
    if showing and told["name"] == "Article":
        text = accessible.get_text_iface()
        if text is not None:
            count = Atspi.Text.get_character_count(text)
            told["text"] = Atspi.Text.get_text(text, 0, count)
            told["caret"] = Atspi.Text.get_caret_offset(text)
    if depth < _DEEPEST and (showing or depth == 0):
        for number in range(min(accessible.get_child_count(), _MOST_CHILDREN)):
            child = accessible.get_child_at_index(number)
            if child is not None:
                told["children"].append(heard(child, depth + 1))
    return told


def main() -> None:
    """Find the application on the desktop and tell of it; null where it is not there."""
    desktop = Atspi.get_desktop(0)
    for number in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(number)
        if application is not None and sys.argv[1] in application.get_name().casefold():
            print(json.dumps(heard(application)))
            return
    print("null")


if __name__ == "__main__":
    main()
