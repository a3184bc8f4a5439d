"""Whether a run looks for what none has found yet (``make fuzz``), or tells of a change (``make test``)."""

from __future__ import annotations

import os

IS_FUZZ = bool(os.environ.get("POSTIL_FUZZ"))
