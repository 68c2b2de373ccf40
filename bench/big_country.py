"""A made-up country of up to a million units, each of which sends 200 figures, as its files.

Five levels, skewed as real trees are: some branches are wide, some end early. Nine cells in ten
hold a value, the others a mark or nothing.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np

from bench.rollup import LEVELS, MEASURES, parents
from engine.work import Work

NOW = datetime(2026, 1, 20, 5, tzinfo=UTC)
DAY = date(2025, 6, 1)
PERIOD = "2025"
FORM = "census"
ROWS_A_FILE = 2_000
SIGNS = ("", "-", "…", "x")
MOST = 5_000


@dataclass(frozen=True, slots=True)
class BigCountry:
    """Where its files lie: a roster, a form, a plan and an inbox of tables."""

    folder: Path

    @property
    def roster(self) -> Path:
        """code,name,level,parent_code."""
        return self.folder / "units.csv"

    @property
    def inbox(self) -> Path:
        """Tables of ``ROWS_A_FILE`` units each."""
        return self.folder / "inbox"

    @property
    def form(self) -> Path:
        """200 whole numbers that are added up."""
        return self.folder / "form.json"

    @property
    def plan(self) -> Path:
        """Asks every unit for the form."""
        return self.folder / "plan.json"

    def work(self, database: str = "") -> Work:
        """The workspace in this folder, or with its store elsewhere."""
        home = self.folder / "workspace"
        home.mkdir(parents=True, exist_ok=True)
        store = database or f"sqlite:///{home / 'capbac.db'}"
        return Work(store, str(home), "bench", "en")


def made(folder: Path, size: int) -> BigCountry:
    """Write the files of a country of ``size`` units."""
    country = BigCountry(folder)
    country.inbox.mkdir(parents=True)
    codes = _codes(size)
    _write_roster(country.roster, codes, parents(size).tolist())
    properties = {
        f"m{i}": {"type": "integer", "minimum": 0, "x-rollup": "sum"} for i in range(MEASURES)
    }
    form = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": FORM,
        "title": "Census",
        "type": "object",
        "x-period": "year",
        "additionalProperties": False,
        "properties": properties,
    }
    country.form.write_text(json.dumps(form))
    collects = {"form": FORM, "periods": [PERIOD], "from": {"levels": list(LEVELS)}}
    plan = {
        "issuer": codes[0],
        "title": "Census of the country",
        "period": PERIOD,
        "roster_on": DAY.isoformat(),
        "collects": [collects],
    }
    country.plan.write_text(json.dumps(plan))
    # Who issues a plan sends nothing to itself.
    for number, table in enumerate(_tables(codes[1:])):
        (country.inbox / f"{number:04d}.csv").write_text(table, encoding="utf-8")
    return country


def document(code: str, figure: int) -> dict[str, object]:
    """One unit's report in which every figure is the same."""
    values = {f"m{i}": figure for i in range(MEASURES)}
    return {"unit": code, "form": FORM, "period": PERIOD, "values": values}


def _codes(size: int) -> list[str]:
    width = len(str(size))
    return [f"U{place:0{width}d}" for place in range(size)]


def _write_roster(path: Path, codes: list[str], above: list[int]) -> None:
    depth = [0] * len(codes)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("code", "name", "level", "parent_code"))
        for place, (code, parent) in enumerate(zip(codes, above, strict=True)):
            depth[place] = 0 if parent < 0 else depth[parent] + 1
            upper = "" if parent < 0 else codes[parent]
            writer.writerow((code, f"Unit {place}", LEVELS[depth[place]], upper))


def _tables(codes: list[str], seed: int = 11) -> Iterator[str]:
    random = np.random.default_rng(seed)
    spelled = np.array([*SIGNS, *map(str, range(MOST))], dtype=object)
    head = ",".join(("unit", "form", "period", *(f"m{i}" for i in range(MEASURES))))
    for start in range(0, len(codes), ROWS_A_FILE):
        some = codes[start : start + ROWS_A_FILE]
        shape = (len(some), MEASURES)
        cells = random.integers(len(SIGNS), len(SIGNS) + MOST, shape)
        dice = random.random(shape, dtype=np.float32)
        # Beyond nine in ten: half of the rest blank, then "none occurred" and the other marks.
        for sign, least in enumerate((0.9, 0.95, 0.99, 0.995)):
            cells[dice >= least] = sign
        rows = (
            ",".join((code, FORM, PERIOD, *row))
            for code, row in zip(some, spelled[cells].tolist(), strict=True)
        )
        yield "\n".join((head, *rows)) + "\n"
