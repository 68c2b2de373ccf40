"""What the machine of reviews does next, drawn so that something mostly comes of it."""

from collections.abc import Callable
from typing import TypeVar

from hypothesis import strategies as st

from tests.review_model import Model, above, steps

T = TypeVar("T")
UNITS = ["W111", "W112", "W121", "T1", "D11", "D12", "P1", "N"]
OFFICERS = ["D11", "D12", "P1", "N", "W111", "P2"]
PEOPLE = st.sampled_from(["An", "Bình", "Chi"])
KEYS = st.sampled_from(["k1", "k2", "k3", "k4", "k5"])
TOTALS = st.integers(1, 6)
LATER = st.integers(0, 3)
FORCE = st.sampled_from([False, False, True])
WAYS = st.sampled_from(["plain", "plain", "plain", "under a key", "on behalf"])
MOVES = [
    *["send"] * 5,
    *["approve"] * 5,
    *["give_back"] * 2,
    *["extend"] * 2,
    "approve_below",
    "spoil",
    "take_back",
]
OUTCOMES = """
send: first; corrected; mended; changed; same; corrected, void above; changed, void above
send: mended, void above; key_conflict; behalf_not_silent; behalf_unfit
on behalf: taken in; refused
under a key: taken in; refused
spoil: draft; returned; submitted; approved
approve: submitted; approved; forced; nothing_to_review; nobody_above; not_above; not_your_step
approve: state_changed; own_submission; content_changed
approve below: some; none
give back: submitted; approved; forced; not_above; not_your_step; state_changed
extend: done; not_above; extension_closed
take back: True; False
"""
"""By move, everything that must have come of it somewhere in two thousand steps."""
EVERY = {
    (name, outcome.strip())
    for line in OUTCOMES.strip().splitlines()
    for name, _, outcomes in [line.partition(": ")]
    for outcome in outcomes.split(";")
}


class Draws:
    """Who and what, as the model stands."""

    def __init__(self, model: Model, data: st.DataObject) -> None:
        self._model, self._data = model, data

    def __call__(self, label: str, strategy: st.SearchStrategy[T]) -> T:
        """Anything, under a name that stands in a report of what failed."""
        return self._data.draw(strategy, label=label)

    def one_of(self, label: str, some: list[str]) -> str:
        """One of some words."""
        return self(label, st.sampled_from(some))

    def unit(self, fits: Callable[[str], bool]) -> str:
        """A unit: mostly one of which something may come, sometimes any."""
        return self.one_of("unit", [*UNITS, *[unit for unit in UNITS if fits(unit)] * 4])

    def officer(self, unit: str) -> str:
        """Whose officer acts: mostly one whose turn it is, or somebody above."""
        one = self._model.units[unit]
        turn = self._model.next(unit) if above(unit) and one.state == "submitted" else None
        likely = [turn] * 8 if turn else steps(unit) * 3
        return self.one_of("officer", [*OFFICERS, *likely, *above(unit) * 2])

    def standing(self, *states: str) -> str:
        """Mostly a unit whose assignment stands so."""
        return self.unit(lambda unit: self._model.units[unit].state in states)

    def unsettled(self) -> str:
        """Mostly a unit that still has to send, or whose change would void an approval."""

        def fits(unit: str) -> bool:
            units = self._model.units
            waits = units[unit].state in {"expected", "draft", "returned"}
            return waits or any(units[one].approved for one in (unit, *above(unit)))

        return self.unit(fits)
