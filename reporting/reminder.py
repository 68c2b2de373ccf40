"""Reminders: what should have been said by a day, and the sentences that say it.

    due_soon     some days before the due day, until it
    overdue      the day after it
    escalated    some days later: the unit above is asked to step in
    not_adopted  a unit has a plan and issued none of its own by its day

A matter has reached one step on a day, the most urgent one; a step that was missed is never
made up for, and none is said after a more urgent one.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

STEPS = ("due_soon", "not_adopted", "overdue", "escalated")
"""From the least urgent to the most."""
SHOWN = 12
"""Units of one line of a digest that are named; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """Days before the due day of the first step, and after it of the last one."""

    before: int = 3
    after: int = 3

    def step(self, due: date, today: date) -> str | None:
        """The step a submission has reached on a day, or None while it is early."""
        over = (today - due).days
        if over > 0:
            return "escalated" if over >= self.after else "overdue"
        return "due_soon" if -over <= self.before else None


@dataclass(frozen=True, slots=True)
class Matter:
    """What one unit was to do by a day and has not done.

    ``about`` names the matter in its present state: another due day, or a form returned, is
    another one. ``what`` says it in words (a form and a period, or a plan's title).
    """

    about: str
    unit: str
    name: str
    what: str
    plan: str
    due: date
    adoption: bool = False

    def step(self, ladder: Ladder, today: date) -> str | None:
        """The step it has reached on a day; a plan of one's own knows a single one."""
        if self.adoption:
            return "not_adopted" if today > self.due else None
        return ladder.step(self.due, today)


@dataclass(frozen=True, slots=True)
class Said:
    """A matter at the step that is to be said now."""

    matter: Matter
    step: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one unit: a ``digest`` of the units below it, or its ``own`` matters.

    ``key`` follows from what it says and to whom, so that it is the same however often made.
    """

    unit: str
    name: str
    kind: str
    subject: str
    body: str
    key: str
    said: tuple[Said, ...]


def news(step: str, told: Collection[str]) -> bool:
    """Whether a step is still to be said where those of ``told`` have been."""
    rank = STEPS.index(step)
    return all(STEPS.index(one) < rank for one in told)


def digest(
    code: str, name: str, said: Sequence[Said], words: Mapping[str, str], day: date
) -> Message:
    """What a unit is told of those below it: the most urgent first, then by day and matter."""
    units = len({one.matter.unit for one in said})
    subject = words["digest_subject"].format(count=units, day=day)
    lines = [words["digest_opening"].format(name=name, day=day)]
    for (_rank, due, what, plan, step), group in groupby(sorted(said, key=_order), _heading):
        names = [f"{one.matter.name} ({one.matter.unit})" for one in group]
        count = len(names)
        lines += ["", words[f"digest_{step}"].format(what=what, plan=plan, due=due, count=count)]
        lines += [f"  - {one}" for one in names[:SHOWN]]
        if count > SHOWN:
            lines.append("  - " + words["and_more"].format(count=count - SHOWN))
    return _message(code, name, "digest", subject, lines, said, words)


def own(
    code: str, name: str, said: Sequence[Said], words: Mapping[str, str], day: date
) -> Message | None:
    """What a unit is told of itself; None where every word of it is for the unit above."""
    mine = [one for one in sorted(said, key=_order) if one.step != "escalated"]
    if not mine:
        return None
    subject = words["own_subject"].format(count=len(mine), day=day)
    lines = [words["own_opening"].format(name=name, day=day), ""]
    for one in mine:
        about = {"what": one.matter.what, "plan": one.matter.plan, "due": one.matter.due}
        lines.append("  - " + words[f"own_{one.step}"].format(**about))
    return _message(code, name, "own", subject, lines, mine, words)


def _heading(one: Said) -> tuple[int, date, str, str, str]:
    matter = one.matter
    return (-STEPS.index(one.step), matter.due, matter.what, matter.plan, one.step)


def _order(one: Said) -> tuple[int, date, str, str, str, str]:
    return (*_heading(one), one.matter.unit)


def _message(
    code: str,
    name: str,
    kind: str,
    subject: str,
    lines: Sequence[str],
    said: Iterable[Said],
    words: Mapping[str, str],
) -> Message:
    matters = sorted(f"{one.matter.about} {one.step}" for one in said)
    key = hashlib.sha256("\n".join([kind, code, *matters]).encode()).hexdigest()[:16]
    body = "\n".join([*lines, "", words["foot"].format(key=key)])
    return Message(code, name, kind, subject, body, key, tuple(said))
