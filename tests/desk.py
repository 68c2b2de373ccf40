"""A desk with the command line on it: runs commands in this process and keeps what they said."""

import atexit
import io
import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cli
from tests import dead_letters
from tests.both import server
from tests.cast import COUNTRY


@dataclass(frozen=True, slots=True)
class Outcome:
    """Exit code, data and words of one command."""

    code: int
    out: str
    err: str

    def data(self) -> Any:
        """What stood on stdout, as JSON."""
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class Desk:
    """One workspace and a folder for files."""

    folder: Path

    @property
    def workspace(self) -> Path:
        """Where the store is."""
        return self.folder / "workspace"

    @property
    def address(self) -> str:
        """The database of the store: a file in the workspace, or where the tests run elsewhere."""
        dead_letters.USED.add(self.workspace)
        own = f"sqlite:///{(self.workspace / 'capbac.db').resolve()}"
        return server.url(self.workspace) or own

    def _where(self) -> tuple[str, ...]:
        return ("--database", self.address) if server.address else ()

    def run(self, *arguments: object) -> Outcome:
        """One command line in this workspace."""
        dead_letters.USED.add(self.workspace)
        out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
        err = io.StringIO()
        words = ["--workspace", str(self.workspace), *self._where(), *map(str, arguments)]
        with redirect_stdout(out), redirect_stderr(err):
            code = cli.run(words)
        out.flush()
        buffer = out.buffer
        assert isinstance(buffer, io.BytesIO)
        return Outcome(code, buffer.getvalue().decode("utf-8"), err.getvalue())

    def done(self, *arguments: object) -> Outcome:
        """One command line that must succeed."""
        outcome = self.run(*arguments)
        assert outcome.code == 0, outcome.err
        return outcome

    def write(self, name: str, text: str) -> Path:
        """A file on the desk."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def write_json(self, name: str, document: object) -> Path:
        """A JSON file on the desk."""
        return self.write(name, json.dumps(document, ensure_ascii=False))

    def figures(self, period: str, *options: object) -> dict[tuple[str, str], dict[str, str]]:
        """What export gives, by (unit, measure)."""
        lines = self.done("export", period, *options).out.splitlines()
        names = lines[0].split(",")
        rows = [dict(zip(names, line.split(","), strict=True)) for line in lines[1:]]
        return {(row["unit"], row["measure"]): row for row in rows}


def roster_csv() -> str:
    """The cast's roster as a file says it."""
    rows = [f"{u.code},{u.name},{u.level},{u.parent_code or ''}" for u in COUNTRY]
    return "\n".join(["code,name,level,parent_code", *rows]) + "\n"


WARD_FORM: Mapping[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "ward-report",
    "title": "Ward report",
    "type": "object",
    "x-period": "year",
    "additionalProperties": False,
    "properties": {
        "leaders": {
            "type": "object",
            "properties": {
                "total": {"type": "integer", "minimum": 0, "x-rollup": "sum"},
                "women": {"type": "integer", "minimum": 0, "x-rollup": "sum"},
                "rate": {
                    "type": "number",
                    "x-rollup": {"ratio": ["leaders.women", "leaders.total"], "scale": 100},
                    "x-decimals": 1,
                    "readOnly": True,
                },
            },
        },
        "committee": {"type": "boolean", "x-rollup": "count"},
        "money": {"type": "number", "minimum": 0, "x-rollup": "sum", "x-decimals": 2},
        "difficulties": {"type": "string", "x-rollup": "collect"},
    },
    "x-checks": [
        {
            "left": ["leaders.women"],
            "op": "<=",
            "right": ["leaders.total"],
            "severity": "error",
            "message": {"vi": "Nữ nhiều hơn tổng số.", "en": "More women than leaders."},
        }
    ],
}

PLAN: Mapping[str, Any] = {
    "issuer": "N",
    "title": "Plan of the nation",
    "period": "2025",
    "roster_on": "2025-06-01",
    "collects": [
        {
            "form": "ward-report",
            "periods": ["2025"],
            "from": {"leaves": True},
            "due": {"2025": {"national": "2025-12-20", "days_before": {"ward": 15}}},
        }
    ],
}


def sent(unit: str, women: int, total: int, **more: object) -> dict[str, object]:
    """A submission of the ward report."""
    values: dict[str, object] = {"leaders": {"women": women, "total": total}}
    values.update(more)
    return {"unit": unit, "form": "ward-report", "period": "2025", "values": values}


def opened(folder: Path, plans: Sequence[Mapping[str, Any]] = (PLAN,)) -> Desk:
    """A desk whose workspace has the cast's country, the ward report and cascaded plans.

    Made once a process for the same plans and surroundings, and copied from then on.
    """
    if any("attachments" in plan for plan in plans):
        return made(Desk(folder), plans)  # its files lie in the folder already
    named = sorted((name, value) for name, value in os.environ.items() if "CAPBAC" in name)
    key = json.dumps([server.address, named, *plans], sort_keys=True, default=str)
    kept = KEPT.get(key)
    if kept is None:
        home = tempfile.mkdtemp(prefix="capbac-desk-")
        atexit.register(shutil.rmtree, home, ignore_errors=True)
        kept = KEPT[key] = made(Desk(Path(home)), plans)
    shutil.copytree(kept.folder, folder, dirs_exist_ok=True, ignore=_store_files)
    if server.address:
        server.copy(kept.workspace, folder / "workspace")
        return Desk(folder)
    # What still stands in the write-ahead log comes along.
    with (
        closing(sqlite3.connect(kept.workspace / "capbac.db")) as old,
        closing(sqlite3.connect(folder / "workspace" / "capbac.db")) as new,
    ):
        old.backup(new)
    return Desk(folder)


KEPT: dict[str, Desk] = {}
_store_files = shutil.ignore_patterns("capbac.db*")


def made(desk: Desk, plans: Sequence[Mapping[str, Any]] = (PLAN,)) -> Desk:
    """The same, made on this desk whatever its database."""
    desk.done("init")
    desk.done("units", "import", desk.write("roster.csv", roster_csv()))
    desk.done("forms", "add", desk.write_json("form.json", WARD_FORM))
    for number, plan in enumerate(plans):
        ref = desk.done("plans", "issue", desk.write_json(f"plan{number}.json", plan)).out.strip()
        desk.done("cascade", ref)
    return desk
