"""Forms: kept by content, read once a process."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from engine.work import Work
from errors import Problem
from reporting.period import read_period
from schemas.form import Form
from schemas.linking import linking_faults
from schemas.reading import read_form
from schemas.sharing import sharing_faults
from store import assignments, bonds, claims, forms, journal, measures
from store.forms import FormRow
from store.opening import Connection


def add(work: Work, document: Mapping[str, Any], now: datetime) -> tuple[Form, bool]:
    """Keep a form, and whether it is new; the same content twice is one version.

    ``document`` is a JSON Schema with numbers as int or Decimal. Raises Problem form_faults.
    """
    form = read_form(document)
    # Unsorted: the order of measures is the form's own.
    text = json.dumps(document, ensure_ascii=False, default=_number)
    with work.store().writing() as connection:
        claims.named(connection, claims.FORMS)
        known = _newest(connection)
        faults = (*sharing_faults(form, known), *linking_faults(form, known))
        if faults:
            raise Problem("form_faults", faults)
        row, added = forms.keep(connection, form.name, form.digest, text, now, work.actor)
        if added:
            measures.keep(connection, row.id, form)
            bound = {bonds.ADDED: bonds.of_rows(bonds.FORM, [forms.whole(connection, row.id)])}
            about = f"{row.name}@{row.version}"
            journal.note(connection, now, work.actor, "forms add", about, **bound)
    return of_row(row), added


def _newest(connection: Connection) -> Collection[Form]:
    """The newest version of every form."""
    return {row.name: of_row(row) for row in forms.all_rows(connection)}.values()


def _number(value: object) -> float:
    # A schema's own bounds are short decimals: their shortest float spelling reads back the same.
    assert isinstance(value, Decimal)
    return float(value)


def of_row(row: FormRow) -> Form:
    """The form of a kept row."""
    return _read(row.document, row.version)


def of_ids(work: Work, form_ids: Collection[int]) -> dict[int, Form]:
    """Forms by row id."""
    with work.store().reading() as connection:
        return {i: of_row(forms.by_id(connection, i)) for i in sorted(set(form_ids))}


@lru_cache(maxsize=64)
def _read(document: str, version: int) -> Form:
    return read_form(json.loads(document, parse_float=Decimal), version)


def listed(work: Work) -> tuple[Form, ...]:
    """Every version of every form."""
    with work.store().reading() as connection:
        return tuple(of_row(row) for row in forms.all_rows(connection))


def bare(reference: str) -> str:
    """The name in ``name`` or ``name@version``."""
    name, at, version = reference.rpartition("@")
    return name if at and version.isdecimal() else reference


def find(connection: Connection, reference: str) -> FormRow:
    """The row of ``name`` or ``name@version``. Raises Problem form_unknown."""
    row = forms.find(connection, reference)
    if row is None:
        known = sorted({one.name for one in forms.all_rows(connection)})
        raise Problem("form_unknown", form=reference, known=", ".join(known) or "-")
    return row


def asked(connection: Connection, period: str, reference: str | None) -> tuple[int, str]:
    """The (row id, reference) of the form meant for a period.

    Without ``reference`` the period's only form is meant. Raises Problem form_needed,
    form_unknown, nothing_assigned or period_invalid.
    """
    read_period(period)
    there = {
        form_id: name
        for form_id, name, asked_for in assignments.periods(connection)
        if asked_for == period
    }
    if reference is not None:
        row = find(connection, reference)
        if row.id in there:
            return row.id, there[row.id]
        # A newer version nobody owes yet must not hide the one that was frozen with the plan.
        same = [i for i, name in there.items() if bare(name) == reference]
        if not same:
            raise Problem("nothing_assigned", period=period, form=reference)
        return same[-1], there[same[-1]]
    if not there:
        raise Problem("nothing_assigned", period=period, form="-")
    names = {bare(name) for name in there.values()}
    if len(names) > 1:
        raise Problem("form_needed", period=period, known=", ".join(sorted(names)))
    form_id = max(there, key=lambda i: int(there[i].rpartition("@")[2]))
    return form_id, there[form_id]
