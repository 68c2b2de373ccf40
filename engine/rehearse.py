"""A rehearsal: every unit's form filled from a seed and written as the files units would send."""

import random
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path

from engine.forms import asked, of_row
from engine.pool import Pool
from engine.standings import standings_of, zone_of
from engine.work import Work
from hierarchy.unit import Unit
from reporting.period import read_period
from reporting.rehearsal import Chances, Rehearsal, draw_fate, encode, spoil
from schemas.form import Form
from store import forms

Progress = Callable[[str, int, int], None]
SENDER = "diễn tập / rehearsal"
AFTER_LAST_DUE = (6, 18)
BATCH = 600


@dataclass(frozen=True, slots=True)
class Wave:
    """Files that arrived by one day, in one folder."""

    folder: str
    moment: datetime


@dataclass(frozen=True, slots=True)
class Owing:
    """Who is to send by when."""

    unit: Unit
    due: date


@dataclass(frozen=True, slots=True)
class Scene:
    """What a batch of the rehearsal needs: the form, the days on which files are taken in."""

    form_id: int
    period: str
    seed: int
    chances: Chances
    inbox: str
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """The waves in order of time, and how many files each fate gave."""

    waves: tuple[Wave, ...]
    fates: tuple[tuple[str, int], ...]
    files: int


def rehearse(
    work: Work,
    period: str,
    form: str | None,
    inbox: Path,
    seed: int,
    chances: Chances,
    pool: Pool,
    progress: Progress,
) -> Rehearsed:
    """Write what everyone who owes a form would send, in one folder a day of arrival.

    A file is taken in on the first of a few days not before it arrives: the levels' due days
    and two after the last, so that who is late on paper is late in the store.
    """
    with work.store().reading() as connection:
        form_id, _reference = asked(connection, period, form)
        _frame, standings = standings_of(work, connection, form_id, period, _noon(work, date.min))
    last = read_period(period).last
    owing = [Owing(one.unit, one.due or last) for one in standings]
    dues = sorted({one.due for one in owing})
    days = (*dues, *(dues[-1] + timedelta(days=n) for n in AFTER_LAST_DUE)) if dues else ()
    scene = Scene(form_id, period, seed, chances, str(inbox), days)
    for day in days:
        (inbox / day.isoformat()).mkdir(parents=True, exist_ok=True)
    batches = [owing[start : start + BATCH] for start in range(0, len(owing), BATCH)]
    calls = [(work, scene, tuple(batch)) for batch in batches]
    counted: dict[str, int] = {}
    files = 0
    for done, (fates, written) in enumerate(pool.each_in_order(_fill_batch, calls), 1):
        files += written
        for fate in fates:
            counted[fate] = counted.get(fate, 0) + 1
        progress("rehearse", done, len(batches))
    waves = tuple(Wave(str(inbox / day.isoformat()), _noon(work, day)) for day in days)
    return Rehearsed(waves, tuple(sorted(counted.items())), files)


def _noon(work: Work, day: date) -> datetime:
    zone = zone_of(work.country().offset)
    # The first day of the calendar has no instant before it in another zone.
    return datetime.combine(max(day, date(1900, 1, 1)), time(12), zone)


def _fill_batch(call: tuple[Work, Scene, tuple[Owing, ...]]) -> tuple[list[str], int]:
    work, scene, owing = call
    form, rehearsal = _prepared(work, scene.form_id)
    fates: list[str] = []
    written = 0
    for one in owing:
        fate = draw_fate(one.unit, scene.seed, scene.chances)
        fates.append(fate.outcome)
        if fate.outcome == "missing":
            continue
        document = _document(rehearsal, form, one.unit, scene)
        arrival = one.due + timedelta(days=fate.days)
        right = encode(document)
        data = spoil(document, fate.wrong, form, scene.seed) if fate.wrong else right
        _write(scene, arrival, one.unit, data)
        written += 1
        if fate.corrected_after is not None:
            _write(scene, arrival + timedelta(days=fate.corrected_after), one.unit, right, "-2")
            written += 1
    return fates, written


@lru_cache(maxsize=2)
def _prepared(work: Work, form_id: int) -> tuple[Form, Rehearsal]:
    with work.store().reading() as connection:
        form = of_row(forms.by_id(connection, form_id))
    return form, Rehearsal(form, work.country().agrees)


def _document(rehearsal: Rehearsal, form: Form, unit: Unit, scene: Scene) -> dict[str, object]:
    draw = random.Random(f"size/{scene.seed}/{unit.code}")  # noqa: S311  a draw others can repeat, not a secret
    values, marks = rehearsal.fill(unit, scene.seed, draw.uniform(0.4, 1.8))
    document: dict[str, object] = {
        "unit": unit.code,
        "form": form.name,
        "period": scene.period,
        "values": values,
        "by": SENDER,
    }
    if marks:
        document["marks"] = marks
    return document


def _write(scene: Scene, arrival: date, unit: Unit, data: bytes, suffix: str = "") -> None:
    place = min(bisect_left(scene.days, arrival), len(scene.days) - 1)
    folder = Path(scene.inbox) / scene.days[place].isoformat()
    name = "".join(c if c.isalnum() or c in "._-" else "-" for c in unit.code)
    (folder / f"{name}{suffix}.json").write_bytes(data)
