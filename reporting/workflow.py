"""Who must approve a submission, in which order, and what each act makes of an assignment."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from hierarchy.tree import Tree

State = Literal["expected", "draft", "submitted", "returned", "approved", "succeeded", "withdrawn"]
Act = Literal["draft", "send", "approve", "finish", "return", "void", "extend", "close", "reopen"]
STATES: tuple[State, ...] = (
    "expected",
    "draft",
    "submitted",
    "returned",
    "approved",
    "succeeded",
    "withdrawn",
)
"""Every state an assignment is kept in; late, missing and extended are read off the clock."""
MOVES: Mapping[tuple[str, str], State] = {
    ("expected", "draft"): "draft",
    ("draft", "draft"): "draft",
    ("returned", "draft"): "returned",
    ("expected", "send"): "submitted",
    ("draft", "send"): "submitted",
    ("submitted", "send"): "submitted",
    ("returned", "send"): "submitted",
    ("approved", "send"): "submitted",
    ("submitted", "approve"): "submitted",
    ("submitted", "finish"): "approved",
    ("submitted", "return"): "returned",
    ("approved", "return"): "returned",
    ("submitted", "void"): "submitted",
    ("approved", "void"): "submitted",
    ("expected", "extend"): "expected",
    ("draft", "extend"): "draft",
    ("returned", "extend"): "returned",
    ("expected", "close"): "withdrawn",
    ("draft", "close"): "withdrawn",
    ("returned", "close"): "withdrawn",
    ("withdrawn", "reopen"): "expected",
}
"""(state, act) -> state: what may happen to an assignment, and what it is then.

``approve`` is one step of several, ``finish`` the last of them. ``close`` may also end in
``succeeded``, and ``reopen`` in ``returned`` where something had been sent.
"""


def after(state: str, act: Act) -> State | None:
    """What an act makes of a state; None where it is not allowed."""
    return MOVES.get((state, act))


def steps_of(tree: Tree, place: int, levels: Sequence[str] | None) -> tuple[int, ...]:
    """Places whose officers must approve what stands at ``place``, in upward order.

    The units above whose level is listed; a listed level that is not above is skipped. If none
    is left, or without a list, the unit directly above. Empty for a unit with nobody above.
    """
    above = tree.ancestors(place)
    named = [one for one in above if levels is not None and tree.units[one].level in levels]
    return tuple(named or above[:1])


def next_step(chain: Sequence[int], steps: Sequence[int], passed: Iterable[int] = ()) -> int | None:
    """The step whose turn it is: the lowest above everybody who has approved; None after the last.

    ``chain`` is every place above, nearest first; ``passed`` may hold places that are no step,
    where somebody above acted by force.
    """
    reached = max((chain.index(one) for one in passed if one in chain), default=-1)
    return next((one for one in steps if chain.index(one) > reached), None)
