"""Commands of the look are changes of settings, within their bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from postil.gui.display import Display
from postil.gui.theme import THEME_NAMES
from postil.gui.view_deeds import ViewDeeds
from postil.settings import table

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from postil.app.library import Library
    from postil.gui.appearance import Appearance
    from postil.live_settings import LiveSettings

pytestmark = pytest.mark.gui


@pytest.fixture
def view(settings: LiveSettings, appearance: Appearance, library: Library, host: QWidget) -> ViewDeeds:
    return ViewDeeds(settings, Display(settings, appearance, library.page_appearances, host), host, page=host)


@pytest.fixture
def deeds(view: ViewDeeds) -> dict[str, Callable[[], object]]:
    return dict(view.bindings())


def test_next_goes_through_all_themes(deeds: dict[str, Callable[[], object]], settings: LiveSettings) -> None:
    seen = []
    for _ in THEME_NAMES:
        deeds["theme.next"]()
        seen.append(settings.value.theme)
    assert seen == [*THEME_NAMES[1:], THEME_NAMES[0]]


@pytest.mark.parametrize(
    ("larger", "smaller", "name"),
    [("text.larger", "text.smaller", "text_size"), ("text.wider", "text.narrower", "column_width")],
)
def test_sizes_go_up_and_down_and_stop_at_their_bounds(
    larger: str, smaller: str, name: str, deeds: dict[str, Callable[[], object]], settings: LiveSettings
) -> None:
    setting = next(setting for setting in table() if setting.name == name)
    deeds[larger]()
    assert getattr(settings.value, name) == pytest.approx(setting.default + setting.step)
    deeds[smaller]()
    assert getattr(settings.value, name) == setting.default
    for _ in range(100):
        deeds[larger]()
    assert getattr(settings.value, name) == setting.most
    for _ in range(100):
        deeds[smaller]()
    assert getattr(settings.value, name) == setting.least


def test_orders_and_marks(
    view: ViewDeeds, deeds: dict[str, Callable[[], object]], settings: LiveSettings
) -> None:
    deeds["sort.title"]()
    deeds["sort.reverse"]()
    deeds["theme.dark"]()
    assert (settings.value.sort, settings.value.sort_descending) == ("title", False)
    marks = view.marks()
    assert {name for name, on in marks.items() if on} == {"sort.title", "theme.dark"}


def test_the_margin_and_full_screen(
    deeds: dict[str, Callable[[], object]], settings: LiveSettings, host: QWidget
) -> None:
    deeds["pane.right"]()
    assert not settings.value.margin_shown
    deeds["window.full-screen"]()
    assert host.isFullScreen()
    deeds["window.full-screen"]()
    assert not host.isFullScreen()
