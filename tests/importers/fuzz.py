"""Every importer on files made wrong: ``python -m tests.importers.fuzz [--samples 20000] [--seed 1]``.

The good files of all importers' tests, and of a folder where one is given, are mutated and read. What may
come is captures that account for every byte of the file, or ImportFailed; anything else is printed with the
file's number, and the file is kept. With ``--whole`` the samples go through the worker processes into a
library, which must be sound at the end.
"""

from __future__ import annotations

import argparse
import importlib
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from tests.importers.contract import ImporterContract, accounts_for
from tests.importers.mutations import floods, mutated

from postil.app.library import Library
from postil.errors import ImportFailed
from postil.importers import registry
from postil.jobs import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postil.app.import_report import Outcome

_SLOW_SECONDS = 5.0
_FLOOD = 200_000
"""Bytes of a file that repeats one thing."""
_TOGETHER = 200
"""Samples that are imported at once."""


def main() -> int:
    """Mutate, read, print."""
    words = argparse.ArgumentParser()
    words.add_argument("--samples", type=int, default=20_000)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--folder", type=Path, help="a folder of further good files")
    words.add_argument("--whole", action="store_true", help="through workers into a library")
    asked = words.parse_args()
    good = (*_tested(), *(_files(asked.folder) if asked.folder else ()))
    print(f"{len(good)} good files of {len(registry.IMPORTERS)} importers, {asked.samples} samples")
    work = Path(tempfile.mkdtemp(prefix="postil-fuzz-"))
    samples = _samples(good, work, asked.samples, asked.seed)
    wrong = _through_a_library(samples, work) if asked.whole else _read_all(samples)
    print(f"{wrong} wrong" + (f"; see {work}" if wrong else ""))
    return int(wrong > 0)


def _tested() -> Iterator[tuple[str, bytes]]:
    """The good files of the importers' own tests."""
    for path in sorted(Path(__file__).parent.rglob("test_*.py")):
        name = ".".join(
            ("tests", "importers", *path.relative_to(Path(__file__).parent).with_suffix("").parts)
        )
        for value in vars(importlib.import_module(name)).values():
            if isinstance(value, type) and issubclass(value, ImporterContract) and hasattr(value, "good"):
                yield from value.good


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.stat().st_size < 300_000:
            yield path.name, path.read_bytes()


def _samples(good: tuple[tuple[str, bytes], ...], work: Path, count: int, seed: int) -> Iterator[Path]:
    """Floods, then mutated files, each in a folder of its own."""
    for number, flood in enumerate(floods(_FLOOD)):
        yield _written(work / f"flood-{number:03}" / "file", flood)
    contents = tuple(content for _name, content in good)
    chance = random.Random(seed)
    for number in range(count):
        name, content = good[number % len(good)]
        path = work / f"{number:06}" / (name if chance.random() < 0.8 else "file")
        yield _written(path, mutated(content, contents, chance))


def _written(path: Path, content: bytes) -> Path:
    path.parent.mkdir()
    path.write_bytes(content)
    return path


def _read_all(samples: Iterator[Path]) -> int:
    wrong = 0
    told: Counter[str] = Counter()
    slowest = 0.0
    for path in samples:
        begun = time.perf_counter()
        try:
            captures = tuple(registry.read(path))
            assert accounts_for(captures, path, path.read_bytes())
            told["read"] += 1
        except ImportFailed:
            told["refused"] += 1
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is what is looked for
            wrong += 1
            traceback.print_exc(limit=-4)
            print(f"{path}: {error!r}", flush=True)
            continue
        spent = time.perf_counter() - begun
        slowest = max(slowest, spent)
        if spent > _SLOW_SECONDS:
            wrong += 1
            print(f"{path}: {spent:.1f} s", flush=True)
            continue
        path.unlink()
        path.parent.rmdir()
    print(f"{dict(told)}, the slowest {slowest:.2f} s")
    return wrong


def _through_a_library(samples: Iterator[Path], work: Path) -> int:
    """Import all; what the import cannot say of a file, and what is wrong with the library, is wrong."""
    told: Counter[Outcome] = Counter()
    wrong = 0
    with Library.open(work / "library") as library:
        while some := tuple(path for _, path in zip(range(_TOGETHER), samples, strict=False)):
            report = library.importing.add(some, Progress())
            told.update(row.outcome for row in report.rows)
            lost = set(some) - {row.path for row in report.rows}
            wrong += len(lost)
            print(*(f"{path}: no row tells of it\n" for path in lost), end="", flush=True)
        library.indexing.drain()
        findings = library.check(Progress())
        wrong += len(findings)
        print(*findings, sep="\n")
    print({outcome.value: count for outcome, count in told.items()})
    return wrong


if __name__ == "__main__":
    sys.exit(main())
