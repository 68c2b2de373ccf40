"""Roll-ups that follow what is sent: whatever came since is taken in at once, all of it together.

What is still to be taken in is read off what is kept (the newest revisions, beside what each
roll-up saw), so that nothing has to be noted when something is sent, and a machine that goes off
in between loses nothing: whoever looks next finishes it.
"""

from collections.abc import Callable
from datetime import datetime

from engine import rollup
from engine.rollup import RolledUp
from engine.work import Work
from errors import Problem
from store import changes, journal
from store.changes import Lag

Clock = Callable[[], datetime]
Told = Callable[[Lag, Problem], None]


def pulse(work: Work) -> int:
    """A number that grows with every act: while it stands there is nothing new. One row read."""
    with work.store().reading() as connection:
        return journal.head(connection)[0]


def behind(work: Work) -> tuple[Lag, ...]:
    """The forms and periods whose figures do not hold yet all that was sent."""
    with work.store().reading() as connection:
        return tuple(changes.lags(connection))


def catch_up(work: Work, clock: Clock, refused: Told) -> tuple[RolledUp, ...]:
    """Take in whatever is not taken in yet, a form and period at a time.

    What cannot be rolled up is told to ``refused`` and left; the others are not held up by it.
    """
    done: list[RolledUp] = []
    for one in behind(work):
        try:
            done.append(rollup.run(work, one.period, one.form, clock()))
        except Problem as problem:
            refused(one, problem)
    return tuple(done)
