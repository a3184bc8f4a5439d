from __future__ import annotations

import pytest

from postil.importers.pages.told_head import with_head
from postil.model.record import NOTHING_RECORDED, Record

TITLE = '<meta property="og:title" content="A &amp; B"/><title>A &amp; B</title>'


@pytest.mark.parametrize(
    ("markup", "told"),
    [
        ("<html><head><title>x</title></head><p>a", f"<html><head>{TITLE}</head><p>a"),
        ("<html><head><title/></head><p>a", f"<html><head>{TITLE}</head><p>a"),
        ("<!DOCTYPE html>\n<html lang=de><p>a", f"<!DOCTYPE html>\n<html lang=de><head>{TITLE}</head><p>a"),
        ("<?xml version='1.0'?><p>a", f"<?xml version='1.0'?><head>{TITLE}</head><p>a"),
        ("<p>a", f"<head>{TITLE}</head><p>a"),
    ],
)
def test_a_title_is_written_where_a_page_has_or_lacks_one(markup: str, told: str) -> None:
    assert with_head(markup, Record(title="A & B")) == told


def test_what_is_not_known_leaves_what_the_page_says() -> None:
    markup = "<html><head><title>x</title></head>"
    assert with_head(markup, NOTHING_RECORDED) == markup
