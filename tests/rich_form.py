"""A form with every rule, owed by everyone below the nation, and what units may send of it."""

import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.cast import COUNTRY
from tests.desk import PLAN, Desk, roster_csv

EVERYONE = [unit.code for unit in COUNTRY if unit.code != "N"]


def leaf(kind: str, rollup_: object, **more: object) -> dict[str, object]:
    return {"type": kind, "x-rollup": rollup_, **more}


RICH: Mapping[str, Any] = {
    "$id": "rich",
    "title": "Every rule",
    "type": "object",
    "x-period": "year",
    "properties": {
        "women": leaf("integer", "sum", minimum=0),
        "total": leaf("integer", "sum", minimum=0),
        "money": leaf("number", "sum", **{"x-decimals": 2}),
        "survey": leaf("integer", "sum", **{"x-own-above": "replaces"}),
        "office": leaf("integer", "sum", **{"x-measured-at": ["district", "department"]}),
        "lowest": leaf("integer", "min"),
        "highest": leaf("integer", "max"),
        "committee": leaf("boolean", "count"),
        "staff": leaf("string", "choice", enum=["enough", "short"]),
        "rate": leaf("number", {"ratio": ["women", "total"], "scale": 100}, readOnly=True),
        "hours": leaf("number", {"mean": "money", "weight": "total"}, readOnly=True),
        "many": leaf(
            "number",
            {"share": {"all": [{"measure": "total", "op": ">=", "value": 4}]}},
            readOnly=True,
        ),
        "spread": {
            "type": "number",
            "x-rollup": "none",
            "x-computed": "highest - lowest",
            "readOnly": True,
        },
    },
}
RICH_PLAN = {**PLAN, "collects": [{"form": "rich", "periods": ["2025"], "from": {"all": True}}]}
ASKED_AT = {unit.code: unit.level for unit in COUNTRY}


def rich(folder: Path) -> Desk:
    """A desk on which everyone but the nation owes a form with every rule."""
    desk = Desk(folder)
    desk.done("init")
    desk.done("units", "import", desk.write("roster.csv", roster_csv()))
    desk.done("forms", "add", desk.write_json("form.json", RICH))
    plan = desk.write_json("plan.json", RICH_PLAN)
    desk.done("plans", "issue", plan)
    desk.done("cascade", plan)
    return desk


def drawn(dice: random.Random, unit: str) -> dict[str, object]:
    """What a unit may send: figures, blanks and marks."""
    values: dict[str, object] = {
        name: dice.randrange(9) for name in ("women", "total", "survey", "lowest", "highest")
    }
    values["money"] = dice.randrange(99999) / 100
    values["committee"] = dice.random() < 0.5
    values["staff"] = dice.choice(["enough", "short"])
    if ASKED_AT[unit] in {"district", "department"}:
        values["office"] = dice.randrange(9)
    marks = {}
    for name in list(values):
        fate = dice.random()
        if fate < 0.3:
            del values[name]
        if fate < 0.15:
            marks[name] = dice.choice(["none_occurred", "not_available", "not_applicable"])
            if marks[name] == "none_occurred" and name in {"committee", "staff"}:
                marks[name] = "not_available"
    return {"unit": unit, "form": "rich", "period": "2025", "values": values, "marks": marks}
