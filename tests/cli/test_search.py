"""``postil search``: for people in lines, for programs in JSON, with everything that the window shows."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from tests.app.saved_pages import GARDEN, write_page, write_shelf

from postil.app.library import Library
from postil.cli.main import run
from postil.cli.search import words_apart
from postil.jobs import Progress
from postil.model.annotation import Color
from postil.model.page import Place
from postil.paths import program

if TYPE_CHECKING:
    from pathlib import Path


class Searcher:
    """Searches one library and gives back what is printed."""

    def __init__(self, library: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.library = library
        self._capture = capture

    def __call__(self, *words: str, status: int = 0) -> str:
        self._capture.readouterr()
        assert run(["--library", str(self.library), "search", *words]) == status
        self.errors = ""
        printed = self._capture.readouterr()
        self.errors = printed.err
        return printed.out

    def json(self, *words: str) -> Any:
        return json.loads(self("--json", *words))


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of three pages, of which two say the same, with tags and highlights."""
    folder = tmp_path_factory.mktemp("search")
    write_shelf(folder / "shelf")
    write_page(folder / "shelf", "again.html", title="Warm Walls Again", paragraphs=GARDEN)
    with Library.open(folder / "library") as library:
        library.importing.add((folder / "shelf",), Progress())
        library.likening.drain()
        titled = {
            page.title: page for page in library.reading.pages(library.reading.page_ids(Place())).values()
        }
        library.tagging.set_tags(titled["Warm Walls"].id, ("Old Gardens",))
        for start in range(0, 60, 12):
            ledger = titled["The Keeper’s Ledger"].id
            library.annotating.highlight(ledger, start, start + 12, color=Color.RED, note="Of lamps.")
        library.indexing.drain()
    return folder / "library"


@pytest.fixture
def search(shelf: Path, capsys: pytest.CaptureFixture[str]) -> Searcher:
    return Searcher(shelf, capsys)


def test_a_row_says_everything_to_a_program(search: Searcher) -> None:
    answer = search.json("peaches")
    assert answer["query"] == "peaches"
    assert answer["total"] == 2
    assert answer["sort"] == "relevance"
    assert answer["problem"] is answer["suggestion"] is None
    (hit,) = answer["hits"]
    assert set(hit) == {
        "page", "annotation", "title", "site", "address", "path", "score", "partial", "snippet", "marks",
        "start", "end", "folded", "more",
    }  # fmt: skip
    assert hit["annotation"] is None
    assert hit["partial"] is False
    assert hit["score"] > 0
    (start, end), *_others = hit["marks"]
    assert hit["snippet"][start:end].startswith("peach")
    (same,) = hit["folded"]
    assert {hit["path"], same["path"]} == {"walls.html", "again.html"}


def test_highlights_beyond_the_third_are_counted(search: Searcher) -> None:
    answer = search.json("lamps")
    highlights = [hit for hit in answer["hits"] if hit["annotation"]]
    assert len(highlights) == 3
    assert len(highlights[-1]["more"]) == 2
    assert "and 2 more highlights" in search("lamps")


def test_the_same_is_told_under_the_row(search: Searcher) -> None:
    assert "the same: " in search("peaches")


def test_a_limit_and_an_order(search: Searcher) -> None:
    answer = search.json("--limit", "1", "--sort", "title", "is:page")
    assert answer["total"] == 3
    assert answer["sort"] == "title"
    assert [hit["title"] for hit in answer["hits"]] == ["The Keeper’s Ledger"]
    assert search.json("is:page", "sort:added", "--sort", "title")["sort"] == "added", "the query says it"
    assert search.json("--limit", "0", "is:page")["hits"] == []


def test_what_is_not_understood_is_told_with_its_place(search: Searcher) -> None:
    problem = search.json("peach", "added:banana")["problem"]
    assert "peach added:banana"[problem["start"] : problem["end"]] == "banana"
    assert "added:" in problem["message"]
    search("peach", "added:banana")
    assert "postil: added:" in search.errors
    search("added:banana", status=2)


def test_nothing_found_is_no_error(search: Searcher) -> None:
    assert "Nothing was found." in search("xyzzyplugh")
    assert search.json("((( OR - NOT")["hits"] == []


def test_what_has_only_some_of_the_words_is_not_counted(search: Searcher) -> None:
    printed = search("peach", "xyzzyplugh")
    assert printed.startswith("These have only some of the words:\n")
    assert "found." not in printed


def test_what_may_have_been_meant_is_offered(search: Searcher) -> None:
    assert "Did you mean: gardeners" in search("gardenars")
    assert search.json("gardenars")["suggestion"] == "gardeners"


def test_it_is_explained(search: Searcher) -> None:
    printed = search("--explain", "peaches", "-ships")
    for line in ("Query", "all of", "“peaches”", "not", "“ships”", "title ×", "0 changes pending", "idf"):
        assert line in printed, line
    answer = search.json("--explain", "title:warm", "wa*", "-ships")
    assert answer["explanation"]["query"] == {
        "all": [
            {"field": "title", "value": "warm", "prefix": False, "fuzzy": 0},
            {"word": "wa", "prefix": True, "fuzzy": 0},
            {"not": {"word": "ships", "prefix": False, "fuzzy": 0}},
        ]
    }
    assert answer["explanation"]["index"] == {"documents": 8, "pending": 0}
    (hit,) = answer["hits"]
    assert sum(each["score"] for each in hit["contributions"]) == pytest.approx(hit["score"], abs=1e-3)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["peach", "-draft"], ["peach", "-draft"]),
        (["--", "-draft", "cats"], ["-draft", "cats"]),
        (["-draft", "--limit", "3", "cats"], ["-draft", "cats"]),
        (["--limit=3", "-5", "cats", "--json"], ["-5", "cats"]),
        (["cats", "--", "--json"], ["cats", "--json"]),
    ],
)
def test_a_word_that_is_not_to_be_there_is_no_option(words: list[str], expected: list[str]) -> None:
    apart = words_apart(["--library", "search", "search", *words])
    assert list(apart[apart.index("--") + 1 :]) == expected
    assert "--json" not in expected or "--json" not in apart[: apart.index("--")]


def test_other_verbs_are_left_as_they_are() -> None:
    for words in (["list", "--tag", "search"], ["--library", "search", "list"], ["--json"], []):
        assert words_apart(words) == words


def test_words_that_are_not_to_be_there_narrow(search: Searcher) -> None:
    assert search.json("is:page", "-peaches")["total"] == 1
    assert search.json("--", "-peaches", "is:page")["total"] == 1


def test_a_wrong_option_is_told_in_one_line(search: Searcher, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (("--sort", "colour", "x"), ("--bogus", "x"), ("--limit",), ()):
        with pytest.raises(SystemExit) as ended:
            search(*words)
        assert ended.value.code == 2
        assert capsys.readouterr().err.count("\n") == 1


def test_what_was_imported_just_now_is_found(tmp_path: Path) -> None:
    page = write_page(tmp_path, "new.html", title="Kites over the Harbour", paragraphs=GARDEN[::-1])
    command = (*program(), "--library", str(tmp_path / "library"))
    environment = {**os.environ, "LANGUAGE": "en"}
    subprocess.run((*command, "import", str(page)), check=True, capture_output=True, env=environment)
    answer = subprocess.run(
        (*command, "--json", "search", "kites", "-zebras"), check=True, capture_output=True, env=environment
    )
    assert [hit["title"] for hit in json.loads(answer.stdout)["hits"]] == ["Kites over the Harbour"]
    assert answer.stderr == b"", "a few pages are no backlog to speak of"


def test_a_backlog_is_told_on_stderr(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("postil.cli.search._BACKLOG", 1)
    page = write_page(tmp_path, "new.html", title="Kites over the Harbour", paragraphs=GARDEN)
    with Library.open(tmp_path / "library") as library:
        library.importing.add((page,), Progress())
    searcher = Searcher(tmp_path / "library", capsys)
    assert "Kites" in searcher("kites")
    assert "1 of 1" in searcher.errors


def test_it_is_explained_how_a_sentence_is_asked(search: Searcher) -> None:
    sentence = "how does a walled garden keep the peaches warm for zebras"
    printed = search("--explain", sentence)
    assert "Then, because too few have all of it" in printed
    assert "These have only some of the words:" in printed
    answer = search.json("--explain", sentence)
    assert answer["hits"][0]["partial"] is True
    assert {"word": "zebras", "prefix": False, "fuzzy": 0} in answer["explanation"]["strict"]["all"]
    assert {"word": "zebras", "prefix": False, "fuzzy": 0} in answer["explanation"]["loose"]["any"]


def test_what_search_does_not_know_yet_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = write_page(tmp_path, "new.html", title="Kites over the Harbour", paragraphs=GARDEN)
    searcher = Searcher(tmp_path / "library", capsys)
    with Library.open(tmp_path / "library") as library:
        library.importing.add((page,), Progress())
        assert searcher.json("kites")["pending"] == 1
        assert searcher.errors == "postil: 1 change of the library is not known to search yet.\n"
    assert searcher.json("kites")["pending"] == 0
    assert searcher.errors == ""
