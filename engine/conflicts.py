"""Refusals of what passed the door and still cannot be kept: something else came before it."""

from typing import TYPE_CHECKING

from errors import Fault
from store.refusals import Attempt, Refusal

if TYPE_CHECKING:
    from engine.sending import Accepted


def key_conflict(one: "Accepted") -> Refusal:
    """Its key was used for something else."""
    return refused(one, Fault("key_conflict", "key", one.source, one.key or ""))


def not_silent(one: "Accepted") -> Refusal:
    """It was entered for a unit that has spoken itself."""
    return refused(
        one, Fault("behalf_not_silent", "on_behalf_of", one.source, one.on_behalf_of or "")
    )


def too_late(one: "Accepted") -> Refusal:
    """What it answers was closed since it was judged."""
    sent = f"{one.unit} {one.form} {one.period}"
    return refused(one, Fault("not_assigned", "unit", one.source, sent, "-"))


def refused(one: "Accepted", *faults: Fault, attempt: Attempt | None = None) -> Refusal:
    """Something that passed the door, refused; ``attempt`` is what becomes a draft of it."""
    return Refusal(
        one.source, one.unit, one.form, one.period, one.payload, faults, one.sender, attempt
    )
