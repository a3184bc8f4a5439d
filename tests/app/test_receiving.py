"""Real requests to a real receiver; what SingleFile sends is said in its ``rest-form-api/index.js``."""

from __future__ import annotations

import http.client
import json
import socket
import threading
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest

from postil.app.receiving import LARGEST, ReceivedPage, Receiver, ReceiverError, Taken, receiver_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TOKEN = "k" * 43
PAGE = "<!DOCTYPE html><title>Лоцман</title><p>Words".encode()
BOUNDARY = "----form7f3a"


@dataclass
class Desk:
    """A receiver, and what it took."""

    taken: list[ReceivedPage] = field(default_factory=list)
    answer: Taken = field(default_factory=lambda: Taken("imported", page="p1"))

    def __post_init__(self) -> None:
        self.receiver = Receiver(TOKEN, self._take)

    def _take(self, page: ReceivedPage) -> Taken:
        self.taken.append(page)
        return self.answer

    def ask(
        self,
        method: str = "POST",
        path: str = "/pages",
        *,
        body: bytes = b"",
        headers: Mapping[str, str | None] = MappingProxyType({}),
    ) -> tuple[int, Any]:
        """The status and the answer; a header is left out for None."""
        sent = {
            "Host": f"127.0.0.1:{self.receiver.port}",
            "Authorization": f"Bearer {TOKEN}",
            "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
            "Accept": "application/json",
            "Content-Length": str(len(body)),
            **headers,
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.receiver.port, timeout=20)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in sent.items():
            if value is not None:
                connection.putheader(name, value)
        connection.endheaders(body)
        response = connection.getresponse()
        content = response.read()
        connection.close()
        assert response.headers["Access-Control-Allow-Origin"] is None
        return response.status, json.loads(content)


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    yield made
    made.receiver.close()


def form(*parts: tuple[str, bytes]) -> bytes:
    """The parts of a form: each with its disposition."""
    made = b"".join(
        f"--{BOUNDARY}\r\nContent-Disposition: form-data; {disposition}\r\n\r\n".encode() + content + b"\r\n"
        for disposition, content in parts
    )
    return made + f"--{BOUNDARY}--\r\n".encode()


SENT = form(
    ('name="file"; filename="Лоцман (5.3.2024).html"', PAGE), ('name="url"', b"https://mill.example/pilot")
)


def test_a_page_as_singlefile_sends_it_is_taken(desk: Desk) -> None:
    status, told = desk.ask(body=SENT, headers={"Origin": "chrome-extension://abcdefgh"})
    assert (status, told) == (201, {"outcome": "imported", "page": "p1", "message": ""})
    assert desk.taken == [ReceivedPage(PAGE, "Лоцман (5.3.2024).html", "https://mill.example/pilot")]


def test_a_page_that_is_none_is_told(desk: Desk) -> None:
    desk.answer = Taken("not a page", message="The file is empty.", refused=True)
    assert desk.ask(body=SENT) == (
        422,
        {"outcome": "not a page", "page": None, "message": "The file is empty."},
    )


@pytest.mark.parametrize(
    ("status", "changed"),
    [
        (403, {"Host": "evil.example"}),
        (403, {"Host": "evil.example:{port}"}),
        (403, {"Host": "127.0.0.1"}),
        (403, {"Host": None}),
        (403, {"Origin": "null"}),
        (403, {"Origin": "https://evil.example"}),
        (403, {"Origin": "http://127.0.0.1:{port}"}),
        (401, {"Authorization": None}),
        (401, {"Authorization": f"Basic {TOKEN}"}),
        (401, {"Authorization": "Bearer " + "j" * 43}),
        (401, {"Authorization": "Bearer ключ"}),
        (401, {"Authorization": "Bearer"}),
        (415, {"Content-Type": "text/plain"}),
        (415, {"Content-Type": "application/x-www-form-urlencoded"}),
        (415, {"Content-Type": "multipart/form-data"}),
        (415, {"Content-Type": None}),
        (411, {"Content-Length": None}),
        (411, {"Content-Length": "many"}),
        (411, {"Content-Length": "9" * 5000}),
        (400, {"Content-Type": "multipart/form-data; boundary=other"}),
    ],
)
def test_what_is_not_allowed_is_refused(desk: Desk, status: int, changed: dict[str, str | None]) -> None:
    port = desk.receiver.port
    headers = {
        name: value.replace("{port}", str(port)).encode().decode("latin-1") if value else None
        for name, value in changed.items()
    }
    assert desk.ask(body=SENT, headers=headers)[0] == status
    assert desk.taken == []


@pytest.mark.parametrize("method", ["GET", "PUT", "OPTIONS", "DELETE", "PROPFIND"])
def test_other_methods_are_refused(desk: Desk, method: str) -> None:
    assert desk.ask(method, body=SENT)[0] == 405
    assert desk.taken == []


def test_other_paths_are_refused(desk: Desk) -> None:
    assert desk.ask(path="/", body=SENT)[0] == 404
    assert desk.ask(path="/pages/../pages", body=SENT)[0] == 404
    assert desk.ask(path="/pages?ifexists=append", body=SENT)[0] == 201


def test_what_is_too_large_is_refused_and_the_sender_hears_so(desk: Desk) -> None:
    body = form(('name="file"; filename="a.html"', bytes(LARGEST + 1024**2)))
    assert desk.ask(body=body)[0] == 413
    assert desk.taken == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nonsense",
        form(),
        form(('name="url"', b"https://mill.example/")),
        form(('name="file"; filename="a.html"', b"")),
        form(*[('name="f"', b"x")] * 60, ('name="file"; filename="a.html"', PAGE)),
        SENT[:80],
        SENT[:-20],
    ],
)
def test_a_form_without_a_page_is_refused(desk: Desk, body: bytes) -> None:
    assert desk.ask(body=body)[0] == 400
    assert desk.taken == []


def test_a_request_that_is_cut_short_leaves_nothing_and_the_next_is_heard(desk: Desk) -> None:
    with socket.create_connection(("127.0.0.1", desk.receiver.port), timeout=10) as connection:
        head = (
            "POST /pages HTTP/1.1",
            f"Host: 127.0.0.1:{desk.receiver.port}",
            f"Authorization: Bearer {TOKEN}",
            f"Content-Type: multipart/form-data; boundary={BOUNDARY}",
            f"Content-Length: {len(SENT)}",
            "\r\n",
        )
        connection.sendall("\r\n".join(head).encode() + SENT[:60])
    assert desk.ask(body=SENT)[0] == 201
    assert len(desk.taken) == 1


def test_garbage_is_no_request_and_the_next_is_heard(desk: Desk) -> None:
    for sent in (b"\0\xff\r\n\r\n", b"GET\r\n\r\n", b"A" * 70_000, b"POST /pages HTTP/9.9\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", desk.receiver.port), timeout=10) as connection:
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
            connection.recv(1000)
    assert desk.ask(body=SENT)[0] == 201


def test_only_a_few_are_taken_at_once(desk: Desk) -> None:
    hold, come = threading.Event(), threading.Semaphore(0)

    def slow(page: ReceivedPage) -> Taken:
        come.release()
        assert hold.wait(30)
        return Taken("imported")

    desk.receiver._server.take = slow
    answers: list[int] = []
    threads = [threading.Thread(target=lambda: answers.append(desk.ask(body=SENT)[0])) for _ in range(4)]
    for thread in threads:
        thread.start()
        assert come.acquire(timeout=30)
    assert desk.ask(body=SENT)[0] == 503
    hold.set()
    for thread in threads:
        thread.join()
    assert answers == [201] * 4


def test_it_listens_on_the_loopback_address_alone_and_not_after_it_was_closed() -> None:
    def take(_page: ReceivedPage) -> Taken:
        return Taken("imported")

    receiver = Receiver(TOKEN, take)
    port = receiver.port
    assert receiver._server.server_address[0] == "127.0.0.1"
    assert receiver_address(port) == f"http://127.0.0.1:{port}/pages"
    with pytest.raises(ReceiverError, match=f"port {port}"):
        Receiver(TOKEN, take, port=port)
    receiver.close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=2)
