"""What was cut off, finished: each lost run taken over by one process and called once more."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from engine import runs
from engine.filing import is_address
from engine.runs import Resumed, Run
from engine.work import Work
from errors import Problem
from flows import calls, crashed, record
from flows.surroundings import for_another


def resumed(work: Work, found: Iterable[Run]) -> Iterator[Resumed]:
    """Finish lost runs one after another, inside a station; what failed does not stop the others.

    One that somebody else took meanwhile is passed over. Raises Problem where the store itself
    does not answer.
    """
    for one in found:
        problem = unfit(work, one)
        if problem is None:
            number = runs.take(work, one, record.here(), record.clock())
            if number is not None:
                yield Resumed(one, number, _called(work, one, number))
        elif problem.code != "run_given_up" or runs.give_up(work, one, problem, record.clock()):
            yield Resumed(one, None, problem)


def unfit(work: Work, one: Run) -> Problem | None:
    """Why a lost run is not called again here: its files lie elsewhere, or it never gets through.

    ``run_elsewhere`` leaves it to the host it was on; ``run_given_up`` is the end of it.
    """
    if runs.tries(work, one) >= runs.MOST_TRIES:
        return Problem("run_given_up", tries=runs.MOST_TRIES)
    if one.host != record.here().host:
        named = [*one.asked.get("inbox", ()), *filter(None, [one.asked.get("out")])]
        for path in named:
            if not is_address(path) and not Path(path).exists():
                return Problem("run_elsewhere", host=one.host, path=path)
    return None


def _called(work: Work, one: Run, number: int) -> Problem | None:
    # As it was asked: in that language, in that name.
    own = replace(work, actor=one.actor, language=one.asked.get("language", work.language))
    asked = {name: said for name, said in one.asked.items() if name != "language"}
    try:
        with (
            record.recorded(own, one.flow, asked, number),
            for_another(own),
            crashed.marked(),
        ):
            calls.named(one.flow)(asked, record.clock())
    except Exception as error:  # noqa: BLE001  on record, and said; the next one is finished
        return record.problem_of(error)
    return None
