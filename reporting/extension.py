"""A deadline moved later, step by step; and which day holds at a moment."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Step:
    """One extension of one assignment; ``undone_at`` is when it was taken back, if it was.

    ``due_before`` is None where a return gave its first deadline to what had none.
    """

    due_before: date | None
    due: date
    at: datetime
    undone_at: datetime | None = None

    def stands(self, moment: datetime | None) -> bool:
        """Whether it holds at a moment; None is after everything."""
        if moment is None:
            return self.undone_at is None
        return self.at <= moment and (self.undone_at is None or self.undone_at > moment)


@dataclass(frozen=True, slots=True)
class Term:
    """The day due at a moment, and whether an extension made it so; ``steps`` led there."""

    due: date | None
    extended: bool
    steps: tuple[Step, ...] = field(default=(), compare=False)

    def due_at(self, moment: datetime) -> date | None:
        """The day that was due at another moment, as far as the steps are known."""
        return term_at(self.steps, moment).due if self.steps else self.due


def term_at(steps: Sequence[Step], moment: datetime | None = None) -> Term:
    """What one assignment's extensions, oldest first and at least one, say of a moment.

    Taking back undoes every step that stands, so those that stand are the latest ones.
    """
    standing = [one for one in steps if one.stands(moment)]
    if standing:
        return Term(standing[-1].due, extended=True)
    later = [one for one in steps if moment is not None and one.at > moment]
    if later:
        return Term(later[0].due_before, extended=False)
    # All were taken back: the day is the one before the last of these acts began.
    together = [one for one in steps if one.undone_at == steps[-1].undone_at]
    return Term(together[0].due_before, extended=False)
