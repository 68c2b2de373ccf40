"""What an amendment changed: two readings of one plan against each other, as data."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from reporting.calendar import EVERY_DAY, Calendar
from reporting.plan import read_due

Kind = Literal["added", "removed", "changed"]
Document = Mapping[str, Any]
ISSUER = "*"
"""The issuer's own day, in place of a level's name."""
_WORDS = ("title", "kind")
_WHOLE = ("issue_by", "score", "adopts")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: ``what`` it is (task, target, due …), its name, and how it read.

    ``before`` is empty for what was added, ``after`` for what was removed. A due day is named
    ``form · period · level``, the issuer's own with ``*`` for the level.
    """

    kind: Kind
    what: str
    name: str
    before: str = ""
    after: str = ""


def changes(
    before: Document, after: Document, calendar: Calendar = EVERY_DAY
) -> tuple[Change, ...]:
    """Everything that reads otherwise, in the order of the document; empty where nothing does.

    ``calendar`` counts the working days of due days.
    """
    found = [
        Change("changed", name, "", _text(before.get(name)), _text(after.get(name)))
        for name in _WORDS
        if before.get(name) != after.get(name)
    ]
    found += _members("document", before.get("document", {}), after.get("document", {}))
    found += _listed("citation", _cites(before), _cites(after))
    found += _listed(
        "addressee", _selectors(before, "addressed_to"), _selectors(after, "addressed_to")
    )
    found += _listed("task", _tasks(before), _tasks(after))
    found += _listed("target", _targets(before), _targets(after))
    found += _listed("collect", _collected(before), _collected(after))
    found += _senders(before, after)
    found += _listed("due", *_both(_dues(before, calendar), _dues(after, calendar), before, after))
    for name in _WHOLE:
        found += _members(name, before.get(name) or {}, after.get(name) or {})
    found += _listed("attachment", _attached(before), _attached(after))
    return tuple(found)


def _listed(what: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    """Differences of two lists, each as its entries by name."""
    for name, text in before.items():
        if name not in after:
            yield Change("removed", what, name, before=text)
        elif after[name] != text:
            yield Change("changed", what, name, text, after[name])
    for name, text in after.items():
        if name not in before:
            yield Change("added", what, name, after=text)


def _members(what: str, before: Document, after: Document) -> Iterator[Change]:
    for name in dict.fromkeys([*before, *after]):
        old, new = _text(before.get(name)), _text(after.get(name))
        if old != new:
            yield Change("changed", what, name, old, new)


def _named(
    entries: Sequence[Any], name: Callable[[Any], str], text: Callable[[Any], str]
) -> dict[str, str]:
    """Entries by name; one that bears a name again is told from the first by a number."""
    found: dict[str, str] = {}
    for entry in entries:
        own = name(entry)
        again, number = own, 1
        while again in found:
            number += 1
            again = f"{own} ({number})"
        found[again] = text(entry)
    return found


def _cites(plan: Document) -> dict[str, str]:
    def name(cite: Document) -> str:
        parts = (cite.get("plan"), cite.get("raw"), cite["title"])
        return " · ".join(str(part) for part in parts if part)

    return _named(plan.get("cites", ()), name, lambda one: _rest(one, "plan", "raw", "title"))


def _tasks(plan: Document) -> dict[str, str]:
    def name(task: Any) -> str:  # noqa: ANN401  a task is a text or an object
        return task if isinstance(task, str) else str(task["title"])

    return _named(plan.get("tasks", ()), name, lambda one: _rest(one, "title"))


def _targets(plan: Document) -> dict[str, str]:
    def name(target: Document) -> str:
        whom = f" · {_text(target['for'])}" if "for" in target else ""
        return f"{target['measure']}{whom}"

    def text(target: Document) -> str:
        more = _rest(target, "measure", "op", "value", "by", "for")
        aim = f"{target['op']} {_text(target['value'])}, {target['by']}"
        return f"{aim}; {more}" if more else aim

    return _named(plan.get("targets", ()), name, text)


def _collected(plan: Document) -> dict[str, str]:
    return {
        f"{one['form']} · {period}": ""
        for one in plan.get("collects", ())
        for period in one["periods"]
    }


def _senders(before: Document, after: Document) -> Iterator[Change]:
    """Who is asked for a form that is collected before and after."""

    def by_form(plan: Document) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for one in plan.get("collects", ()):
            mine = found.setdefault(one["form"], {})
            mine |= {f"{one['form']} · {name}": "" for name in _selectors(one, "from")}
        return found

    old, new = by_form(before), by_form(after)
    for form in old:
        if form in new:
            yield from _listed("sender", old[form], new[form])


def _dues(plan: Document, calendar: Calendar) -> dict[str, str]:
    found = {}
    for one in plan.get("collects", ()):
        for period, ladder in one.get("due", {}).items():
            due = read_due(ladder)
            for level in (ISSUER, *due.days_before):
                found[f"{one['form']} · {period} · {level}"] = due.of(level, calendar).isoformat()
    return found


def _both(
    old: dict[str, str], new: dict[str, str], before: Document, after: Document
) -> tuple[dict[str, str], dict[str, str]]:
    """Due days of what is collected before and after; a level without one has the issuer's."""
    kept = _collected(before).keys() & _collected(after).keys()

    def of(mine: dict[str, str], others: dict[str, str]) -> dict[str, str]:
        found = {}
        for name in dict.fromkeys([*mine, *others]):
            what = name.rpartition(" · ")[0]
            day = mine.get(name) or mine.get(f"{what} · {ISSUER}")
            if what in kept and day:
                found[name] = day
        return found

    return of(old, new), of(new, old)


def _attached(plan: Document) -> dict[str, str]:
    def name(entry: Any) -> str:  # noqa: ANN401  an attachment is a text or an object
        return entry if isinstance(entry, str) else str(entry["name"])

    return _named(plan.get("attachments", ()), name, lambda one: _rest(one, "name"))


def _selectors(holder: Document, name: str) -> dict[str, str]:
    found = holder.get(name, ())
    every = [found] if isinstance(found, Mapping) else found
    return {_text(one): "" for one in every}


def _rest(entry: Any, *without: str) -> str:  # noqa: ANN401  as in the document
    if not isinstance(entry, Mapping):
        return ""
    return _text({key: value for key, value in entry.items() if key not in without})


def _text(value: Any) -> str:  # noqa: ANN401  any member of a JSON document
    """A member as people read it: ``levels: ward, district``."""
    if value is None or value == {}:
        return ""
    if isinstance(value, Mapping):
        return "; ".join(key if v is True else f"{key}: {_text(v)}" for key, v in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_text(one) for one in value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value if isinstance(value, str) else json.dumps(value)
