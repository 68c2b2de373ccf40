"""What is said to the operator: one message with what stands still and what is over."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone

from engine.standings import zone_of
from engine.work import Work
from store import journal, outbox, watching
from store.opening import Connection
from store.outbox import ALERT

SHOWN = 10
"""Findings of one kind that are spelled out in a message; the others are counted."""
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that stands still since a moment; ``about`` names it for as long as it does."""

    code: str
    about: str
    since: datetime
    details: Mapping[str, object] = field(default_factory=dict)


def say(
    work: Work,
    connection: Connection,
    now: datetime,
    words: Words,
    fresh: Sequence[Finding],
    over: Sequence[tuple[str, int]],
) -> str:
    """One message with all of it; the unit it goes to, none where no unit was ever imported."""
    zone = zone_of(work.country().offset)
    chief = watching.chief(connection, now.astimezone(zone).date())
    if chief is None:
        return ""
    row, code, _name = chief
    before = watching.said(connection)
    pairs = watching.steps(
        [(one.about, before.get(one.about, 0) + 1) for one in fresh]
        + [(about, times + 1) for about, times in over]
    )
    key = hashlib.sha256(json.dumps(sorted(pairs)).encode()).hexdigest()[:16]
    lines = [*told(fresh, words, zone), *_over(over, words), words["foot"].format(key=key)]
    values = {
        "key": key,
        "unit_id": row,
        "kind": ALERT,
        "subject": words["subject"].format(fresh=len(fresh), over=len(over)),
        "body": "\n".join(lines),
        "matters": json.dumps([about for about, _step in pairs]),
    }
    outbox.note_told(connection, outbox.put(connection, values, now), pairs)
    counts = {"raised": len(fresh), "over": len(over)}
    journal.note(connection, now, work.actor, "watch", "", **counts)
    return code


def told(found: Iterable[Finding], words: Words, zone: timezone) -> Iterator[str]:
    """What was found in words: of each kind what it is, since when, and what to do about it."""
    by_code: dict[str, list[Finding]] = {}
    for one in found:
        by_code.setdefault(one.code, []).append(one)
    for code, some in by_code.items():
        yield words[f"{code}_head"].format(count=len(some))
        for one in some[:SHOWN]:
            since = one.since.astimezone(zone)
            yield "- " + words[code].format(**{**one.details, "since": since})
        if len(some) > SHOWN:
            yield words["and_more"].format(count=len(some) - SHOWN)
        yield words[f"{code}_do"]
        yield ""


def _over(over: Sequence[tuple[str, int]], words: Words) -> Iterator[str]:
    if over:
        yield words["over_head"].format(count=len(over))
        for about, _times in over[:SHOWN]:
            yield f"- {_name(about, words)}"
        if len(over) > SHOWN:
            yield words["and_more"].format(count=len(over) - SHOWN)
        yield ""


def _name(about: str, words: Words) -> str:
    """What something that was found is called once it is over."""
    code, _, rest = about.partition(" ")
    return words[f"{code}_name"].format(rest=rest)
