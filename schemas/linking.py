"""Measures that are another form's: whether what ``{"sum": "form:path"}`` names is there."""

from collections.abc import Iterable, Iterator

from errors import Fault
from schemas.form import Form
from schemas.links import near


def linking_faults(form: Form, known: Iterable[Form]) -> Iterator[Fault]:
    """What is wrong with the links of a form among the newest versions of all ``known``.

    What is named must be a number that units send there and that adds up over them, with no more
    decimals than are kept here.
    """
    others = {one.name: one for one in known if one.name != form.name}
    for measure in form.linked:
        name, _, path = measure.rule.source.rpartition(":")
        other = others.get(name)
        if other is None:
            names = ", ".join(sorted(others)) or "-"
            yield Fault("form_unknown", measure.path, sent=name, allowed=names)
            continue
        source = other.by_path.get(path)
        if source is None:
            close = near(path, other.by_path) or "-"
            yield Fault("path_unknown", measure.path, sent=measure.rule.source, allowed=close)
        elif source.derived or source.rule.name != "sum" or source.decimals > measure.decimals:
            yield Fault("part_unfit", measure.path, sent=measure.rule.source)
