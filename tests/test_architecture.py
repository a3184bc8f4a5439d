"""The architecture, held by machine: layers, no Qt in the core, no cycles, small files, true documents."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
PACKAGE = CHECKOUT / "desktop" / "postil"
MODULES = sorted(PACKAGE.rglob("*.py"))

IMPORT_WITHOUT_QT = """
import importlib, sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6"):
            raise ImportError("Qt is blocked: " + name)

sys.meta_path.insert(0, Blocked())
for name in sys.argv[1:]:
    importlib.import_module(name)
print(len(sys.argv) - 1)
"""


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_the_core_imports_with_qt_blocked() -> None:
    core = [module_name(path) for path in MODULES if "gui" not in path.relative_to(PACKAGE).parts]
    assert len(core) > 50
    result = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", IMPORT_WITHOUT_QT, *core],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.stderr == ""
    assert result.stdout.strip() == str(len(core))


def test_the_layers_hold_and_nothing_goes_in_a_circle() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([linter, "--no-cache"], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout
    assert "Contracts: 5 kept, 0 broken." in result.stdout


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)


def test_packages_are_docstrings_only() -> None:
    """Re-exports are how cycles start."""
    for path in MODULES:
        if path.name == "__init__.py" and path.parent != PACKAGE:
            assert len(ast.parse(path.read_text(encoding="utf-8")).body) == 1, path


def test_files_stay_small() -> None:
    lengths = {module_name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: length for name, length in lengths.items() if length > 450} == {}


def test_no_file_names_a_machine_or_a_registry() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    hosts = "|".join(
        ("py" + r"pi\.org", "pythonhosted" + r"\.org", "npm" + r"js\.(com|org)", "deb" + r"ian\.org/")
    )
    forbidden = re.compile(rf"(^|[^A-Za-z0-9_.~])/(work|root)/|{hosts}")
    for name in listed.stdout.splitlines():
        path = CHECKOUT / name
        if path.is_file() and path.suffix in {
            ".py",
            ".toml",
            ".md",
            ".lock",
            ".txt",
            ".html",
            ".sh",
            ".spec",
            ".xml",
            "",
        }:
            text = path.read_text(encoding="utf-8", errors="replace")
            assert not forbidden.search(text), f"{name}: {forbidden.search(text)}"


def test_the_architecture_names_files_that_exist() -> None:
    text = (CHECKOUT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 80, "it fits one page"
    named = set(re.findall(r"`((?:[a-z_]+/)*[a-z_]+\.py)`", text))
    assert len(named) > 15
    missing = {name for name in named if not list(PACKAGE.rglob(name))}
    assert missing == set()


def test_every_dependency_has_a_reason() -> None:
    text = (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8")
    block = text.split("dependencies = [", 1)[1].split("\n]", 1)[0]
    for line in block.strip().splitlines():
        assert re.search(r'",\s+# \w', line), line
