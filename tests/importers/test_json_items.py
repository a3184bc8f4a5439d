from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.errors import ImportFailed
from postil.importers import json_scanner
from postil.importers.json_items import Item, read_item, read_items, read_lines, readable

if TYPE_CHECKING:
    from pathlib import Path

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def items(content: bytes) -> list[object]:
    return [element.item.value for element in read_items(content)]


class TestReading:
    @given(values=st.lists(VALUES), indent=st.none() | st.integers(0, 3))
    def test_a_list_comes_element_by_element(self, values: list[object], indent: int | None) -> None:
        content = json.dumps(values, indent=indent, ensure_ascii=indent is None).encode()
        assert items(content) == values

    def test_lists_in_an_object_come_with_their_fields(self) -> None:
        content = b'{"version": 2, "links": [{"a": 1}, {"a": 2}], "user": {"name": "Ada"}, "none": []}'
        found = [(element.field, element.place, element.item.value) for element in read_items(content)]
        assert found == [
            ("version", 1, 2),
            ("links", 1, {"a": 1}),
            ("links", 2, {"a": 2}),
            ("user", 1, {"name": "Ada"}),
        ]

    def test_only_some_fields_are_read(self) -> None:
        content = b'{"skipped": [{"deep": "}]"}, [1]], "lists": [1, 2], "more": {"x": "\\"]"}, "lists2": 3}'
        found = [element.item.value for element in read_items(content, only=("lists", "lists2"))]
        assert found == [1, 2, 3]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
    def test_character_sets(self, encoding: str) -> None:
        text = json.dumps([{"title": "Кипарис і тис"}, {"title": "für Gärten"}], ensure_ascii=False, indent=1)
        titles = [element.item.text("title") for element in read_items(text.encode(encoding))]
        assert titles == ["Кипарис і тис", "für Gärten"]

    def test_a_broken_item_costs_only_itself(self) -> None:
        found = list(read_items(b'[{"t": "one"}, {"t": oops, "u": [1,,]}, {"t": "three"}]'))
        assert [element.item.text("t") for element in found] == ["one", "", "three"]
        assert not found[0].problem
        assert found[1].problem == 'Item 2 is broken and was left out: {"t": oops, "u": [1,,]}'

    @pytest.mark.parametrize("indent", [None, 2])
    @pytest.mark.parametrize("damage", ['"', "{", "}", "[", "\\", '""'])
    def test_damage_that_hides_the_end_of_an_item_costs_only_itself(
        self, indent: int | None, damage: str
    ) -> None:
        written = json.dumps([{"t": f"word {place}", "u": [{"n": 1}]} for place in range(9)], indent=indent)
        start = written.index("word 3")
        for place in range(start - 4, start + written[start:].index("]")):
            found = list(read_items((written[:place] + damage + written[place + 1 :]).encode()))
            texts = [element.item.text("t") for element in found]
            whole = [text for text in texts if text in {f"word {number}" for number in range(9)}]
            assert len(whole) >= 7, written[place - 5 : place + 5]

    def test_an_item_too_large_is_left_out(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(json_scanner, "LARGEST_VALUE", 1_000_000)
        monkeypatch.setattr(json_scanner, "_SAMPLE", 1000)
        large = json.dumps({"t": "word " * 2_000_000})
        found = list(read_items(f'[{{"t": "one"}}, {large}, {{"t": "three"}}]'.encode()))
        assert [element.item.text("t") for element in found] == ["one", "", "three"]
        assert found[1].problem.startswith('Item 2 is broken and was left out: {"t": "word word')

    def test_what_is_whole_before_the_cut_comes(self) -> None:
        found = list(read_items(b'[{"t": "one"}, {"t": "two"}, {"t": "thr'))
        assert [element.item.text("t") for element in found if not element.problem] == ["one", "two"]
        assert [element.problem for element in found[2:]] == [
            "The file is broken or cut short after item 2; the rest of it was not read."
        ]

    def test_not_even_json(self) -> None:
        for content in (b"", b"<html>", b"word", b"\xff\xfe\x00"):
            with pytest.raises(ImportFailed):
                list(read_items(content))

    def test_hostile_values(self) -> None:
        deep = b"[" * 100_000 + b"]" * 100_000
        found = list(
            read_items(b"[NaN, Infinity, 1e999, " + b"9" * 6000 + b', "\\ud800\\u0000x", ' + deep + b", 7]")
        )
        values = [element.item.value for element in found]
        assert values[:2] == [None, None]
        assert Item(values[2]).number() is None
        assert values[3] is None
        assert found[4].item.text() == "\ufffdx"
        assert "Item 6 is broken" in found[5].problem
        assert values[6] == 7

    def test_a_file_of_nothing_but_brackets_ends(self) -> None:
        assert len(list(read_items(b"[" + b"}" * 100_000))) <= 102

    @pytest.mark.parametrize("end", ['"', '"b', '"b": "c', '"b": [{"c": "', '"b": {"c": "'])
    def test_an_object_that_ends_in_a_string(self, end: str) -> None:
        for only in (None, ("b",), ("other",)):
            found = list(read_items(('{"a": 1, ' + end).encode(), only=only))
            assert found[-1].problem

    def test_the_last_of_two_equal_keys_holds(self) -> None:
        assert items(b'[{"a": 1, "a": 2}]') == [{"a": 2}]

    def test_a_string_over_many_chunks(self) -> None:
        long = 'quoted \\" brackets ]}{[ ' * 100_000
        content = b'[{"c": ' + json.dumps(long).encode() + b'}, {"c": "after"}]'
        assert [element.item.value["c"] for element in read_items(BytesIO(content))] == [long, "after"]

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(ImportFailed):
            list(read_items(tmp_path / "missing"))

    def test_lines(self) -> None:
        content = b'\xef\xbb\xbf{"a": 1}\r\n\r\n{"a": \n 2}{"a": 3}\n{"a"\n{"a": "x\n{"a": 4}\n'
        found = list(read_lines(content))
        assert [element.item.number("a") for element in found[:3]] == [1, 2, 3]
        assert [bool(element.problem) for element in found[3:]] == [True, True, False]
        assert found[5].item.number("a") == 4

    def test_one_item(self) -> None:
        assert read_item(b'{"a": [1, 2]}').value == {"a": [1, 2]}
        with pytest.raises(ImportFailed):
            read_item(b'{"a": [1, 2')

    @given(content=st.binary(max_size=300) | st.text('[]{}":,\\1a ', max_size=60).map(str.encode))
    def test_nothing_but_the_declared_error_comes_out(self, content: bytes) -> None:
        try:
            for element in read_items(content):
                assert element.problem == "" or element.item.value is None
        except ImportFailed:
            pass
        list(read_lines(content))


class TestItem:
    def test_text(self) -> None:
        item = Item({"a": None, "b": "  ", "c": " red\x00dish ", "n": 12, "t": True, "l": ["x"]})
        assert item.text("a", "b", "c") == "reddish"
        assert item.text("n") == "12"
        assert item.text("t") == item.text("l") == item.text("missing") == item.text() == ""
        assert Item("own").text() == "own"
        assert Item(["list"]).text("a") == ""

    def test_a_line(self) -> None:
        assert Item({"t": " two\n lines\t"}).line("t") == "two lines"

    def test_numbers_and_flags(self) -> None:
        item = Item(
            {"n": "12.5", "bad": "x", "inf": "inf", "yes": "1", "no": 0, "word": "False", "huge": "9" * 400}
        )
        assert item.number("bad", "n") == 12.5
        assert item.number("inf") is None
        assert item.number("huge") is None
        assert item.flag("yes")
        assert not item.flag("no", "word", "missing")

    def test_items(self) -> None:
        item = Item({"list": [1, 2], "php": {"1": "a", "3": "b"}, "one": {"x": 1}, "none": None, "empty": []})
        assert [inner.value for inner in item.items("list")] == [1, 2]
        assert [inner.value for inner in item.items("php")] == ["a", "b"]
        assert [inner.value for inner in item.items("one")] == [{"x": 1}]
        assert item.items("none") == item.items("empty") == item.items("missing") == ()
        assert [inner.value for inner in item.items("empty", "list")] == [1, 2]
        assert item.item("one").number("x") == 1
        assert item.item("none").item("x").text("y") == ""

    def test_names(self) -> None:
        item = Item({"tags": ["moss", {"name": "fern"}, None, {"label": "moss"}, 7, "  "], "one": "alone"})
        assert item.names("tags") == ("moss", "fern", "7")
        assert item.names("one") == ("alone",)

    def test_time(self) -> None:
        item = Item({"a": "nonsense", "b": 1_700_000_000})
        assert str(item.time("a", "b")) == "2023-11-14 22:13:20+00:00"

    def test_has(self) -> None:
        assert Item({"a": None, "b": 1}).has("a", "b")
        assert not Item({"a": None}).has("a", "b")
        assert not Item([]).has("a")


def test_readable_text() -> None:
    assert readable("a\x00b\tc\n\ud800") == "ab\tc\n\ufffd"


def test_lines_are_a_list() -> None:
    lines = b'{"a": 1, "list": [1, 2]}\n{"a": 2}\nbroken\n\n{"a": 3}\n'
    elements = list(read_items(lines))
    assert [each.item.number("a") for each in elements if not each.problem] == [1, 2, 3]
    assert {each.field for each in elements} == {""}
