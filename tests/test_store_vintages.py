"""What is published, drawn on and summed over time: the same on both databases, to the byte."""

import hashlib
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from engine.work import Work
from tests import postgres
from tests.clock import Clock
from tests.desk import PLAN, WARD_FORM, Desk, roster_csv, sent
from tests.far import FarDesk
from tests.test_engine_succession import DAY, LINEAGE, ROSTER
from tests.test_linked_forms import registered
from tests.test_over_time import REPORTS, WARDS, made_on, months


def collect(desk: Desk, name: str, record: object) -> None:
    desk.done("--as", "Lan", "collect", desk.write_json(f"{name}.json", record))


def books(desk: Desk, period: str, *options: object) -> list[str]:
    """The names and hashes of the workbooks a report writes."""
    out = desk.folder / f"out-{'-'.join(map(str, options))}".replace("/", "-")
    desk.done("report", period, *options, "--out", out)
    found = sorted(out.glob("*.xlsx"))
    assert found
    return [f"{one.name} {hashlib.sha256(one.read_bytes()).hexdigest()}" for one in found]


def said(desk: Desk, *arguments: object) -> str:
    return desk.done(*arguments).out


def published(desk: Desk) -> list[object]:
    """Published, corrected, published, approved, published as final; a weight behind it."""
    weights = {"W111": 30, "W112": 50, "W212": 20, "W121": 7}
    head, *units = roster_csv().splitlines()
    lines = [f"{one},{weights.get(one.partition(',')[0], '')}" for one in units]
    desk.done("init")
    roster = "\n".join([f"{head},weight", *lines]) + "\n"
    desk.done("units", "import", desk.write("roster.csv", roster))
    desk.done("forms", "add", desk.write_json("form.json", WARD_FORM))
    desk.done("cascade", said(desk, "plans", "issue", desk.write_json("p.json", PLAN)).strip())
    collect(desk, "a", sent("W111", 1, 5, money=2.5, difficulties="Thiếu kinh phí"))
    told: list[object] = [desk.done("--json", "publish", "2025").data()]
    collect(desk, "b", sent("W111", 3, 9))
    collect(desk, "c", sent("W212", 4, 4))
    told += [desk.done("--json", "publish", "2025").data() for _ in range(2)]
    desk.done("--as", "Mai", "review", "approve", "W212", "ward-report", "2025", "--of", "D21")
    told += [said(desk, "--json", "publish", "2025", "--final", "--note", "annual")]
    collect(desk, "d", sent("W212", 0, 1))
    told += [said(desk, "--json", "rollup", "2025")]
    told += [said(desk, "--json", "vintages", "2025")]
    for old, new in ((1, 2), (2, 3)):
        told += [said(desk, "--json", "vintages", "2025", "--diff", old, new)]
        told += books(desk, "2025", "--supplement", old, new)
    for number in (1, 2, 3):
        told += [said(desk, "export", "2025", "--vintage", number)]
        told += books(desk, "2025", "--vintage", number, "--unit", "D11")
    why = ("explain", "N", "leaders.rate", "2025")
    told += [said(desk, "--json", *why, *more) for more in ((), ("--vintage", 2), ("--final",))]
    return told


def over_time(desk: Desk) -> list[object]:
    """A quarter of three months, a year to date, narratives of each month; then a correction."""
    made_on(desk, months(1, 2, 3, 4), REPORTS, WARDS)
    told: list[object] = []
    for period in ("2025-Q1", "2025-01-01/2025-02-28"):
        told += [said(desk, "--json", "rollup", period), said(desk, "export", period)]
        told += [said(desk, "--json", "explain", "N", "born", period)]
        told += books(desk, period, "--unit", "D11")
    values = {"born": 9, "news": "Corrected."}
    collect(desk, "m", {"unit": "W121", "form": "monthly", "period": "2025-M02", "values": values})
    told += [said(desk, "--json", "rollup", "2025-Q1", "--on", "2025-07-01")]
    whose = ("W121", "monthly", "2025-M02")
    desk.done("--as", "Mai", "review", "approve", *whose, "--of", "D12")
    told += [said(desk, "export", "2025-Q1", *more) for more in ((), ("--final",))]
    for more in ((), ("--final",)):
        told += books(desk, "2025-Q1", "--unit", "N", *more)
    return told


def linked(desk: Desk) -> list[object]:
    """A rate over another form's register: published, the register corrected, published again."""
    registered(desk)
    told: list[object] = [said(desk, "--json", "publish", "2025-M01")]
    census = {"unit": "W112", "form": "census", "period": "2025", "values": {"people": 2000}}
    collect(desk, "again", census)
    told += [said(desk, "--json", "publish", "2025-M01") for _ in range(2)]
    told += [said(desk, "--json", "vintages", "2025-M01", "--diff", 1, 2)]
    told += [said(desk, "export", "2025-M01", "--vintage", number) for number in (1, 2)]
    told += books(desk, "2025-M01", "--vintage", 1, "--unit", "D11")
    for period in ("2025-M01", "2025-01-01/2025-02-28"):
        told += [said(desk, "export", period, *more) for more in ((), ("--on", "2025-07-01"))]
        told += [said(desk, "--json", "explain", "D11", "rate", period)]
    return told


def passed_on(desk: Desk) -> list[object]:
    """The map changes between two vintages: what was passed on gives nothing and stays named."""
    desk.done("init")
    roster = desk.write("roster.csv", ROSTER)
    desk.done("units", "import", roster, "--lineage", desk.write("lineage.csv", LINEAGE))
    desk.done("forms", "add", desk.write_json("form.json", WARD_FORM))
    desk.done("plans", "issue", desk.write_json("plan.json", PLAN))
    desk.done("cascade", "N-2025-1")
    collect(desk, "a", sent("W3", 4, 10, difficulties="Mưa"))
    told: list[object] = [said(desk, "--json", "publish", "2025")]
    told += [said(desk, "--json", "cascade", "N-2025-1", "--on", DAY)]
    collect(desk, "b", sent("W7", 1, 2))
    told += [said(desk, "--json", "rollup", "2025"), said(desk, "--json", "publish", "2025")]
    told += [said(desk, "--json", "vintages", "2025", "--diff", 1, 2)]
    for number in (1, 2):
        told += books(desk, "2025", "--vintage", number, "--unit", "P1")
        told += [said(desk, "export", "2025", "--vintage", number)]
    told += [said(desk, "export", "2025", "--on", DAY)]
    return [*told, *books(desk, "2025", "--on", DAY, "--unit", "N")]


@pytest.fixture(scope="module")
def far(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with postgres.server(tmp_path_factory.mktemp("postgres")) as address:
        yield address


@pytest.mark.slow
@pytest.mark.parametrize("path", [published, over_time, linked, passed_on])
def test_it_is_the_same_on_both_databases(
    path: Callable[[Desk], list[object]], tmp_path: Path, far: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commands.context.datetime", Clock)
    folder, told = tmp_path / "desk", []
    url = postgres.database(far, path.__name__)
    for desk in (Desk(folder), FarDesk(folder, url)):
        monkeypatch.setattr(Clock, "looks", count())
        told.append(path(desk))
        assert desk.run("verify").code == 0
        folder.rename(tmp_path / f"was-{len(told)}")  # so that both take from files of one name
    Work(url, "").store().close()  # else the server waits for it when it ends
    near, there = told
    assert len(near) > 8
    assert there == near
