"""One owner a library: hand-over, refusal, and no hand needed after a kill."""

from __future__ import annotations

import json
import os
import queue
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from postil.app.instance import Ownership, Request, hand_over
from postil.errors import LibraryLocked

OWN_AND_WAIT = """
import sys, time, pathlib
from postil.app.instance import Ownership
try:
    ownership = Ownership(pathlib.Path(sys.argv[1]))
except Exception as error:
    print(type(error).__name__, flush=True)
else:
    ownership.listen(lambda request: None)
    print("owns", flush=True)
    time.sleep(60)
"""


def start_owner(folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", OWN_AND_WAIT, str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def first_word(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def test_a_second_start_hands_its_files_over(tmp_path: Path) -> None:
    heard: queue.Queue[Request] = queue.Queue()
    owner = Ownership(tmp_path)
    owner.listen(heard.put)
    request = Request(("/somewhere/ä page.html",), "postil://page/abc")
    assert hand_over(tmp_path, request)
    assert heard.get(timeout=60) == request
    owner.release()
    assert not hand_over(tmp_path, request)


def test_two_owners_are_refused(tmp_path: Path) -> None:
    process = start_owner(tmp_path)
    try:
        assert first_word(process) == "owns"
        with pytest.raises(LibraryLocked, match="open in another Postil"):
            Ownership(tmp_path)
    finally:
        end(process)


def test_after_a_kill_no_hand_is_needed(tmp_path: Path) -> None:
    process = start_owner(tmp_path)
    assert first_word(process) == "owns"
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert (tmp_path / "owner.json").exists()
    assert not hand_over(tmp_path, Request())
    Ownership(tmp_path).release()


def test_of_many_simultaneous_starts_one_owns(tmp_path: Path) -> None:
    processes = [start_owner(tmp_path) for _ in range(12)]
    try:
        words = [first_word(process) for process in processes]
    finally:
        for process in processes:
            end(process)
    assert sorted(words) == ["LibraryLocked"] * 11 + ["owns"]


def test_the_key_is_for_the_user_alone(tmp_path: Path) -> None:
    owner = Ownership(tmp_path)
    owner.listen(print)
    try:
        assert (tmp_path / "owner.json").stat().st_mode & 0o077 == 0
    finally:
        owner.release()


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"address": 3, "key": "zz"}', "nonsense"])
def test_a_spoilt_owner_file_is_nobody(tmp_path: Path, text: str) -> None:
    (tmp_path / "owner.json").write_text(text)
    assert not hand_over(tmp_path, Request())


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes have no half-open clients")
def test_a_start_that_ends_before_it_spoke_leaves_the_owner_listening(tmp_path: Path) -> None:
    heard: queue.Queue[Request] = queue.Queue()
    owner = Ownership(tmp_path)
    owner.listen(heard.put)
    address = json.loads((tmp_path / "owner.json").read_text())["address"]
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(address)
    assert hand_over(tmp_path, Request(("page.html",)))
    assert heard.get(timeout=60) == Request(("page.html",))
    owner.release()
    assert not Path(address).parent.exists()
