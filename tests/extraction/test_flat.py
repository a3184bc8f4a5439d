"""Articles out of plain texts that are no dumps of pages: notes, letters, code, exported articles."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.extraction.flat_articles import text_of

from postil.extraction.flat import extract_flat, split_barred

_ARTICLE = """\
The ledger in the wall

A storm took the roof of the boathouse in March, and in the wall behind the stove stood a ledger
that nobody had opened for a hundred years.

It has three columns: the wind, the lamp oil, and the number of ships. The last line says that
the oil had run out.

How it was read

The ink had faded, and the pages stuck together. Two students from the mainland spent a winter on
them with a lamp and a very small spoon.
"""
_POEM = """\
The Lamp

The lamp is lit,
The stairs are worn,
The gulls sit
Until the morn.

A ship goes by
Without a sound,
The clouds are high,
The world is round.
"""
_README = """\
# tidetable

Prints the tides of a harbour.

## Use

    $ tidetable --harbour north
    06:12 high 3.1 m

## Options

- `--harbour NAME` the harbour, by its name
- `--days N` how many days, 1 if not given
"""
_LOG = "\n".join(f"2025-03-04 10:{minute:02}:07 INFO tide={minute} wind=west" for minute in range(12))
_CHAT = """\
Ann: Did you see the ferry?
Bo: No, when?
Ann: Just now
Bo: I was asleep
Ann: It hooted three times!
"""
_LETTER = """\
From: Ann
Subject: The lamp
Date: Tue, 4 Mar 2025 10:12:00 +0100

Dear Bo,

The keeper of the lighthouse wrote down the weather every evening, and
he did it for forty years.

> Who asked him to? Nobody did, as far as I can see, and nobody has read
> it either.

Yours,
Ann
"""
_NOTE = "milk\nbread\nlamp oil\nstring\n"


@pytest.mark.parametrize(
    "text", [_ARTICLE, _POEM, _README, _LOG, _CHAT, _NOTE, "One line.", "word"], ids=range(8)
)
def test_texts_that_are_no_dumps_come_out_whole(text: str) -> None:
    article = extract_flat(text, name="file.txt")
    shown = f"{article.metadata.title} {article.metadata.byline} {text_of(article)}"
    for word in text.split():
        assert word.strip("#-") in shown


def test_a_clean_article_has_its_title_paragraphs_and_headings() -> None:
    article = extract_flat(_ARTICLE, name="ledger.txt")
    assert article.metadata.title == "The ledger in the wall"
    assert [element.tag for element in article.tree] == ["p", "p", "h2", "p"]
    assert "\n" not in (article.tree[0].text or "")


def test_a_poem_keeps_its_verses() -> None:
    article = extract_flat(_POEM, name="lamp.txt")
    assert article.metadata.title == "The Lamp"
    assert len(article.tree.findall("p")) == 2
    assert len(article.tree.findall("p/br")) == 6


def test_a_log_and_the_code_of_a_readme_keep_their_shape() -> None:
    assert [element.tag for element in extract_flat(_LOG, name="tide.log").tree] == ["pre"]
    readme = extract_flat(_README, name="README")
    assert readme.tree.find("pre") is not None
    assert len(readme.tree.findall("ul/li")) == 2
    assert readme.tree.findtext("h2") == "Use"


def test_quotes_and_numbered_lists_are_rebuilt() -> None:
    text = (
        "A letter came\n\n> The oil has run out.\n> Send more.\n\n3. Light the lamp\n4. Wait for the ship\n"
    )
    tree = extract_flat(text, name="letter.txt").tree
    assert [item.text for item in tree.findall("blockquote/p")] == ["The oil has run out.", "Send more."]
    ordered = tree.find("ol")
    assert ordered is not None
    assert (ordered.get("start"), [item.text for item in ordered]) == (
        "3",
        ["Light the lamp", "Wait for the ship"],
    )


@pytest.mark.parametrize("text", ["", " \n\n", "\ufeff"])
def test_an_empty_file_is_an_empty_article_with_the_file_s_name(text: str) -> None:
    article = extract_flat(text, name="old_notes.txt")
    assert text_of(article) == ""
    assert article.metadata.title == "old notes"


def test_a_text_too_long_for_a_page_is_not_judged() -> None:
    lines = [f"Line {number} of a very long record without an end" for number in range(7_000)]
    article = extract_flat("\n\n".join(lines), name="record.txt")
    assert text_of(article).split("\n") == lines
    assert article.metadata.title == "record"


def test_an_address_under_the_title_is_the_page_s() -> None:
    article = extract_flat(f"The Ledger\nhttps://harbour.example/ledger\n\n{_ARTICLE}", name="x.txt")
    assert article.metadata.canonical == "https://harbour.example/ledger"
    assert "https://" not in text_of(article)


_BAR = "=" * 100


def test_an_exported_article_between_bars() -> None:
    article = extract_flat(
        f"{_BAR}\nThe ledger\nin the wall\n{_BAR}\n\n\nIt has three columns.\n", name="export.txt"
    )
    assert article.metadata.title == "The ledger in the wall"
    assert text_of(article) == "It has three columns."


def test_several_exported_articles_are_split_and_none_is_lost() -> None:
    text = f"{_BAR}\nOne\n{_BAR}\n\nFirst text.\n\n{_BAR}\nTwo\n{_BAR}\n\nSecond text.\n"
    assert [(article.title, article.text) for article in split_barred(text)] == [
        ("One", "First text."),
        ("Two", "Second text."),
    ]
    whole = extract_flat(text, name="export.txt")
    for words in ("One", "First text.", "Two", "Second text."):
        assert words in f"{whole.metadata.title} {text_of(whole)}"
    assert split_barred(f"Before\n{text}") == ()
    assert split_barred("One\n====\nText") == ()


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=400))
def test_any_text_makes_an_article(text: str) -> None:
    text_of(extract_flat(text, name="x"))


def test_a_record_before_a_text_is_its_masthead() -> None:
    article = extract_flat(
        "Title: The Ledger in the Wall\nAuthor: Jane Doe\nDate: 2025-03-04\n"
        "URL: https://harbour.example/ledger\nSource: the harbour office\n\n"
        "It has three columns.\n\nThe last line says more.\n",
        name="x.txt",
    )
    metadata = article.metadata
    assert (metadata.title, metadata.byline) == ("The Ledger in the Wall", "Jane Doe")
    assert (metadata.published, metadata.canonical) == ("2025-03-04", "https://harbour.example/ledger")
    assert _lines(text_of(article)) == [
        "Source: the harbour office",
        "It has three columns.",
        "The last line says more.",
    ]


def test_a_label_in_a_note_is_no_record() -> None:
    article = extract_flat("Date: tomorrow\nBring: lamp oil, string\n", name="note.txt")
    shown = f"{article.metadata.title} {text_of(article)}"
    assert all(word in shown for word in ("tomorrow", "Bring:", "string"))


def test_headings_rules_and_quotations_in_quotations_are_rebuilt() -> None:
    text = (
        "The Ledger\n==========\n\nIt has three columns.\n\nWho wrote it\n------------\n\nAnn wrote:\n\n"
        "> It was the keeper.\n> > Who says so?\n> Everybody.\n\n* * *\n\nThe oil had run out.\n\n-----\n"
    )
    article = extract_flat(text, name="x.txt")
    assert article.metadata.title == "The Ledger"
    assert [element.tag for element in article.tree] == ["p", "h2", "p", "blockquote", "hr", "p"]
    assert [element.tag for element in article.tree[3]] == ["p", "blockquote", "p"]


def test_code_between_fences_keeps_its_shape() -> None:
    code = "```sh\n# comment\n\n  - tide --north\n```"
    text = f"# Tides\n\nPrints tides.\n\n{code}\n\n## Use\n\nAsk the harbour.\n"
    article = extract_flat(text, name="README.txt")
    assert [element.tag for element in article.tree] == ["p", "pre", "h2", "p"]
    assert article.tree.findtext("pre") == "# comment\n\n  - tide --north"


def test_a_letter_is_no_dump_and_loses_no_word() -> None:
    article = extract_flat(_LETTER, name="letter.txt")
    assert article.metadata.title == "The lamp"
    assert (article.metadata.published or "").startswith("2025-03-04")
    text = text_of(article)
    assert all(word in text for word in ("From: Ann", "Dear Bo,", "forty years", "read it either", "Yours,"))


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]
