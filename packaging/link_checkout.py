"""Lets the virtual environment import this checkout: what an editable install does, with no build."""

from __future__ import annotations

import sysconfig
from pathlib import Path

checkout = Path(__file__).resolve().parents[1]
Path(sysconfig.get_path("purelib"), "postil-checkout.pth").write_text(
    f"{checkout / 'desktop'}\n", encoding="utf-8"
)
