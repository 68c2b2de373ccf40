"""What many units sent, as arrays in tree order, read as it comes: never held twice."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.roster import Map
from reporting.rollup import Inputs
from reporting.submission import packed_kind
from schemas.form import Form

NOBODY = -1
Numbers = NDArray[np.int64]


class Gathering:
    """Figures of the units of a map, filled in batch by batch.

    ``left_out``: how many revisions are of units that do not stand on this map. Where two plans
    ask a unit for the same form, its newest revision counts once.
    """

    def __init__(self, form: Form, found: Map) -> None:
        cells, units = len(form.entered), len(found.ids)
        self.left_out = 0
        self.values = np.zeros((cells, units), dtype=np.int64)
        self.states = np.zeros((cells, units), dtype=np.uint8)
        self.assigned = np.zeros(units, dtype=np.bool_)
        self._kind = packed_kind(form)
        self._newest = np.zeros(units, dtype=np.int64)
        ids = np.array(found.ids, dtype=np.int64)
        self._place_of = np.full(int(ids.max(initial=0)) + 2, NOBODY, dtype=np.int64)
        self._place_of[ids] = np.arange(units)

    def inputs(self) -> Inputs:
        """What was gathered; nothing is copied."""
        return Inputs(values=self.values, states=self.states, assigned=self.assigned)

    def take(self, batches: Iterable[Sequence[tuple[Any, ...]]]) -> "Gathering":
        """Take in rows (unit's row id, revision's row id, packed figures), None where silent."""
        for rows in batches:
            units, revisions, blobs = zip(*rows, strict=True)
            at = self._places(np.array(units, dtype=np.int64))
            self.assigned[at[at >= 0]] = True
            if None in revisions:
                revisions = tuple(one or 0 for one in revisions)
            self._put(at, np.array(revisions, dtype=np.int64), blobs)
        return self

    def _places(self, units: Numbers) -> Numbers:
        # The last of them is nobody's: row ids beyond all on this map are led there.
        beyond = len(self._place_of) - 1
        return self._place_of[np.minimum(units, beyond)]

    def _put(self, at: Numbers, newest: Numbers, blobs: Sequence[bytes]) -> None:
        self.left_out += int(np.count_nonzero((at < 0) & (newest > 0)))
        if not self._all_count(at, newest):
            chosen = self._chosen(at, newest)
            at, newest = at[chosen], newest[chosen]
            blobs = [blobs[i] for i in chosen.tolist()]
        self._newest[at] = newest
        if not len(at) or not self._kind.itemsize:
            return  # nothing new, or a form that asks for words alone
        figures = np.frombuffer(b"".join(blobs), dtype=self._kind)
        first, stop = int(at[0]), int(at[-1]) + 1
        if stop - first == len(at) and (np.diff(at) == 1).all():
            # Side by side, as a cascade made them: one slice is written faster than many places.
            self.values[:, first:stop] = figures["values"].T
            self.states[:, first:stop] = figures["states"].T
        else:
            self.values[:, at] = figures["values"].T
            self.states[:, at] = figures["states"].T

    def _all_count(self, at: Numbers, newest: Numbers) -> bool:
        """Whether each row is of another unit of this map, and the first revision of it seen."""
        ascending = at[0] >= 0 and (np.diff(at) > 0).all()
        return bool(ascending and (newest > 0).all() and not self._newest[at].any())

    def _chosen(self, at: Numbers, newest: Numbers) -> NDArray[np.intp]:
        """Which rows count: of a unit on this map, with a revision newer than any before."""
        able = (at >= 0) & (newest > 0)
        able[able] = newest[able] > self._newest[at[able]]
        found = np.flatnonzero(able)
        # Of the same unit twice in a batch the newest comes first here, and only that is kept.
        order = found[np.lexsort((-newest[found], at[found]))]
        _, first = np.unique(at[order], return_index=True)
        return order[first]
