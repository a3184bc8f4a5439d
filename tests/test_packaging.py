"""What is shipped: valid desktop files, one version everywhere, a wheel that finds its resources."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from postil import __version__

CHECKOUT = Path(__file__).resolve().parents[1]
LINUX = CHECKOUT / "packaging" / "linux"
METAINFO = LINUX / "org.postil.Postil.metainfo.xml"
DESKTOP = LINUX / "org.postil.Postil.desktop"


def run_validator(name: str, *words: str) -> None:
    validator = shutil.which(name)
    if validator is None:
        pytest.skip(f"{name} is not installed")
    result = subprocess.run([validator, *words], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_desktop_entry_is_valid() -> None:
    run_validator("desktop-file-validate", str(DESKTOP))


def test_the_metainfo_is_valid() -> None:
    run_validator("appstreamcli", "validate", "--no-net", str(METAINFO))


def test_the_desktop_entry_takes_links_and_pages() -> None:
    types = re.findall(r"^MimeType=(.*)$", DESKTOP.read_text(encoding="utf-8"), re.MULTILINE)[0].split(";")
    assert {"x-scheme-handler/postil", "text/html", "application/xhtml+xml", "text/plain"} <= set(types)


def test_there_is_one_version() -> None:
    released = ET.parse(METAINFO).findall("releases/release")[0].attrib
    changelog = (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8")
    (newest, date) = re.findall(r"^## (\S+) – (\S+)$", changelog, re.MULTILINE)[0]
    assert newest == released["version"] == __version__
    assert date == released["date"]


def test_the_icon_comes_in_the_sizes_that_desktops_ask_for() -> None:
    icons = CHECKOUT / "resources" / "icons"
    assert (icons / "postil.svg").is_file()
    assert {16, 32, 48, 256} <= {int(path.stem.split("-")[1]) for path in icons.glob("postil-*.png")}


def test_locks_have_hashes_and_no_addresses() -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-speech.lock"):
        text = (CHECKOUT / name).read_text(encoding="utf-8")
        requirements = re.findall(r"^[A-Za-z0-9._-]+==.*$", text, re.MULTILINE)
        assert len(requirements) > 20
        assert all(line.endswith("\\") for line in requirements), "each is followed by its hashes"
        assert "://" not in text
    assert "pyside6-essentials==6.11.3" in text
    assert "whoosh==2.7.4" in text


def test_fonts_come_with_their_licences() -> None:
    for folder in (CHECKOUT / "resources" / "fonts").iterdir():
        assert list(folder.glob("*.ttf"))
        assert "SIL Open Font License" in (folder / "OFL.txt").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_wheel_starts_and_finds_its_resources(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=CHECKOUT,
        capture_output=True,
        check=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    shipped = tmp_path / "installed" / "postil" / "_resources" / "translations"
    assert (shipped / "uk" / "LC_MESSAGES" / "postil.mo").is_file()
    program = (
        "import postil, sys; from postil import paths; from postil.__main__ import main;"
        "assert postil.__file__.startswith(sys.argv[1]), postil.__file__;"
        "assert all(paths.resource(name).exists() for name in ('samples', 'themes', 'fonts', 'icons'));"
        "assert str(paths.resource('samples')).startswith(sys.argv[1]);"
        "raise SystemExit(main(['--library', sys.argv[2], 'import', str(paths.resource('samples'))]))"
    )
    installed = tmp_path / "installed"
    answer = subprocess.run(
        [sys.executable, "-c", program, str(installed), str(tmp_path / "library")],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    assert "3 imported" in answer.stdout
