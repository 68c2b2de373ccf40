"""What must be true of sending and judging, kept as plain sets: the model of the machine."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from tests.cast import COUNTRY

PARENT = {one.code: one.parent_code for one in COUNTRY}
LEVEL = {one.code: one.level for one in COUNTRY}
STEPS = ("district", "province")
OPEN = {"expected", "draft", "returned"}
WARDS, OTHERS = date(2025, 12, 5), date(2025, 12, 20)
"""The days due by the plan."""


def above(unit: str) -> list[str]:
    """Codes above a unit, nearest first."""
    parent = PARENT[unit]
    return [] if parent is None else [parent, *above(parent)]


def steps(unit: str) -> list[str]:
    """Whose officers must approve, in upward order."""
    return [one for one in above(unit) if LEVEL[one] in STEPS] or above(unit)[:1]


@dataclass(frozen=True)
class Sent:
    """One revision: its figure, and everybody who had a hand in it."""

    total: int
    by: frozenset[str]
    on_behalf: bool = False


@dataclass
class Kept:
    """One unit: what it sent, oldest first, who approved the last of it, and until when it may.

    ``longer`` are the days that held before each extension that stands.
    """

    due: date
    state: str = "expected"
    drafted: bool = False
    sent: list[Sent] = field(default_factory=list)
    approved: list[str] = field(default_factory=list)
    longer: list[date] = field(default_factory=list)
    acts: int = 0
    forced: int = 0

    @property
    def total(self) -> int | None:
        """The figure that stands."""
        return self.sent[-1].total if self.sent else None


class Model:
    """Every unit of the country, and what each act does to it."""

    def __init__(self) -> None:
        self.units = {
            unit: Kept(WARDS if level == "ward" else OTHERS) for unit, level in LEVEL.items()
        }
        self.keys: dict[str, tuple[str, int]] = {}

    def next(self, unit: str) -> str | None:
        """The step whose turn it is."""
        one, chain = self.units[unit], above(unit)
        reached = max((chain.index(step) for step in one.approved), default=-1)
        return next((step for step in steps(unit) if chain.index(step) > reached), None)

    def send(
        self, unit: str, total: int, by: Collection[str], key: str = "", *, on_behalf: bool = False
    ) -> str:
        """What becomes of a submission: its kind, ``same``, or the code of the refusal."""
        one, bound = self.units[unit], self.keys.get(key)
        if bound not in {None, (unit, total)}:
            return "key_conflict"
        if bound:
            return self._same(one)
        own_word = bool(one.sent) and one.sent[-1].on_behalf and not on_behalf
        same = one.total == total and not own_word
        own = bool(one.sent) and not one.sent[-1].on_behalf
        if not same and on_behalf and own and one.state in {"submitted", "approved"}:
            return "behalf_not_silent"
        if key:
            self.keys[key] = unit, total
        if same:
            return self._same(one)
        kind = {"expected": "first", "draft": "first", "returned": "mended"}.get(one.state)
        kind = kind or ("changed" if one.approved else "corrected")
        one.sent.append(Sent(total, frozenset(by), on_behalf))
        self._void(unit)
        one.state, one.drafted = "submitted" if PARENT[unit] else "approved", False
        voided = [higher for higher in above(unit) if self._void(higher)]
        for higher in voided:
            self.units[higher].state = "submitted"
        return f"{kind}, void above" if voided else kind

    @staticmethod
    def _same(one: Kept) -> str:
        one.drafted = False
        return "same"

    def spoil(self, unit: str) -> None:
        """What was refused is kept as a draft and changes nothing else."""
        one = self.units[unit]
        one.drafted = True
        one.state = "draft" if one.state == "expected" else one.state

    def _void(self, unit: str) -> bool:
        one = self.units[unit]
        if not one.approved:
            return False
        one.approved.clear()
        one.acts += 1
        return True

    def may_judge(self, officer: str, unit: str, *, force: bool) -> str | None:
        """The code of the refusal that comes before anything else, or None."""
        if not self.units[unit].sent:
            return "nothing_to_review"
        if not above(unit):
            return "nobody_above"
        if officer not in above(unit):
            return "not_above"
        if officer not in steps(unit) and not force:
            return "not_your_step"
        return None

    def approve(self, officer: str, person: str, unit: str, *, force: bool) -> str:
        """``done``, or the code of the refusal."""
        refused = self.may_judge(officer, unit, force=force)
        one = self.units[unit]
        if refused:
            return refused
        if one.state != "submitted":
            return "state_changed"
        turn = self.next(unit)
        assert turn is not None
        chain = above(unit)
        if officer != turn:
            earlier = chain.index(officer) < chain.index(turn)
            if earlier and officer in one.approved:
                return "state_changed"
            if earlier or not force:
                return "not_your_step"
        if not force and person in one.sent[-1].by:
            return "own_submission"
        one.approved.append(officer)
        one.acts += 1
        one.forced += force
        one.state = "approved" if self.next(unit) is None else "submitted"
        return "done"

    def give_back(self, officer: str, unit: str, day: date, *, force: bool) -> str:
        """``done``, or the code of the refusal."""
        refused = self.may_judge(officer, unit, force=force)
        one = self.units[unit]
        if refused:
            return refused
        if one.state not in {"submitted", "approved"}:
            return "state_changed"
        one.approved.clear()
        one.acts += 1
        one.forced += force
        one.state = "returned"
        self._move(one, day)
        return "done"

    def extend(self, unit: str, officer: str | None, day: date) -> str:
        """``done``, or the code of the refusal; without an officer the issuer does it."""
        one = self.units[unit]
        if one.state not in OPEN:
            return "extension_closed"
        if officer is not None and officer not in above(unit):
            return "not_above"
        self._move(one, day)
        return "done"

    @staticmethod
    def _move(one: Kept, day: date) -> None:
        if day != one.due:
            one.longer.append(one.due)
            one.due = day

    def take_back(self, unit: str) -> bool:
        """Every extension of what still waits; whether there was one."""
        one = self.units[unit]
        if one.state not in OPEN or not one.longer:
            return False
        one.due = one.longer[0]
        one.longer.clear()
        return True

    def below(self, unit: str, *, final: bool) -> int:
        """The sum of a unit and everything below it that counts."""
        return sum(
            one.total or 0
            for code, one in self.units.items()
            if (code == unit or unit in above(code)) and (not final or one.state == "approved")
        )
