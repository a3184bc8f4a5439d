from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.importers.contract import ImporterContract
from tests.importers.pages.test_eml import PARAGRAPHS, letter

from postil.errors import ImportFailed
from postil.importers.pages.mbox import Mbox

if TYPE_CHECKING:
    from pathlib import Path

SEPARATOR = b"From nell@quay.example Sat May  6 07:15:00 2023\n"


def mailbox(*letters: bytes) -> bytes:
    return b"".join(SEPARATOR + each.rstrip() + b"\n\n" for each in letters)


SAMPLE = mailbox(
    letter(PARAGRAPHS).as_bytes(),
    letter(text="Two\n>From here on it rained.", Message_ID="<8@quay.example>").as_bytes(),
)


class TestMbox(ImporterContract):
    importer = Mbox()
    good = (("letters.mbox", SAMPLE),)


def test_each_letter_is_a_page(tmp_path: Path) -> None:
    path = tmp_path / "letters.mbox"
    path.write_bytes(SAMPLE)
    first, second = Mbox().read(path)
    assert [first.part, second.part] == ["7@quay.example", "8@quay.example"]
    assert second.markup.decode().rstrip().endswith("\n\nTwo\nFrom here on it rained.")


def test_letters_without_text_or_name_are_no_end(tmp_path: Path) -> None:
    path = tmp_path / "letters.mbox"
    empty = b"From: a@x.example\nSubject: Nothing\nContent-Type: image/png\n\nx"
    path.write_bytes(mailbox(empty, letter().as_bytes(), letter().as_bytes()))
    first, second = Mbox().read(path)
    assert first.warnings == ("1 message before this one has no text and was left out.",)
    assert [first.part, second.part] == ["7@quay.example", "7@quay.example 3"]
    path.write_bytes(mailbox(empty))
    with pytest.raises(ImportFailed, match="no message"):
        tuple(Mbox().read(path))
