"""The smaller doors: lineages, calendars, layouts, receipts, tables, identifiers, amended plans."""

import json
import random
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from commands.context import read_bytes
from commands.documents import read_object
from engine.adopt import adopt
from engine.amend import Paper, amend
from engine.calendar import declare
from engine.identities import identities_of
from engine.proof import proof, read_receipt
from engine.reconcile import of_table, rows
from engine.units import import_units
from errors import Fault, Problem
from hierarchy.roster import read_lineage
from reporting.calendar_table import read_calendar
from reporting.description import read_description
from schemas.reading import read_form
from schemas.reports import check_report
from tests import fuzz_seeds, office
from tests.desk import PLAN, WARD_FORM, sent
from tests.fuzz_bytes import damaged
from tests.fuzz_kept import Keeping
from tests.fuzz_rows import stirred
from tests.fuzz_trees import twisted
from tests.fuzz_watch import Answer, Broken
from tests.house import ROOT
from tests.office import NOW

TODAY = date(2025, 6, 1)
OWN: Mapping[str, Any] = {
    "issuer": "P1",
    "title": "Kế hoạch của tỉnh",
    "period": "2025",
    "adopts": {"plan": "N-2025-1", "due": {"2025": {"ward": "2025-11-30"}}},
    "cites": [{"plan": "N-2025-1", "title": "Plan of the nation"}],
}
AMENDED: Mapping[str, Any] = {**PLAN, "title": "Như từ nay", "tasks": ["Thêm một việc"]}
_TABLES: Mapping[str, bytes] = {
    "lineage": b"old_code,new_code,on,share,kind\nW111,W112,2025-07-01,0.5,split\n"
    b"W111,W113,2025-07-01,0.5,split\nD22,D21,2025-07-01,,merged\n",
    "calendar": "day,kind,name,decision\n2026-01-02,off,Nghỉ bù,12/TB-LĐ\n"
    "2026-01-10,work,Làm bù,12/TB-LĐ\n".encode(),
    "table": b"unit,women,men,total\nP1,10,12,22\nD11,4,5.5,9\nW111,1,2,3\nN,,7,\n",
    "ids": b"kind,code,id\ndataElement,leaders.women,a1b2c3d4e5f\norgUnit,W111,b1b2c3d4e5f\n",
}


class Beside(Keeping):
    """One of the smaller doors for each input, by its ending."""

    name = "beside"

    def renew(self, folder: Path) -> None:
        super().renew(folder)
        done = office.send(self._desk, sent("W111", 3, 8))
        (one,) = done.receipts
        told = self._desk.done("receipt", one.unit, "ward-report", one.period).out
        words = self._desk.folder / "layout.json"
        words.write_bytes((ROOT / "examples" / "report-layout.json").read_bytes())
        self._documents: Mapping[str, bytes] = {
            "receipt": told.encode(),
            "layout": words.read_bytes(),
            "adopted": json.dumps(OWN, ensure_ascii=False).encode(),
            "amended": json.dumps(AMENDED, ensure_ascii=False).encode(),
        }
        self._form = read_form(WARD_FORM)

    def made(self, dice: random.Random) -> tuple[str, bytes]:
        everything = (*_TABLES.values(), *self._documents.values(), *fuzz_seeds.forms()[:3])
        kind = dice.choice((*_TABLES, *self._documents))
        seed = self._documents.get(kind) or _TABLES[kind]
        chance = dice.random()
        if chance < 0.06:
            return f".{kind}", dice.choice(everything)
        if chance < 0.35:
            return f".{kind}", damaged(dice, seed, everything)
        if kind in _TABLES:
            return f".{kind}", stirred(
                dice, seed, ("unit", "measure", "value", "share", "categoryOptionCombo")
            )
        return f".{kind}", twisted(
            dice, seed, ("P1", "N-2025-1", "D11", "sheets", "summary", {"vi": "a"})
        )

    def _kept(self, path: Path) -> Answer:
        faults = tuple(_DOORS[path.suffix[1:]](self, path))
        problem = Problem("roster_faults", faults, count=len(faults))
        if any(fault.severity == "error" for fault in faults):
            raise problem
        return Answer(True, faults)

    def _lineage(self, path: Path) -> tuple[Fault, ...]:
        found = read_lineage(read_bytes(path))
        if not found.faults:
            import_units(self._work, (), found.edges, NOW, ())
        return found.faults

    def _calendar(self, path: Path) -> tuple[Fault, ...]:
        found = read_calendar(read_bytes(path))
        if not found.faults:
            declare(self._work, found.days, NOW)
        return tuple(found.faults)

    def _table(self, path: Path) -> tuple[Fault, ...]:
        found = of_table(self._work, read_bytes(path), {"total": ["women", "men"]}, TODAY)
        for line in rows(found, every=True):
            if not all(isinstance(cell, str) for cell in line):
                raise Broken(f"{line}")
        return found.faults

    def _ids(self, path: Path) -> tuple[Fault, ...]:
        identities_of(path, read_bytes(path))
        return ()

    def _receipt(self, path: Path) -> tuple[Fault, ...]:
        data = read_bytes(path)
        found = proof(read_receipt(data, str(path)), self._work)
        if not found.faults and json.loads(data) != json.loads(self._documents["receipt"]):
            raise Broken("a receipt that was changed is taken for ours")
        return found.faults

    def _layout(self, path: Path) -> tuple[Fault, ...]:
        document = read_object(path)
        faults = check_report(document, self._form, "vi", {"summary": "Tổng hợp"})
        if not faults:
            read_description(document, "vi")
        return faults

    def _adopted(self, path: Path) -> tuple[Fault, ...]:
        done = adopt(self._work, "N-2025-1", "P1", read_object(path), NOW, TODAY, path.parent)
        return done.warnings

    def _amended(self, path: Path) -> tuple[Fault, ...]:
        paper = Paper("Sửa", None, None)
        amend(self._work, "N-2025-1", read_object(path), paper, NOW, office.quiet, path.parent)
        return ()


_DOORS: Mapping[str, Callable[[Beside, Path], tuple[Fault, ...]]] = {
    "lineage": Beside._lineage,
    "calendar": Beside._calendar,
    "table": Beside._table,
    "ids": Beside._ids,
    "receipt": Beside._receipt,
    "layout": Beside._layout,
    "adopted": Beside._adopted,
    "amended": Beside._amended,
}
