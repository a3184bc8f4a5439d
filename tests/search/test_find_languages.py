"""Each language the whole way: written to a real index, found by another form, marked in the snippet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.search.builders import NOW, page

from postil.search.find import find
from postil.search.snippets.snippets import snippet

if TYPE_CHECKING:
    from postil.search.index import Index

LIBRARY = {
    "en": "The runners studied naïve cafés; their children don't mind. Prices rose by 1,234 dollars.",
    "uk": "Об’єкти в книгах президентів лежали біля столу вночі, коли українською мовою читали вірші.",
    "ru": "Съезды партий проходили в подъездах, где ёлками торговали продавцы бумажных писем.",
    "de": "Die Häuser an den großen Straßen gehörten Müllers Brüdern, die Bücher schrieben.",
    "fr": "L’homme d’accord résumait aux élèves les généralités de l’économie européenne.",
    "zh": "机器学习是人工智能的一个分支，研究人员发表了论文。",
    "ja": "東京都の図書館で機械学習とコンピューターのＰｙｔｈｏｎ入門を読みました。",
    "ko": "서울에서 한국어를 배운 학생들은 도서관에서 책을 읽었습니다.",
    "th": "ภาษาไทยเป็นภาษาราชการของประเทศไทย และมีน้ำตกสวยงาม",
    "ar": "قرأتُ الكتابَ في المكتبة الإسلامية، وكتبَ المعلّمون للطلاب رســـالة عن أحمد.",
    "he": "הספר החדש נמצא בספרייה ליד הבית.",
    "el": "Οι άνθρωποι διάβαζαν βιβλία στην Ελλάδα.",
    "hi": "लड़कियों ने पुस्तकालय में किताबें पढ़ीं।",
    "fa": "کتاب‌های ایرانی در کتابخانه‌ها خوانده می‌شوند.",
    "tr": "İstanbul'daki kitaplar ILIK bir gecede okundu.",
    "pl": "Łódzkie książki leżały w żółtych szafach.",
    "es": "Los niños españoles corrían por las montañas.",
    "vi": "Người Việt Nam uống cà phê sữa đá.",
}
"""One page in each language; all lie in the same index."""


@pytest.mark.parametrize(
    ("language", "query", "marked"),
    [
        ("en", "runner", "runners"),
        ("en", "study", "studied"),
        ("en", "cafe", "cafés"),
        ("en", "café", "cafés"),
        ("en", "dont", "don't"),
        ("en", "don’t", "don't"),
        ("en", "1234", "1,234"),
        ("uk", "об'єкт", "Об’єкти"),
        ("uk", "обʼєктами", "Об’єкти"),
        ("uk", "книга", "книгах"),
        ("uk", "президент", "президентів"),
        ("uk", "стіл", "столу"),
        ("uk", "українська", "українською"),
        ("uk", "читати", "читали"),
        ("uk", "вірш", "вірші"),
        ("ru", "съезд", "Съезды"),
        ("ru", "елка", "ёлками"),
        ("ru", "ёлка", "ёлками"),
        ("ru", "партия", "партий"),
        ("ru", "торговать", "торговали"),
        ("ru", "бумажный", "бумажных"),
        ("de", "haus", "Häuser"),
        ("de", "groß", "großen"),
        ("de", "gross", "großen"),
        ("de", "strasse", "Straßen"),
        ("de", "mueller", "Müllers"),
        ("de", "bruder", "Brüdern"),
        ("de", "buecher", "Bücher"),
        ("fr", "homme", "homme"),
        ("fr", "accord", "accord"),
        ("fr", "résumer", "résumait"),
        ("fr", "eleve", "élèves"),
        ("fr", "économique", "économie"),
        ("fr", "européen", "européenne"),
        ("zh", "机器学习", "机器学习"),
        ("zh", "论文", "论文"),
        ("zh", "研", "研"),
        ("ja", "東京", "東京"),
        ("ja", "機械学習", "機械学習"),
        ("ja", "コンピュータ", "コンピュータ"),
        ("ja", "コンピューター", "コンピュータ"),
        ("ja", "ｺﾝﾋﾟｭｰﾀ", "コンピュータ"),
        ("ja", "python", "Ｐｙｔｈｏｎ"),
        ("ja", "Ｐｙｔｈｏｎ", "Ｐｙｔｈｏｎ"),
        ("ko", "서울", "서울"),
        ("ko", "한국어는", "한국어"),
        ("ko", "도서관", "도서관"),
        ("ko", "학생들이", "학생들"),
        ("th", "ภาษาไทย", "ภาษาไทย"),
        ("th", "ราชการ", "ราชการ"),
        ("th", "น้ำตก", "น้ำตก"),
        ("ar", "كتاب", "الكتابَ"),
        ("ar", "مكتبة", "المكتبة"),
        ("ar", "اسلامية", "الإسلامية"),
        ("ar", "رسالة", "رســـالة"),
        ("ar", "احمد", "أحمد"),
        ("ar", "طلاب", "للطلاب"),
        ("he", "ספר", "הספר"),
        ("he", "ספרייה", "בספרייה"),
        ("el", "ανθρωποι", "άνθρωποι"),
        ("el", "ανθρωπος", "άνθρωποι"),
        ("hi", "किताब", "किताबें"),
        ("fa", "كتابخانه", "کتابخانه"),
        ("tr", "istanbul", "İstanbul'daki"),
        ("tr", "ılık", "ILIK"),
        ("tr", "kitap", "kitaplar"),
        ("pl", "ksiazki", "książki"),
        ("pl", "żółty", "żółtych"),
        ("es", "nino", "niños"),
        ("es", "montaña", "montañas"),
        ("vi", "viet", "Việt"),
        ("vi", "đá", "đá"),
        ("vi", "da", "đá"),
    ],
)
def test_another_form_finds_the_page_and_is_marked(
    library: Index, language: str, query: str, marked: str
) -> None:
    found = find(library, query, limit=30, now=NOW, typing=False)
    assert language in [hit.page for hit in found.hits]
    shown = snippet(LIBRARY[language], found.sought, language)
    assert marked in {shown.text[start:end] for start, end in shown.marks}


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("anna.lee@example.org", {"anna", "lee", "example", "org"}),
        ("anna.lee", {"anna", "lee"}),
        ("example.org", {"example", "org"}),
        ("https://www.example.org/notes", {"example", "org", "notes"}),
        ("vector", {"vector"}),
        ("std::vector", {"std", "vector"}),
        ("C++", {"C++"}),
        ("C#", {"C#"}),
        (".NET", {".NET"}),
        ("parseAnswer", {"parseAnswer"}),
        ("snake_case", {"snake", "case"}),
        ("snakecase", {"snake_case"}),
        ("kebab-case-name", {"kebab", "case", "name"}),
        ("2.7.4", {"2", "7", "4"}),
    ],
)
def test_names_addresses_and_code(index: Index, query: str, marked: set[str]) -> None:
    body = (
        "Write to anna.lee@example.org or see www.example.org/notes. A std::vector in C++ is no list in C# "
        "on .NET; parseAnswer calls snake_case in kebab-case-name, version 2.7.4."
    )
    index.write([page("it", body), page("other", "A vectorless c net answer case at an example.")])
    found = find(index, query, limit=5, now=NOW, typing=False)
    assert "it" in [hit.page for hit in found.hits][:1]
    shown = snippet(body, found.sought, "en")
    assert {shown.text[start:end] for start, end in shown.marks} >= marked


@pytest.mark.parametrize("query", ["C++", "C#", ".NET", "std::vector", "parseAnswer"])
def test_a_name_with_signs_is_not_its_letters(index: Index, query: str) -> None:
    index.write([page("other", "A vector, a c, a net; parse an answer.")])
    assert not find(index, query, limit=5, now=NOW, typing=False).hits


def test_the_exact_form_comes_before_one_with_other_accents(index: Index) -> None:
    index.write([page("plain", "a resume here"), page("accented", "a résumé here")])
    for query, first in (("resume", "plain"), ("résumé", "accented")):
        found = find(index, query, limit=5, now=NOW, typing=False)
        assert [hit.page for hit in found.hits] == [first, *{"plain", "accented"} - {first}]


def test_a_page_that_says_the_wrong_language_is_still_found_by_other_forms(index: Index) -> None:
    body = "Die Häuser an der Straße gehören nicht dem Müller, und das ist auch nicht schlimm. " * 4
    index.write([page("it", body, language="en")])
    found = find(index, "haus straßen", limit=5, now=NOW, typing=False)
    assert [hit.page for hit in found.hits] == ["it"]
    assert snippet(body, found.sought, "en").marks


@pytest.fixture
def library(index: Index) -> Index:
    index.write([page(language, body, language=language) for language, body in LIBRARY.items()])
    return index
