"""A program that restores a backup until it is killed, and says how far it is."""

from __future__ import annotations

import sys
from pathlib import Path

from postil.app.library import Library
from postil.jobs import Progress, Step


def main(folder: Path, backup: Path) -> None:
    """Restore the backup into the library."""

    def tell(step: Step) -> None:
        print(step.done, flush=True)

    with Library.open(folder) as library:
        print("begun", flush=True)
        library.restoring.restore(backup, Progress(tell))
    print("end", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
