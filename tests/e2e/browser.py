"""A real browser that saves pages: Chromium without a window, told what to do through a pipe.

It talks the Chrome DevTools Protocol (https://chromedevtools.github.io/devtools-protocol/), a message of
JSON ended by a zero byte, on the file descriptors 3 and 4.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((found for name in _NAMES if (found := shutil.which(name))), None)
_OPTIONS = (
    "--headless", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--disable-quic",
    "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
_START = """
import fcntl, os, sys
kept = [fcntl.fcntl(int(number), fcntl.F_DUPFD, 20) for number in sys.argv[1:3]]
os.dup2(kept[0], 3)
os.dup2(kept[1], 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""Gives the browser the pipes where it looks for them."""
PATIENCE_SECONDS = 60


class Browser:
    """A browser with a profile of its own, ended whatever happens."""

    def __init__(self, profile: Path) -> None:
        self._profile = profile
        self._number = 0
        self._waiting = b""

    def __enter__(self) -> Self:
        assert CHROMIUM is not None
        reading, to_browser = os.pipe()
        self._from_browser, writing = os.pipe()
        self._to_browser = to_browser
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-c", _START, str(reading), str(writing)),
                *(CHROMIUM, *_OPTIONS, f"--user-data-dir={self._profile}", "about:blank"),
            ],
            pass_fds=(reading, writing),
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        os.close(reading)
        os.close(writing)
        os.set_blocking(self._from_browser, False)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(10)
        os.close(self._to_browser)
        os.close(self._from_browser)

    def save(self, address: str) -> bytes:
        """A page as MHTML, as the browser's own menu saves it, after all of it was scrolled into sight."""
        target = self._ask("Target.createTarget", {"url": address})["targetId"]
        session = self._ask("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        self._until(session, "document.readyState === 'complete' && document.body.innerText.length > 0")
        self._evaluate(session, "scrollTo(0, document.body.scrollHeight)")
        self._until(session, "[...document.images].every(image => image.complete)")
        time.sleep(0.3)  # what appears at the end of a page is loaded now
        return str(self._ask("Page.captureSnapshot", {"format": "mhtml"}, session)["data"]).encode()

    def _until(self, session: str, condition: str) -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while not self._evaluate(session, condition):
            assert time.monotonic() < end, condition
            time.sleep(0.1)

    def _evaluate(self, session: str, expression: str) -> Any:
        answer = self._ask("Runtime.evaluate", {"expression": expression, "returnByValue": True}, session)
        return answer["result"].get("value")

    def _ask(self, method: str, parameters: dict[str, Any], session: str | None = None) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self._to_browser, json.dumps(message).encode() + b"\0")
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            head, ended, rest = self._waiting.partition(b"\0")
            if not ended:
                try:
                    self._waiting += os.read(self._from_browser, 1 << 20)
                except BlockingIOError:
                    time.sleep(0.02)
                continue
            self._waiting = rest
            answer = json.loads(head)
            if answer.get("id") == self._number:
                assert "error" not in answer, answer["error"]
                return dict(answer["result"])
        raise TimeoutError(method)
