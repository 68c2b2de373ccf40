"""One ward sends again: how long until the national figure has it, in a process that is warm."""

import json
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median

import messages
from bench.country import NOW, PERIOD, Country
from bench.table import Row, seconds
from engine import cascade, collect, report, rollup
from engine.pool import Pool, opened
from engine.work import Work

ROUNDS = 15


def run(country: Country, rounds: int = ROUNDS) -> list[Row]:
    """Medians of several rounds, each of another ward."""
    work = country.fresh("again")
    cascade.cascade(work, country.plan, NOW, _silent)
    with opened() as pool:
        collect.collect(work, [country.inbox], None, NOW, pool, _silent)
    rollup.run(work, PERIOD, None, NOW)
    wards = [p for p in sorted(country.inbox.rglob("*.json")) if len(p.stem) == 5]
    taken, rolled = [], []
    with opened(1) as one:
        for number, path in enumerate([*wards, *wards][: rounds + 1]):
            again = _changed(path, country.folder / "again", number)
            now = NOW + timedelta(minutes=number + 1)
            taken.append(_timed(partial(_take, work, again, now, one)))
            rolled.append(_timed(partial(_roll, work, now)))
    both = [sum(pair) for pair in zip(taken[1:], rolled[1:], strict=True)]  # the first one warms up
    size = f"median of {len(both)} wards"
    return [
        Row(
            "resubmission: file to national figure",
            size,
            seconds(median(both)),
            compared=f"worst {seconds(max(both))} (aim: 50 ms)",
        ),
        Row("resubmission: collect", size, seconds(median(taken[1:]))),
        Row("resubmission: roll-up along the ancestors", size, seconds(median(rolled[1:]))),
        _national(work, country.folder / "again" / "books"),
    ]


def _take(work: Work, path: Path, now: datetime, pool: Pool) -> None:
    done = collect.collect(work, [path], None, now, pool, _silent)
    assert (done.accepted, done.refused) == (1, ()), done.refused


def _roll(work: Work, now: datetime) -> None:
    done = rollup.run(work, PERIOD, None, now)
    assert done.changed == 1, done
    assert not done.full


def _national(work: Work, out: Path) -> Row:
    """The topmost workbook, as it must be written once the figure has changed."""

    def act() -> None:
        words = messages.words("vi", "workbook")
        order = report.order(work, PERIOD, None, out, words)
        with opened(1) as pool:
            report.report(work, order, report.Scope(unit="VN"), pool, _silent)

    first = _timed(act)
    return Row(
        "resubmission: the nation's workbook",
        "first, with what it reads; then again",
        seconds(first),
        compared=f"again {seconds(_timed(act))}",
    )


def _changed(path: Path, folder: Path, number: int) -> Path:
    """The ward's file with one figure more in its first section that adds freely."""
    document = json.loads(path.read_bytes())
    document["values"]["organisation"]["officers_trained"] = 0
    document["values"]["review"] = {"causes": f"Lần gửi thứ {number}."}
    target = folder / path.name
    target.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return target


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Nobody watches."""
