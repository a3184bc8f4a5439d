"""Purges the trash of a library a little at a time, to be killed meanwhile. Run: python -m … FOLDER."""

from __future__ import annotations

import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from postil.store.contents import Contents
from postil.store.database import Database
from postil.store.purge import purge_old, remove_doomed


def main() -> None:
    """Say when it begins, and that it is done."""
    folder = Path(sys.argv[1])
    with closing(Database.open(folder)) as database:
        contents = Contents(folder)
        print("begun", flush=True)
        while not purge_old(database, before=datetime.now(UTC), limit=1).empty:
            remove_doomed(database, contents, limit=2)
        while remove_doomed(database, contents, limit=1):
            pass


if __name__ == "__main__":
    main()
