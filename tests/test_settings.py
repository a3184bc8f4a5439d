"""The table of settings: every one explained, those of a group together."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import pytest

from postil.settings import Settings, table

if TYPE_CHECKING:
    from postil.setting import Setting


@pytest.mark.parametrize("setting", table(), ids=lambda setting: setting.name)
def test_every_setting_has_a_sentence_and_a_default_that_it_may_have(setting: Setting) -> None:
    assert setting.prose.endswith(".")
    assert bool(setting.title) == bool(setting.group)
    assert setting.default == getattr(Settings(), setting.name)
    if setting.choices:
        assert setting.default in setting.choices
    elif isinstance(setting.default, str):
        assert (setting.least, setting.most) == (0, 0), "what a person may write has no limits"
    elif setting.kind == "keys":
        assert setting.default == ()
    elif not isinstance(setting.default, bool):
        assert setting.least <= setting.default <= setting.most


def test_the_table_is_whole_and_settings_of_a_group_stand_together() -> None:
    assert [setting.name for setting in table()] == [entry.name for entry in fields(Settings)]
    groups = [setting.group for setting in table()]
    runs = [group for number, group in enumerate(groups) if number == 0 or groups[number - 1] != group]
    assert len(runs) == len(set(runs))
