"""Articles out of dumps of whole pages, in several layouts and languages."""

from __future__ import annotations

import pytest
from tests.extraction.flat_articles import text_of

from postil.extraction.flat import extract_flat
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


def test_a_block_a_line_in_english() -> None:
    article = extract_flat(_ENGLISH, name="ferry.txt")
    lines = text_of(article).split("\n")
    assert lines[0].startswith("The ferry will stop at the north quay")
    assert lines[-1].startswith("Three boats a day")
    assert len(lines) == 4
    metadata = article.metadata
    assert metadata.title == "Ferry to stop at the north quay again"
    assert (metadata.byline, metadata.published) == ("Jane Doe", "2025-03-04T10:12")
    assert (metadata.language, metadata.direction) == ("en", "ltr")


def test_spaced_blocks_with_bullets_in_ukrainian() -> None:
    article = extract_flat(_UKRAINIAN, name="porom.txt")
    text = text_of(article)
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
    lines = text_of(article).split("\n")
    assert lines[0].startswith("港务局星期二表示")
    assert lines[-1].startswith("夏天每天有三班船")
    assert len(lines) == 4
    assert article.metadata.title == "渡轮将再次停靠北码头"
    assert article.metadata.published == "2025-03-04T10:12"
    assert article.metadata.language == "zh"


def test_the_sample_page_comes_out_clean() -> None:
    name = "flattened-news.txt"
    article = extract_flat(resource(f"samples/{name}").read_text(encoding="utf-8"), name=name)
    text = text_of(article)
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


@pytest.mark.parametrize(
    "byline",
    ["By Jane DoeMarch 4, 2025, 10:12 a.m.", "Jane DoeTuesday, 4 March 2025, 10:12", "Jane Doe4 March 2025"],
)
def test_a_byline_that_is_glued_to_the_date(byline: str) -> None:
    glued = _ENGLISH.replace("By Jane Doe\nMarch 4, 2025, 10:12 a.m.", byline)
    metadata = extract_flat(glued, name="ferry.txt").metadata
    assert metadata.byline == "Jane Doe"
    assert (metadata.published or "").startswith("2025-03-04")


def test_lines_that_other_pages_of_the_site_have_too_are_dropped() -> None:
    appeal = "The Harbour Courier is written by the people of the harbour, and it lives by what they give."
    text = _ENGLISH.replace("Related stories", f"{appeal}\nRelated stories")
    alone = extract_flat(text, name="ferry.txt")
    guided = extract_flat(
        text, name="ferry.txt", guidance=Guidance(repeated=frozenset({fingerprint(appeal)}))
    )
    assert appeal not in text_of(guided)
    assert text_of(guided) == text_of(alone).replace(f"\n{appeal}", "")


def test_an_article_that_other_pages_have_too_stays_whole() -> None:
    alone = text_of(extract_flat(_ENGLISH, name="ferry.txt"))
    repeated = frozenset(map(fingerprint, _ENGLISH.split("\n")))
    guided = extract_flat(_ENGLISH, name="ferry.txt", guidance=Guidance(repeated=repeated))
    assert text_of(guided) == alone
