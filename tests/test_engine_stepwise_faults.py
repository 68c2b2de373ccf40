"""A province carried step by step while its processes are killed: nothing lost, nothing doubled.

Units issue their own plans one after another, a schedule carries the plan on; both are ended by
kill -9 at random moments, between commands and inside them, and started anew.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests import vault
from tests.conftest import ROOT
from tests.desk import WARD_FORM, Desk
from tests.office import store

pytestmark = pytest.mark.slow
REF = "P-2025-1"
KILLS = 20
DISTRICTS, COMMUNES, HAMLETS = 6, 6, 4
A_ROUND = 2
"""Adoptions between two kills: so few that the twentieth kill still finds work to break."""

OFFICERS = """
import json, subprocess, sys
from pathlib import Path
import cli
folder, inside = Path(sys.argv[1]), sys.argv[2] == "inside"
def run(*words):
    line = ["--workspace", str(folder / "workspace"), *words]
    if inside:
        return cli.run(line)
    return subprocess.run([sys.executable, "-m", "cli", *line]).returncode
for unit in json.loads((folder / "order.json").read_text()):
    while run("plans", "adopt", "P-2025-1", "--unit", unit, str(folder / f"{unit}.json")):
        run("cascade", "P-2025-1", "--stepwise")
"""
"""Each unit in turn issues its own plan as soon as it has the one above."""

SCHEDULE = """
import subprocess, sys, time
import cli
folder, inside = sys.argv[1], sys.argv[2] == "inside"
line = ["--workspace", folder + "/workspace", "cascade", "P-2025-1", "--stepwise"]
while True:
    if inside:
        cli.run(line)
    else:
        subprocess.run([sys.executable, "-m", "cli", *line])
    time.sleep(0.05)
"""
"""The plan carried on again and again, as a schedule does."""


def units() -> list[tuple[str, str, str]]:
    """(code, level, parent) of the province."""
    found = [("P", "province", "")]
    for d in range(DISTRICTS):
        found.append((f"D{d}", "district", "P"))
        for c in range(COMMUNES):
            found.append((f"C{d}{c}", "commune", f"D{d}"))
            found += [(f"H{d}{c}{h}", "hamlet", f"C{d}{c}") for h in range(HAMLETS)]
    return found


ADOPTING = [code for code, level, _ in units() if level in ("district", "commune")]
EVERYBODY = len(units()) - 1


def plan() -> dict[str, Any]:
    due = {"national": "2025-12-20", "days_before": {"hamlet": 20, "commune": 10}}
    return {
        "issuer": "P",
        "title": "Of the province",
        "period": "2025",
        "roster_on": "2025-06-01",
        "document": {"raw": "1/KH-P"},
        "addressed_to": {"all": True},
        "collects": [
            {
                "form": "ward-report",
                "periods": ["2025"],
                "from": {"all": True},
                "due": {"2025": due},
            }
        ],
    }


def own(unit: str) -> dict[str, Any]:
    """The unit's own plan; it cites the one above, and every other asks its hamlets earlier."""
    adopts: dict[str, Any] = {"plan": REF}
    if int(unit[-1]) % 2:
        adopts["due"] = {"2025": {"hamlet": f"2025-11-1{unit[-1]}"}}
    return {
        "issuer": unit,
        "title": f"Of {unit}",
        "period": "2025",
        "roster_on": "2025-06-01",
        "document": {"raw": f"2/KH-{unit}", "issued": "2025-02-03"},
        "cites": [{"unit": "P", "raw": "1/KH-P", "title": "Of the province"}],
        "adopts": adopts,
    }


def province(folder: Path) -> Desk:
    desk = Desk(folder)
    desk.done("init")
    rows = [f"{code},{code},{level},{parent}" for code, level, parent in units()]
    text = "\n".join(["code,name,level,parent_code", *rows]) + "\n"
    desk.done("units", "import", desk.write("roster.csv", text))
    desk.done("forms", "add", desk.write_json("form.json", WARD_FORM))
    desk.done("plans", "issue", desk.write_json("plan.json", plan()))
    for unit in ADOPTING:
        desk.write_json(f"{unit}.json", own(unit))
    return desk


def started(desk: Desk, script: str, way: str) -> subprocess.Popen[bytes]:
    """A process in a group of its own, so that its commands are killed with it."""
    return subprocess.Popen(
        [sys.executable, "-c", script, str(desk.folder), way],
        cwd=ROOT,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def killed(child: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):  # its work was done
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


RECEIPTS = """
SELECT unit.code, receipt.state, adopted_at IS NOT NULL, own.title, substr(adopted_at, 1, 10)
FROM receipt JOIN unit ON unit.id = receipt.unit_id JOIN plan ON plan.id = receipt.plan_id
LEFT JOIN plan own ON own.id = adopted_by_plan WHERE plan.ref = ? ORDER BY unit.code
"""
ASSIGNMENTS = """
SELECT unit.code, assignment.period, assignment.due, assignment.state FROM assignment
JOIN unit ON unit.id = unit_id JOIN plan ON plan.id = plan_id WHERE ref = ? ORDER BY unit.code
"""


def ended(desk: Desk) -> dict[str, Any]:
    """All that must be the same however often anything was killed."""
    database = store(desk)
    acts = "SELECT verb, unit_id, count(*) FROM plan_act GROUP BY verb, unit_id"
    return {
        "receipts": vault.rows(database, RECEIPTS, REF),
        "assignments": vault.rows(database, ASSIGNMENTS, REF),
        "plans": sorted(vault.rows(database, "SELECT ref, title, mode FROM plan")),
        "acts": sorted(vault.rows(database, acts), key=repr),
        "citations": vault.value(database, "SELECT count(*) FROM citation"),
    }


def whole(desk: Desk) -> None:
    """What stands at any moment stands whole: who has the plan owes its form, and by right."""
    database = store(desk)
    assert vault.value(database, "PRAGMA integrity_check") == "ok"
    had = {row[0]: row[1] for row in vault.rows(database, RECEIPTS, REF)}
    assert had.keys() == {row[0] for row in vault.rows(database, ASSIGNMENTS, REF)}
    above = {code: parent for code, _level, parent in units()}
    assert {above[code] for code in had} <= {"P"} | {c for c, s in had.items() if s == "adopted"}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    desk = province(tmp_path_factory.mktemp("undisturbed"))
    desk.done("cascade", REF, "--stepwise")
    for unit in ADOPTING:
        desk.done("plans", "adopt", REF, "--unit", unit, desk.folder / f"{unit}.json")
        desk.done("cascade", REF, "--stepwise")
    found = ended(desk)
    assert len(found["receipts"]) == len(found["assignments"]) == EVERYBODY
    assert len(found["plans"]) == 1 + len(ADOPTING)
    return found


def test_a_province_arrives_whole_whatever_is_killed_on_the_way(
    tmp_path: Path, undisturbed: dict[str, Any]
) -> None:
    dice = random.Random(7)
    desk = province(tmp_path)
    for kill in range(KILLS):
        left = unsettled(desk)
        assert left
        desk.write_json("order.json", left[:A_ROUND])
        way = "inside" if kill % 2 else "commands"
        before = written(desk)
        children = [started(desk, script, way) for script in (OFFICERS, SCHEDULE)]
        while written(desk) == before and children[0].poll() is None:
            time.sleep(0.01)
        time.sleep(dice.uniform(0, 0.3 if way == "inside" else 2))
        for child in dice.sample(children, 2):
            killed(child)
        whole(desk)
    while left := unsettled(desk):
        desk.write_json("order.json", left)
        with started(desk, OFFICERS, "inside") as child:
            assert child.wait() == 0
    desk.done("cascade", REF, "--stepwise")
    whole(desk)
    assert ended(desk) == undisturbed
    # What is left over from a killed process would be doubled or missing here.
    settled = vault.dump(store(desk))
    assert json.loads(desk.done("--json", "cascade", REF, "--stepwise").out)["received"] == 0
    for unit in ADOPTING:
        desk.done("plans", "adopt", REF, "--unit", unit, desk.folder / f"{unit}.json")
    assert vault.dump(store(desk)) == settled


def written(desk: Desk) -> int:
    """How much there is of what the two processes write."""
    counts = ("(SELECT count(*) FROM plan)", "(SELECT count(*) FROM act)")
    found: int = vault.value(store(desk), f"SELECT {' + '.join(counts)}")
    return found


def unsettled(desk: Desk) -> list[str]:
    """Units whose adoption is not on record, in an order that lets each have the plan by then."""
    query = "SELECT code FROM plan_act JOIN unit ON unit.id = unit_id WHERE verb = 'adopt'"
    done = {code for (code,) in vault.rows(store(desk), query)}
    return [unit for unit in ADOPTING if unit not in done]
