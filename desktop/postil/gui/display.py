"""How the page is shown: the settings, and over them what the open page has of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from postil.gui.reader.metrics import Metrics, metrics_of
from postil.model.page_appearance import PageAppearance
from postil.settings import Settings, table

if TYPE_CHECKING:
    from postil.app.page_appearance import PageAppearances
    from postil.gui.appearance import Appearance
    from postil.gui.theme import Theme
    from postil.live_settings import LiveSettings
    from postil.model.ids import PageId
    from postil.setting import Setting

_SIZES = ("text_size", "column_width", "line_height")
_LEAST_DIFFERENCE = 1e-9


class Display(QObject):
    """Answers with what holds for the open page, and changes it there or for all pages."""

    changed = Signal()
    """What holds may be another now: settings, the system or the page changed."""

    def __init__(
        self, settings: LiveSettings, appearance: Appearance, pages: PageAppearances, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._appearance = appearance
        self._pages = pages
        self._page: PageId | None = None
        self._own = PageAppearance()
        self._only_here = False
        settings.changed.connect(self._tell)
        appearance.changed.connect(self.changed)

    # What holds.

    @property
    def settings(self) -> Settings:
        """The settings as they hold for the open page."""
        return self._own.over(self._settings.value)

    @property
    def metrics(self) -> Metrics:
        """The measures of the page."""
        return metrics_of(self.settings)

    @property
    def theme(self) -> Theme:
        """The colours of the page."""
        return self._appearance.meant_by(self.settings)

    def of_page(self, own: PageAppearance) -> tuple[Metrics, Theme]:
        """The measures and colours of a page that has this of its own."""
        settings = own.over(self._settings.value)
        return metrics_of(settings), self._appearance.meant_by(settings)

    @property
    def has_page(self) -> bool:
        """Whether a page is open that may have a look of its own."""
        return self._page is not None

    @property
    def only_here(self) -> bool:
        """Whether what is changed now is changed for the open page only."""
        return self._only_here or bool(self._own.own)

    def is_own(self, name: str) -> bool:
        """Whether the open page has its own value of a setting."""
        return name in self._own.own

    # What changes it.

    def show_page(self, page: PageId, own: PageAppearance) -> None:
        """Another page is open, or the open one was given another look."""
        if page != self._page:
            self._only_here = False
        changed = own != self._own
        self._page, self._own = page, own
        if changed:
            self.changed.emit()

    def change(self, name: str, value: Any) -> None:
        """Give a setting a value: for this page where that was chosen, else for all."""
        if self.only_here and self._page is not None:
            self._pages.set(self._page, self._own.changed(**{name: value}))
        else:
            self._settings.change(**{name: value})

    def step(self, name: str, steps: int) -> None:
        """Make a number so many steps larger, within its bounds."""
        setting = named(name)
        value = getattr(self.settings, name) + steps * setting.step
        bounded = type(setting.default)(round(min(max(value, setting.least), setting.most), 3))
        if abs(bounded - getattr(self.settings, name)) > _LEAST_DIFFERENCE:
            self.change(name, bounded)

    def reset_sizes(self) -> None:
        """Give letters and lines the sizes of a first start, or the page the sizes of all pages."""
        if self.only_here and self._page is not None:
            self._pages.set(self._page, self._own.changed(**dict.fromkeys(_SIZES)))
        else:
            self._settings.change(**{name: named(name).default for name in _SIZES})

    def reset(self, name: str) -> None:
        """Take a setting back: to what all pages have, else to what it was at first."""
        if self.only_here and self._page is not None:
            self._pages.set(self._page, self._own.changed(**{name: None}))
        else:
            self._settings.change(**{name: named(name).default})

    def change_only_here(self, *, only_here: bool) -> None:
        """Let changes hold for this page only from now on; or give it back to the settings."""
        self._only_here = only_here and self.has_page
        if not only_here and self._page is not None and self._own.own:
            self._pages.set(self._page, PageAppearance())
        self.changed.emit()

    def _tell(self, _settings: Settings) -> None:
        self.changed.emit()


def named(name: str) -> Setting:
    """What is known of the setting of that name."""
    return next(setting for setting in table() if setting.name == name)
