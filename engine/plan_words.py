"""What a plan and an assignment are called: titles and labels in the place of codes and paths."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine import plans as plan_verbs
from engine.forms import of_row
from engine.roster import load_roster
from engine.work import Work
from errors import Problem
from hierarchy.unit import Unit
from schemas.form import Label, Measure
from store import forms, plans, subjects


@dataclass(frozen=True, slots=True)
class Named:
    """The words of a plan: its issuer, forms by name, measures by dotted path.

    ``issuer`` is None where no unit of that code stands on the plan's day.
    """

    issuer: Unit | None
    forms: Mapping[str, Label]
    measures: Mapping[str, Measure]


@dataclass(frozen=True, slots=True)
class Heading:
    """Whose an assignment is, of which form and plan."""

    unit: Unit
    form: Label
    plan: str


def named(work: Work, ref: str) -> Named:
    """The words of a plan: of its own forms first, then of the newest that have a measure."""
    with work.store().reading() as connection:
        row = plan_verbs.find(connection, ref, None)
        own = [form_id for form_id, _name, _period in plans.frozen_names(connection, row.id)]
        newest = [one.id for one in reversed(forms.all_rows(connection)) if one.id not in own]
        found = [of_row(forms.by_id(connection, one)) for one in (*dict.fromkeys(own), *newest)]
        there = load_roster(work.store(), connection).on(row.roster_on)
    titles: dict[str, Label] = {}
    measures: dict[str, Measure] = {}
    for form in found:
        titles.setdefault(form.name, form.title)
        for path, measure in form.by_path.items():
            measures.setdefault(path, measure)
    place = there.tree.index.get(row.issuer)
    return Named(None if place is None else there.tree.units[place], titles, measures)


def heading(work: Work, assignment_id: int) -> Heading:
    """What an assignment is called, open or closed. Raises Problem not_found."""
    with work.store().reading() as connection:
        found = subjects.by_id(connection, assignment_id)
        if found is None:
            raise Problem("not_found")
        unit = load_roster(work.store(), connection).unit(found.unit_id)
        title = of_row(forms.by_id(connection, found.form_id)).title
        return Heading(unit, title, plans.by_id(connection, found.plan_id).title)
