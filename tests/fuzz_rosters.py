"""The door of rosters."""

import csv
import io
import random
from contextlib import suppress
from pathlib import Path

from commands.context import read_bytes
from engine.units import import_units
from errors import Problem
from hierarchy.roster import read_root, read_roster
from hierarchy.spelling import clean
from tests import fuzz_seeds
from tests.fuzz_bytes import damaged
from tests.fuzz_kept import Keeping
from tests.fuzz_rows import stirred
from tests.fuzz_watch import Answer, Broken
from tests.office import NOW


class Roster(Keeping):
    name = "roster"

    def made(self, dice: random.Random) -> tuple[str, bytes]:
        seed = dice.choice(_ROSTERS)
        if dice.random() < 0.7:
            return ".csv", stirred(dice, seed, _COLUMNS)
        return ".csv", damaged(dice, seed, (*_ROSTERS, fuzz_seeds.forms()[0]))

    def _kept(self, path: Path) -> Answer:
        # As the command does it.
        data = read_bytes(path)
        root = read_root("N,Nation,nation") if len(data) % 7 == 0 else None
        read = read_roster(data, root)
        errors = tuple(fault for fault in read.faults if fault.severity == "error")
        if errors:
            raise Problem("roster_faults", errors, count=len(errors))
        import_units(self._work, read.units, (), NOW, read.where)
        self._hold(data)
        return Answer(True, read.faults)

    def _hold(self, data: bytes) -> None:
        try:
            said = list(_naive(data))
        except (ValueError, csv.Error) as error:
            raise Broken(f"it was loaded: {error!r}") from error
        query = "SELECT code, name, level, parent_code FROM unit"
        kept = {(code, name, level) for code, name, level, _above in self._rows(query)}
        for row in said:
            if row not in kept:
                raise Broken(f"{row} is not there")


def _naive(data: bytes) -> list[tuple[str, ...]]:
    """Code, name and level of every row, by the first header that has all three."""
    text = data.decode("utf-8-sig")
    for delimiter in ",;\t":
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        with suppress(csv.Error):  # a quotation mark may stand otherwise for another delimiter
            filled = [row for row in rows if any(cell.strip() for cell in row)]
            names = [clean(name).strip('"').casefold() for name in filled[0]]
            if {"code", "name", "level"} <= set(names):
                at = [names.index(name) for name in ("code", "name", "level")]
                found = [tuple(clean(row[place]) for place in at) for row in filled[1:]]
                return [one for one in found if any(one)]
    raise ValueError("no header")


_COLUMNS = (
    *(
        "code",
        "name",
        "level",
        "parent_code",
        "type",
        "valid_from",
        "valid_to",
        "weight",
        "lat",
        "lon",
        "Code",
    ),
    *("mã", "đơn vị", "old_code", "new_code", "on", "share", "kind", "unit"),
)
_ROSTERS: tuple[bytes, ...] = (
    b"code,name,level,parent_code\nP9,Province nine,province,N\nD91,District,district,P9\n"
    b"W911,Ward,ward,D91\nW912,Ward,ward,D91\nT9,Office,department,P9\n",
    "code,name,level,parent_code,type,valid_from,valid_to,weight,lat,lon\n"
    "P8,Tỉnh Tám,province,N,tỉnh,2020-01-01,2030-12-31,12.5,21.03,105.85\n"
    "W81,Phường Một,ward,P8,phường,2020-01-01,2024-12-31,1,,\n"
    "W81,Phường Mốt,ward,P8,phường,2025-01-01,,1,10.5,-0.25\n".encode(),
    "\ufeffcode;name;level;parent_code;weight\r\nP7;Tỉnh Bảy;province;N;1,5\r\n"
    'W71;"Xã; Hai";ward;P7;2\r\n'.encode(),
    b"code,name,level,parent_code\nW111,Ward 1 of Upper,ward,D11\nW114,New ward,ward,D11\n",
)  # fmt: skip
