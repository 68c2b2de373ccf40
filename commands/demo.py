"""``demo``: the whole cycle on the real units of a country, with rehearsal figures."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Option

from commands.context import here, read_day
from commands.stopwatch import Stopwatch
from commands.voice import Progress, give, level_word, progress, tell, word

if TYPE_CHECKING:
    from engine.collect import Collected
    from engine.demo import Setting
    from engine.rehearse import Rehearsed
    from engine.work import Work

ISSUED = datetime(2025, 3, 28, 8, tzinfo=UTC)
"""The clock of the demo starts on the day of its plan; it is never the machine's."""


def demo(
    into: Annotated[Path, Option(help="thư mục / folder")] = Path("capbac-demo"),
    on: Annotated[str | None, Option(help="2025-07-01: 34 tỉnh, 3.321 xã")] = None,
    seed: Annotated[int, Option(help="mầm ngẫu nhiên / seed")] = 2025,
) -> None:
    """Chạy thử cả chu trình với số liệu diễn tập / The whole cycle with rehearsal figures."""
    from engine.folders import made
    from engine.workspace import make

    day = read_day(on)
    folder = made(into.resolve())
    work = _work(folder)
    make(work, "vn")
    tell("demo_where", folder=folder)
    watch = Stopwatch()
    with progress() as step:
        told = _play(work, folder, day, seed, watch, step)
    _say(told, watch)


def _work(folder: Path) -> "Work":
    from engine.work import Work

    context = here()
    # Only one that was named for the demo: what the environment names, somebody works in.
    named = context.named and context.database != context.environment.database
    database = context.database if named else f"sqlite:///{folder / 'capbac.db'}"
    return Work(database, str(folder), context.actor or "demo", context.language, "vn")


def _play(
    work: "Work", folder: Path, day: date | None, seed: int, watch: Stopwatch, step: Progress
) -> dict[str, object]:
    from engine.demo import set_up
    from flows.run import station

    with station(work, step, here().environment) as ready:
        with watch.lap("units"):
            setting = set_up(work, folder, day, ISSUED)
        with watch.lap("start"):
            ready()
        return _cycle(work, folder, setting, seed, watch, step)


def _cycle(
    work: "Work", folder: Path, setting: "Setting", seed: int, watch: Stopwatch, step: Progress
) -> dict[str, object]:
    from flows.cascade import cascade
    from flows.report import report
    from flows.rollup import rollup

    with watch.lap("cascade"):
        cascade(setting.plan, ISSUED + timedelta(days=4))
    with watch.lap("rehearse"):
        played = _rehearsed(work, folder, setting, seed, step)
    with watch.lap("collect"):
        collected = _collect_waves(played)
    closed = played.waves[-1].moment + timedelta(days=1)
    with watch.lap("rollup"):
        rollup(setting.period, setting.form, closed)
    with watch.lap("report"):
        written = report(setting.period, setting.form, folder / "reports", rehearsal=True).value
    return {
        **_sent(work, setting, closed),
        "folder": str(folder),
        "plan": setting.plan,
        "units": setting.units,
        "files": played.files,
        "accepted": collected.accepted,
        "repeated": collected.repeated,
        "refused": len(collected.refused),
        "workbooks": len(written.paths),
        "national": written.paths[0],
    }


def _rehearsed(
    work: "Work", folder: Path, setting: "Setting", seed: int, step: Progress
) -> "Rehearsed":
    from engine.rehearse import rehearse
    from flows.surroundings import current_pool
    from reporting.rehearsal import Chances

    pool, inbox = current_pool(), folder / "inbox"
    return rehearse(work, setting.period, setting.form, inbox, seed, Chances(), pool, step)


def _sent(work: "Work", setting: "Setting", closed: datetime) -> dict[str, object]:
    from engine.status import status

    levels = status(work, setting.period, setting.form, closed)[0].levels
    return {
        "assignments": sum(tally["expected"] for tally in levels.values()),
        "late": sum(tally["late"] for tally in levels.values()),
        "missing": sum(tally["missing"] for tally in levels.values()),
        "levels": levels,
    }


def _collect_waves(played: "Rehearsed") -> "Collected":
    from engine.collect import Collected
    from flows.collect import collect

    total = Collected()
    for wave in played.waves:
        total += collect([Path(wave.folder)], None, wave.moment).value
    return total


def _say(told: dict[str, object], watch: Stopwatch) -> None:
    rows = (
        "units",
        "assignments",
        "files",
        "accepted",
        "repeated",
        "refused",
        "late",
        "missing",
        "workbooks",
    )
    lines = [word("demo_title", plan=told["plan"]), ""]
    lines += [f"  {word(f'demo_{name}'):<44}{told[name]:>10,}" for name in rows]
    levels = told["levels"]
    assert isinstance(levels, dict)
    counted = (word("status_level", level=level_word(name), **t) for name, t in levels.items())
    lines += ["", *counted, ""]
    lines.append(f"  {word('demo_stage'):<20}{word('demo_seconds'):>12}{word('demo_memory'):>16}")
    lines += [
        f"  {word(f'stage_{lap.stage}'):<20}{lap.seconds:>12.1f}{lap.peak:>12,.0f} MiB"
        for lap in watch.laps
    ]
    lines += ["", word("demo_end", path=told["national"])]
    stages = [
        {"stage": lap.stage, "seconds": round(lap.seconds, 2), "peak_mib": round(lap.peak)}
        for lap in watch.laps
    ]
    give({**told, "stages": stages}, lines)
