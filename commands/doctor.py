"""``doctor``: what is wrong with the place Capbac runs in, and what to do."""

from base64 import b64encode
from typing import TYPE_CHECKING

from typer import Exit

from commands.context import Context, here, now
from commands.voice import give, word
from errors import Problem

if TYPE_CHECKING:
    from engine.checkup.finding import Finding

MARKS = {"good": "✓", "doubtful": "!", "bad": "✗"}


def doctor() -> None:
    """Xem máy này có gì sai, phải làm gì / What is wrong with this machine, and what to do."""
    from engine.doctor import doctor as look
    from engine.doctor import worst
    from engine.work import Work
    from flows.checkup import prefect

    context = here()
    work = Work(context.database, str(context.workspace), context.actor, context.language)
    said = context.environment
    found = (
        *look(work, _offset(context), now()),
        *prefect(context.workspace, said.prefect_api, _header(said.prefect_auth)),
    )
    state = worst(found)
    data = {"state": state, "findings": [_data(one) for one in found]}
    give(data, [*(line for one in found for line in _lines(one)), word(f"doctor_all_{state}")])
    if state == "bad":
        raise Exit(1)


def _lines(one: "Finding") -> list[str]:
    lines = [f"{MARKS[one.state]} {word(f'doctor_{one.code}', **one.details)}"]
    if one.state != "good":
        lines.append(f"  → {word(f'doctor_{one.code}_do', **one.details)}")
    return lines


def _data(one: "Finding") -> dict[str, object]:
    data: dict[str, object] = {"code": one.code, "state": one.state, "details": dict(one.details)}
    data["said"] = word(f"doctor_{one.code}", **one.details)
    data["do"] = "" if one.state == "good" else word(f"doctor_{one.code}_do", **one.details)
    return data


def _offset(context: Context) -> str:
    """The zone of the workspace's country; where there is none yet, that of the usual one."""
    from profiles.registry import load

    try:
        return context.work().country().offset
    except Problem:
        return load("vn").offset


def _header(auth: str) -> str:
    return f"Basic {b64encode(auth.encode()).decode()}" if auth else ""
