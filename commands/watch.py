"""``watch``: what stands still, said once to the operator; and the store in numbers."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from typer import Exit, Option

import messages
from commands.clock import civil
from commands.context import here, now
from commands.voice import give, tell, word

if TYPE_CHECKING:
    from engine.watch import Watched
    from store.watching import Numbers


def watch(
    inbox: Annotated[
        list[str] | None, Option(help="hộp thư đến: thư mục hoặc địa chỉ / folder or address")
    ] = None,
    dry_run: Annotated[bool, Option("--dry-run", help="chỉ xem, không ghi / show only")] = False,
) -> None:
    """Báo những việc đứng yên, mỗi việc một lần / Say once what stands still."""
    from flows import watch as rounds

    work = here().work()
    places = [rounds.inbox_of(work, one) for one in inbox or ["inbox"]]
    if dry_run:
        done = rounds.look(work, now, places)
        tell("watch_trial", count=len(done.found), fresh=len(done.fresh))
    else:
        done, _sent = rounds.watch(work, now, places)
        _tell(done)
    give(_data(done), [*_lines(done), *_numbers(done.numbers)])
    if done.found:
        raise Exit(1)


def _tell(done: "Watched") -> None:
    from flows import addresses

    if not done.found and not done.over:
        tell("watch_well")
        return
    tell("watch_open", count=len(done.found), fresh=len(done.fresh), over=len(done.over))
    book = addresses.read(here().environment.remind_urls)
    if not done.unit:
        if done.fresh:
            tell("watch_nobody")
    elif not (book.get(addresses.OPERATOR) or addresses.of(book, done.unit)):
        tell("watch_unsent", unit=done.unit)


def _lines(done: "Watched") -> list[str]:
    from engine.alerting import told
    from engine.standings import zone_of

    words = messages.words(here().language, "watching")
    zone = zone_of(here().work().country().offset)
    return list(told(done.found, words, zone))


def _numbers(found: "Numbers") -> list[str]:
    at = civil()

    def when(moment: datetime | None) -> str:
        return "–" if moment is None else at(moment)

    return [
        word("watch_assignments", told=_states(found.assignments)),
        word(
            "watch_submissions",
            submissions=found.submissions,
            refusals=found.refusals,
            since=when(found.waiting_since),
        ),
        word("watch_messages", told=_states(found.messages), since=when(found.unsent_since)),
        word("watch_runs", told=_states(found.runs)),
        word(
            "watch_kept",
            rolled_up=when(found.rolled_up_at),
            backed_up=when(found.backed_up_at),
        ),
    ]


def _states(counts: Mapping[str, int]) -> str:
    told = [f"{messages.state(here().language, one)} {count}" for one, count in counts.items()]
    return ", ".join(told) or "–"


def _data(done: "Watched") -> dict[str, object]:
    fresh = {one.about for one in done.fresh}
    return {
        "found": [
            {
                "what": one.code,
                "about": one.about,
                "since": one.since,
                "said_before": one.about not in fresh,
                **one.details,
            }
            for one in done.found
        ],
        "over": list(done.over),
        "numbers": asdict(done.numbers),
    }
