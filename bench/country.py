"""The same country for every contestant: a plan that is issued, and the files its units send."""

import csv
import json
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

from engine import cascade, forms, plans, rehearse, workspace
from engine.pool import opened
from engine.work import Work
from hierarchy.unit import Unit
from profiles.registry import load
from profiles.vn.units import LAST_OLD_DAY, NATION, fetch
from reporting.rehearsal import Chances
from store import units as unit_rows

Size = Literal["country", "part", "hamlet"]
DAY = date(2025, 6, 1)
NOW = datetime(2026, 1, 20, 5, tzinfo=UTC)
PERIOD = "2025"
FORM = "gender-equality-annual"
MOST = {"part": (6, 99, 99), "hamlet": (2, 2, 3)}
"""Provinces, districts in each and wards in each."""


@dataclass(frozen=True, slots=True)
class Country:
    """Where everything of one country lies; ``plan`` is issued and not yet cascaded."""

    folder: Path
    plan: str

    @property
    def inbox(self) -> Path:
        """The submissions, one JSON file each, none wrong and none missing."""
        return self.folder / "inbox"

    @property
    def roster(self) -> Path:
        """The units of the day as CSV: code, name, level, parent_code."""
        return self.folder / "units.csv"

    @property
    def form(self) -> Path:
        """The form as a JSON Schema."""
        return self.folder / "form.json"

    def work(self, name: str) -> Work:
        """A workspace of its own."""
        return _work(self.folder / name)

    def fresh(self, name: str) -> Work:
        """A workspace of its own in which the plan waits to be cascaded."""
        home = self.folder / name
        shutil.rmtree(home, ignore_errors=True)
        work = self.work(name)
        _copy(self.folder / "before.db", home / "capbac.db")
        return work

    def keep(self) -> None:
        """Let another process find it."""
        (self.folder / "country.json").write_text(json.dumps({"plan": self.plan}))


def found(folder: Path) -> Country:
    """The country that was made in a folder."""
    return Country(folder, json.loads((folder / "country.json").read_text())["plan"])


def made(folder: Path, size: Size) -> Country:
    """Make a country: all of Vietnam as of June 2025, a part of it, or a hamlet for tests."""
    vietnam, known = load("vn"), fetch()
    units = known.units if size == "country" else tuple(_some(known.units, *MOST[size]))
    work = _work(folder / "rehearsal")
    workspace.make(work, "vn")
    with work.store().writing() as connection:
        unit_rows.merge(connection, units)
        if size == "country":
            unit_rows.merge_lineage(connection, known.edges)
    document = next(d for d in vietnam.forms() if d["$id"] == FORM)
    forms.add(work, document, NOW)
    plan = vietnam.plans()["national-2025"] | {"roster_on": DAY.isoformat()}
    plan["collects"] = [one for one in plan["collects"] if one["form"] == FORM]
    country = Country(folder, plans.issue(work, plan, NOW, DAY).ref)
    _copy(folder / "rehearsal" / "capbac.db", folder / "before.db")
    _write_roster(country.roster, units)
    country.form.write_text(json.dumps(document, ensure_ascii=False, default=float))
    cascade.cascade(work, country.plan, NOW, _silent)
    with opened(1 if size == "hamlet" else 0) as pool:
        everyone = Chances(late=0, missing=0, wrong=0)
        rehearse.rehearse(work, PERIOD, FORM, country.inbox, 7, everyone, pool, _silent)
    country.keep()
    return country


def _work(home: Path) -> Work:
    home.mkdir(parents=True, exist_ok=True)
    return Work(f"sqlite:///{home / 'capbac.db'}", str(home), "bench", "vi", "vn")


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Nobody watches."""


def _some(units: Iterable[Unit], provinces: int, districts: int, wards: int) -> Iterable[Unit]:
    most = {"province": provinces, "district": districts, "ward": wards}
    taken: set[str | None] = {NATION.code}
    counted: Counter[str | None] = Counter()
    yield NATION
    for unit in units:
        old = unit.valid_to == LAST_OLD_DAY and unit.parent_code in taken
        if old and counted[unit.parent_code] < most[unit.level]:
            counted[unit.parent_code] += 1
            taken.add(unit.code)
            yield unit


def _copy(source: Path, target: Path) -> None:
    # What still stands in the write-ahead log comes along.
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def _write_roster(path: Path, units: Iterable[Unit]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("code", "name", "level", "parent_code"))
        for one in units:
            if one.stands_on(DAY):
                writer.writerow((one.code, one.name, one.level, one.parent_code or ""))
