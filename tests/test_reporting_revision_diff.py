"""What changed between two revisions: nothing where nothing did, and all of it where it did."""

import json

from hypothesis import given
from hypothesis import strategies as st

from reporting.revision_diff import Cell, Moved, applied, cells_of, difference

values = st.one_of(
    st.integers(-50, 50).map(str),
    st.booleans(),
    st.text(max_size=4),
    st.lists(st.text(max_size=3), max_size=2),
)
cell = st.one_of(
    st.builds(Cell, value=values),
    st.builds(Cell, mark=st.sampled_from(["none_occurred", "not_available", "not_applicable"])),
)
revision = st.dictionaries(st.sampled_from(["a", "b.c", "b.d", "e", "f"]), cell)


@given(revision)
def test_a_revision_differs_from_itself_in_nothing(one: dict[str, Cell]) -> None:
    assert difference(one, one) == ()


@given(revision, revision)
def test_a_difference_applied_to_the_one_gives_the_other(
    one: dict[str, Cell], other: dict[str, Cell]
) -> None:
    assert applied(one, difference(one, other)) == other


@given(revision, revision)
def test_the_way_back_is_the_same_cells_turned_round(
    one: dict[str, Cell], other: dict[str, Cell]
) -> None:
    back = tuple(Moved(m.path, m.after, m.before) for m in difference(one, other))
    assert difference(other, one) == back


@given(revision, revision)
def test_only_what_changed_is_named_each_once_and_in_order(
    one: dict[str, Cell], other: dict[str, Cell]
) -> None:
    moved = difference(one, other)
    paths = [m.path for m in moved]
    assert paths == sorted(set(paths))
    assert all(m.before != m.after for m in moved)


def test_a_no_a_nought_and_a_mark_are_not_blank() -> None:
    payload = {"values": {"a": False, "b": "0", "t": ""}, "marks": {"c": "not_available"}}
    cells = cells_of(json.dumps(payload).encode())
    assert all(cells.values())
    assert difference({}, cells) == tuple(
        Moved(path, Cell(), cells[path]) for path in sorted(cells)
    )
