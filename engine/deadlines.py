"""What a plan's deadlines are held against when it is issued."""

from engine.calendar import calendar_of
from engine.forms import find, of_row
from engine.work import Work
from errors import Fault
from hierarchy.tree import Tree
from reporting.ladder import unwise
from reporting.plan import Plan
from store.opening import Connection


def warnings(work: Work, connection: Connection, plan: Plan, tree: Tree) -> tuple[Fault, ...]:
    """Warnings on the deadlines and periods of a plan, by its forms' regimes and the calendar.

    Raises Problem form_unknown.
    """
    names = {collect.form for collect in plan.collects}
    regimes = {name: of_row(find(connection, name)).regime for name in sorted(names)}
    return unwise(plan, regimes, tree, calendar_of(work, connection))
