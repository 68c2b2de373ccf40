"""Vintages: those of a period, and the figures of one, made again and proven."""

from dataclasses import dataclass

from engine.forms import bare, of_row
from engine.gathering import Gathering
from engine.inputs import Frame, frame_on
from engine.linked import joined_with, registers_of
from engine.vintage_making import (
    Composed,
    Spots,
    composed,
    lineage_digest,
    making_of,
    standing,
)
from engine.work import Work
from errors import Problem
from reporting.digest import figures_digest, inputs_digest
from reporting.linking import as_of_form
from reporting.period import read_period
from reporting.rollup import Rollup, roll_up
from store import forms, vintages
from store.opening import Connection
from store.vintages import VintageRow


@dataclass(frozen=True, slots=True)
class Recalled:
    """A vintage with its figures, made anew from the revisions it took.

    ``composed``: it is made of shorter periods, or on the map of another day.
    """

    row: VintageRow
    rollup: Rollup
    frame: Frame
    composed: Composed | None = None

    @property
    def finality(self) -> str:
        """Whether anything may still change: with a part missing it may."""
        missing = self.composed is not None and bool(self.composed.making.missing)
        return "final" if self.row.final and not missing else "provisional"

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods whose revisions went in, in order of time."""
        if self.composed is None:
            return (self.row.period,)
        return tuple(one.period for one in self.composed.making.periods)

    @property
    def spots(self) -> Spots:
        """Where each unit's figures stand."""
        return standing(self.frame) if self.composed is None else self.composed.spots


def listed(work: Work, period: str, form: str | None) -> tuple[VintageRow, ...]:
    """Every vintage of a period, in order; of one form, or of all.

    Raises Problem form_unknown or period_invalid.
    """
    read_period(period)
    with work.store().reading() as connection:
        named = vintages.names(connection, period)
        if form is not None:
            if forms.find(connection, form) is None:
                known = ", ".join(sorted({one.name for one in forms.all_rows(connection)}))
                raise Problem("form_unknown", form=form, known=known or "-")
            named = (bare(form),)
        return tuple(row for name in named for row in vintages.of_series(connection, name, period))


def find(connection: Connection, period: str, form: str | None, number: int) -> VintageRow:
    """The vintage of a number. Raises Problem form_needed, vintage_unknown or period_invalid."""
    read_period(period)
    named = vintages.names(connection, period)
    if form is None and len(named) > 1:
        raise Problem("form_needed", period=period, known=", ".join(named))
    name = bare(form) if form is not None else next(iter(named), "")
    series = vintages.of_series(connection, name, period)
    for row in series:
        if row.number == number:
            return row
    known = ", ".join(str(row.number) for row in series) or "-"
    raise Problem("vintage_unknown", period=period, number=number, known=known)


def recalled(work: Work, connection: Connection, row: VintageRow) -> Recalled:
    """The figures of a vintage from its own revisions, held against what was published.

    Raises Problem vintage_changed where they are not the same any more, vintage_lineage where
    that is because the lineage was corrected since.
    """
    taken = inputs_digest(vintages.inputs(connection, row.id))
    if taken != row.inputs_digest:
        raise _changed(row, "inputs", taken, row.inputs_digest)
    making = making_of(connection, row)
    if making is None:
        whole = Recalled(row, *made_again(work, connection, row))
    else:
        made = composed(work, connection, row, making)
        whole = Recalled(row, made.rollup, made.frame, made)
    found = figures_digest(whole.rollup)
    if found == row.figures_digest:
        return whole
    if making is not None and making.lineage != lineage_digest(connection):
        raise Problem("vintage_lineage", form=row.form, period=row.period, number=row.number)
    raise _changed(row, "figures", found, row.figures_digest)


def made_again(work: Work, connection: Connection, row: VintageRow) -> tuple[Rollup, Frame]:
    """The figures of a vintage from its own revisions, whatever they come to."""
    making = making_of(connection, row)
    if making is not None:
        made = composed(work, connection, row, making)
        return made.rollup, made.frame
    form = of_row(forms.by_id(connection, row.form_id))
    owing = vintages.units_of(connection, row.id)
    frame = frame_on(work, connection, row.roster_on, row.plan_id, owing)
    inputs = Gathering(form, frame.map).take(vintages.figures(connection, row.id)).inputs()
    if form.linked:
        others = registers_of(connection, row.id)
        whole, inputs = joined_with(form, others, frame.map.ids, inputs)
        return as_of_form(roll_up(whole, frame.map.tree, inputs), form), frame
    return roll_up(form, frame.map.tree, inputs), frame


def _changed(row: VintageRow, what: str, found: str, published: str) -> Problem:
    return Problem(
        "vintage_changed",
        form=row.form,
        period=row.period,
        number=row.number,
        what=what,
        found=found[:12],
        published=published[:12],
    )
