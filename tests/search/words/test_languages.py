from __future__ import annotations

import pytest

from postil.search.words.languages import candidates, language_of, stemmer, subtag


@pytest.mark.parametrize(
    ("tag", "primary"),
    [("en-GB", "en"), ("pt_BR", "pt"), ("zh-Hant-TW", "zh"), ("nb", "no"), (None, "und"), ("1", "und")],
)  # fmt: skip
def test_the_primary_subtag(tag: str | None, primary: str) -> None:
    assert subtag(tag) == primary


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The house that stands in the valley was built for a king.", "en"),
        ("Das Haus, das im Tal steht, wurde nicht für den König gebaut.", "de"),
        ("La maison qui est dans la vallée, et les champs.", "fr"),
        ("Будинок, що стоїть у долині, збудували для її короля.", "uk"),
        ("Дом, который стоял в долине, был построен для короля. Это было давно.", "ru"),
        ("東京は日本の首都です。", "ja"),
        ("机器学习是人工智能的一个分支。", "zh"),
        ("한국의 수도는 서울이다.", "ko"),
        ("ภาษาไทยเป็นภาษาราชการ", "th"),
        ("كان البيت في الوادي", "ar"),
        ("", "und"),
        ("42", "und"),
    ],
)
def test_a_text_without_a_language_tells_its_own(text: str, language: str) -> None:
    assert language_of(None, text) == language


def test_a_declared_language_is_believed() -> None:
    assert language_of("fr-CA", "The house that stands in the valley") == "fr"


def test_a_word_in_another_script_gets_its_own_stemmer() -> None:
    assert stemmer("ru", "running")("running") == "run"
    assert stemmer("en", "домами")("домами") == stemmer("ru", "дом")("дом")
    assert stemmer("ru", "київською")("київською") == stemmer("uk", "київська")("київська")
    assert stemmer("uk", "съезды")("съезды") == stemmer("ru", "съезд")("съезд")


def test_a_typed_word_may_be_in_any_language_of_the_library_with_its_script() -> None:
    assert candidates("haus", ("de", "ru", "fr")) == ("de", "fr", "en")
    assert candidates("дом", ("de", "uk")) == ("uk", "ru")
    assert candidates("東京", ("ja", "en")) == ()


RUSSIAN = (
    "книга книги книге книгу книгой книг книгам книгами книгах",
    "президент президента президенту президентом президенты президентов президентами",
    "дорога дороги дороге дорогу дорогой дорог дорогами",
    "стол стола столу столом столы столов столами",
    "ночь ночи ночью ночей ночами",
    "русская русского русские русской русскую русских",
    "читать читает читали читала читал читаем читают",
    "говорить говорит говорили говорила говорил говорим",
    "решение решения решению решением решений решениями",
    "большой большая большого большие больших большую",
    "возможность возможности возможностью возможностей возможностями",
    "рука руки руке руку рукой рук руками",
    "город города городу городом городах городами городов",
    "вода воды воде воду водой",
    "язык языка языку языком языки языков языками",
    "женщина женщины женщине женщину женщиной женщин",
    "улица улицы улице улицу улицей улиц улицами",
    "университет университета университетом университеты университетов университетах",
    "государственный государственная государственного государственные государственных",
    "работать работает работают работал работала работали",
    "новый новая нового новые новых новой новыми",
    "школа школы школе школу школой школ школами",
    "война войны войне войну войной войн",
    "право права праву правом правами",
    "лес леса лесу лесом лесов лесами",
    "море моря морю морем морей морями",
    "экономический экономическая экономического экономические экономических",
    "информация информации информацию информацией",
    "село села селу селом селами",
    "учитель учителя учителю учителем учителей учителями",
    "партия партии партию партией партий партиями",
    "история истории историю историей историй",
)
"""The forms of a word, a line for each."""


@pytest.mark.parametrize("forms", RUSSIAN)
def test_the_forms_of_a_russian_word_meet(forms: str) -> None:
    assert len({stemmer("ru", form)(form) for form in forms.split()}) == 1


def test_russian_words_that_have_nothing_to_do_with_each_other_stay_apart() -> None:
    first = [forms.split()[0] for forms in RUSSIAN]
    assert len({stemmer("ru", form)(form) for form in first}) == len(RUSSIAN)


def test_a_text_full_of_another_language_is_believed_more_than_its_tag() -> None:
    german = "Das ist nicht das Haus, in dem der König mit der Königin und den Kindern wohnte. " * 3
    assert language_of("en", german) == "de"
    assert language_of("en", f"He said: {german[:80]}. And that was all that he said to them.") == "en"


def test_persian_and_hebrew_are_told_by_their_letters() -> None:
    assert language_of(None, "کتابخانه ملی ایران پر از کتاب‌های چاپی است") == "fa"
    assert language_of(None, "הספר החדש נמצא בספרייה") == "he"
