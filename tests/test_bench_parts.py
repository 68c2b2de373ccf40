"""Every part of the benchmark runs, on a hamlet: two provinces, four districts, twelve wards."""

import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from bench import country, cycle, resubmission, rollup, start, table, validation
from bench.country import Country
from bench.processes import Clock, measured

pytestmark = pytest.mark.slow
OWED = 19
WITH_CHILDREN = 7


@pytest.fixture(scope="module")
def hamlet(tmp_path_factory: pytest.TempPathFactory) -> Country:
    return country.made(tmp_path_factory.mktemp("hamlet"), "hamlet")


@pytest.fixture(scope="module")
def rows(hamlet: Country) -> list[table.Row]:
    return cycle.run(hamlet)


def test_the_hamlet_sends_one_sound_file_a_unit(hamlet: Country) -> None:
    assert len(list(hamlet.inbox.rglob("*.json"))) == OWED
    assert country.found(hamlet.folder) == hamlet


def test_all_ways_go_the_whole_cycle(hamlet: Country, rows: list[table.Row]) -> None:
    ways = [row.what for row in rows if row.size]
    assert ways == [
        "cycle: Capbac",
        "cycle: Capbac, the script's one sheet",
        "cycle: Capbac as flows",
        "cycle: script of an office",
    ]
    assert all(f"{OWED} files, {WITH_CHILDREN} workbooks" == row.size for row in rows if row.size)
    for way in ("engine", "alike", "flows", "naive"):
        assert len(cycle.workbooks(hamlet.folder, way)) == WITH_CHILDREN


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("way", ["engine", "alike"])
def test_the_script_finds_the_figures_that_capbac_prints(hamlet: Country, way: str) -> None:
    ours = cycle.workbooks(hamlet.folder, way)
    for path in cycle.workbooks(hamlet.folder, "naive"):
        (other,) = (one for one in ours if one.name.startswith(f"{path.stem}_"))
        theirs = list(_figures(path, 2, 2))
        for wanted, found in zip(theirs, _figures(other, 7, 3), strict=False):
            # What Capbac keeps in hidden columns for its formulas stands behind the figures.
            assert found[: len(wanted)] == pytest.approx(wanted)


@pytest.mark.usefixtures("rows")
def test_the_flows_write_the_workbooks_that_the_verbs_write(hamlet: Country) -> None:
    both = (cycle.workbooks(hamlet.folder, way) for way in ("engine", "flows"))
    for verbs, flows in zip(*both, strict=True):
        ours = [_figures(path, 7, 3) for path in (verbs, flows)]
        assert list(ours[0]) == list(ours[1])


def test_checking_is_timed_on_payloads_of_wards(hamlet: Country) -> None:
    found = validation.run(hamlet.form, hamlet.inbox, most=4)
    assert [row.size.split(" payloads")[0] for row in found] == ["4"] * 4


def test_a_resubmission_reaches_the_top_by_its_ancestors_alone(hamlet: Country) -> None:
    found = resubmission.run(hamlet, rounds=2)
    assert [row.what.split(":")[0] for row in found] == ["resubmission"] * 5
    assert found[-1].size == f"3 of {WITH_CHILDREN} written"


def test_the_roll_ups_come_into_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rollup, "SIZES", (2_000,))
    found = table.of_rollup(rollup.run())
    assert [row.size for row in found] == ["2,000 units × 200"] * 3
    assert found[0].compared == "1.0 bare sums"


def test_the_command_answers() -> None:
    (row,) = start.run(1)
    assert re.fullmatch(r"[\d.]+ (m?s)", row.wall)


def test_a_process_that_fails_says_why() -> None:
    with pytest.raises(RuntimeError, match="what was wrong"):
        measured(["-c", "raise SystemExit('what was wrong')"])


def test_a_process_is_measured_with_those_it_starts() -> None:
    work = "sum(i * i for i in range(4_000_000))"
    inner = f"import subprocess, sys; subprocess.run([sys.executable, '-c', '{work}'], check=True)"
    assert measured(["-c", inner]).cpu > measured(["-c", "pass"]).cpu
    assert measured(["-c", inner]).peak > 0


def test_a_stage_met_twice_is_one_stage(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    for stage in ("one", "two", "one"):
        clock.lap(stage)
    clock.say(fact=3)
    assert list(clock.stages) == ["one", "two"]
    assert capsys.readouterr().out.endswith('"fact": 3}\n')


def _figures(path: Path, first: int, column: int) -> Iterator[list[float]]:
    """Numbers of each row of the table by unit, from the place where figures begin."""
    book = openpyxl.load_workbook(path, data_only=True)
    for row in book["Theo đơn vị"].iter_rows(min_row=first, values_only=True):
        numbers = [cell for cell in row[column:] if isinstance(cell, int | float)]
        if numbers:
            yield numbers
