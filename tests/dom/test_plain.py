from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from postil.dom.plain import count_letters, plain_text


def test_a_line_for_each_block() -> None:
    markup = "<h1>The Mill</h1>\n<p>One <b>two</b>\n three<br>four</p><ul><li>a<li>b</ul>"
    assert plain_text(markup) == "The Mill\nOne two\nthree\nfour\na\nb"


def test_scripts_styles_titles_and_fields_are_not_words() -> None:
    head = "<title>t</title><style>s</style><script>c</script>"
    assert plain_text(head + "<textarea>f</textarea>words<svg><title>i</title></svg>") == "words"


def test_entities_are_characters_and_controls_are_none() -> None:
    assert plain_text("<p>a&amp;b &lt;i&gt; &#233;\x07&#7;</p>") == "a&b <i> é"


def test_words_outside_the_body_are_words() -> None:
    assert plain_text("<html><body>a</body></html>b") == "ab"


def test_letters_of_any_script_count_and_digits_do_not() -> None:
    assert count_letters("Ab 12 水_é!") == 4


@given(st.text())
def test_any_text_is_rendered_without_controls(markup: str) -> None:
    text = plain_text(markup)
    assert text == text.strip()
    assert "\n\n" not in text
    assert "\0" not in text
