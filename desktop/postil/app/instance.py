"""One running program owns a library; a second start hands its files or link to the first and ends.

The ownership is a lock that the system takes back when the process dies, however it dies, so that no
hand is needed after a kill. The owner listens on a socket of this machine (a Unix socket, a named pipe
on Windows); who may speak knows the key in ``owner.json``, which only the user can read. Requests are
JSON, never pickles.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import sys
import tempfile
import threading
from dataclasses import dataclass
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Listener
from pathlib import Path
from typing import TYPE_CHECKING

import filelock

from postil.errors import LibraryError, LibraryLocked
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

_LONGEST_REQUEST = 4_000_000


@dataclass(frozen=True, slots=True)
class Request:
    """What a second start asks of the first: to import files, to show a link, or only to come up."""

    files: tuple[str, ...] = ()
    link: str | None = None


class Ownership:
    """Held by the one program that may write to a library."""

    def __init__(self, folder: Path) -> None:
        """Take the ownership of the library in ``folder``; LibraryLocked where another program has it."""
        self._folder = folder
        self._lock = filelock.FileLock(folder / "lock")
        try:
            self._lock.acquire(timeout=0)
        except filelock.Timeout as error:
            told = _(
                "The library {folder} is open in another Postil. Close it there, or choose another library."
            )
            raise LibraryLocked(told.format(folder=folder)) from error
        except OSError as error:
            told = _("The library {folder} cannot be written to ({reason}). Check who owns the folder.")
            raise LibraryError(told.format(folder=folder, reason=error.strerror)) from error
        self._listener: Listener | None = None

    def listen(self, heard: Callable[[Request], object]) -> None:
        """Call ``heard``, on a thread of its own, with every request of a later start."""
        key = secrets.token_bytes(32)
        self._listener = Listener(_fresh_address(), authkey=key)
        owner = self._folder / "owner.json"
        owner.unlink(missing_ok=True)
        with os.fdopen(os.open(owner, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump({"address": self._listener.address, "key": key.hex()}, file)
        threading.Thread(
            target=self._serve, args=(self._listener, heard), daemon=True, name="requests"
        ).start()

    def release(self) -> None:
        """Let another program own the library."""
        listener, self._listener = self._listener, None
        if listener is not None:
            (self._folder / "owner.json").unlink(missing_ok=True)
            address = listener.address
            listener.close()
            if sys.platform != "win32":
                with contextlib.suppress(OSError):
                    Path(str(address)).parent.rmdir()
        self._lock.release()

    def _serve(self, listener: Listener, heard: Callable[[Request], object]) -> None:
        while self._listener is listener:
            # A start that was killed before it had spoken, or does not know the key, is not heard.
            with contextlib.suppress(OSError, EOFError, AuthenticationError), listener.accept() as connection:
                request = _read(connection.recv_bytes(_LONGEST_REQUEST))
                if request is not None:
                    heard(request)
                    connection.send_bytes(b"heard")


def hand_over(folder: Path, request: Request) -> bool:
    """Give ``request`` to the program that owns the library; False where none listens."""
    try:
        owner = json.loads((folder / "owner.json").read_text(encoding="utf-8"))
        with Client(owner["address"], authkey=bytes.fromhex(owner["key"])) as connection:
            message = {"files": list(request.files), "link": request.link}
            connection.send_bytes(json.dumps(message).encode("utf-8"))
            return connection.recv_bytes(16) == b"heard"
    except (OSError, EOFError, ValueError, KeyError, TypeError, AuthenticationError):
        return False


def _fresh_address() -> str:
    if sys.platform == "win32":
        return rf"\\.\pipe\postil-{secrets.token_hex(8)}"
    # A library may lie deeper than the 100 bytes that a socket's path can have, so it is not put there.
    return str(Path(tempfile.mkdtemp(prefix="postil-")) / "socket")


def _read(message: bytes) -> Request | None:
    try:
        read = json.loads(message)
    except (ValueError, RecursionError):
        return None
    if not isinstance(read, dict):
        return None
    files, link = read.get("files"), read.get("link")
    if not isinstance(files, list) or not all(isinstance(file, str) for file in files):
        return None
    return Request(tuple(files), link if isinstance(link, str) else None)
