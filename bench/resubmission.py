"""One ward sends again: how long until the national figure and every workbook above have it."""

import json
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median

import messages
from bench.country import DAY, NOW, PERIOD, Country
from bench.table import Row, seconds
from engine import cascade, collect, report, rollup
from engine.orders import Written
from engine.pool import Pool, opened
from engine.roster import load_roster
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
        _workbooks(work, country.folder / "again", wards[-1]),
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


def _workbooks(work: Work, folder: Path, path: Path) -> Row:
    """All workbooks again after one ward's correction: only those above it are written."""
    words = messages.words("vi", "workbook")
    out = folder / "all"

    def written() -> Written:
        order = report.order(work, PERIOD, None, out, words)
        with opened() as pool:
            return report.report(work, order, report.Scope(), pool, _silent)

    whole = written()
    now = NOW + timedelta(days=1)
    with opened(1) as one:
        _take(work, _changed(path, folder, ROUNDS + 1), now, one)
    _roll(work, now)
    start = time.perf_counter()
    again = written()
    taken = time.perf_counter() - start
    above = _above(work, path)
    assert again.fresh == above, f"{again.fresh} workbooks written for {above} above the ward"
    return Row(
        "resubmission: all workbooks again after one ward",
        f"{again.fresh} of {len(whole.paths):,} written",
        seconds(taken),
        compared=f"{again.unchanged:,} left as they were",
    )


def _above(work: Work, path: Path) -> int:
    """How many units are above the one a file is of."""
    with work.store().reading() as connection:
        tree = load_roster(work.store(), connection).on(DAY).tree
    return len(list(tree.ancestors(tree.index[json.loads(path.read_bytes())["unit"]])))


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
