"""Batches of several senders that are kept in one transaction, and whose share is what."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from engine.accepted import Accepted, Checked, Collected
from engine.confirm import Warned
from engine.ledger import Ledger
from engine.work import Work
from store.refusals import Refusal

_FEW = 20
"""Submissions of a batch that may be kept together with others."""


@dataclass(frozen=True, slots=True, eq=False)
class Wish:
    """A judged batch to be kept; ``request`` is as in ``keep_part``."""

    work: Work
    checked: Checked
    now: datetime
    request: Mapping[str, str] = field(default_factory=dict)

    @property
    def sources(self) -> frozenset[str]:
        """Where its submissions stood in what was sent."""
        passed = (one.source for one in self.checked.accepted)
        return frozenset((*passed, *(one.source for one in self.checked.refused)))


def light(wish: Wish) -> bool:
    """Whether a batch may be kept together with others'."""
    many = len(wish.checked.accepted) + len(wish.checked.refused)
    return many <= _FEW and not any(one.papers or one.reasons for one in wish.checked.accepted)


def about(wish: Wish) -> Iterator[Hashable]:
    """What two batches that are kept together may not have in common."""
    yield from wish.sources
    yield from wish.request
    for one in wish.checked.accepted:
        yield one.assignment_id
        if one.key:
            yield one.key
    for refused in wish.checked.refused:
        if refused.attempt:
            yield refused.attempt.assignment_id


def share(
    wish: Wish,
    accepted: Sequence[Accepted],
    ledger: Ledger,
    refused: Sequence[Refusal],
    warned: Sequence[Warned],
) -> Collected:
    """What of all that was kept together is one sender's."""
    own = wish.sources
    receipts = tuple(one for one in ledger.receipts if one.source in own)
    fresh = sum(not one.repeated for one in receipts)
    return Collected(
        fresh,
        len(receipts) - fresh,
        receipts,
        tuple(one for one in refused if one.source in own),
        tuple(one for one in warned if one.source in own),
        tuple(note for one in accepted if one.source in own for note in one.notes),
    )


def fresh_rows(wish: Wish, ledger: Ledger) -> list[dict[str, object]]:
    """The new revisions of one sender."""
    own = wish.sources
    return [row for row in ledger.rows if row["source"] in own]
