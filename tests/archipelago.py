"""A small named country for runs on several machines: 253 units, skewed, and what they sent.

Everyone below the nation owes a form with every rule, and sends several times: the last stands.
"""

import json
import random
from pathlib import Path
from typing import Any

from tests.desk import PLAN, Desk
from tests.rich_form import RICH

ISLANDS = ("Amber", "Basalt", "Coral", "Dune", "Ebony", "Flint")
PARISHES = 6
UNITS: dict[str, tuple[str, str, str]] = {"N": ("The Archipelago", "nation", "")}
for _i, _island in enumerate(ISLANDS, 1):
    UNITS[f"I{_i}"] = (f"{_island} Island", "province", "N")
    for _d in range(1, 1 + _i):  # from one district to six
        UNITS[f"I{_i}D{_d}"] = (f"District {_d} of {_island}", "district", f"I{_i}")
        for _p in range(1, 1 + PARISHES + 2 * _d):
            code = f"I{_i}D{_d}P{_p:02}"
            UNITS[code] = (f"Parish {_p} of {_d}, {_island}", "ward", f"I{_i}D{_d}")
TIMES = 4
NAME = "archipelago"


def issued(folder: Path) -> Desk:
    """A desk whose plan is issued, and travels with the year."""
    desk = Desk(folder)
    rows = [f"{code},{name},{level},{above}" for code, (name, level, above) in UNITS.items()]
    roster = "\n".join(["code,name,level,parent_code", *(_quoted(row) for row in rows)]) + "\n"
    desk.done("init")
    desk.done("units", "import", desk.write("roster.csv", roster))
    desk.done("forms", "add", desk.write_json("form.json", RICH))
    plan = {**PLAN, "collects": [{"form": "rich", "periods": ["2025"], "from": {"all": True}}]}
    desk.done("plans", "issue", desk.write_json("plan.json", plan))
    return desk


def _quoted(row: str) -> str:
    code, *name, level, above = row.split(",")
    return f'{code},"{",".join(name)}",{level},{above}'


def send_in(inbox: Path) -> int:
    """Files of everyone, one a submission, some refused; how many."""
    inbox.mkdir(parents=True)
    dice = random.Random(11)
    count = 0
    for _ in range(TIMES):
        for code in UNITS:
            if code != "N" and dice.random() < 0.9:
                path = inbox / f"{count:05}.json"
                path.write_text(json.dumps(_drawn(dice, code)), encoding="utf-8")
                count += 1
    return count


def _drawn(dice: random.Random, unit: str) -> dict[str, Any]:
    names = ("women", "total", "survey", "lowest", "highest")
    values: dict[str, Any] = {name: dice.randrange(1000) for name in names if dice.random() < 0.8}
    values["money"] = dice.randrange(10**9) / 100
    values["committee"] = dice.random() < 0.5
    values["staff"] = dice.choice(["enough", "short"])
    if UNITS[unit][1] == "district":
        values["office"] = dice.randrange(9)
    if dice.random() < 0.02:
        values["women"] = "many"  # refused
    return {"unit": unit, "form": "rich", "period": "2025", "values": values}
