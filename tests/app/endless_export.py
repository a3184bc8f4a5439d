"""A program that imports an export until it is killed, and says of each page that it is kept."""

from __future__ import annotations

import sys
from pathlib import Path

from postil.app.library import Library
from postil.jobs import Progress, Step


def main(folder: Path, export: Path) -> None:
    """Import the export into the library."""

    def tell(step: Step) -> None:
        print(step.done, flush=True)

    with Library.open(folder) as library:
        print("begun", flush=True)
        library.importing.add((export,), Progress(tell), workers=1)
    print("end", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
