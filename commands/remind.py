"""``remind``: what should have been said by now, said once and sent."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated

from typer import Option

import messages
from commands.context import here, now, read_day
from commands.plans import reference_of
from commands.resume import mention
from commands.voice import give, progress, tell, word
from errors import Problem

if TYPE_CHECKING:
    from engine.outgoing import Drained
    from engine.remind import Reminded
    from reporting.reminder import Message


def remind(
    on: Annotated[str | None, Option(help="ngày nhắc / the day it is said for")] = None,
    dry_run: Annotated[bool, Option("--dry-run", help="chỉ xem, không ghi / show only")] = False,
    plan: Annotated[str | None, Option(help="chỉ kế hoạch này / of this plan only")] = None,
    dead: Annotated[bool, Option("--dead", help="tin nhắn đã bỏ / those given up")] = False,
    again: Annotated[int | None, Option(help="gửi lại số này / put this one back")] = None,
    flow: Annotated[bool, Option("--flow", help="Prefect")] = False,
) -> None:
    """Nhắc việc sắp đến hạn và quá hạn, mỗi việc một lần / Say once what is due or overdue."""
    if dead + dry_run + (again is not None) > 1:
        raise Problem("usage", reason="--dead | --again | --dry-run")
    if dead:
        _show_dead()
    elif again is not None:
        _put_back(again)
    else:
        day, ref = read_day(on), None if plan is None else reference_of(plan)
        if dry_run:
            _tell_trial(day, ref)
        elif flow or here().environment.prefect_api:
            _tell(*_as_flow(day, ref))
        else:
            _tell(*_straight(day, ref))


def _as_flow(day: date | None, ref: str | None) -> "tuple[Reminded, Drained]":
    from flows.run import remind as run_flow

    work = here().work()
    with progress() as step:
        done = run_flow(work, now(), day, ref, step, here().environment)
    mention(work)
    return done


def _straight(day: date | None, ref: str | None) -> "tuple[Reminded, Drained]":
    from engine.remind import remind as run
    from flows import addresses, sending

    environment = here().environment
    work, found = here().work(), addresses.read(environment.remind_urls)
    said = run(work, now(), _words(), addresses.order(environment, ref), day)
    return said, sending.drain(work, found, now)


def _tell(said: "Reminded", sent: "Drained") -> None:
    count = len(said.messages)
    lines = [word("remind_said", day=said.day, matters=said.matters, messages=count)]
    counts = {"sent": sent.sent, "failed": sent.failed, "dead": sent.dead}
    if any(counts.values()):
        lines.append(word("remind_sent", **counts))
    if sent.waiting:
        tell("remind_waiting", waiting=sent.waiting, workspace=here().workspace)
    data = {"day": said.day, "matters": said.matters, "messages": _data(said.messages)}
    give(data | counts | {"waiting": sent.waiting}, lines)


def _tell_trial(day: date | None, ref: str | None) -> None:
    from engine.remind import remind as run
    from flows import addresses

    order = addresses.order(here().environment, ref)
    said = run(here().work(), now(), _words(), order, day, trial=True)
    tell("remind_trial", messages=len(said.messages), day=said.day)
    lines = []
    for one in said.messages:
        lines.append(word("remind_to", name=one.name, unit=one.unit, subject=one.subject))
        lines += [f"    {line}".rstrip() for line in one.body.splitlines()]
    give(
        {"day": said.day, "matters": said.matters, "messages": _data(said.messages)},
        lines or [word("nothing_yet")],
    )


def _words() -> Mapping[str, str]:
    return messages.words(here().language, "reminders")


def _data(found: "tuple[Message, ...]") -> list[dict[str, object]]:
    return [
        {
            "to": one.unit,
            "kind": one.kind,
            "key": one.key,
            "subject": one.subject,
            "body": one.body,
            "said": [
                {
                    "unit": s.matter.unit,
                    "step": s.step,
                    "plan": s.matter.plan,
                    "due": s.matter.due,
                    "what": s.matter.what,
                }
                for s in one.said
            ],
        }
        for one in found
    ]


def _show_dead() -> None:
    from engine.outgoing import dead

    found = [
        {
            "id": one.id,
            "unit": one.unit,
            "subject": one.subject,
            "attempts": one.attempts,
            "error": one.error,
        }
        for one in dead(here().work())
    ]
    give(found, [word("remind_dead", **one) for one in found] or [word("nothing_yet")])


def _put_back(letter_id: int) -> None:
    from engine.outgoing import again

    one = again(here().work(), letter_id, now())
    state = messages.state(here().language, one.state)
    give({"id": one.id, "state": one.state}, [word("remind_again", id=one.id, state=state)])
