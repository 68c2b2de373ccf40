"""Who may do what with whose submission: one table, asked by one function.

A role is what somebody is to an assignment; a relation is where the assignment's unit stands as
seen from the unit that person acts for. Whose turn it is, is for ``reporting.workflow`` to say.
"""

from collections.abc import Iterator, Sequence
from typing import Literal, get_args

from hierarchy.tree import Tree

Role = Literal["clerk", "approver", "officer", "reviewer", "national", "auditor", "operator"]
Relation = Literal["own", "child", "below", "above", "sibling", "stranger"]
Act = Literal[
    "template",
    "draft",
    "send",
    "confirm",
    "paper",
    "on_behalf",
    "approve",
    "return",
    "force",
    "extend",
    "see",
    "see_figures",
    "status",
]
ROLES: tuple[Role, ...] = get_args(Role)
"""``clerk`` fills in for a unit and ``approver`` answers for it there; ``reviewer`` is an officer
of a unit that is one of the steps, ``officer`` of one above that is none, ``national`` of the
highest that is none; ``auditor`` looks at everything, ``operator`` runs the machine."""
RELATIONS: tuple[Relation, ...] = get_args(Relation)
ACTS: tuple[Act, ...] = get_args(Act)

_ANY = "expected draft submitted returned approved succeeded withdrawn"
_OPEN = "expected draft returned"
_LIVE = "expected draft submitted returned approved"
_EVERYBODY = "own child below above sibling stranger"
_GRANTS: tuple[tuple[str, str, str, str], ...] = (
    # roles, acts, relations, states
    ("clerk approver", "template draft send", "own", _LIVE),
    ("clerk approver", "confirm paper", "own", "submitted returned approved"),
    ("clerk approver", "see see_figures status", "own child below", _ANY),
    # A unit may know that those beside it and above it have sent, not what.
    ("clerk approver", "status", "above sibling", _ANY),
    ("officer reviewer national", "template", "child below", _LIVE),
    ("officer reviewer national", "on_behalf extend", "child below", _OPEN),
    ("officer reviewer national", "see see_figures status", "own child below", _ANY),
    ("officer reviewer national", "status", "above sibling", _ANY),
    ("officer reviewer national", "force", "child below", "submitted approved"),
    ("reviewer", "approve", "child below", "submitted"),
    ("reviewer", "return", "child below", "submitted approved"),
    ("auditor", "see see_figures status", _EVERYBODY, _ANY),
    # Whoever runs the machine needs to know what is stuck, and no figure.
    ("operator", "see status", _EVERYBODY, _ANY),
)


def _cells() -> Iterator[tuple[str, str, str, str]]:
    for roles, acts, relations, states in _GRANTS:
        for role in roles.split():
            for act in acts.split():
                for relation in relations.split():
                    for state in states.split():
                        yield role, act, relation, state


TABLE: frozenset[tuple[str, str, str, str]] = frozenset(_cells())
"""Every (role, act, relation, state) that is allowed; whatever is not in it is not."""


def may(role: Role, act: Act, relation: Relation, state: str) -> bool:
    """Whether somebody in this role may do this with an assignment in this state."""
    return (role, act, relation, state) in TABLE


def role_of(tree: Tree, officer: int, place: int, steps: Sequence[int]) -> Role:
    """What an officer acting for the unit at ``officer`` is to what stands at ``place``."""
    if officer == place:
        return "approver"
    if officer in steps:
        return "reviewer"
    return "national" if tree.parent[officer] < 0 else "officer"


def relation_of(tree: Tree, officer: int, place: int) -> Relation:
    """Where ``place`` stands as seen from ``officer``."""
    if officer == place:
        return "own"
    if tree.parent[place] == officer:
        return "child"
    if officer < place < tree.stop[officer]:
        return "below"
    if place < officer < tree.stop[place]:
        return "above"
    return "sibling" if tree.parent[officer] == tree.parent[place] else "stranger"
