"""``plans start|return|refuse|close|reopen PLAN``."""

from typing import Annotated

from typer import Argument, Option

import messages
from commands.context import here, now
from commands.voice import give, word

_Plan = Annotated[str, Argument(help="PLAN | FILE")]
_Unit = Annotated[str, Option("--unit", help="mã đơn vị / the unit's code")]
_AnyUnit = Annotated[
    str | None,
    Option("--unit", help="mã đơn vị; không có thì cả kế hoạch / a unit, else the plan itself"),
]
_Reason = Annotated[str | None, Option("--reason", help="lý do / why")]


def start(plan: _Plan, unit: _Unit, reason: _Reason = None) -> None:
    """Đơn vị bắt đầu thực hiện / A unit that issued its own plan sets to work."""
    _move(plan, unit, "start", reason)


def return_(plan: _Plan, unit: _Unit, reason: _Reason = None) -> None:
    """Đơn vị trả lại kế hoạch, có lý do / A unit hands the plan back, with a reason."""
    _move(plan, unit, "return", reason)


def refuse(plan: _Plan, unit: _Unit, reason: _Reason = None) -> None:
    """Đơn vị từ chối kế hoạch, có lý do / A unit refuses the plan, with a reason."""
    _move(plan, unit, "refuse", reason)


def close(plan: _Plan, unit: _AnyUnit = None, reason: _Reason = None) -> None:
    """Kết thúc ở một đơn vị, hoặc cả kế hoạch / End it with one unit, or the plan itself."""
    _move(plan, unit, "close", reason)


def reopen(plan: _Plan, unit: _AnyUnit = None, reason: _Reason = None) -> None:
    """Mở lại sau trả lại, từ chối, kết thúc / Take back a return, a refusal or a close."""
    _move(plan, unit, "reopen", reason)


def _move(plan: str, unit: str | None, verb: str, reason: str | None) -> None:
    from commands.plans import reference_of
    from engine.life import move, move_plan

    work, ref = here().work(), reference_of(plan)
    if unit is None:
        done = move_plan(work, ref, verb, reason, now())
    else:
        done = move(work, ref, unit, verb, reason, now())
    data = {"plan": ref, "unit": unit, "state": done.state, "changed": done.changed}
    subject = ref if unit is None else f"{ref} · {unit}"
    state = messages.state(here().language, done.state)
    key = "plan_moved" if done.changed else "plan_stood"
    give(data, [word(key, subject=subject, state=state)])
