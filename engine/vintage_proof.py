"""Vintages against what proves them: the act that published each, its revisions, its figures."""

import json
from collections.abc import Iterator
from typing import Any

from engine.publish import told
from engine.vintage_making import MADE_OF
from engine.vintages import made_again
from engine.work import Work
from errors import Fault, Problem
from reporting.digest import figures_digest, inputs_digest
from store import bonded, vintages
from store.opening import Connection
from store.vintages import VintageRow

_UNREADABLE = (ArithmeticError, KeyError, TypeError, ValueError, Problem)
"""What may come of making figures again from rows that are not what they were."""


def vintage_faults(work: Work, connection: Connection) -> Iterator[Fault]:
    """What of published vintages does not fit: act, inputs, figures; and those that are gone."""
    published = _published(connection)
    for row in vintages.all_rows(connection):
        name = f"vintage {row.form}@{row.version} {row.period} #{row.number}"
        act = published.pop((row.form, row.period, row.number), None)
        if act is None or {k: v for k, v in act[1].items() if k != MADE_OF} != told(row):
            yield Fault("vintage_unbound", "", name, sent=_brief(told(row)), allowed=_said(act))
        yield from _made_of(work, connection, row, name)
    for (form, period, number), (version, _) in sorted(published.items()):
        yield Fault("vintage_gone", "", f"vintage {form}@{version} {period} #{number}")


def _published(connection: Connection) -> dict[tuple[str, str, int], tuple[str, dict[str, Any]]]:
    """What the acts of publishing say, by form, period and number."""
    found = {}
    for act in bonded.acts(connection, ["publish"]):
        try:
            details = json.loads(act.details)
            form, _, version = act.subject.rpartition("@")
            found[form, details["period"], details["number"]] = version, details
        except (ValueError, TypeError, KeyError):
            continue  # the journal's own chain tells that this act was changed
    return found


def _made_of(work: Work, connection: Connection, row: VintageRow, name: str) -> Iterator[Fault]:
    taken = inputs_digest(vintages.inputs(connection, row.id))
    if taken != row.inputs_digest:
        yield Fault("vintage_inputs_changed", "", name, sent=taken, allowed=row.inputs_digest)
    try:
        found = figures_digest(made_again(work, connection, row)[0])
    except _UNREADABLE as error:
        found = type(error).__name__
    if found != row.figures_digest:
        yield Fault("vintage_figures_changed", "", name, sent=found, allowed=row.figures_digest)


def _brief(details: dict[str, Any]) -> str:
    return json.dumps(details, ensure_ascii=False, sort_keys=True)


def _said(act: tuple[str, dict[str, Any]] | None) -> str:
    return "-" if act is None else _brief(act[1])
