from __future__ import annotations

import logging
import shutil
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from postil.app.conversion import Converter, sweep
from postil.errors import ImportFailed, NotAPage
from postil.jobs import Cancelled
from postil.model.guidance import Guidance
from postil.model.ids import content_hash

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postil.app.conversion_wire import Conversion

COMMAND = (sys.executable, str(Path(__file__).with_name("worker_for_tests.py")))
PLAIN = "All its text is shown instead."


@pytest.fixture
def spool(tmp_path: Path) -> Path:
    return tmp_path / "spool"


@pytest.fixture
def converter(spool: Path) -> Iterator[Converter]:
    with Converter(spool, workers=1, command=COMMAND) as converter:
        yield converter


def page(folder: Path, words: str) -> Path:
    path = folder / f"{words.split(maxsplit=1)[0]}.html"
    path.write_text(f"<!doctype html><html><title>The Mill</title><p>{words}</p></html>", encoding="utf-8")
    return path


def convert(converter: Converter, path: Path) -> Conversion:
    converted = converter.convert(path)
    assert converted.error is None
    (conversion,) = converted.conversions
    return conversion


def test_a_page_comes_with_its_bytes_and_its_article(converter: Converter, tmp_path: Path) -> None:
    path = page(tmp_path, "good words")
    conversion = convert(converter, path)
    assert conversion.original.read() == path.read_bytes()
    assert conversion.original.hash == content_hash(path.read_bytes())
    assert (conversion.name, conversion.format, conversion.media_type) == ("good.html", "HTML", "text/html")
    assert conversion.article.text == "good words"
    assert conversion.article.metadata.title == "The Mill"
    assert not conversion.article.plain


def test_what_was_saved_with_a_page_comes_through_the_spool(converter: Converter, tmp_path: Path) -> None:
    (tmp_path / "image_files").mkdir()
    (tmp_path / "image_files" / "a.png").write_bytes(b"png")
    conversion = convert(converter, page(tmp_path, "image <img src=image_files/a.png>"))
    for (kept,) in (conversion.resources, conversion.assets):
        assert (kept.source, kept.media_type, kept.content.read()) == (
            "image_files/a.png",
            "image/png",
            b"png",
        )


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        ("hang", "Its article takes longer to make out than a page may take."),
        ("devour", "Its article needs more memory than a page may take."),
        ("die", "Its article needs more memory than a page may take."),  # as where the system ends the greedy
        ("crash", "Its article could not be made out."),
        ("fail", "Its article could not be made out."),
        ("unsound", "Its article was not sound."),
    ],
)
def test_a_page_that_breaks_its_worker_is_shown_plain_and_the_next_one_works(
    converter: Converter, tmp_path: Path, caplog: pytest.LogCaptureFixture, deed: str, reason: str
) -> None:
    path = page(tmp_path, f"{deed} and words")
    with caplog.at_level(logging.CRITICAL):
        conversion = convert(converter, path)
    assert conversion.original.read() == path.read_bytes()
    assert conversion.article.plain
    assert conversion.article.text == f"{deed} and words"
    assert conversion.article.metadata.title == "The Mill"
    assert conversion.article.warnings == (f"{reason} {PLAIN}",)
    assert convert(converter, page(tmp_path, "good words")).article.text == "good words"


def test_a_worker_that_only_waits_is_ended_by_the_clock(spool: Path, tmp_path: Path) -> None:
    with Converter(spool, workers=1, command=COMMAND, seconds=6) as converter:
        conversion = convert(converter, page(tmp_path, "sleep well"))
    assert conversion.article.warnings == (
        f"Its article takes longer to make out than a page may take. {PLAIN}",
    )


def test_why_a_worker_died_is_logged(
    converter: Converter, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    convert(converter, page(tmp_path, "fail here"))
    assert "ZeroDivisionError: a bug in extraction" in caplog.text


def test_an_extraction_that_refuses_a_page_leaves_its_words(converter: Converter, tmp_path: Path) -> None:
    conversion = convert(converter, page(tmp_path, "refuse these words"))
    assert conversion.article.text == "refuse these words"
    assert conversion.article.warnings == (f"It is refused. {PLAIN}",)


def test_what_a_worker_prints_does_not_disturb(converter: Converter, tmp_path: Path) -> None:
    assert convert(converter, page(tmp_path, "chat a little")).article.text == "chat a little"


def test_a_file_that_is_no_page_and_one_that_is_missing_say_so(converter: Converter, tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("p {}")
    no_page = converter.convert(tmp_path / "a.css")
    missing = converter.convert(tmp_path / "missing.html")
    assert isinstance(no_page.error, NotAPage)
    assert no_page.conversions == missing.conversions == ()
    assert type(missing.error) is ImportFailed
    assert str(missing.error) == "There is no such file."


def test_a_worker_that_does_not_start_fails_the_file(spool: Path, tmp_path: Path) -> None:
    with Converter(spool, workers=1, command=(sys.executable, "-c", "raise SystemExit(3)")) as converter:
        assert isinstance(converter.convert(page(tmp_path, "good words")).error, ImportFailed)
        with pytest.raises(ImportFailed, match="does not start"):
            converter.start()


def test_a_worker_that_babbles_is_not_believed(spool: Path, tmp_path: Path) -> None:
    babble = "import sys; sys.stdout.buffer.write(bytes([255] * 99)); sys.stdout.flush(); sys.stdin.read()"
    with Converter(spool, workers=1, command=(sys.executable, "-c", babble)) as converter:
        assert isinstance(converter.convert(page(tmp_path, "good words")).error, ImportFailed)


def test_many_files_come_in_their_order_whatever_becomes_of_them(spool: Path, tmp_path: Path) -> None:
    paths = [page(tmp_path, f"{word} words") for word in ("b", "a", "die", "c", "fail", "d", "e", "f", "g")]
    paths.insert(4, tmp_path / "missing.html")
    with Converter(spool, command=COMMAND) as converter:
        texts = [
            (each.path, *(conversion.article.text for conversion in each.conversions))
            for each in converter.convert_all(paths)
        ]
    assert texts == [(path, f"{path.stem} words") if path.stem != "missing" else (path,) for path in paths]


def test_bytes_can_be_read_until_the_next_file_is_taken(converter: Converter, tmp_path: Path) -> None:
    results = converter.convert_all([page(tmp_path, "one word"), page(tmp_path, "two words")])
    first = next(results).conversions[0].original
    assert b"one word" in first.read()
    next(results)
    with pytest.raises(ImportFailed, match="gone"):
        first.read()


def test_changed_bytes_are_noticed(converter: Converter, tmp_path: Path) -> None:
    original = convert(converter, page(tmp_path, "good words")).original
    original.path.write_bytes(b"other")
    with pytest.raises(ImportFailed, match="changed"):
        original.read()


def test_only_a_few_files_are_ahead_of_the_one_that_is_taken(converter: Converter, tmp_path: Path) -> None:
    asked: list[Path] = []

    def paths() -> Iterator[Path]:
        for number in range(50):
            asked.append(page(tmp_path, f"page{number} words"))
            yield asked[-1]

    results = converter.convert_all(paths())
    next(results)
    assert len(asked) <= 4
    results.close()


def test_leaving_the_results_drops_what_is_under_way(
    converter: Converter, spool: Path, tmp_path: Path
) -> None:
    paths = [page(tmp_path, "good words"), page(tmp_path, "sleep words"), page(tmp_path, "other words")]
    results = converter.convert_all(paths)
    next(results)
    results.close()
    assert not list(spool.rglob("job-*"))
    assert convert(converter, page(tmp_path, "good words")).article.text == "good words"


def test_closing_the_converter_ends_a_conversion_at_once(spool: Path, tmp_path: Path) -> None:
    converter = Converter(spool, workers=1, command=COMMAND)
    outcome: list[type[BaseException]] = []

    def work() -> None:
        try:
            converter.convert(path)
        except Cancelled as cancelled:
            outcome.append(type(cancelled))

    path = page(tmp_path, "sleep words")
    converter.start()
    thread = threading.Thread(target=work)
    thread.start()
    converter.close()
    thread.join(30)
    assert outcome == [Cancelled]


def test_nothing_is_left_in_the_spool(spool: Path, tmp_path: Path) -> None:
    with Converter(spool, command=COMMAND) as converter:
        convert(converter, page(tmp_path, "good words"))
    assert list(spool.iterdir()) == []


def test_what_a_killed_program_left_is_swept(spool: Path) -> None:
    left = Converter(spool, command=COMMAND)
    assert list(spool.iterdir())
    sweep(spool)
    assert list(spool.iterdir()) == []
    left.close()


def test_the_program_itself_is_the_worker(spool: Path, tmp_path: Path) -> None:
    words = "The old miller counted his sacks by the light of the lamp, every night of the year. " * 5
    (tmp_path / "page.html").write_text(f"<!doctype html><html><title>The Mill</title><p>{words}</p></html>")
    with Converter(spool, workers=1) as converter:
        assert converter.start() > 0
        assert "counted his sacks" in convert(converter, tmp_path / "page.html").article.text


def test_a_spool_that_cannot_be_written_to_fails_the_file(
    converter: Converter, spool: Path, tmp_path: Path
) -> None:
    shutil.rmtree(spool)
    error = converter.convert(page(tmp_path, "good words")).error
    assert error is not None
    assert "disk does not take" in str(error)


def test_a_spool_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ImportFailed, match="disk does not take"):
        Converter(tmp_path / "file" / "spool", command=COMMAND)


def test_a_guide_is_asked_for_each_page_by_the_address_that_it_was_saved_from(
    converter: Converter, tmp_path: Path
) -> None:
    asked: list[str | None] = []

    def guide(address: str | None) -> Guidance:
        asked.append(address)
        return Guidance(frozenset({7}))

    path = tmp_path / "page.html"
    path.write_text(
        "<!doctype html><!-- saved from url=(0023)https://example.org/one --><html><p>guided</p></html>"
    )
    converted = converter.convert(path, guide)
    assert [each.article.text for each in converted.conversions] == ["[7]"]
    assert asked == ["https://example.org/one"]


def test_a_page_that_does_not_say_where_it_was_saved_is_guided_by_what_it_says_it_is(
    converter: Converter, tmp_path: Path
) -> None:
    known = {"https://example.org/one": Guidance(frozenset({7}))}

    def guide(address: str | None) -> Guidance:
        return known.get(address or "", Guidance())

    texts = [
        converter.convert(page(tmp_path, words), guide).conversions[0].article.text
        for words in ("guided https://example.org/one", "guided https://example.com/", "guided")
    ]
    assert texts == ["[7]", "[]", "[]"]


def test_a_worker_that_dies_of_a_guided_page_leaves_its_words(converter: Converter, tmp_path: Path) -> None:
    converted = converter.convert(page(tmp_path, "crash and words"), lambda _: Guidance(frozenset({7})))
    assert [each.article.text for each in converted.conversions] == ["crash and words"]
