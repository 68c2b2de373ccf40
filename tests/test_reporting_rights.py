"""Who may do what: the whole table against what was agreed, and every way of going upwards."""

from itertools import combinations

import numpy as np
import pytest

from hierarchy.tree import Tree
from reporting.rights import (
    ACTS,
    HELD,
    MAY_GIVE,
    NONE,
    RELATIONS,
    ROLES,
    TABLE,
    allowed,
    relation_of,
    role_held,
    role_of,
)
from reporting.workflow import MOVES, STATES, after, next_step, steps_of
from tests.cast import COUNTRY, DAY

TREE = Tree.of(COUNTRY, DAY)
PLACE = TREE.index
ABOVE = {"child", "below"}
FROM_ABOVE = {"officer", "reviewer", "national"}
OF_THE_UNIT = {"clerk", "approver"}
LIVE = {"expected", "draft", "submitted", "returned", "approved"}
CLOSED = {"succeeded", "withdrawn"}


def agreed(role: str, act: str, relation: str, state: str) -> bool:
    """The same rules, said in sentences of their own."""
    own, below, over = relation == "own", relation in ABOVE, role in FROM_ABOVE
    mine, theirs = role in OF_THE_UNIT and own, over and below
    looks = role in OF_THE_UNIT | FROM_ABOVE and (own or below)
    judged, waiting = {"submitted", "approved"}, {"expected", "draft", "returned"}
    rules = {
        "approve": role == "reviewer" and below and state == "submitted",
        "return": role == "reviewer" and below and state in judged,
        "force": theirs and state in judged,
        "on_behalf": theirs and state in waiting,
        "extend": theirs and state in waiting,
        "draft": mine and state in LIVE,
        "send": mine and state in LIVE,
        "template": (mine or theirs) and state in LIVE,
        "confirm": mine and state in judged | {"returned"},
        "paper": mine and state in judged | {"returned"},
        "see": looks or role in {"auditor", "operator"},
        "see_figures": looks or role == "auditor",
        "status": relation != "stranger" or role in {"auditor", "operator"},
    }
    if act in OF_NO_ASSIGNMENT:
        return state == NONE and beside(role, act, relation)
    return state != NONE and relation != "none" and role != "visitor" and rules[act]


OF_A_UNIT = {"reports", "plans", "journal"}
OF_A_SUBTREE = {"overview", "figures"}
OF_NO_ASSIGNMENT = {"visit", "home", "accounts", *OF_A_UNIT, *OF_A_SUBTREE}
OF_NO_ASSIGNMENT |= {"adopt", "settings", "queue"}


def of_a_unit(role: str, act: str, relation: str) -> bool:
    """Workbooks, plans and the journal of a unit."""
    if act == "adopt":
        return role in {"approver", "officer", "national"} and relation == "own"
    all_of_it = role == "auditor" or (role == "operator" and act != "reports")
    people = {"approver", *FROM_ABOVE} - ({"reviewer"} if act == "journal" else set())
    some = people if act == "journal" else people | {"clerk"}
    return all_of_it or (role in some and relation in {"none", "own", *ABOVE})


def beside(role: str, act: str, relation: str) -> bool:
    """What concerns no assignment, in sentences of its own."""
    if act in {*OF_A_UNIT, "adopt"}:
        return of_a_unit(role, act, relation)
    if act == "settings":
        return role == "operator" and relation == "none"
    if act == "accounts":
        down = relation in {"none", *ABOVE}
        return role == "operator" or (role in {"officer", "national"} and down)
    if act in OF_A_SUBTREE:
        everywhere = role == "auditor" or (role == "operator" and act == "overview")
        theirs = role in {"clerk", "approver", "officer", "national"}
        seen = relation == "own" or relation in ABOVE
        return relation != "none" and (everywhere or (theirs and seen))
    if act == "queue":
        return relation == "none" and role in {"officer", "national"}
    return relation == "none" and (act == "visit" or role != "visitor")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("act", ACTS)
def test_the_table_says_what_was_agreed(role: str, act: str) -> None:
    for relation in RELATIONS:
        for state in (*STATES, NONE):
            granted = (role, act, relation, state) in TABLE
            assert granted == agreed(role, act, relation, state), (relation, state)
            assert allowed((role,), act, relation, state) == granted  # type: ignore[arg-type]  # every word of the table, as text


def test_the_table_holds_no_word_of_its_own() -> None:
    assert {cell[0] for cell in TABLE} == set(ROLES)
    assert {cell[1] for cell in TABLE} == set(ACTS)
    assert {cell[2] for cell in TABLE} == set(RELATIONS)
    assert {cell[3] for cell in TABLE} == {*STATES, NONE}


def test_nobody_judges_what_is_closed_and_nobody_judges_his_own() -> None:
    for role, act, relation, state in TABLE:
        if act in {"approve", "return", "force", "send", "draft"}:
            assert state not in CLOSED
        if act in {"approve", "return", "force"}:
            assert relation in ABOVE
            assert role in FROM_ABOVE


def test_the_moves_know_the_same_states_and_close_for_good() -> None:
    assert {state for state, _act in MOVES} | set(MOVES.values()) <= set(STATES)
    assert all(after("succeeded", act) is None for _state, act in MOVES)  # type: ignore[arg-type]  # every act of the table, as text
    assert after("submitted", "finish") == "approved"
    assert after("returned", "finish") is None
    assert after("expected", "return") is None


def test_any_of_several_roles_is_enough_and_none_is_not() -> None:
    assert allowed(("officer", "clerk"), "send", "own", "draft")
    assert not allowed(("officer",), "send", "own", "draft")
    assert not allowed((), "visit")


def test_an_officer_is_what_the_unit_looked_at_makes_of_him() -> None:
    assert role_held("officer", "child", step=True, highest=False) == "reviewer"
    assert role_held("officer", "child", step=False, highest=True) == "national"
    assert role_held("officer", "own", step=True, highest=False) == "officer"
    assert role_held("officer", "stranger", step=True, highest=False) == "officer"
    for held in set(HELD) - {"officer"}:
        assert role_held(held, "child", step=True, highest=True) == held


def test_nobody_gives_more_than_he_may_and_only_who_keeps_accounts_gives() -> None:
    assert set(MAY_GIVE) == {"officer", "operator"}
    assert not {"auditor", "operator"} & set(MAY_GIVE["officer"])
    for role in ROLES:
        keeps = any(allowed((role,), "accounts", relation) for relation in RELATIONS)
        assert keeps == (role in {*MAY_GIVE, "national"})


RELATED = {
    ("D11", "W111"): "child",
    ("P1", "W111"): "below",
    ("N", "W111"): "below",
    ("W111", "W111"): "own",
    ("W112", "W111"): "sibling",
    ("T1", "D11"): "sibling",
    ("W111", "D11"): "above",
    ("W111", "N"): "above",
    ("D12", "W111"): "stranger",
    ("W121", "W111"): "stranger",
    ("P2", "W111"): "stranger",
    ("T1", "W111"): "stranger",
}


@pytest.mark.parametrize(("officer", "unit"), sorted(RELATED))
def test_relations_are_read_off_the_tree(officer: str, unit: str) -> None:
    assert relation_of(TREE, PLACE[officer], PLACE[unit]) == RELATED[officer, unit]


def above(unit: str) -> list[str]:
    """Codes above a unit, by the parents the cast names."""
    parents = {one.code: one.parent_code for one in COUNTRY}
    found = []
    at = parents[unit]
    while at is not None:
        found.append(at)
        at = parents[at]
    return found


LEVEL = {one.code: one.level for one in COUNTRY}
WORKFLOWS = [None] + [
    some
    for size in (1, 2, 3, 4)
    for some in combinations(("ward", "district", "province", "nation"), size)
]


@pytest.mark.parametrize("levels", WORKFLOWS, ids=str)
def test_the_steps_are_the_units_above_whose_level_is_listed(
    levels: tuple[str, ...] | None,
) -> None:
    for unit in LEVEL:
        listed = [one for one in above(unit) if levels and LEVEL[one] in levels]
        wanted = listed or above(unit)[:1]
        steps = steps_of(TREE, PLACE[unit], levels)
        assert [TREE.units[step].code for step in steps] == wanted
        chain = TREE.ancestors(PLACE[unit])
        turns = [next_step(chain, steps, steps[:done]) for done in range(len(steps) + 1)]
        assert turns == [*steps, None]
        for officer in LEVEL:
            role = role_of(TREE, PLACE[officer], PLACE[unit], steps)
            if officer in wanted:
                assert role == "reviewer"
            elif officer == unit:
                assert role == "approver"
            else:
                assert role == ("national" if officer == "N" else "officer")


def test_whoever_acts_by_force_leaves_only_the_steps_above_him() -> None:
    chain = TREE.ancestors(PLACE["W111"])
    steps = steps_of(TREE, PLACE["W111"], ("district", "nation"))
    assert next_step(chain, steps, [PLACE["P1"]]) == PLACE["N"]
    assert next_step(chain, steps, [PLACE["N"]]) is None
    assert next_step(chain, steps, [PLACE["P2"]]) == PLACE["D11"]


def test_levels_may_repeat_on_the_way_up() -> None:
    tree = Tree.from_parents(np.array([-1, 0, 1, 2], np.int32), ("a", "b", "b", "b"))
    assert steps_of(tree, 3, ("b",)) == (2, 1)
