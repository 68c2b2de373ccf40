"""What must be true of sending and judging, kept as plain sets: the model of the machine."""

from dataclasses import dataclass, field

from tests.cast import COUNTRY

PARENT = {one.code: one.parent_code for one in COUNTRY}
LEVEL = {one.code: one.level for one in COUNTRY}
STEPS = ("district", "province")
OPEN = {"expected", "returned"}


def above(unit: str) -> list[str]:
    """Codes above a unit, nearest first."""
    parent = PARENT[unit]
    return [] if parent is None else [parent, *above(parent)]


def steps(unit: str) -> list[str]:
    """Whose officers must approve, in upward order."""
    return [one for one in above(unit) if LEVEL[one] in STEPS] or above(unit)[:1]


@dataclass
class Kept:
    """One unit: what it sent, oldest first, and who has approved the last of it."""

    state: str = "expected"
    sent: list[tuple[int, str]] = field(default_factory=list)
    approved: list[str] = field(default_factory=list)
    acts: int = 0
    voided: int = 0

    @property
    def total(self) -> int | None:
        """The figure that stands."""
        return self.sent[-1][0] if self.sent else None


class Model:
    """Every unit of the country, and what each act does to it."""

    def __init__(self) -> None:
        self.units = {unit: Kept() for unit in PARENT}

    def next(self, unit: str) -> str | None:
        """The step whose turn it is."""
        one, chain = self.units[unit], above(unit)
        reached = max((chain.index(step) for step in one.approved), default=-1)
        return next((step for step in steps(unit) if chain.index(step) > reached), None)

    def send(self, unit: str, total: int, sender: str) -> bool:
        """Whether it is new; then approvals are void up the chain."""
        one = self.units[unit]
        if one.total == total:
            return False
        one.sent.append((total, sender))
        self._void(unit)
        one.state = "submitted" if PARENT[unit] else "approved"
        for higher in above(unit):
            if self._void(higher):
                self.units[higher].state = "submitted"
        return True

    def _void(self, unit: str) -> bool:
        one = self.units[unit]
        if not one.approved:
            return False
        one.approved.clear()
        one.acts += 1
        one.voided += 1
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
        if not force and person == one.sent[-1][1]:
            return "own_submission"
        one.approved.append(officer)
        one.acts += 1
        one.state = "approved" if self.next(unit) is None else "submitted"
        return "done"

    def give_back(self, officer: str, unit: str, *, force: bool) -> str:
        """``done``, or the code of the refusal."""
        refused = self.may_judge(officer, unit, force=force)
        one = self.units[unit]
        if refused:
            return refused
        if one.state not in {"submitted", "approved"}:
            return "state_changed"
        one.approved.clear()
        one.acts += 1
        one.state = "returned"
        return "done"

    def below(self, unit: str, *, final: bool) -> int:
        """The sum of a unit and everything below it that counts."""
        return sum(
            one.total or 0
            for code, one in self.units.items()
            if (code == unit or unit in above(code)) and (not final or one.state == "approved")
        )
