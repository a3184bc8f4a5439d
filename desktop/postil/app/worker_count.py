"""How many worker processes read pages at one time."""

from __future__ import annotations

import os

_LEAST, _MOST = 2, 8
"""One worker would wait for its file and the library for it; more than eight wait for the one that writes."""


def workers_by_cores() -> int:
    """A worker for each core that this program may use, within reason. They step aside for all else."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # only some systems let a program be kept to some cores
        cores = os.cpu_count() or _LEAST
    return max(_LEAST, min(_MOST, cores))
