"""``cascade PLAN``."""

from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from commands.context import here, now, read_day
from commands.plans import reference_of
from commands.resume import mention
from commands.voice import give, progress, tell, word
from errors import Problem

if TYPE_CHECKING:
    from engine.work import Work


def cascade(
    plan: Annotated[str, Argument(help="PLAN | FILE")],
    flow: Annotated[bool, Option("--flow", help="Prefect")] = False,
    at_once: Annotated[
        bool, Option("--at-once", help="xuống tận cấp cuối (mặc định) / to the bottom (default)")
    ] = False,
    stepwise: Annotated[
        bool,
        Option("--stepwise", help="từng bước, khi cấp trên đã ban hành / as units above adopt"),
    ] = False,
    on: Annotated[
        str | None, Option(help="theo bản đồ của ngày / on the map of YYYY-MM-DD")
    ] = None,
) -> None:
    """Đưa kế hoạch xuống mọi đơn vị nhận / Carry a plan down to everyone it reaches."""
    from engine.cascade import cascade as run
    from engine.cascade import travelled

    mode = _mode(at_once=at_once, stepwise=stepwise)
    if mode and on:
        raise Problem("usage", reason="--on | --at-once | --stepwise")
    work = here().work()
    ref = reference_of(plan)
    if on is not None:
        _carry_over(work, ref, on)
        return
    with progress() as step:
        if flow or here().environment.prefect_api:
            from flows.run import cascade as run_flow

            done = run_flow(work, ref, now(), step, here().environment, mode=mode)
            mention(work)
        else:
            done = run(work, ref, now(), step, mode)
    far = travelled(work, ref)
    data = {"plan": ref, "received": done.received, "assigned": done.assigned}
    more = {"mode": far.mode, "waiting": far.addressed - far.received}
    give({**data, **more}, [word("cascaded", **data)])
    if more["waiting"]:
        tell("waiting", received=far.received, addressed=far.addressed)


def _mode(*, at_once: bool, stepwise: bool) -> str | None:
    if at_once and stepwise:
        raise Problem("usage", reason="--at-once | --stepwise")
    return "at_once" if at_once else "stepwise" if stepwise else None


def _carry_over(work: "Work", ref: str, on: str) -> None:
    """Say what carrying a plan over to another day's map changed."""
    from engine.succession import succeed

    day = read_day(on)
    assert day is not None
    done = succeed(work, ref, day, now())
    data = {
        "plan": ref,
        "on": done.day,
        "moved": done.moved,
        "closed": done.closed,
        "assigned": done.assigned,
        "received": done.received,
        "ended": list(done.ended),
    }
    if done.ended:
        tell("nobody_after", codes=", ".join(done.ended))
    give(data, [word("succeeded" if done.moved else "nothing_succeeded", **data)])
