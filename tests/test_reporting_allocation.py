"""Splitting a target: exact, fair to a step, blind to the order it is told in, and provable."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from errors import Problem
from reporting.allocation import MOST_DECIMALS, Heir, Way, decimals_of, given_faults, split

WAYS = st.sampled_from(["equal", "weight", "last"])
BASES = st.lists(st.fractions(0, 10**6, max_denominator=1_000), min_size=1, max_size=40).filter(any)
DECIMALS = st.integers(0, MOST_DECIMALS)
STEPS = st.integers(0, 10**9)


def heirs(bases: list[Fraction]) -> list[Heir]:
    return [Heir(place, f"U{place}", basis) for place, basis in enumerate(bases)]


def refused(value: Fraction, way: Way, decimals: int, among: list[Heir]) -> list[str]:
    with pytest.raises(Problem) as caught:
        split(value, way, decimals, among)
    assert caught.value.code == "allocation_impossible"
    return [fault.code for fault in caught.value.faults]


@given(STEPS, DECIMALS, WAYS, BASES)
def test_the_shares_add_up_to_what_was_split(
    steps: int, decimals: int, way: Way, bases: list[Fraction]
) -> None:
    value = Fraction(steps, 10**decimals)
    proof = split(value, way, decimals, heirs(bases))
    assert proof.total == value == sum(share.value for share in proof.shares)
    assert proof.holds
    assert all((share.value * 10**decimals).denominator == 1 for share in proof.shares)


@given(STEPS, DECIMALS, WAYS, BASES)
def test_a_share_is_less_than_a_step_from_its_quota(
    steps: int, decimals: int, way: Way, bases: list[Fraction]
) -> None:
    value, step = Fraction(steps, 10**decimals), Fraction(1, 10**decimals)
    for share, basis in zip(split(value, way, decimals, heirs(bases)).shares, bases, strict=True):
        whole = value / len(bases) if way == "equal" else value * basis / sum(bases)
        assert share.quota == whole
        assert abs(share.value - whole) < step


@given(STEPS, DECIMALS, BASES)
def test_more_weight_never_gets_less(steps: int, decimals: int, bases: list[Fraction]) -> None:
    proof = split(Fraction(steps, 10**decimals), "weight", decimals, heirs(bases))
    ranked = sorted(proof.shares, key=lambda share: (share.basis or 0, share.value))
    assert [share.value for share in ranked] == sorted(share.value for share in ranked)
    assert all(share.value == 0 for share in proof.shares if not share.basis)


@given(STEPS, DECIMALS, WAYS, BASES, st.randoms(use_true_random=False))
def test_the_order_told_in_plays_no_part(
    steps: int, decimals: int, way: Way, bases: list[Fraction], chance: object
) -> None:
    value, among = Fraction(steps, 10**decimals), heirs(bases)
    mixed = among[:]
    assert hasattr(chance, "shuffle")
    chance.shuffle(mixed)
    assert split(value, way, decimals, mixed) == split(value, way, decimals, among)


@given(STEPS, DECIMALS, BASES)
def test_a_loss_is_split_as_a_gain_is(steps: int, decimals: int, bases: list[Fraction]) -> None:
    value = Fraction(steps, 10**decimals)
    gain = split(value, "weight", decimals, heirs(bases))
    loss = split(-value, "weight", decimals, heirs(bases))
    assert [-share.value for share in loss.shares] == [share.value for share in gain.shares]
    assert loss.holds


@given(STEPS, DECIMALS, BASES)
def test_doubling_every_weight_changes_nothing(
    steps: int, decimals: int, bases: list[Fraction]
) -> None:
    value = Fraction(steps, 10**decimals)
    once = split(value, "weight", decimals, heirs(bases))
    twice = split(value, "weight", decimals, heirs([2 * basis for basis in bases]))
    assert [s.value for s in once.shares] == [s.value for s in twice.shares]


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=20))
def test_shares_that_were_given_are_the_shares(given_: list[int]) -> None:
    among = heirs([Fraction(one) for one in given_])
    proof = split(Fraction(sum(given_)), "given", 0, among)
    assert [share.value for share in proof.shares] == given_
    assert proof.holds


def test_equal_remainders_go_to_whoever_stands_first_in_the_tree() -> None:
    proof = split(Fraction(10), "equal", 0, heirs([Fraction(1)] * 4))
    assert [share.value for share in proof.shares] == [3, 3, 2, 2]
    assert [share.turn for share in proof.shares] == [1, 2, 0, 0]


def test_hamiltons_own_way_with_a_textbook_case() -> None:
    # Quotas 4.7, 1.6, 1.59, 1.2, 0.6, 0.31 of ten seats; the three largest remainders get one more.
    bases = [Fraction(votes) for votes in (47_000, 16_000, 15_900, 12_000, 6_000, 3_100)]
    proof = split(Fraction(10), "weight", 0, heirs(bases))
    assert [share.value for share in proof.shares] == [5, 2, 1, 1, 1, 0]
    assert [share.turn for share in proof.shares] == [1, 2, 0, 0, 3, 0]


def test_the_certificate_of_a_forged_share_does_not_hold() -> None:
    proof = split(Fraction(10), "equal", 0, heirs([Fraction(1)] * 4))
    first, *rest = proof.shares
    forged = replace(proof, shares=(replace(first, value=first.value + 1), *rest))
    assert not forged.holds


def test_what_cannot_be_split_says_why() -> None:
    one, two = Heir(1, "A", Fraction(1)), Heir(2, "B", Fraction(2))
    none, below = Heir(3, "C"), Heir(4, "D", Fraction(-1))
    assert refused(Fraction(5), "equal", 0, []) == ["allocation_nobody"]
    zeros = [replace(one, basis=Fraction(0)), replace(two, basis=Fraction(0))]
    assert refused(Fraction(5), "weight", 0, zeros) == ["allocation_bases_zero"]
    assert refused(Fraction(5), "last", 0, [one, none]) == ["allocation_basis_missing"]
    assert refused(Fraction(5), "weight", 0, [one, below]) == ["allocation_basis_negative"]
    assert refused(Fraction(1, 2), "equal", 0, [one]) == ["allocation_too_fine"]
    assert refused(Fraction(1, 3), "equal", 6, [one]) == ["allocation_too_fine"]
    assert refused(Fraction(4), "given", 0, [one, two]) == ["allocation_sum"]


def test_shares_given_that_do_not_add_up_say_by_how_much() -> None:
    given_ = {"A": Fraction(3), "B": Fraction("2.5"), "X": Fraction(-1)}
    found = {fault.code: fault for fault in given_faults(Fraction(5), 0, given_, {"A", "B"})}
    assert found["allocation_not_among"].path == "X"
    assert found["allocation_too_fine"].path == "B"
    assert found["allocation_basis_negative"].path == "X"
    total = found["allocation_sum"]
    assert (total.sent, total.allowed, total.where) == ("4.5", "5", "-0.5")


@given(STEPS, DECIMALS)
def test_a_value_has_the_decimals_that_spell_it(steps: int, decimals: int) -> None:
    value = Fraction(steps, 10**decimals)
    found = decimals_of(value)
    assert found <= decimals
    assume(found)
    assert (value * 10 ** (found - 1)).denominator != 1
