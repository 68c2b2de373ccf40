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
