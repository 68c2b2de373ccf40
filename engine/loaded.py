"""A roll-up with everything its workbooks say beside the figures."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.inputs import Frame
from reporting.binding import Bindings
from reporting.book import Narrative, Sources, Standing
from reporting.receipt import Taken
from reporting.rollup import Rollup
from schemas.form import Form
from store.rollups import RollupRow


@dataclass(frozen=True)
class Loaded:
    """A roll-up with everything its workbooks say beside the figures."""

    rollup: Rollup
    frame: Frame
    kept: RollupRow
    standings: tuple[Standing, ...]
    narratives: tuple[Narrative, ...]
    targets: Bindings
    sources: Sources
    scored: Mapping[int, tuple[int, ...]]
    taken: tuple[Taken, ...]


def narratives(frame: Frame, form: Form, texts: Sequence[tuple[int, str]]) -> tuple[Narrative, ...]:
    """What units said for each ``collect`` measure, from (unit id, JSON), in tree order."""
    gathered = {m.path for m in form.texts if m.rule.name == "collect"}
    order_of = {m.path: place for place, m in enumerate(form.texts)}
    found = []
    for unit_id, text in texts:
        place = frame.map.places.get(unit_id)
        if place is None:
            continue
        for path, said in json.loads(text).items():
            if path in gathered:
                lines = said if isinstance(said, str) else "\n".join(said)
                found.append(Narrative(place, frame.map.tree.units[place], path, lines))
    return tuple(sorted(found, key=lambda one: (one.index, order_of[one.path])))


def file_name(loaded: Loaded, place: int) -> str:
    """``{unit}_{form}_{period}[_vN][_on-DATE].xlsx``, with nothing a file system would refuse.

    N is a vintage's number, DATE the day of another map.
    """
    return fit_name(loaded, loaded.rollup.tree.units[place].code)


def fit_name(loaded: Loaded, about: str) -> str:
    """The same for a workbook about something else than one unit."""
    said = loaded.sources
    whole = f"{about}_{loaded.rollup.form.name}_{loaded.kept.period}"
    whole += f"_v{said.vintage}" if said.vintage else ""
    whole += f"_on-{said.roster_on}" if said.units_on else ""
    return "".join(c if c.isalnum() or c in "._-@" else "-" for c in whole) + ".xlsx"
