"""Articles out of plain texts: dumps of pages in several layouts and languages, and other texts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postil.dom.elements import ALLOWED
from postil.dom.flatten import flatten
from postil.dom.serialise import parse_article, serialise
from postil.extraction.flat import FlatArticle, extract_flat, split_barred
from postil.model.guidance import Guidance
from postil.model.repetition import fingerprint
from postil.paths import resource

_ENGLISH = """\
Skip to main content
Menu
News
Sport
Weather
Travel
Sign in
Subscribe
Ferry to stop at the north quay again
By Jane Doe
March 4, 2025, 10:12 a.m.
Share
Facebook
The ferry will stop at the north quay again from the first of May, the harbour office said on \
Tuesday, ten years \
after the last boat left from there.
Advertisement
The quay had been closed because its piles were rotten. They were replaced over the winter by a \
company from the \
mainland, which finished the work two weeks early and under the price that had been agreed.
“It is the end of a long walk,” said Anton Reyes, who lives on the hill above the quay and has \
carried his shopping \
from the south side since 2015.
Three boats a day will call at the quay in summer and one in winter. The office wants to look at \
the figures after a \
year and decide then whether there should be more.
Advertisement
Related stories
Old crane to become a café
Choir sings on the ice tonight
Fog closes the airport for three hours
Why we should keep the night train
Most read
1
Bridge vote postponed again
2
Ledger found in a wall
About us
Contact
Privacy policy
© 2025 The Harbour Courier. All rights reserved.
"""

_UKRAINIAN = """\
Головна

  • Новини
  • Політика
  • Економіка
  • Спорт
  • Культура

Підпишіться на нас у Telegram

Пором знову зупинятиметься біля північного причалу

Олена КовальВівторок, 4 березня 2025, 10:12

Пором знову зупинятиметься біля північного причалу з першого травня, повідомило у вівторок управління порту. \
Останній човен відійшов звідти десять років тому.

Реклама:

Причал закрили, бо його палі згнили. Узимку їх замінила компанія з материка, яка закінчила роботу \
на два тижні \
раніше, ніж домовлялися, і дешевше, ніж обіцяла.

"Це кінець довгої дороги", – сказав Антон Рейс, який живе на пагорбі над причалом і з 2015 року \
носить покупки з \
південного боку.

Що відомо:

  • Влітку біля причалу зупинятимуться три човни на день, а взимку один.
  • Управління порту перегляне розклад за рік і тоді вирішить, чи потрібно більше.

Реклама:

ОСТАННІ НОВИНИ
21:15
Хор співатиме на льоду сьогодні ввечері
20:48
Рада знову відклала голосування про міст
20:30
Туман закрив аеропорт на три години
19:52
Рибалки кажуть про найкращий улов за десять років
Усі новини
Реклама:
"""

_CHINESE = """\
首页
新闻
体育
财经
登录
注册
渡轮将再次停靠北码头
2025年3月4日 10:12
分享到微信
港务局星期二表示，从五月一日起，渡轮将再次停靠北码头，这距离最后一班船离开那里已经过去了十年。
这个码头因为木桩腐烂而关闭。冬天，一家来自大陆的公司更换了木桩，比约定的时间提前了两个星期完成，价格也比商定的低。
住在码头上面山坡上的安东说：“这是一段长路的终点。”从2015年以来，他一直从南边提着东西走回家。
夏天每天有三班船停靠码头，冬天一班。港务局希望一年以后看看数字，再决定是否增加班次。
相关阅读
旧起重机将变成咖啡馆
合唱团今晚在冰上唱歌
大雾使机场关闭三小时
热门推荐
大桥投票再次推迟
墙里发现账本
关于我们
联系方式
版权所有 不得转载
"""


def _text(article: FlatArticle) -> str:
    markup = serialise(article.tree)
    tree = parse_article(markup)
    assert {element.tag for element in tree.iter()} <= ALLOWED
    return flatten(tree).text


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def test_a_block_a_line_in_english() -> None:
    article = extract_flat(_ENGLISH, name="ferry.txt")
    lines = _text(article).split("\n")
    assert lines[0].startswith("The ferry will stop at the north quay")
    assert lines[-1].startswith("Three boats a day")
    assert len(lines) == 4
    metadata = article.metadata
    assert metadata.title == "Ferry to stop at the north quay again"
    assert (metadata.byline, metadata.published) == ("Jane Doe", "2025-03-04T10:12")
    assert (metadata.language, metadata.direction) == ("en", "ltr")


def test_spaced_blocks_with_bullets_in_ukrainian() -> None:
    article = extract_flat(_UKRAINIAN, name="porom.txt")
    text = _text(article)
    assert text.startswith("Пором знову зупинятиметься біля північного причалу з першого травня")
    assert text.endswith("чи потрібно більше.")
    assert "Реклама" not in text
    assert next(item.text for item in article.tree.iter("li")) == (
        "Влітку біля причалу зупинятимуться три човни на день, а взимку один."
    )
    assert "Що відомо:" in text
    metadata = article.metadata
    assert metadata.title == "Пором знову зупинятиметься біля північного причалу"
    assert (metadata.byline, metadata.published) == ("Олена Коваль", "2025-03-04T10:12")
    assert metadata.language == "uk"


def test_chinese() -> None:
    article = extract_flat(_CHINESE, name="ferry.txt")
    lines = _text(article).split("\n")
    assert lines[0].startswith("港务局星期二表示")
    assert lines[-1].startswith("夏天每天有三班船")
    assert len(lines) == 4
    assert article.metadata.title == "渡轮将再次停靠北码头"
    assert article.metadata.published == "2025-03-04T10:12"
    assert article.metadata.language == "zh"


def test_the_sample_page_comes_out_clean() -> None:
    name = "flattened-news.txt"
    article = extract_flat(resource(f"samples/{name}").read_text(encoding="utf-8"), name=name)
    text = _text(article)
    assert text.startswith("Pages that were saved as plain text years ago")
    assert text.endswith("the original is one key away.")
    for clutter in (
        "Advertisement",
        "Photo:",
        "Subscribe",
        "Ferry timetable",
        "21:15",
        "All News",
        "friend of",
    ):
        assert clutter not in text
    assert [item.tag for item in article.tree if item.tag != "p"] == ["h2", "ul"]
    assert len(article.tree.findall("ul/li")) == 3
    metadata = article.metadata
    assert metadata.title == "Plain text is enough: a reading program finds the article in its clutter"
    assert (metadata.byline, metadata.published) == ("Marta Lindqvist", "2025-11-04T09:40")


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
    shown = f"{article.metadata.title} {article.metadata.byline} {_text(article)}"
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
    assert _text(article) == ""
    assert article.metadata.title == "old notes"


def test_a_text_too_long_for_a_page_is_not_judged() -> None:
    lines = [f"Line {number} of a very long record without an end" for number in range(7_000)]
    article = extract_flat("\n\n".join(lines), name="record.txt")
    assert _text(article).split("\n") == lines
    assert article.metadata.title == "record"


def test_an_address_under_the_title_is_the_page_s() -> None:
    article = extract_flat(f"The Ledger\nhttps://harbour.example/ledger\n\n{_ARTICLE}", name="x.txt")
    assert article.metadata.canonical == "https://harbour.example/ledger"
    assert "https://" not in _text(article)


_BAR = "=" * 100


def test_an_exported_article_between_bars() -> None:
    article = extract_flat(
        f"{_BAR}\nThe ledger\nin the wall\n{_BAR}\n\n\nIt has three columns.\n", name="export.txt"
    )
    assert article.metadata.title == "The ledger in the wall"
    assert _text(article) == "It has three columns."


def test_several_exported_articles_are_split_and_none_is_lost() -> None:
    text = f"{_BAR}\nOne\n{_BAR}\n\nFirst text.\n\n{_BAR}\nTwo\n{_BAR}\n\nSecond text.\n"
    assert [(article.title, article.text) for article in split_barred(text)] == [
        ("One", "First text."),
        ("Two", "Second text."),
    ]
    whole = extract_flat(text, name="export.txt")
    for words in ("One", "First text.", "Two", "Second text."):
        assert words in f"{whole.metadata.title} {_text(whole)}"
    assert split_barred(f"Before\n{text}") == ()
    assert split_barred("One\n====\nText") == ()


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=400))
def test_any_text_makes_an_article(text: str) -> None:
    _text(extract_flat(text, name="x"))


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
    assert _lines(_text(article)) == [
        "Source: the harbour office",
        "It has three columns.",
        "The last line says more.",
    ]


def test_a_label_in_a_note_is_no_record() -> None:
    article = extract_flat("Date: tomorrow\nBring: lamp oil, string\n", name="note.txt")
    shown = f"{article.metadata.title} {_text(article)}"
    assert all(word in shown for word in ("tomorrow", "Bring:", "string"))


@pytest.mark.parametrize(
    "byline",
    ["By Jane DoeMarch 4, 2025, 10:12 a.m.", "Jane DoeTuesday, 4 March 2025, 10:12", "Jane Doe4 March 2025"],
)
def test_a_byline_that_is_glued_to_the_date(byline: str) -> None:
    glued = _ENGLISH.replace("By Jane Doe\nMarch 4, 2025, 10:12 a.m.", byline)
    metadata = extract_flat(glued, name="ferry.txt").metadata
    assert metadata.byline == "Jane Doe"
    assert (metadata.published or "").startswith("2025-03-04")


def test_headings_rules_and_quotations_in_quotations_are_rebuilt() -> None:
    text = (
        "The Ledger\n==========\n\nIt has three columns.\n\nWho wrote it\n------------\n\nAnn wrote:\n\n"
        "> It was the keeper.\n> > Who says so?\n> Everybody.\n\n* * *\n\nThe oil had run out.\n\n-----\n"
    )
    article = extract_flat(text, name="x.txt")
    assert article.metadata.title == "The Ledger"
    assert [element.tag for element in article.tree] == ["p", "h2", "p", "blockquote", "hr", "p"]
    assert [element.tag for element in article.tree[3]] == ["p", "blockquote", "p"]


def test_lines_that_other_pages_of_the_site_have_too_are_dropped() -> None:
    appeal = "The Harbour Courier is written by the people of the harbour, and it lives by what they give."
    text = _ENGLISH.replace("Related stories", f"{appeal}\nRelated stories")
    alone = extract_flat(text, name="ferry.txt")
    guided = extract_flat(
        text, name="ferry.txt", guidance=Guidance(repeated=frozenset({fingerprint(appeal)}))
    )
    assert appeal not in _text(guided)
    assert _text(guided) == _text(alone).replace(f"\n{appeal}", "")


def test_an_article_that_other_pages_have_too_stays_whole() -> None:
    alone = _text(extract_flat(_ENGLISH, name="ferry.txt"))
    repeated = frozenset(map(fingerprint, _ENGLISH.split("\n")))
    guided = extract_flat(_ENGLISH, name="ferry.txt", guidance=Guidance(repeated=repeated))
    assert _text(guided) == alone


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
    text = _text(article)
    assert all(word in text for word in ("From: Ann", "Dear Bo,", "forty years", "read it either", "Yours,"))
