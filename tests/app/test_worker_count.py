"""How many workers there are for how many cores."""

from __future__ import annotations

import os

import pytest

from postil.app.worker_count import workers_by_cores


@pytest.mark.parametrize(("cores", "workers"), [(1, 2), (2, 2), (6, 6), (8, 8), (64, 8)])
def test_one_a_core_within_reason(monkeypatch: pytest.MonkeyPatch, cores: int, workers: int) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: set(range(cores)), raising=False)
    assert workers_by_cores() == workers


def test_where_the_system_does_not_tell_which_cores_all_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 4)
    assert workers_by_cores() == 4
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert workers_by_cores() == 2
