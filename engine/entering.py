"""Submissions that come from a page or a request rather than a file: the same door, one by one."""

import json
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import lru_cache

from engine import drafts as draft_verbs
from engine.collect import judged, keep_part
from engine.door import Door, open_door
from engine.issued import Templates
from engine.sending import Checked, Collected, Receipt, keep_parts
from engine.shares import Wish, about, light
from engine.sheet import open_one, plain
from engine.together import Coming, Together
from engine.unseen import Seen
from engine.work import Work
from errors import Fault, Problem
from intake.reading import KindsOf
from intake.sent import Sent
from intake.typed import Typed
from schemas.canonical import canonical_json
from schemas.content import Content
from store import assignments, drafts, submissions
from store.assignments import Owed

Entrance = tuple[Door, Templates]
"""The door, and what was made for those who come."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What the door makes of a submission: its digest if it would be taken in, and its faults.

    ``content`` is what would count; None where an error refuses it.
    """

    digest: str
    content: Content | None
    faults: tuple[Fault, ...]

    @property
    def errors(self) -> tuple[Fault, ...]:
        """What has to be mended before it can be sent."""
        return tuple(one for one in self.faults if one.severity == "error")


def owed_of(work: Work, assignment_id: int) -> Owed:
    """What an assignment asks. Raises what ``open_one`` does."""
    with work.store().reading() as connection:
        return open_one(connection, assignment_id).owed


def entered(owed: Owed, typed: Typed, by: str, where: str) -> Sent:
    """What was typed, as every other channel's submission is."""
    told = {"values": typed.values, "marks": typed.marks, "reasons": typed.reasons}
    return _sent(owed, told, by, where, typed.faults)


def _sent(
    owed: Owed, told: Mapping[str, object], by: str, where: str, faults: tuple[Fault, ...] = ()
) -> Sent:
    values, marks, reasons = (told.get(name) or {} for name in ("values", "marks", "reasons"))
    assert isinstance(values, Mapping)
    assert isinstance(marks, Mapping)
    assert isinstance(reasons, Mapping)
    return Sent(
        where=where,
        raw=canonical_json(_spelt(values)).encode(),
        unit=owed.code,
        form=f"{owed.form}@{owed.version}",
        period=owed.period,
        values=values,
        marks=marks,
        reasons=reasons,
        by=by,
        plan=owed.plan,
        unit_on=owed.valid_from.isoformat(),
        faults=faults,
    )


def _spelt(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(name): _spelt(inner) for name, inner in value.items()}
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return value


def look(work: Work, sent: Sent) -> Looked:
    """What the door makes of a submission; nothing of it is kept."""
    door, templates_ = opened(work)
    found = door.find(sent)
    checked = judged(work, door, [(sent, found)], templates_)
    if checked.refused:
        return Looked("", None, checked.refused[0].faults)
    (one,) = checked.accepted
    assert not isinstance(found, Fault)
    content, _faults = door.judge(sent, found[0], None)
    return Looked(one.digest, content, (*one.warnings, *one.notes))


def keep_draft(
    work: Work, sent: Sent, now: datetime, seen: Seen | None = None
) -> tuple[Fault, ...]:
    """Keep a submission as the draft of what it answers; what is wrong with what is there.

    ``seen`` is what the page it comes from has shown. Raises Problem draft_unfit where nobody may
    answer it, with the fault that says why; draft_moved or draft_sent where it would write over
    what that page has not shown.
    """
    door, templates_ = opened(work)
    found, good = draft_verbs.drafted(work, door, sent, templates_)
    if not good:
        raise Problem("draft_unfit", found.faults)
    draft_verbs.keep(work, [found], now, seen)
    return found.faults


def of_draft(work: Work, assignment_id: int, where: str) -> Sent | None:
    """The draft of an assignment as the submission it would be; None where there is none."""
    owed = owed_of(work, assignment_id)
    with work.store().reading() as connection:
        draft = drafts.of(connection, assignment_id)
    if draft is None:
        return None
    told = json.loads(draft.content, parse_float=Decimal)
    return _sent(owed, told, work.actor, where)


def send_draft(
    work: Work, assignment_id: int, digest: str, key: str, reasons: Mapping[str, str], now: datetime
) -> Collected:
    """Send the draft whose content was looked at; sent twice it is kept once.

    ``digest`` is of what was looked at, ``key`` the sender's for this one sending. Raises Problem
    draft_missing, or content_changed where the draft is another by now.
    """
    sent = of_draft(work, assignment_id, f"portal:{key}")
    if sent is None or _key_used(work, f"portal:{key}") == digest:
        return _sent_before(work, assignment_id, digest)
    sent = replace(sent, key=f"portal:{key}", reasons={**sent.reasons, **reasons})
    found = look(work, sent)
    if found.digest and found.digest != digest:
        raise Problem("content_changed", sent=digest[:12], sha256=found.digest[:12])
    return send(work, [sent], now)


def send(
    work: Work,
    sents: Sequence[Sent],
    now: datetime,
    request: Mapping[str, str] | None = None,
    entrance: Entrance | None = None,
    coming: Coming | None = None,
) -> Collected:
    """Submissions through the door, each by itself; what is refused is kept as a draft.

    ``request`` is as in ``keep_part``, ``coming`` is what ``on_the_way`` gave. What many send in
    the same moment is kept in one transaction, and each is answered when that stands.
    """
    wish = Wish(work, weighed(work, sents, entrance), now, request or {})
    if light(wish):
        return _together(work.database)(wish, coming)
    return keep_part(work, wish.checked, now, request)


def on_the_way(work: Work) -> AbstractContextManager[Coming]:
    """Let those who send in this moment wait for what is going to be sent."""
    return _together(work.database).coming()


@lru_cache(maxsize=4)
def _together(_database: str) -> Together[Wish, Collected]:
    return Together(keep_parts, about)


def weighed(work: Work, sents: Sequence[Sent], entrance: Entrance | None = None) -> Checked:
    """What the door makes of submissions; nothing is kept."""
    door, templates_ = entrance or opened(work)
    return judged(work, door, [(one, door.find(one)) for one in sents], templates_)


def kinds_of(work: Work) -> KindsOf:
    """What tells a form's kinds to tables."""
    return opened(work)[0].kinds_of


def met(entrance: Entrance, sents: Sequence[Sent]) -> list[Owed | Fault]:
    """What each of some submissions answers, or the fault why there is nothing."""
    door, _templates = entrance
    return [one if isinstance(one, Fault) else one[0] for one in map(door.find, sents)]


def _key_used(work: Work, key: str) -> str | None:
    """The digest that was sent under a key: the line was cut before its receipt arrived."""
    with work.store().reading() as connection:
        return submissions.by_keys(connection, [key]).get(key)


def _sent_before(work: Work, assignment_id: int, digest: str) -> Collected:
    owed = owed_of(work, assignment_id)
    with work.store().reading() as connection:
        past = submissions.revisions(connection, [assignment_id]).get(assignment_id, [])
    same = next((one for one in reversed(past) if one.digest == digest), None)
    if same is None:
        raise Problem("draft_missing", unit=owed.code, form=owed.form, period=owed.period)
    told = (owed.code, owed.form, owed.period, same.number, digest, same.received_at)
    return Collected(repeated=1, receipts=(Receipt(*told),))


def opened(work: Work) -> Entrance:
    """The door as it stands now, for whoever passes it more than once."""
    with work.store().reading() as connection:
        mark = assignments.mark(connection)
    door = open_door(plain(work), mark)
    return door, Templates(work, door)
