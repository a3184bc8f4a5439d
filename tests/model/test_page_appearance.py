"""What a page has of its own lies over the settings, and bad values of it do no harm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.model.page_appearance import NAMES, PageAppearance
from postil.settings import Settings, table

APPEARANCES = st.builds(
    PageAppearance,
    theme=st.none() | st.sampled_from(["sepia", "black"]),
    text_font=st.none() | st.sampled_from(["Inter", "Some family"]),
    text_size=st.none() | st.integers(12, 40),
    column_width=st.none() | st.floats(18, 60),
    justify=st.none() | st.booleans(),
)


def test_it_has_names_of_settings_only() -> None:
    assert set(NAMES) <= {setting.name for setting in table() if setting.group}


def test_what_is_its_own_lies_over_the_settings() -> None:
    own = PageAppearance(text_size=26, justify=False)
    settings = Settings(theme="sepia", justify=True)
    assert own.over(settings) == Settings(theme="sepia", justify=False, text_size=26)
    assert own.own == ("text_size", "justify")
    assert own.changed(text_size=None).own == ("justify",)
    assert PageAppearance().over(settings) == settings


@given(APPEARANCES)
def test_what_is_kept_is_read(own: PageAppearance) -> None:
    assert PageAppearance.from_json(own.to_json()) == own


@pytest.mark.parametrize(
    "kept",
    ["", "[]", "7", '{"text_size": 400}', '{"theme": "neon", "shadows": true}', '{"justify": "yes"}'],
)
def test_what_cannot_be_is_left_to_the_settings(kept: str) -> None:
    assert PageAppearance.from_json(kept) == PageAppearance()
