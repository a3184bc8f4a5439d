"""The file of a segment: what was written comes back, and what was not is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postil.search.damage import Unusable
from postil.search.segments.columns import (
    Columns,
    ColumnsWriter,
    Part,
    Seal,
    lengths_of,
    seal_of,
    starts_of,
)

if TYPE_CHECKING:
    from pathlib import Path

Arrays = dict[tuple[str, Part], np.ndarray[Any, Any]]

types = st.sampled_from(["|u1", "<u2", "<u4", "<i4", "<f4", "|S5", ">u4"])
arrays = st.dictionaries(
    st.tuples(st.sampled_from(["text", "words", "a_field_of_22_letters_"]), st.sampled_from(Part)),
    st.builds(
        lambda kind, count: np.arange(count).astype(kind),
        types,
        st.one_of(st.integers(0, 9), st.just(70_000)),
    ),
    max_size=4,
)
freely = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def write(path: Path, several: Arrays, documents: int = 3) -> None:
    path.unlink(missing_ok=True)
    writer = ColumnsWriter(path.open("xb"))
    for (field, part), values in several.items():
        writer.add(field, part, values)
    writer.finish(documents)
    writer.close()


def contents(columns: Columns, several: Arrays) -> list[list[Any]]:
    found = [columns.column(*name) for name in several]
    return [[] if column is None else column.whole().tolist() for column in found]


@freely
@given(arrays, st.integers(0, 65_536))
def test_arrays_come_back(tmp_path: Path, several: Arrays, documents: int) -> None:
    write(tmp_path / "file", several, documents)
    columns = Columns(tmp_path / "file", seal_of(tmp_path / "file"))
    assert columns.documents == documents
    assert contents(columns, several) == [values.tolist() for values in several.values()]
    columns.check_all()
    for name, values in several.items():
        column = columns.column(*name)
        assert column is not None
        assert len(column) == len(values)
        assert column.cut(2, 5).tolist() == values[2:5].tolist()
    assert columns.column("other", Part.TERMS) is None
    assert columns.fields(Part.TERMS) == sorted(field for field, part in several if part is Part.TERMS)


def test_an_array_is_written_in_pieces(tmp_path: Path) -> None:
    writer = ColumnsWriter((tmp_path / "file").open("xb"))
    writer.begin("text", Part.NUMBERS, np.uint16)
    for first in range(0, 90_000, 9_000):
        writer.go_on(np.arange(first, first + 9_000) % 65_536)
    writer.finish(1)
    writer.close()
    column = Columns(tmp_path / "file").column("text", Part.NUMBERS)
    assert column is not None
    assert column.whole().tolist() == [number % 65_536 for number in range(90_000)]


SEVERAL: Arrays = {
    ("text", Part.TERMS): np.arange(200, dtype=np.uint8),
    ("text", Part.NUMBERS): np.arange(100_000, dtype=np.uint16),
    ("title", Part.VALUES): np.array([b"one", b"two"]),
}


@freely
@given(
    place=st.one_of(
        st.floats(0, 1, exclude_max=True), st.floats(0, 0.001), st.floats(0.998, 1, exclude_max=True)
    ),
    harm=st.one_of(st.binary(min_size=1, max_size=40), st.just(bytes(3000)), st.none()),
)
def test_any_damage_is_told_and_no_damaged_number_is_given_out(
    tmp_path: Path, place: float, harm: bytes | None
) -> None:
    """``harm`` is what stands there now; None where the file ends there."""
    path = tmp_path / "file"
    write(path, SEVERAL)
    seal = seal_of(path)
    whole = path.read_bytes()
    at = int(place * len(whole))
    damaged = whole[:at] if harm is None else (whole[:at] + harm + whole[at + len(harm) :])[: len(whole)]
    path.write_bytes(damaged)
    told = False
    try:
        columns = Columns(path, seal)
        for name, values in SEVERAL.items():
            column = columns.column(*name)
            assert column is not None
            try:
                assert column.whole().tolist() == values.tolist()
            except Unusable:
                told = True
        columns.check_all()
    except Unusable:
        told = True
    assert told == (damaged != whole)


@pytest.mark.parametrize("content", [b"", b"\x89PSTLSEG", b"PK\x03\x04" * 100, bytes(5000)])
def test_a_file_of_another_kind_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(Unusable):
        Columns(tmp_path / "file")
    with pytest.raises(Unusable):
        seal_of(tmp_path / "file")


def test_a_file_in_the_place_of_another_is_told(tmp_path: Path) -> None:
    write(tmp_path / "one", SEVERAL)
    write(tmp_path / "two", {**SEVERAL, ("title", Part.VALUES): np.array([b"one", b"six"])})
    seal = seal_of(tmp_path / "one")
    assert isinstance(seal, Seal)
    with pytest.raises(Unusable, match="not the file"):
        Columns(tmp_path / "two", seal)


def test_a_file_that_was_not_finished_is_told(tmp_path: Path) -> None:
    writer = ColumnsWriter((tmp_path / "file").open("xb"))
    writer.add("text", Part.NUMBERS, np.arange(100_000))
    writer.close()
    with pytest.raises(Unusable):
        Columns(tmp_path / "file")


def test_nothing_but_what_is_asked_for_is_checked(tmp_path: Path) -> None:
    """A damaged block takes nothing from the others."""
    write(tmp_path / "file", SEVERAL)
    content = bytearray((tmp_path / "file").read_bytes())
    content[150_000] ^= 1
    (tmp_path / "file").write_bytes(content)
    column = Columns(tmp_path / "file").column("text", Part.NUMBERS)
    assert column is not None
    assert column.cut(0, 10_000).tolist() == list(range(10_000))
    with pytest.raises(Unusable, match="damaged at byte"):
        column.cut(74_000, 75_000)


def test_lengths_and_starts() -> None:
    assert starts_of(np.array([2, 0, 3])).tolist() == [0, 2, 2, 5]
    assert lengths_of(starts_of(np.array([2, 0, 3]))).tolist() == [2, 0, 3]
    assert starts_of(np.array([], np.int64)).tolist() == [0]
