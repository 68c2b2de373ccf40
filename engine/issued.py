"""Which templates came back: what the server knows of each, looked up many at a time."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from engine.attempts import attempt_of
from engine.door import Door
from engine.forms import of_row
from engine.overtaken import Answers, Shown, spelt
from engine.work import Work
from errors import Fault
from intake.book.issued import Issued
from intake.sent import Sent
from schemas.content import Value
from schemas.form import Form, Measure
from schemas.grid import SHEET, Grid, grid_of
from store import forms
from store.assignments import Owed
from store.issued import IssuedRow, by_codes
from store.templates import PACKET


@dataclass
class Templates:
    """The templates of one batch; called with codes it tells those it knows."""

    work: Work
    door: Door
    _known: dict[str, Issued] = field(default_factory=dict)
    _came: dict[str, tuple[str, Answers | None]] = field(default_factory=dict)
    _grids: dict[tuple[int, str], Grid] = field(default_factory=dict)

    def __call__(self, codes: Collection[str]) -> Mapping[str, Issued]:
        """Templates by their codes, those that are known."""
        with self.work.store().reading() as connection:
            rows = by_codes(connection, codes)
            for row in rows.values():
                if (row.form_id, row.level) not in self._grids:
                    form = self.door.forms.get(row.form_id)
                    form = form or of_row(forms.by_id(connection, row.form_id))
                    self._grids[row.form_id, row.level] = grid_of(form, row.level)
        for code, row in rows.items():
            self._known[code] = self._issued(row)
            if row.kind == PACKET:
                self._came[code] = _came_with(row)
        return self._known

    def _issued(self, row: IssuedRow) -> Issued:
        grid = self._grids[row.form_id, row.level]
        body: dict[str, Any] = json.loads(row.body)
        base: dict[str, Any] = json.loads(row.base) if row.base else {}
        opened = body.get("open")
        return Issued(
            code=row.code,
            unit=row.unit,
            valid_from=row.valid_from,
            grid=grid,
            period=row.period,
            plan=row.plan,
            kind=row.kind,
            standing=_typed(grid.form, body.get("standing", {})),
            elsewhere=_typed(grid.form, body.get("elsewhere", {})),
            open=None if opened is None else frozenset(opened),
            values=_typed(grid.form, base.get("values", {})),
            marks=base.get("marks", {}),
            asked=tuple((code, path) for code, path in body.get("asked", [])),
            closed=row.closed,
            newer=self._newer(row, grid.form),
        )

    def _newer(self, row: IssuedRow, form: Form) -> str:
        """The later version of the form that the unit is asked instead, for the same period."""
        if not row.closed:
            return ""
        asked = self.door.owed.get((row.unit, row.form, row.period), ())
        later = [one.version for one in asked if one.version > form.version]
        return f"{row.form}@{max(later)}" if later else ""

    def placed(self, sent: Sent, faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
        """Faults of content with the cell each stands in, where it came in a template."""
        issued = self._known.get(sent.template or "")
        if issued is None:
            return faults
        spots = issued.grid.by_path
        return tuple(
            replace(fault, where=f"{sent.where}!{SHEET}!{spots[fault.path].cell}")
            if fault.path in spots and not fault.where
            else fault
            for fault in faults
        )

    def shown(self, sent: Sent, owed: Owed) -> Shown | None:
        """What a workbook to correct came with; None for everything else that is sent."""
        code = sent.template or ""
        if code not in self._came:
            return None
        upon, given = self._came[code]
        return Shown(upon, given, code, attempt_of(sent, owed))


def _came_with(row: IssuedRow) -> tuple[str, Answers | None]:
    """The digest of the revision a packet was made beside, and its answers if all are open."""
    body: dict[str, Any] = json.loads(row.body)
    if body.get("open") is not None:
        return row.upon, None
    base: dict[str, Any] = body.get("draft") or (json.loads(row.base) if row.base else {})
    return base.get("upon", row.upon), spelt(base.get("values", {}), base.get("marks", {}))


def of_unit(sent: Sent, unit: str | None) -> Sent:
    """A submission, with a fault where it is another unit's than whoever brings it says."""
    if unit is None or sent.unit in (None, unit):
        return sent
    fault = Fault("template_other_unit", "unit", sent.where, sent.unit or "", unit)
    return replace(sent, faults=(fault, *sent.faults))


def _typed(form: Form, canonical: Mapping[str, Any]) -> dict[str, Value]:
    """Canonical values of questions this version of the form has, as they are sent."""
    by_path = form.by_path
    return {
        path: _value(by_path[path], value) for path, value in canonical.items() if path in by_path
    }


def _value(measure: Measure, value: Value) -> Value:
    figure = measure.kind in ("integer", "number") or measure.coded
    if not figure or isinstance(value, bool | list):
        return value
    number = Decimal(str(value))
    return int(number) if number == int(number) else number
