"""Whether the measures a score sheet names exist, and can be judged the way it says."""

from collections.abc import Iterator, Mapping

from engine.forms import of_row
from errors import Fault
from reporting.emulation import Criterion, read_sheet
from reporting.plan import Plan
from schemas.form import Measure
from schemas.links import near
from store import forms
from store.opening import Connection


def criterion_faults(
    connection: Connection, plan: Plan, own: Mapping[str, Measure]
) -> Iterator[Fault]:
    """Faults of the criteria that are judged by a measure.

    ``own`` are the measures of the forms the plan collects. A measure of another form will do,
    since another plan may ask for it; a plan that collects nothing may wait for its form.
    """
    document = plan.document.get("score")
    if document is None:
        return
    judged = [(at, c) for at, c in enumerate(read_sheet(document).criteria, 1) if c.measure]
    known = dict(own)
    if any(c.measure not in known for _at, c in judged):
        for row in forms.all_rows(connection):
            known = {**of_row(row).by_path, **known}
    for at, criterion in judged:
        measure, path = known.get(criterion.measure), f"score.criteria.{at}"
        if measure is not None:
            yield from _unfit(criterion, measure, path)
        elif own:
            close = near(criterion.measure, known)
            yield Fault("path_unknown", f"{path}.measure", sent=criterion.measure, allowed=close)


def _unfit(criterion: Criterion, measure: Measure, path: str) -> Iterator[Fault]:
    if measure.kind == "text" or measure.rule.name == "collect":
        yield Fault("criterion_of_words", f"{path}.measure", sent=criterion.measure)
        return
    if criterion.full_at is None:
        wanted: type = type(criterion.value)
        fits = {"choice": (str,), "boolean": (bool,)}.get(measure.kind, ())
        numeric = measure.kind != "choice" and not isinstance(criterion.value, bool | str)
        if wanted in fits or numeric:
            return
        said = str(criterion.value)
        yield Fault("criterion_kind_unfit", f"{path}.value", sent=said, allowed=measure.kind)
    elif measure.kind == "choice":
        yield Fault("criterion_kind_unfit", f"{path}.full_at", sent="…", allowed=measure.kind)
