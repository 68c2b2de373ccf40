"""The steps of a big country that a cluster takes part in, as flows on Dask."""

import json
import shutil
from typing import Any

import settings
from bench.big_country import DAY, NOW, PERIOD, BigCountry
from bench.processes import Clock
from bench.rollup import LEVELS
from engine.work import Work


def cluster(country: BigCountry, _work: Work, clock: Clock) -> dict[str, Any]:
    """Cascade, collect, roll up and write the top two levels, on two workers of this machine.

    Each flow starts its cluster anew, as its command would: that is told with it.
    """
    from engine import forms, plans, units, workspace
    from engine.report import Scope
    from flows import run
    from hierarchy.roster import read_roster

    home = country.folder / "cluster"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    work = Work(f"sqlite:///{home / 'capbac.db'}", str(home), "bench", "en")
    workspace.make(work, "plain")
    roster = read_roster(country.roster.read_bytes())
    units.import_units(work, roster.units, (), NOW, roster.where)
    forms.add(work, json.loads(country.form.read_text()), NOW)
    plan = plans.issue(work, json.loads(country.plan.read_text()), NOW, DAY).ref
    del roster
    clock.lap("start")
    with settings.lent({"CAPBAC_RUNNER": "dask"}):
        found = settings.read()
        assigned = run.cascade(work, plan, NOW, _silent, found).assigned
        clock.lap("cascade")
        taken = run.collect(work, [country.inbox], None, NOW, _silent, found)
        assert taken.accepted == assigned
        clock.lap("collect")
        assert run.rollup(work, PERIOD, None, NOW, found).full
        clock.lap("rollup")
        top = Scope(level=",".join(LEVELS[:2]))
        written = run.report(work, PERIOD, None, home / "books", top, _silent, found)
        clock.lap("books")
    return {"accepted": assigned, "books": len(written.paths)}


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Nobody watches."""
