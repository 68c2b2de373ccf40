"""The doors of what is kept whole or not at all: forms and plans."""

import json
import random
import sqlite3
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from commands.documents import read_object
from engine.cascade import cascade
from engine.forms import add
from engine.plan_view import view
from engine.plans import issue
from errors import Problem
from schemas.checking import Checker
from schemas.grid import grid_of
from tests import fuzz_seeds, office, vault
from tests.fuzz_bytes import damaged
from tests.fuzz_stated import strictly
from tests.fuzz_traps import OF_FORMS, OF_PLANS
from tests.fuzz_trees import twisted
from tests.fuzz_watch import Answer, Broken
from tests.office import NOW

TODAY = date(2025, 6, 1)


class Keeping:
    """A verb that keeps a document whole or changes nothing."""

    name = ""

    def renew(self, folder: Path) -> None:
        self._desk = fuzz_seeds.country(folder / self.name)
        self._work = office.work(self._desk)
        self._watch = sqlite3.connect(self._desk.workspace / "capbac.db")

    def close(self) -> None:
        self._watch.close()
        self._work.store().close()

    def tried(self, path: Path) -> Answer:
        before = self._version()
        try:
            return self._kept(path)
        except Problem:
            # SQLite's own word on whether anybody has written anything.
            if self._version() != before:
                raise Broken("it was refused, and the store has changed") from None
            raise

    def _kept(self, path: Path) -> Answer:
        raise NotImplementedError

    def _version(self) -> int:
        ((found,),) = self._watch.execute("PRAGMA data_version").fetchall()
        return int(found)

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        return vault.rows(office.store(self._desk), query, *values)


def floats(node: Any) -> Any:
    """A document with its decimals as a program that keeps JSON has them."""
    if isinstance(node, dict):
        return {key: floats(value) for key, value in node.items()}
    if isinstance(node, list):
        return [floats(one) for one in node]
    if isinstance(node, Decimal):
        return int(node) if node == node.to_integral_value() else float(node)
    return node


def same_document(path: Path, kept: str) -> None:
    """Hold a kept document to its file. Raises Broken."""
    try:
        said = strictly(path.read_bytes())
    except ValueError as error:
        raise Broken(f"it was kept: {error!r}") from error
    if floats(said) != json.loads(kept):
        raise Broken("another document was kept")


class Form(Keeping):
    name = "form"

    def made(self, dice: random.Random) -> tuple[str, bytes]:
        seed = dice.choice(fuzz_seeds.forms())
        if dice.random() < 0.7:
            return ".json", twisted(dice, seed, OF_FORMS)
        return ".json", damaged(dice, seed, (*fuzz_seeds.forms(), *fuzz_seeds.plans()))

    def _kept(self, path: Path) -> Answer:
        form, _new = add(self._work, read_object(path), NOW)
        query = "SELECT document FROM form WHERE name = ? AND version = ?"
        ((document,),) = self._rows(query, form.name, form.version)
        same_document(path, document)
        # What was let in can be asked, answered and drawn.
        checker = Checker(form)
        for level in ("ward", "province"):
            grid_of(form, level)
            for values in _ANSWERS:
                checker.faults(values, {"leaders": "none_occurred"}, level, {})
        return Answer(True)


_ANSWERS: tuple[Mapping[str, Any], ...] = (
    {},
    {"leaders": {"women": 3, "total": 8}, "money": Decimal("12.5"), "difficulties": "a" * 30},
    {
        "people": {"women": -1, "all": 10**13},
        "budget": "a" * 40,
        "partners": ["a", "a", None],
        "grade": 9,
    },
    {
        "work": {"talks": {"rural": []}},
        "phone": "0" * 50 + "!",
        "founded": "2001-02-30",
        "staff": 1,
    },
    {
        "a": Decimal("1E-30"),
        "leaf": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!",
        "staff": "enough",
        "committee": 1,
    },
)


class Plan(Keeping):
    name = "plan"

    def renew(self, folder: Path) -> None:
        super().renew(folder)
        self._turn = 0

    def made(self, dice: random.Random) -> tuple[str, bytes]:
        number = b"%d/KH-UBQG" % dice.randrange(13, 10**6)
        seed = dice.choice(fuzz_seeds.plans()).replace(b"12/KH-UBQG", number)
        if dice.random() < 0.7:
            return ".json", twisted(dice, seed, OF_PLANS)
        return ".json", damaged(dice, seed, (*fuzz_seeds.plans(), *fuzz_seeds.forms()))

    def _kept(self, path: Path) -> Answer:
        done = issue(self._work, read_object(path), NOW, TODAY, path.parent)
        ((document,),) = self._rows("SELECT document FROM plan WHERE ref = ?", done.ref)
        same_document(path, document)
        view(self._work, done.ref)
        self._turn += 1
        if self._turn % 3 == 0:
            self._carried(done.ref)
        return Answer(True, done.warnings)

    def _carried(self, ref: str) -> None:
        try:
            cascade(self._work, ref, NOW, office.quiet)
        except Problem as problem:
            raise Broken(f"it was issued, and cannot be carried: {problem.code}") from problem
