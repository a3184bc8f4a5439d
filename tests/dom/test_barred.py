from __future__ import annotations

from postil.dom.barred import barred_titles

_BAR = "=" * 100


def test_titles_stand_between_bars_with_or_without_blank_lines() -> None:
    text = f"\n\n{_BAR}\n\nThe ledger\n\n{_BAR}\n\nOne.\r\n{_BAR}\r\nThe lamp\r\nat night\r\n{_BAR}\r\nTwo."
    first, second = barred_titles(text)
    assert (first.title, first.start, first.bar) == ("The ledger", 2, 100)
    assert text[first.end : second.start].strip() == "One."
    assert (second.title, text[second.end :]) == ("The lamp at night", "Two.")


def test_words_before_the_first_title_would_be_lost() -> None:
    assert barred_titles(f"Words\n{_BAR}\nThe ledger\n{_BAR}\nOne.") == ()


def test_underlined_headings_have_no_bar_above() -> None:
    assert barred_titles("The ledger\n==========================\nOne.\n") == ()
    assert barred_titles("==========\nThe ledger\n==========\n") == ()
    assert barred_titles(f"{_BAR}\nThe ledger\n{_BAR[:60]}\n") == ()
