"""Measures that two forms share: whether what ``x-same-as`` names can be asked in its place."""

from collections.abc import Iterable, Iterator, Mapping

from errors import Fault
from schemas.form import Form, Measure
from schemas.links import near


def asked_in(measure: Measure) -> tuple[str, str]:
    """The form and the path in which a measure is asked, as its ``x-same-as`` says; or empty."""
    form, _, path = measure.same_as.rpartition(":")
    return form, path


def sharing_faults(form: Form, known: Iterable[Form]) -> Iterator[Fault]:
    """What is wrong with the ``x-same-as`` of a form among the newest versions of all ``known``.

    What is named must be asked there itself, in the same kind of period, and be of a kind whose
    every value fits here: a chain of forms would leave a clerk nowhere to correct a figure.
    """
    others = {one.name: one for one in known if one.name != form.name}
    for measure in form.measures:
        if measure.same_as:
            yield from _of_measure(measure, form, others)
    for other in others.values():
        for measure in other.measures:
            name, path = asked_in(measure)
            own = form.by_path.get(path)
            if name == form.name and own is not None and own.same_as:
                there = f"{other.name}:{measure.path}"
                yield Fault("same_as_chained", own.path, sent=there, allowed=own.same_as)


def _of_measure(measure: Measure, form: Form, others: Mapping[str, Form]) -> Iterator[Fault]:
    name, path = asked_in(measure)
    if name == form.name:
        yield Fault("same_as_itself", measure.path, sent=measure.same_as)
        return
    other = others.get(name)
    if other is None:
        known = ", ".join(sorted(others)) or "-"
        yield Fault("form_unknown", measure.path, sent=name, allowed=known)
        return
    source = other.by_path.get(path)
    if source is None:
        allowed = near(path, other.by_path) or "-"
        yield Fault("path_unknown", measure.path, sent=measure.same_as, allowed=allowed)
    elif source.same_as:
        sent = measure.same_as
        yield Fault("same_as_chained", measure.path, sent=sent, allowed=source.same_as)
    elif not _fits(source, measure) or other.period != form.period:
        sent = f"{measure.same_as} ({_spoken(source, other)})"
        yield Fault("same_as_unfit", measure.path, sent=sent, allowed=_spoken(measure, form))


def _fits(source: Measure, here: Measure) -> bool:
    return (
        not source.derived
        and source.kind == here.kind
        and source.decimals <= here.decimals
        and set(source.options) <= set(here.options)
    )


def _spoken(measure: Measure, form: Form) -> str:
    """What decides whether two measures are one, in the words of the form."""
    parts = [measure.kind, f"x-period {form.period}"]
    if measure.decimals:
        parts.append(f"x-decimals {measure.decimals}")
    if measure.derived:
        parts.append("readOnly")
    return ", ".join([*parts, *measure.options])
