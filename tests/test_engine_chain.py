"""The walk along the journal's chain: whatever is done to acts, it is found and named."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.chain import MOST, made, walked
from errors import Fault
from store.journal import START
from store.verifying import RawAct

pytestmark = pytest.mark.both

Head = tuple[int, str]


def journal(count: int) -> list[RawAct]:
    """So many acts in a row, as they are kept."""
    acts: list[RawAct] = []
    for number in range(1, count + 1):
        at = f"2026-01-01T00:{number % 60:02}:00+00:00"
        act = RawAct(number, at, f"actor {number % 3}", "collect", "", f'{{"n": {number}}}', "")
        acts.append(replace(act, hash=made(act, number, acts[-1].hash if acts else START)))
    return acts


def head(acts: Sequence[RawAct]) -> Head:
    return (acts[-1].number, acts[-1].hash) if acts else (0, START)


def found(acts: Sequence[RawAct], end: Head | None) -> list[Fault]:
    ordered = sorted(acts, key=lambda one: one.number)
    seen, faults = walked(ordered, end)
    assert seen == len(acts)
    return faults


def named(faults: Sequence[Fault]) -> list[tuple[str, str]]:
    return [(fault.code, fault.where) for fault in faults]


def test_a_whole_journal_has_no_fault() -> None:
    for count in (0, 1, 2, 50):
        acts = journal(count)
        assert found(acts, head(acts)) == []


@pytest.mark.parametrize("place", [1, 2, 5, 9, 10])
@pytest.mark.parametrize("part", ["at", "actor", "verb", "subject", "details"])
def test_an_act_that_was_changed_is_named_alone(place: int, part: str) -> None:
    acts = journal(10)
    end = head(acts)
    changed: dict[str, Any] = {part: "2020-01-01T00:00:00+00:00"}
    acts[place - 1] = replace(acts[place - 1], **changed)
    assert named(found(acts, end)) == [("act_changed", f"act {place}")]


@pytest.mark.parametrize("place", [1, 5, 10])
def test_a_hash_that_was_changed_is_told_from_a_changed_act(place: int) -> None:
    acts = journal(10)
    end = head(acts)
    acts[place - 1] = replace(acts[place - 1], hash="0" * 63 + "1")
    assert named(found(acts, end)) == [("act_respelled", f"act {place}")]


@pytest.mark.parametrize(("first", "last"), [(1, 1), (4, 4), (3, 7), (9, 9)])
def test_acts_that_were_removed_are_named(first: int, last: int) -> None:
    acts = journal(10)
    end = head(acts)
    del acts[first - 1 : last]
    name = f"{first}" if first == last else f"{first}-{last}"
    assert named(found(acts, end)) == [("act_missing", f"act {name}")]


@pytest.mark.parametrize("left", [0, 1, 9])
def test_a_tail_that_was_cut_off_is_named(left: int) -> None:
    acts = journal(10)
    end = head(acts)
    name = f"{left + 1}-10" if left < 9 else "10"
    assert named(found(acts[:left], end)) == [("tail_missing", f"act {name}")]


def renumbered(acts: list[RawAct], first: int, by: int) -> list[RawAct]:
    return [replace(a, number=a.number + by) if a.number >= first else a for a in acts]


@pytest.mark.parametrize("place", [1, 5, 9, 10])
@pytest.mark.parametrize("fitting", [True, False])
def test_an_act_slipped_in_is_named_and_so_are_those_it_moved(place: int, fitting: bool) -> None:  # noqa: FBT001  a case of the table
    acts = journal(10)
    end = head(acts)
    stranger = replace(acts[0], number=place, actor="nobody", details="{}", hash="1" * 64)
    if fitting:
        before = acts[place - 2].hash if place > 1 else START
        stranger = replace(stranger, hash=made(stranger, place, before))
    acts = [*renumbered(acts, place, 1), stranger]
    moved = f"{place + 1}-11" if place < 10 else "11"
    faults = named(found(acts, end))
    assert ("act_inserted", f"act {place}") in faults
    assert ("act_moved", f"act {moved}") in faults
    assert len(faults) == 2


@pytest.mark.parametrize("place", [1, 5, 8])
def test_an_act_taken_out_is_named_though_the_rest_is_renumbered(place: int) -> None:
    acts = journal(10)
    end = head(acts)
    del acts[place - 1]
    faults = found(renumbered(acts, place, -1), end)
    assert ("act_removed", f"act {place}") in named(faults)
    assert ("act_moved", f"act {place}-9") in named(faults)
    assert len(faults) == 2


@pytest.mark.parametrize(("one", "other"), [(3, 4), (3, 5), (2, 9), (1, 10), (9, 10), (1, 2)])
def test_acts_that_changed_places_are_named_and_nobody_else(one: int, other: int) -> None:
    acts = journal(10)
    end = head(acts)
    acts[one - 1] = replace(acts[one - 1], number=other)
    acts[other - 1] = replace(acts[other - 1], number=one)
    faults = found(acts, end)
    assert {(f.code, f.sent, f.allowed) for f in faults if f.code == "act_moved"} == {
        ("act_moved", str(one), str(other)),
        ("act_moved", str(other), str(one)),
    }
    # The newest act is one of them: then the store's word of it does not hold either.
    assert {f.code for f in faults} <= {"act_moved", "head_differs"}


def test_acts_after_the_last_one_are_named_even_where_they_fit() -> None:
    acts = journal(12)
    assert named(found(acts, head(acts[:10]))) == [
        ("act_beyond", "act 11"),
        ("act_beyond", "act 12"),
    ]


def test_an_act_carried_to_the_end_is_named_where_it_was_and_where_it_is() -> None:
    acts = journal(10)
    end = head(acts)
    acts[4] = replace(acts[4], number=50)
    faults = named(found(acts, end))
    assert ("act_missing", "act 5") in faults
    assert ("act_moved", "act 50") in faults


def test_two_acts_with_one_number_are_named() -> None:
    acts = journal(5)
    end = head(acts)
    assert named(found([*acts, replace(acts[2], actor="nobody")], end)) == [("act_twice", "act 3")]
    assert named(found([replace(acts[2], number=0), *acts], end)) == [("act_unnumbered", "act 0")]


def test_a_store_that_does_not_know_its_newest_act_says_so() -> None:
    assert named(found(journal(5), None)) == [("head_missing", "act 5")]
    assert found([], None) == []


def test_the_last_act_rewritten_with_its_hash_is_found() -> None:
    acts = journal(5)
    end = head(acts)
    acts[4] = replace(acts[4], actor="nobody")
    acts[4] = replace(acts[4], hash=made(acts[4], 5, acts[3].hash))
    assert named(found(acts, end)) == [("head_differs", "act 5")]


def test_a_flood_of_changed_acts_is_named_act_by_act() -> None:
    acts = journal(MOST + 200)
    end = head(acts)
    acts = [replace(act, actor="nobody") for act in acts]
    faults = found(acts, end)
    assert [fault.where for fault in faults] == [f"act {n}" for n in range(1, MOST + 201)]


CHANGES = st.sampled_from(
    ["actor", "details", "at", "hash", "remove", "cut", "insert", "swap", "rehash", "number"]
)


@given(
    count=st.integers(1, 25),
    steps=st.lists(
        st.tuples(CHANGES, st.integers(0, 40), st.integers(0, 40), st.text(max_size=3)),
        min_size=1,
        max_size=6,
    ),
)
def test_whatever_is_done_something_is_named_unless_nothing_was_changed(
    count: int, steps: list[tuple[str, int, int, str]]
) -> None:
    acts = journal(count)
    whole, end = list(acts), head(acts)
    for step in steps:
        acts = _tampered(acts, *step)
    changed = sorted(acts, key=lambda one: one.number) != whole
    assert bool(found(acts, end)) is changed


@given(
    count=st.integers(2, 40),
    places=st.sets(st.integers(0, 39), min_size=1, max_size=8),
    part=st.sampled_from(["actor", "details", "at", "subject", "verb"]),
)
def test_every_act_that_was_changed_is_named(count: int, places: set[int], part: str) -> None:
    acts = journal(count)
    end = head(acts)
    changed = {place % count for place in places}
    for place in changed:
        more: dict[str, Any] = {part: "changed"}
        acts[place] = replace(acts[place], **more)
    assert {f.where for f in found(acts, end)} == {f"act {place + 1}" for place in changed}


def _tampered(acts: list[RawAct], change: str, one: int, other: int, text: str) -> list[RawAct]:
    acts = list(acts)
    if not acts:
        return acts
    at, there = one % len(acts), other % len(acts)
    if change in ("actor", "details", "at", "hash"):
        more: dict[str, Any] = {change: text}
        acts[at] = replace(acts[at], **more)
    elif change == "remove":
        del acts[at]
    elif change == "cut":
        del acts[at:]
    elif change == "insert":
        acts.append(replace(acts[at], number=other, actor=text))
    elif change == "swap":
        mine, theirs = acts[at].number, acts[there].number
        acts[at] = replace(acts[at], number=theirs)
        acts[there] = replace(acts[there], number=mine)
    elif change == "rehash":
        before = acts[at - 1].hash if at else START
        acts[at] = replace(acts[at], actor=text)
        acts[at] = replace(acts[at], hash=made(acts[at], acts[at].number, before))
    else:
        acts[at] = replace(acts[at], number=other)
    return acts
