"""What could be read of a submission, as it may be kept, shown and sent again."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal

from intake.reading import Sent
from schemas.canonical import canonical_json
from store import drafts, refusals
from store.assignments import Owed
from store.drafts import Draft
from store.opening import Connection
from store.refusals import Attempt, Refusal

STRANGE = frozenset({"template_other_unit", "behalf_unfit", "behalf_not_silent"})
"""Faults of what comes from somebody who may not send for this unit: it is nobody's draft."""
_LONGEST = 40
"""Digits before or after the point beyond which a number is kept as the text it was."""


def attempt_of(sent: Sent, owed: Owed) -> Attempt:
    """A submission whose assignment is known, whatever is wrong with its content."""
    given = {
        "values": _plain(sent.values),
        "marks": dict(sent.marks),
        "reasons": dict(sent.reasons),
        "by": sent.by,
        "on_behalf_of": sent.on_behalf_of,
    }
    content = canonical_json({name: what for name, what in given.items() if what})
    return Attempt(owed.id, owed.form_id, owed.level, content, sent.template is not None)


def _plain(value: object) -> object:
    """What JSON can hold: numbers exact, everything it does not know as text."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if value is None or isinstance(value, str | bool | int):
        return value
    try:
        exact = value if isinstance(value, Decimal) else Decimal(str(value))
        sane = exact.is_finite() and abs(exact.adjusted()) < _LONGEST
    except ArithmeticError:
        sane = False
    return exact if sane else str(value)


def settle(
    connection: Connection,
    refused: Sequence[Refusal],
    accepted: Collection[int],
    now: datetime,
) -> None:
    """Keep what was refused as drafts; what was accepted, by assignment id, needs none any more.

    To be called before the refusals are kept: what was refused before and has been answered
    since is not brought back by reading its folder again.
    """
    drafts.drop(connection, accepted)
    tried = [
        (one, one.attempt)
        for one in refused
        if one.attempt and one.attempt.assignment_id not in accepted and _worth(one, one.attempt)
    ]
    if not tried:
        return
    seen = refusals.known(connection, [one for one, _ in tried])
    old = [a.assignment_id for one, a in tried if (one.digest, one.source) in seen]
    past = drafts.answered(connection, old)
    fresh = [
        draft_of(one, attempt, now)
        for one, attempt in tried
        if not (attempt.assignment_id in past and (one.digest, one.source) in seen)
    ]
    drafts.keep(connection, fresh)


def _worth(one: Refusal, attempt: Attempt) -> bool:
    return attempt.content != "{}" and STRANGE.isdisjoint(fault.code for fault in one.faults)


def draft_of(one: Refusal, attempt: Attempt, now: datetime) -> Draft:
    """What is kept of an attempt, with its faults."""
    faults = json.dumps([asdict(fault) for fault in one.faults], ensure_ascii=False)
    return Draft(attempt.assignment_id, attempt.content, faults, one.source, one.sender, now)
