"""What stood below a unit when it was approved, as one digest."""

import hashlib
from bisect import bisect_left

from engine.roster import Map
from store import reviews
from store.opening import Connection

FEW = 3
"""Subtrees read one by one; whoever asks for more is better served with everything at once."""


class Below:
    """Everything that counts of one form and period, read once; a small subtree by itself."""

    def __init__(self, connection: Connection, form_id: int, period: str) -> None:
        self._connection, self._form_id, self._period = connection, form_id, period
        self._every: list[tuple[int, str]] | None = None
        self._alone = 0
        self._laid: dict[int, tuple[list[int], list[str]]] = {}

    def of(self, found: Map, place: int) -> str:
        """SHA-256 over the sorted digests of the newest revisions below a place of a map."""
        first, stop = place + 1, int(found.tree.stop[place])
        if first == stop:
            return _over([])
        if self._every is None and stop - first <= reviews.CHUNK and self._alone < FEW:
            self._alone += 1
            ids = found.ids[first:stop]
            few = reviews.digests(self._connection, self._form_id, self._period, ids)
            return _over([digest for _unit_id, digest in few])
        places, digests = self._on(found)
        return _over(digests[bisect_left(places, first) : bisect_left(places, stop)])

    def _on(self, found: Map) -> tuple[list[int], list[str]]:
        """Places and digests in tree order."""
        if self._every is None:
            self._every = reviews.digests(self._connection, self._form_id, self._period)
        if id(found) not in self._laid:
            here = sorted((found.places[u], d) for u, d in self._every if u in found.places)
            self._laid[id(found)] = [p for p, _ in here], [d for _, d in here]
        return self._laid[id(found)]


def _over(digests: list[str]) -> str:
    return hashlib.sha256("\n".join(sorted(digests)).encode()).hexdigest()
