"""The whole cycle over the same files: the engine's verbs, the flows, and an office's script."""

from pathlib import Path

from bench.country import Country
from bench.processes import Measured, measured
from bench.table import NONE, Row, mebibytes, seconds, times

STAGES = {
    "start": "start (imports)",
    "cascade": "cascade",
    "collect": "load and check",
    "rollup": "roll-up",
    "report": "workbooks",
}
APART = ("start", "stop")
"""Stages of the flows that are shown apart: the server starts and ends in them."""


def run(country: Country) -> list[Row]:
    """Each way in a process of its own, one after another. AssertionError if they disagree."""
    folder = str(country.folder)
    engine = measured(["-m", "bench.ours", "engine", folder])
    alike = measured(["-m", "bench.ours", "alike", folder])
    flows = measured(["-m", "bench.ours", "flows", folder])
    naive = measured(["-m", "bench.naive", folder])
    for fact in ("accepted", "workbooks"):
        facts = {way.said[fact] for way in (engine, alike, flows, naive)}
        assert len(facts) == 1, f"the ways disagree: {fact} {facts}"
    size = f"{engine.said['accepted']:,} files, {engine.said['workbooks']:,} workbooks"
    return [
        _whole("cycle: Capbac", size, engine),
        *_stages("cycle: Capbac", engine),
        _whole("cycle: Capbac, the script's one sheet", size, alike),
        *_stages("cycle: Capbac, the script's one sheet", alike),
        _whole("cycle: Capbac as flows", size, flows, _overhead(engine, flows)),
        *_stages("cycle: Capbac as flows", flows),
        _whole("cycle: script of an office", size, naive, _lead(engine, alike, naive)),
        *_stages("cycle: script of an office", naive),
        *_against(engine, naive),
    ]


def workbooks(folder: Path, way: str) -> list[Path]:
    """What one way has written."""
    return sorted((folder / way / "books").glob("*.xlsx"))


def _whole(what: str, size: str, way: Measured, compared: str = "") -> Row:
    return Row(what, size, seconds(way.wall), seconds(way.cpu), mebibytes(way.peak), compared)


def _stages(what: str, way: Measured) -> list[Row]:
    return [
        Row(f"{what}: {STAGES.get(stage, stage)}", "", seconds(wall), seconds(cpu), "")
        for stage, (wall, cpu) in way.said["stages"].items()
    ]


def _spent(way: Measured, place: int, without: tuple[str, ...]) -> float:
    stages: dict[str, list[float]] = way.said["stages"]
    return sum(both[place] for name, both in stages.items() if name not in without)


def _overhead(engine: Measured, flows: Measured) -> str:
    wall, cpu = (_spent(flows, i, APART) / _spent(engine, i, APART) for i in (0, 1))
    return f"{wall:.2f} of the verbs' wall, {cpu:.2f} of their CPU, starts apart (aim: 1.25)"


def _lead(engine: Measured, alike: Measured, naive: Measured) -> str:
    whole = times(naive.wall / engine.wall, "6, better 10")
    return f"Capbac is {whole} as fast, {times(naive.wall / alike.wall, '10')} for the same sheet"


def _against(engine: Measured, naive: Measured) -> list[Row]:
    """Stage against stage, where both have it."""
    rows = []
    for stage in ("collect", "rollup", "report"):
        ours, theirs = engine.said["stages"][stage], naive.said["stages"][stage]
        ratio = f"{times(theirs[0] / ours[0])} by wall, {times(theirs[1] / ours[1])} by CPU"
        rows.append(Row(f"cycle: {STAGES[stage]}, script ÷ Capbac", "", NONE, NONE, "", ratio))
    return rows
