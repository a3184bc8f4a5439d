from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from postil.app.conversion_wire import Question, receive, send

if TYPE_CHECKING:
    from collections.abc import Iterable

COMMAND = (sys.executable, str(Path(__file__).with_name("worker_for_tests.py")))


def talk(questions: Iterable[Question]) -> tuple[list[dict[str, Any]], int]:
    """All that a worker answers to the questions, and its exit status."""
    asked = io.BytesIO()
    for question in questions:
        send(asked, asdict(question))
    result = subprocess.run(COMMAND, input=asked.getvalue(), capture_output=True, check=False)
    stream = io.BytesIO(result.stdout)
    answers = []
    while (answer := receive(stream)) is not None:
        answers.append(answer)
    return answers, result.returncode


def question(folder: Path, words: str, *, start: int = 0, plain: str = "") -> Question:
    path = folder / f"{words.split(maxsplit=1)[0]}.html"
    path.write_text(f"<!doctype html><html><p>{words}</p></html>")
    return Question(str(path), str(folder), start, plain)


def test_a_worker_says_that_it_is_ready_and_ends_with_its_input() -> None:
    answers, status = talk([])
    assert status == 0
    (ready,) = answers
    assert ready["ready"] is True
    assert ready["cpu"] > 0


def test_a_capture_is_a_message_and_the_end_is_one(tmp_path: Path) -> None:
    answers, status = talk([question(tmp_path, "one word"), question(tmp_path, "two words")])
    assert [sorted(answer) for answer in answers[1:]] == [["conversion"], ["done", "leaving"]] * 2
    assert [answer["conversion"]["html"] for answer in answers[1::2]] == [
        "<div><p>one word</p></div>",
        "<div><p>two words</p></div>",
    ]
    assert status == 0


def test_a_capture_can_be_passed_over_or_rendered_plain(tmp_path: Path) -> None:
    answers, _ = talk(
        [question(tmp_path, "one word", start=1), question(tmp_path, "fail words", plain="It broke.")]
    )
    assert answers[1] == {"done": True, "leaving": False}
    assert (answers[2]["conversion"]["plain"], answers[2]["conversion"]["warnings"]) == (True, ["It broke."])


def test_a_file_that_holds_no_page_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("p {}")
    paths = [str(tmp_path / "a.css"), str(tmp_path / "missing")]
    answers, _ = talk([Question(path, str(tmp_path)) for path in paths])
    assert [answer["no_page"] for answer in answers[1:]] == [True, False]
    assert answers[2]["failed"] == "There is no such file."


def test_bytes_are_in_the_spool_under_their_hash(tmp_path: Path) -> None:
    answers, _ = talk([question(tmp_path, "one word")])
    name = answers[1]["conversion"]["original"]
    assert (tmp_path / "0" / name).read_bytes() == (tmp_path / "one.html").read_bytes()


def test_what_is_written_for_a_while_goes_with_the_spool(tmp_path: Path) -> None:
    asked = question(tmp_path, "leave a file")
    (tmp_path / "spool").mkdir()
    talk([replace(asked, spool=str(tmp_path / "spool"))])
    left = [path for path in (tmp_path / "spool").iterdir() if path.is_file()]
    assert [path.read_bytes() for path in left] == [b"what an importer needed for a while"]
