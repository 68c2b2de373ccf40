"""``outbox``: messages that have not left, and why; those that were given up are put back here."""

from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

import messages
from commands.context import here, now
from commands.voice import give, tell, word
from errors import Problem

if TYPE_CHECKING:
    from store.outbox import Letter


def outbox(
    numbers: Annotated[
        list[int] | None, Argument(metavar="[NUMBER]…", help="chỉ những tin này / only these")
    ] = None,
    retry: Annotated[
        bool, Option("--retry", help="gửi lại những tin đã bỏ / put back what was given up")
    ] = False,
) -> None:
    """Tin nhắn chưa đi và lý do / Messages that have not left, and why."""
    from engine import outgoing

    work = here().work()
    found = outgoing.unsent(work)
    if numbers:
        strangers = set(numbers) - {one.id for one in found}
        if strangers:
            raise Problem("message_unknown", id=min(strangers))
        found = tuple(one for one in found if one.id in numbers)
    if retry:
        found = tuple(outgoing.again(work, one.id, now()) for one in found if one.state == "dead")
        tell("outbox_again", count=len(found))
    else:
        lost = sum(one.state == "dead" for one in found)
        tell("outbox_counts", unsent=len(found) - lost, dead=lost)
    give([_data(one) for one in found], [_line(one) for one in found] or [word("nothing_yet")])


def _line(one: "Letter") -> str:
    told = {**_data(one), "state": messages.state(here().language, one.state)}
    return word("outbox_line", **told)


def _data(one: "Letter") -> dict[str, object]:
    return {
        "id": one.id,
        "state": one.state,
        "kind": one.kind,
        "unit": one.unit,
        "subject": one.subject,
        "attempts": one.attempts,
        "next_at": one.next_at,
        "made_at": one.made_at,
        "error": one.error,
    }
