"""Warnings that stand beside what was sent, and have no reason yet."""

from engine.confirm import fault_of
from engine.work import Work
from errors import Fault
from store import warnings


def doubted(work: Work, assignment_id: int) -> tuple[Fault, ...]:
    """The unconfirmed warnings of an assignment's newest revision, the weightiest first."""
    with work.store().reading() as connection:
        kept = warnings.of_newest(connection, [assignment_id])
    return tuple(fault_of(one) for one in kept if one.reason is None)
