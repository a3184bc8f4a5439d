from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from postil.app.received_pages import RECEIVED, ReceivedPages, fresh_token, receiver_token
from postil.app.receiving import ReceivedPage

if TYPE_CHECKING:
    from pathlib import Path


def test_a_page_waits_on_the_disk_until_it_is_dropped(tmp_path: Path) -> None:
    received = ReceivedPages(tmp_path)
    assert received.waiting() == ()
    path = received.keep(ReceivedPage(b"<p>Words", "Old mill: notes.html", None))
    assert (path.name, path.read_bytes()) == ("Old mill - notes.html", b"<p>Words")
    assert ReceivedPages(tmp_path).waiting() == (path,)
    received.drop(path)
    assert received.waiting() == ()


@pytest.mark.parametrize(
    "name",
    ["../../evil.html", "/etc/passwd", "C:\\a\\b.html", "", ".html", "a\0b.html", "x" * 4000, "CON.html"],
)
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    path = ReceivedPages(tmp_path).keep(ReceivedPage(b"<p>", name, None))
    assert path.resolve().parent.parent == (tmp_path / RECEIVED).resolve()
    assert path.read_bytes() == b"<p>"


def test_the_token_is_kept_and_only_this_user_can_read_it(tmp_path: Path) -> None:
    file = tmp_path / "config" / "receiver-token"
    token = receiver_token(file)
    assert len(token) == 43
    assert receiver_token(file) == token
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    other = fresh_token(file)
    assert other != token
    assert receiver_token(file) == other


def test_a_token_that_was_damaged_is_made_anew(tmp_path: Path) -> None:
    file = tmp_path / "receiver-token"
    file.write_text("short")
    assert len(receiver_token(file)) == 43
