"""What is frozen of figures made of shorter periods, or taken to the map of another day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from engine.forms import asked, of_row
from engine.inputs import Frame, ground_of
from engine.linked import Registers, registers
from engine.over_time import Longer, over_time
from engine.restate import day_of, newest, restated
from engine.vintage_making import Making, Period, lineage_digest
from engine.work import Work
from reporting.digest import figures_digest, inputs_digest
from reporting.rollup import Rollup
from store import claims, forms, submissions, vintage_links
from store.opening import Connection

Source = tuple[int, str]
"""A form version's row id and a period."""


@dataclass(frozen=True)
class Compound:
    """Figures as they come now, what they are made of, and how.

    ``own`` are the form's own periods, ``others`` those of forms it takes measures from.
    """

    rollup: Rollup
    frame: Frame
    form_id: int
    period: str
    final: bool
    making: Making
    own: tuple[Source, ...]
    others: tuple[Source, ...]
    reported: int
    expected: int

    def values(self, connection: Connection) -> dict[str, object]:
        """What a vintage of it is made of: another of the same is the same vintage."""
        taken = [
            one
            for form_id, period in (*self.own, *self.others)
            for one in vintage_links.taken_of(connection, form_id, period, final=self.final)
        ]
        return {
            "period": self.period,
            "form_id": self.form_id,
            "final": self.final,
            "roster_on": self.frame.roster_on,
            "plan_id": self.frame.plan_id,
            "inputs_digest": inputs_digest(taken),
            "figures_digest": figures_digest(self.rollup),
        }

    def keep(self, connection: Connection, values: dict[str, object]) -> int:
        """Freeze it; the vintage's row id."""
        vintage_id = vintage_links.begin(connection, values)
        for form_id, period in self.own:
            vintage_links.keep_own(connection, vintage_id, form_id, period, final=self.final)
        for form_id, period in self.others:
            vintage_links.keep_given(connection, vintage_id, form_id, period, final=self.final)
        return vintage_id


def of_longer(
    work: Work, connection: Connection, longer: Longer, on: date | None, *, final: bool
) -> Compound:
    """A longer period at the moment of a connection, on the map of ``on`` or of its last part."""
    claims.pairs(connection, [(step.form_id, step.period) for step in longer.steps])
    found = over_time(work, connection, longer, final=final, on=on)
    form = of_row(forms.by_id(connection, longer.form_id))
    given = [registers(connection, form, step.period, final=final) for step in longer.steps]
    periods = tuple(
        Period(
            step.period,
            step.reference,
            ground_of(work, connection, step.form_id, step.period).roster_on,
        )
        for step in longer.steps
    )
    beside = _others(work, connection, given)
    making = Making(periods, longer.missing, on, tuple(beside.values()), lineage_digest(connection))
    return Compound(
        rollup=found.rollup,
        frame=found.frame,
        form_id=longer.form_id,
        period=longer.period,
        final=final,
        making=making,
        own=tuple((step.form_id, step.period) for step in longer.steps),
        others=tuple(beside),
        reported=found.reported,
        expected=found.expected,
    )


def of_period(
    work: Work, connection: Connection, period: str, form: str | None, on: date, *, final: bool
) -> Compound:
    """A period that was asked for, on the map of another day."""
    # Before anything is read: figures and what is frozen of them are of one moment.
    claims.claim(connection, [asked(connection, period, form)[0]], period)
    found = restated(work, connection, period, form, on, final=final)
    latest = newest(submissions.latest(connection, found.form_id, period, final=final))
    noun = of_row(forms.by_id(connection, found.form_id))
    beside = _others(work, connection, [registers(connection, noun, period, final=final)])
    own = Period(period, found.form, found.units_on)
    making = Making((own,), (), on, tuple(beside.values()), lineage_digest(connection))
    return Compound(
        rollup=found.rollup,
        frame=found.frame,
        form_id=found.form_id,
        period=period,
        final=final,
        making=making,
        own=((found.form_id, period),),
        others=tuple(beside),
        reported=sum(one.submission_id is not None for one in latest),
        expected=len(latest),
    )


def _others(work: Work, connection: Connection, given: Sequence[Registers]) -> dict[Source, Period]:
    """Every other form once, in the order of names and periods."""
    every: Iterable[Registers] = given
    found = {
        (one.form_id, one.period): Period(
            one.period, one.form.reference, day_of(work, connection, one)
        )
        for registers_of_one in every
        for one in registers_of_one.values()
    }
    return dict(sorted(found.items(), key=lambda pair: (pair[1].form, pair[1].period)))
