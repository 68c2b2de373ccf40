"""``extend UNIT FORM PERIOD --to DAY --reason TEXT --approver NAME``."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from commands.context import here, now, read_day
from commands.voice import give, word
from errors import Problem

if TYPE_CHECKING:
    from engine.extend import Extended

LEFT = ("unchanged", "closed", "later", "undated", "barred")
"""What is left as it is, in the order in which it is told."""


def extend(
    unit: Annotated[str, Argument(help="mã đơn vị / unit code")],
    form: Annotated[str, Argument(help="biểu mẫu / form")],
    period: Annotated[str, Argument(help="2025, 2025-S1 …")],
    reason: Annotated[str, Option(help="lý do / why")],
    to: Annotated[str | None, Option(help="YYYY-MM-DD: hạn mới / the new last day")] = None,
    approver: Annotated[str | None, Option(help="ai cho phép / who allows it")] = None,
    of: Annotated[
        str | None,
        Option("--of", help="đơn vị cho phép; mặc định: nơi ban hành / the unit that allows it"),
    ] = None,
    plan: Annotated[str | None, Option(help="PLAN")] = None,
    below: Annotated[
        bool, Option("--all-below", help="cả các đơn vị bên dưới / the whole subtree")
    ] = False,
    undo: Annotated[bool, Option("--undo", help="bỏ gia hạn / take it back")] = False,
) -> None:
    """Gia hạn nộp cho một đơn vị hoặc cả nhánh / Move a deadline later, for a unit or a subtree."""
    from engine.extend import Whom
    from engine.extend import extend as move
    from engine.extend import undo as take_back
    from hierarchy.spelling import clean

    work = here().work()
    whom = Whom(unit, form, period, plan, below, of)
    why = clean(reason)
    if not why:
        raise Problem("reason_missing", verb="extend")
    if undo:
        if to is not None or approver is not None:
            raise Problem("usage", reason="--undo | --to … --approver …")
        done = take_back(work, whom, why, now())
        said = word("extension_undone", plan=done.plan, changed=done.changed)
    else:
        day, who = _granted(to, approver)
        done = move(work, whom, day, why, who, now())
        said = word("extended", plan=done.plan, changed=done.changed, to=day)
    _told(done, said)


def _told(done: "Extended", said: str) -> None:
    """What was done, and what was left as it is."""
    left = {key: getattr(done, key) for key in LEFT}
    lines = [word(f"extension_{key}", count=count) for key, count in left.items() if count]
    give({"plan": done.plan, "changed": done.changed, **left}, [said, *lines])


def _granted(to: str | None, approver: str | None) -> tuple[date, str]:
    """The new last day and who allows it; neither may be left out."""
    from hierarchy.spelling import clean

    day, who = read_day(clean(to or "") or None), clean(approver or "")
    if day is None:
        raise Problem("extension_day_missing")
    if not who:
        raise Problem("approver_missing")
    return day, who
