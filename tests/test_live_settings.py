"""The settings in use: read with care, changed live, written in one step."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from postil.errors import SettingsError
from postil.keymap import KeyOverride
from postil.live_settings import LiveSettings, load, save
from postil.settings import Settings, keymap_in

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "settings.toml"
    changed = Settings(theme="sepia", text_size=24, column_width=40.5, justify=True)
    save(changed, file)
    assert load(file) == (changed, ())
    assert tomllib.loads(file.read_text(encoding="utf-8"))["theme"] == "sepia"
    assert list(file.parent.iterdir()) == [file]


def test_changed_keys_are_a_table_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    changed = Settings(keymap="vim", keys=(KeyOverride("annotation.highlight", ("H", "Ctrl+H")),))
    save(changed, file)
    assert load(file) == (changed, ())
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    assert read["keys"] == {"annotation.highlight": ["H", "Ctrl+H"]}


def test_keys_of_the_file_are_read_with_care_and_what_is_wrong_is_told(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(
        "theme = 'dark'\n[keys]\n'no.such' = ['Q']\n'page.star' = ['shift+q', 'Hyper+X', 7]\n"
        "'edit.undo' = 'Q'\n'edit.redo' = []\n'page.tag' = ['Shift+Q']\n",
        encoding="utf-8",
    )
    settings, problems = load(file)
    assert settings.theme == "dark"
    assert {override.command: override.keys for override in settings.keys} == {
        "no.such": ("Q",),
        "page.star": ("Shift+Q",),
        "edit.undo": ("Q",),
        "edit.redo": (),
        "page.tag": ("Shift+Q",),
    }
    named = ("'Hyper+X'", "7", "no.such", "Tags of the page")
    assert len(problems) == len(named)
    assert all(word in problem for word, problem in zip(named, problems, strict=True))
    keys = {command.id: command.keys for command in keymap_in(settings).commands}
    assert keys["page.star"] == ("Shift+Q",)
    assert keys["page.tag"] == ()
    assert keys["edit.redo"] == ()


def test_keys_that_are_no_table_are_told(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("keys = 3\n", encoding="utf-8")
    settings, problems = load(file)
    assert settings == Settings()
    assert len(problems) == 1


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "none.toml") == (Settings(), ())


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("text_size = 400", "text_size"),
        ("text_size = true", "text_size"),
        ('text_size = "20"', "text_size"),
        ('theme = "pink"', "theme"),
        ("line_height = 9", "line_height"),
        ("justify = 1", "justify"),
    ],
)
def test_a_bad_value_is_reported_and_the_others_are_kept(tmp_path: Path, line: str, named: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(f'{line}\nhighlight_color = "green"\n', encoding="utf-8")
    settings, problems = load(file)
    assert settings == Settings(highlight_color="green")
    assert len(problems) == 1
    assert named in problems[0]


def test_a_whole_number_will_do_for_a_fraction(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("column_width = 36\n", encoding="utf-8")
    settings, problems = load(file)
    assert (settings.column_width, problems) == (36.0, ())


def test_a_file_that_is_no_toml_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(b"\xff\xfe not toml")
    settings, problems = load(file)
    assert settings == Settings()
    assert str(file) in problems[0]


def test_a_change_is_told_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    live = LiveSettings(file)
    heard: list[Settings] = []
    live.changed.connect(heard.append)
    live.change(theme="dark", text_size=22)
    live.change(theme="dark")
    assert heard == [Settings(theme="dark", text_size=22)]
    assert LiveSettings(file).value == live.value


def test_a_change_to_a_bad_value_is_refused() -> None:
    live = LiveSettings()
    with pytest.raises(SettingsError, match="text_size"):
        live.change(text_size=4)
    assert live.value == Settings()


def test_a_file_that_cannot_be_written_is_told_and_the_setting_holds(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("", encoding="utf-8")
    live = LiveSettings(in_the_way / "settings.toml")
    with pytest.raises(SettingsError, match="could not be written"):
        live.change(theme="dark")
    assert live.value.theme == "dark"
