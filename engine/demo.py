"""The demo's setting: a workspace with a real country, its forms and one real plan."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from engine import forms, plans, units
from engine.work import Work
from profiles.registry import load
from profiles.vn.units import fetch

PLAN = "national-2025"


@dataclass(frozen=True, slots=True)
class Setting:
    """What was set up: the plan's reference, its period and form, and how many units there are."""

    plan: str
    period: str
    form: str
    units: int


def set_up(work: Work, folder: Path, on: date | None, now: datetime) -> Setting:
    """Units, forms and the national plan in a made workspace; may be repeated.

    ``on`` puts the plan on another day's map than its own file says.
    """
    country = fetch()
    units.import_units(work, country.units, country.edges, now)
    profile = load("vn")
    for document in profile.forms():
        forms.add(work, document, now)
    plan = dict(profile.plans()[PLAN])
    if on is not None:
        plan["roster_on"] = on.isoformat()
    text = json.dumps(plan, ensure_ascii=False, indent=1, default=_number)
    (folder / f"{PLAN}.json").write_text(text, encoding="utf-8")
    issued = plans.issue(work, plan, now, now.date())
    day = issued.roster_on
    asked = plan["collects"][0]
    standing = sum(unit.stands_on(day) for unit in country.units)
    return Setting(issued.ref, asked["periods"][0], asked["form"], standing)


def _number(value: object) -> float:
    assert isinstance(value, Decimal)
    return float(value)
