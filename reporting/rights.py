"""Who may do what with whose submission: one table, asked by one function.

A role is what somebody is to an assignment or a unit; a relation is where that unit stands as
seen from the unit that person acts for, ``none`` where the act concerns no unit. Whose turn it
is, is for ``reporting.workflow`` to say. The command line, the pages and the API ask the same.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, get_args

from hierarchy.tree import Tree

Role = Literal[
    "clerk", "approver", "officer", "reviewer", "national", "auditor", "operator", "visitor"
]
Relation = Literal["own", "child", "below", "above", "sibling", "stranger", "none"]
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
    "visit",
    "home",
    "accounts",
    "reports",
    "plans",
    "adopt",
    "journal",
    "settings",
    "overview",
    "figures",
    "queue",
]
NONE = "none"
"""The state where no assignment is concerned."""
ROLES: tuple[Role, ...] = get_args(Role)
"""``clerk`` fills in for a unit and ``approver`` answers for it there; ``reviewer`` is an officer
of a unit that is one of the steps, ``officer`` of one above that is none, ``national`` of the
highest that is none; ``auditor`` looks at everything, ``operator`` runs the machine; ``visitor``
is nobody we know: not signed in, or disabled since."""
HELD: tuple[Role, ...] = ("clerk", "approver", "officer", "auditor", "operator")
"""What an account may be; ``reviewer`` and ``national`` are what an officer is to one unit."""
MAY_GIVE: Mapping[Role, tuple[Role, ...]] = {
    "officer": ("clerk", "approver", "officer"),
    "operator": HELD,
}
"""What somebody who may keep accounts may make of whom he invites."""
RELATIONS: tuple[Relation, ...] = get_args(Relation)
ACTS: tuple[Act, ...] = get_args(Act)

_ANY = "expected draft submitted returned approved succeeded withdrawn"
_OPEN = "expected draft returned"
_LIVE = "expected draft submitted returned approved"
_EVERYBODY = "own child below above sibling stranger"
_KNOWN = "clerk approver officer reviewer national auditor operator"
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
    # What concerns no assignment: pages for everybody, about oneself, and of people's accounts.
    (_KNOWN + " visitor", "visit", "none", NONE),
    (_KNOWN, "home", "none", NONE),
    ("officer national", "accounts", "none child below", NONE),
    ("officer national", "queue", "none", NONE),
    # A unit with all below it: who has sent, and what it adds up to.
    ("clerk approver officer national", "overview figures", "own child below", NONE),
    ("auditor", "overview figures", _EVERYBODY, NONE),
    ("operator", "overview", _EVERYBODY, NONE),
    ("operator", "accounts", "none " + _EVERYBODY, NONE),
    # Workbooks and plans of a unit, what was done there, and what the whole portal is set to.
    ("clerk approver officer reviewer national", "reports plans", "none own child below", NONE),
    ("approver officer national", "adopt", "own", NONE),
    ("approver officer national", "journal", "none own child below", NONE),
    ("auditor", "reports plans journal", "none " + _EVERYBODY, NONE),
    ("operator", "plans journal", "none " + _EVERYBODY, NONE),
    ("operator", "settings", "none", NONE),
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


def allowed(
    roles: Iterable[Role], act: Act, relation: Relation = "none", state: str = NONE
) -> bool:
    """Whether somebody in any of these roles may do this, with an assignment in this state."""
    return any((role, act, relation, state) in TABLE for role in roles)


def role_held(held: Role, relation: Relation, *, step: bool, highest: bool) -> Role:
    """What an account's role makes of somebody: of officers it depends on whom they look at.

    ``step``: their unit is one of the steps of the assignment's workflow; ``highest``: nobody is
    above their unit.
    """
    if held != "officer":
        return held
    if step and relation in {"child", "below"}:
        return "reviewer"
    return "national" if highest else "officer"


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
