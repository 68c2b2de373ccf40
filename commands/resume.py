"""``resume``: what was cut off, told and finished."""

from typing import TYPE_CHECKING, Annotated

from typer import Exit, Option

import messages
from commands.context import here, now
from commands.voice import aside, give, progress, tell, word
from errors import Problem

if TYPE_CHECKING:
    from engine.runs import Resumed, Run
    from engine.work import Work

COLUMNS = ("id", "flow", "since", "seen", "far", "host")


def resume(
    dry_run: Annotated[bool, Option("--dry-run", help="chỉ xem / show only")] = False,
    drop: Annotated[
        list[int] | None, Option(metavar="RUN", help="thôi không làm nốt / leave it for good")
    ] = None,
) -> None:
    """Làm nốt những việc bị ngắt giữa chừng / Finish what was cut off."""
    from flows.record import cut_off

    work = here().work()
    found = cut_off(work)
    if drop:
        _drop(work, found, drop)
    elif dry_run or not found:
        data = [_data(one) for one in found]
        give(data, _table(work, found) or [word("runs_none")])
        if found:
            tell("run_trial")
    else:
        _finish(work, found)


def mention(work: "Work") -> None:
    """Say in one line how many runs wait to be finished; nothing where none does."""
    from flows.record import cut_off

    found = cut_off(work)
    if found:
        tell("runs_cut_off", count=len(found))


def _finish(work: "Work", found: "list[Run]") -> None:
    from flows.run import resume as run_flow

    for line in _table(work, found):
        aside(line)
    with progress() as step:
        done = list(run_flow(work, found, step, here().environment))
    give([{**_data(one.run), **_ended(one)} for one in done], [_line(one) for one in done])
    if any(one.problem for one in done):
        raise Exit(1)


def _drop(work: "Work", found: "list[Run]", numbers: list[int]) -> None:
    from engine.runs import give_up

    lost = {one.id: one for one in found}
    for number in numbers:
        if number not in lost:
            raise Problem("run_unknown", flow=number)
    dropped = [
        lost[number]
        for number in numbers
        if give_up(work, lost[number], Problem("run_stopped"), now())
    ]
    give(
        [_data(one) for one in dropped],
        [word("run_dropped", id=one.id, flow=one.flow) for one in dropped],
    )


def _table(work: "Work", found: "list[Run]") -> list[str]:
    from commands.clock import civil

    if not found:
        return []
    said = civil(work)
    head = word("run_head", **{name: word(f"run_{name}") for name in COLUMNS})
    rows = [
        word(
            "run_head",
            id=one.id,
            flow=one.flow,
            since=said(one.started_at),
            seen=said(one.seen_at),
            far=f"{one.done}/{one.total}",
            host=one.host,
        )
        for one in found
    ]
    return [head, *rows]


def _data(one: "Run") -> dict[str, object]:
    return {
        "id": one.id,
        "flow": one.flow,
        "asked": dict(one.asked),
        "actor": one.actor,
        "host": one.host,
        "done": one.done,
        "total": one.total,
        "started_at": one.started_at.isoformat(),
        "seen_at": one.seen_at.isoformat(),
    }


def _ended(one: "Resumed") -> dict[str, object]:
    problem = None if one.problem is None else {"code": one.problem.code, **one.problem.details}
    return {"resumed_by": one.by, "problem": problem}


def _line(one: "Resumed") -> str:
    told = {"id": one.run.id, "flow": one.run.flow}
    if one.problem is None:
        return word("run_finished", **told, by=one.by)
    code, details = one.problem.code, one.problem.details
    return word(
        "run_failed", **told, code=code, said=messages.problem(here().language, code, details)
    )
