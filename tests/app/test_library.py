from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from postil.app.instance import Ownership
from postil.app.library import Library
from postil.errors import LibraryLocked

if TYPE_CHECKING:
    from pathlib import Path


def test_closing_again_takes_nothing_from_who_owns_the_library_since(tmp_path: Path) -> None:
    library = Library.open(tmp_path)
    library.close()
    with Library.open(tmp_path):
        library.close()
        with pytest.raises(LibraryLocked):
            Ownership(tmp_path)
