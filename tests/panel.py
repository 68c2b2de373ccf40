"""Officers at their desks: the verbs of review called by name, for one form and period."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from engine import review, review_below
from engine.review import Reviewed
from engine.review_below import Below, Bulk
from engine.review_view import History, Waiting, show, waiting
from engine.whose import Judged, Whose
from engine.work import Work
from tests import office
from tests.desk import Desk
from tests.office import NOW

ASKED = ("ward-report", "2025")


@dataclass(frozen=True)
class Officer:
    """A person who acts for a unit."""

    work: Work
    unit: str

    def approve(
        self,
        whose: str,
        now: datetime = NOW,
        reason: str | None = None,
        *,
        force: bool = False,
        sha256: str | None = None,
        turn: int | None = None,
    ) -> Reviewed:
        """Approve what a unit has sent."""
        meant = Judged(whose, *ASKED, officer=self.unit, sha256=sha256, turn=turn)
        return review.approve(self.work, meant, now, reason, force=force)

    def give_back(
        self,
        whose: str,
        now: datetime = NOW,
        reason: str = "sai số",
        cells: Mapping[str, str] | None = None,
        due: date | None = None,
        *,
        force: bool = False,
        turn: int | None = None,
    ) -> Reviewed:
        """Return what a unit has sent."""
        meant = Judged(whose, *ASKED, officer=self.unit, turn=turn)
        return review.give_back(self.work, meant, now, reason, cells, due, force=force)

    def approve_below(self, unit: str, now: datetime = NOW, reason: str | None = None) -> Bulk:
        """Approve everything that waits below a unit."""
        below = Below(unit, *ASKED, self.unit)
        return review_below.approve_below(self.work, below, now, reason, office.quiet)

    def waits(self) -> list[str]:
        """The units whose submissions wait for this officer."""
        return sorted(one.unit for one in self.waiting())

    def waiting(self) -> tuple[Waiting, ...]:
        """What waits for this officer."""
        return waiting(self.work, self.unit)


def officer(desk: Desk, unit: str, name: str | None = None) -> Officer:
    """Somebody who acts for a unit; without ``name`` an officer called after it."""
    return Officer(replace(office.work(desk), actor=name or f"officer of {unit}"), unit)


def history(desk: Desk, unit: str) -> History:
    """Everything that was done with what a unit sent."""
    return show(office.work(desk), Whose(unit, *ASKED))
