"""A store on either database with a plan that asks every unit and has steps of approval."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg

from engine import collect
from engine.collect import Collected
from engine.pool import Pool
from engine.work import Work
from tests import postgres
from tests.desk import PLAN, WARD_FORM, Desk, roster_csv, sent
from tests.office import NOW, quiet
from tests.panel import Officer


@dataclass(frozen=True)
class Court:
    """One store, and a folder for the files that are sent to it."""

    work: Work
    folder: Path

    def send(
        self,
        unit: str,
        women: int,
        total: int,
        now: datetime = NOW,
        name: str = "sent",
        **more: object,
    ) -> Collected:
        """One submission as a file of its own; ``more`` are members beside the values."""
        path = self.folder / f"{name}.json"
        path.write_text(json.dumps({**sent(unit, women, total), **more}), encoding="utf-8")
        with Pool(1) as pool:
            return collect.collect(self.work, [path], None, now, pool, quiet)

    def officer(self, unit: str, name: str | None = None) -> Officer:
        """Somebody who acts for a unit."""
        return Officer(replace(self.work, actor=name or f"officer of {unit}"), unit)


def asking(*levels: str) -> dict[str, Any]:
    """A plan that asks every unit, the issuer too, with these levels to approve."""
    (collected,) = PLAN["collects"]
    more = {"from": [{"all": True}, {"self": True}]}
    return {**PLAN, "collects": [{**collected, **more, **_levels(levels)}]}


def _levels(levels: tuple[str, ...]) -> dict[str, list[str]]:
    return {"approved_by": list(levels)} if levels else {}


def opened(folder: Path, plan: dict[str, Any], url: str = "") -> Court:
    """A store with a cascaded plan, in the folder or at an address."""
    desk = Desk(folder)
    there = ("--database", url) if url else ()
    for words in (
        ("init",),
        ("units", "import", desk.write("roster.csv", roster_csv())),
        ("forms", "add", desk.write_json("form.json", WARD_FORM)),
        ("plans", "issue", desk.write_json("plan.json", plan)),
        ("cascade", "N-2025-1"),
    ):
        desk.done(*there, *words)
    database = url or f"sqlite:///{(desk.workspace / 'capbac.db').resolve()}"
    return Court(Work(database, str(desk.workspace), actor="test"), folder)


class Copies:
    """Fresh copies of one prepared store, as many as are asked for."""

    def __init__(self, folder: Path, plan: dict[str, Any], address: str = "") -> None:
        self._folder, self._address, self._made = folder, address, 0
        url = postgres.database(address, "prepared") if address else ""
        self._first = opened(folder, plan, url)
        self._first.work.store().close()

    def copy(self) -> Court:
        """The store as it was prepared."""
        self._made += 1
        folder = self._folder / f"copy{self._made}"
        folder.mkdir()
        if self._address:
            name = f"copy{self._made}"
            if self._made > 1:  # one is played with at a time
                postgres.drop(self._address, f"copy{self._made - 1}")
            with psycopg.connect(self._address, autocommit=True) as connection:
                connection.execute(f'CREATE DATABASE "{name}" TEMPLATE prepared')
            url = self._first.work.database.replace("/prepared?", f"/{name}?")
        else:
            old = sqlite3.connect(self._folder / "workspace" / "capbac.db")
            new = sqlite3.connect(folder / "capbac.db")
            with closing(old), closing(new):
                old.backup(new)
            url = f"sqlite:///{(folder / 'capbac.db').resolve()}"
        return Court(Work(url, str(folder), actor="test"), folder)


def courts(kind: str, folder: Path, *levels: str) -> Iterator[Court]:
    """One store on ``sqlite`` or ``postgresql``, gone afterwards."""
    if kind == "sqlite":
        yield opened(folder, asking(*levels))
        return
    with postgres.server(folder) as address:
        court = opened(folder / "desk", asking(*levels), postgres.database(address, "court"))
        yield court
        court.work.store().close()
