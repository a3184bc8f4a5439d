"""Receives pages that a browser's extension hands over, on this computer alone, where the person allows it.

SingleFile calls it "upload to a REST form API": one POST request with the page as a file of a form. The
receiver listens on the loopback address only; it takes nothing without the secret token, nothing that asks
for it by another name (a page that had its own name point here), nothing that a web page sends, and nothing
that is too large. It gives nothing back but what became of the page.
"""

from __future__ import annotations

import hmac
import json
import logging
import re
import socketserver
import threading
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import FormParser, parse_options_header

from postil.errors import PostilError
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from python_multipart.multipart import Field, File

HOST = "127.0.0.1"
PATH = "/pages"
LARGEST = 50 * 1024 * 1024
"""Bytes that a request may have."""

_MOST_AT_ONCE = 4
_MOST_FIELDS = 50
_PIECE = 256 * 1024
_CLOSE_SECONDS = 0.1
"""How often it looks whether it is to be closed."""
_PATIENCE_SECONDS = 30.0
"""How long a request may keep silent."""
_DISCARDED = 2 * LARGEST
"""Bytes of a refused request that are read before the answer: a client that is cut short hears none."""
_EXTENSIONS = ("chrome-extension://", "moz-extension://", "safari-web-extension://")
"""How the origins of extensions begin; a web page's is its address, or ``null``."""

_LENGTH = re.compile(r"[0-9]{1,15}")
"""Python refuses to read numbers of thousands of digits."""

_log = logging.getLogger(__name__)


class ReceiverError(PostilError):
    """The receiver cannot listen."""


@dataclass(frozen=True, slots=True)
class ReceivedPage:
    """A page as it was handed over."""

    content: bytes
    name: str
    """The file's name, as the sender gives it: nothing to write to the disk by."""
    address: str | None
    """Where the sender says it was saved from."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a received page."""

    outcome: str
    page: str | None = None
    message: str = ""
    refused: bool = False
    """Whether it is no page, or could not be imported."""


class Receiver:
    """Listens until it is closed. ``take`` is called on a thread of the request and may wait."""

    def __init__(self, token: str, take: Callable[[ReceivedPage], Taken], *, port: int = 0) -> None:
        """Listen on ``port``, on any free one for 0. Raises ReceiverError where another program has it."""
        try:
            self._server = _Server((HOST, port), token, take)
        except OSError as error:
            raise ReceiverError(
                _("Pages cannot be received on port {port} ({reason}). Choose another port.").format(
                    port=port, reason=error.strerror or error
                )
            ) from error
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(_CLOSE_SECONDS,), name="receiver", daemon=True
        )
        self._thread.start()

    @property
    def port(self) -> int:
        """The port on which it listens."""
        return int(self._server.server_address[1])

    def close(self) -> None:
        """Listen no more. Pages that are being taken are taken to their end."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def receiver_address(port: int) -> str:
    """What a person enters in the extension as the address to send to."""
    return f"http://{HOST}:{port}{PATH}"


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = False  # on some systems it would let two programs have one port

    def __init__(self, address: tuple[str, int], token: str, take: Callable[[ReceivedPage], Taken]) -> None:
        self.token = token
        self.take = take
        self.free = threading.BoundedSemaphore(_MOST_AT_ONCE)
        super().__init__(address, _Handler)

    def server_bind(self) -> None:
        """Bind, without asking the network what this computer is called."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002 - the server's signature
        """A connection that broke is nothing to be told."""
        _log.info("A request to the receiver ended early.", exc_info=True)


class _Refused(Exception):
    """The request is not taken."""

    def __init__(self, status: HTTPStatus, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class _Handler(BaseHTTPRequestHandler):
    """One request. Nothing of it is believed before the token was seen."""

    server: _Server
    timeout = _PATIENCE_SECONDS
    server_version = "Postil"
    sys_version = ""

    def handle_one_request(self) -> None:
        """Answer any method: those that are not POST are refused, not unknown."""
        self.raw_requestline = self.rfile.readline(65537)
        if not self.raw_requestline or not self.parse_request():
            return
        self._left = _length(self.headers.get("Content-Length"))
        if not self.server.free.acquire(blocking=False):
            self._answer(HTTPStatus.SERVICE_UNAVAILABLE, {"error": "Too many pages at once."})
            return
        try:
            taken = self._take()
        except _Refused as refused:
            self._answer(refused.status, {"error": str(refused)})
        else:
            status = HTTPStatus.UNPROCESSABLE_ENTITY if taken.refused else HTTPStatus.CREATED
            told = {"outcome": taken.outcome, "page": taken.page, "message": taken.message}
            self._answer(status, told)
        finally:
            self.server.free.release()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the server's signature
        """Into the log, not onto the terminal."""
        _log.info(format, *args)

    def _take(self) -> Taken:
        self._check_sender()
        if self.command != "POST":
            raise _Refused(HTTPStatus.METHOD_NOT_ALLOWED, "Pages are sent by POST.")
        if self.path.partition("?")[0].rstrip("/") != PATH:
            raise _Refused(HTTPStatus.NOT_FOUND, "Pages are sent to another path.")
        return self.server.take(self._received())

    def _check_sender(self) -> None:
        port = self.server.server_address[1]
        hosts = self.headers.get_all("Host", [])
        if len(hosts) != 1 or hosts[0].lower() not in (f"{HOST}:{port}", f"localhost:{port}"):
            raise _Refused(HTTPStatus.FORBIDDEN, "The request is for another host.")
        origin = self.headers.get("Origin")
        if origin is not None and not origin.startswith(_EXTENSIONS):
            raise _Refused(HTTPStatus.FORBIDDEN, "Web pages may not send.")
        kind, _space, token = self.headers.get("Authorization", "").partition(" ")
        known = hmac.compare_digest(token.strip().encode(), self.server.token.encode())
        if kind.lower() != "bearer" or not known:
            raise _Refused(HTTPStatus.UNAUTHORIZED, "The token is missing or wrong.")

    def _received(self) -> ReceivedPage:
        media_type, options = parse_options_header(self.headers.get("Content-Type"))
        if media_type != b"multipart/form-data" or not options.get(b"boundary"):
            raise _Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "A page is sent as a file of a form.")
        if self._left < 0 or "Transfer-Encoding" in self.headers:
            raise _Refused(HTTPStatus.LENGTH_REQUIRED, "The request does not say its length.")
        if self._left > LARGEST:
            raise _Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The page is too large.")
        form = _Form(options[b"boundary"])
        while self._left:
            piece = self._read(min(_PIECE, self._left))
            if not piece:
                raise _Refused(HTTPStatus.BAD_REQUEST, "The request was cut short.")
            form.write(piece)
        return form.page()

    def _read(self, size: int) -> bytes:
        try:
            piece = self.rfile.read(size)
        except TimeoutError as error:
            raise _Refused(HTTPStatus.REQUEST_TIMEOUT, "The request took too long.") from error
        self._left -= len(piece)
        return piece

    def _answer(self, status: HTTPStatus, told: dict[str, str | None]) -> None:
        self._discard()
        content = json.dumps(told).encode("utf-8")
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)
        self.close_connection = True

    def _discard(self) -> None:
        """Take the rest of what is sent, so that the answer is heard."""
        left = min(self._left, _DISCARDED)
        try:
            while left > 0 and (piece := self.rfile.read(min(_PIECE, left))):
                left -= len(piece)
        except OSError:
            self.close_connection = True


class _Form:
    """The parts of a form as they come: the first file, and the first text that is an address."""

    def __init__(self, boundary: bytes) -> None:
        self._files: list[tuple[bytes, str]] = []
        self._address: str | None = None
        self._count = 0
        limits = {"MAX_MEMORY_FILE_SIZE": 2 * LARGEST, "MAX_BODY_SIZE": 2 * LARGEST}
        self._whole = False
        self._parser = FormParser(
            "multipart/form-data",
            self._add_field,
            self._add_file,
            self._end,
            boundary=boundary,
            config=limits,
        )

    def write(self, piece: bytes) -> None:
        """The next bytes. Raises _Refused where they are no form."""
        try:
            self._parser.write(piece)
        except FormParserError as error:
            raise _Refused(HTTPStatus.BAD_REQUEST, "The form is broken.") from error

    def page(self) -> ReceivedPage:
        """What was sent. Raises _Refused where there is no file in it."""
        try:
            self._parser.finalize()
        except FormParserError as error:
            raise _Refused(HTTPStatus.BAD_REQUEST, "The form is broken.") from error
        if not self._whole:
            raise _Refused(HTTPStatus.BAD_REQUEST, "The form was cut short.")
        if not self._files or not self._files[0][0]:
            raise _Refused(HTTPStatus.BAD_REQUEST, "There is no page in the form.")
        content, name = self._files[0]
        return ReceivedPage(content, name, self._address)

    def _add_file(self, file: File) -> None:
        self._counted()
        file.file_object.seek(0)
        name = (file.file_name or b"").decode("utf-8", "replace")
        self._files.append((file.file_object.read(), name))
        file.close()

    def _add_field(self, field: Field) -> None:
        self._counted()
        value = (field.value or b"").decode("utf-8", "replace").strip()
        if self._address is None and value.startswith(("http://", "https://")):
            self._address = value

    def _end(self) -> None:
        self._whole = True

    def _counted(self) -> None:
        self._count += 1
        if self._count > _MOST_FIELDS:
            raise _Refused(HTTPStatus.BAD_REQUEST, "The form has too many parts.")


def _length(written: str | None) -> int:
    """The length that a request says it has; -1 where it says none, or nonsense."""
    return int(written) if written is not None and _LENGTH.fullmatch(written) else -1
