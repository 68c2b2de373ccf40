"""Vietnam's units before and after the reform of 1 July 2025, from an installed package.

Source: the data files of the PyPI package ``vietnamadminunits`` 1.0.4 (MIT). It is never
imported: its own start-up needs shapely and geopy. It gives the last three-level tree, said
here to stand until 30 June 2025 from a first day not known, and the two-level tree after it
(Nghị quyết 202/2025/QH15; Quyết định 19/2025/QĐ-TTg). A unit that the reform left as it was
is two units all the same: a code is a unit only together with its validity.
"""

import importlib.metadata
import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from errors import Problem
from hierarchy.lineage import Edge
from hierarchy.spelling import clean
from hierarchy.unit import Unit
from profiles.vn.reform import REFORM, Pair, edges_of

PACKAGE, VERSION = "vietnamadminunits", "1.0.4"
LAST_OLD_DAY = date(2025, 6, 30)
NATION = Unit("VN", "Việt Nam", "nation", None, type="quốc gia")

_CITY = "thành phố"
_CENTRAL = "thành phố trực thuộc trung ương"
_PREFIXES = ("Thành phố", "Tỉnh", "Quận", "Huyện", "Thị xã", "Phường", "Xã", "Thị trấn", "Đặc khu")
_OLD = """
    select provinceCode, province, provinceKey, provinceLat, provinceLon,
           districtCode, district, districtKey, districtLat, districtLon, districtShortKey,
           wardCode, ward, wardKey, wardLat, wardLon, null as area
    from admin_units_legacy order by provinceCode, districtCode, wardCode
"""
_NEW = """
    select provinceCode, province, provinceKey, provinceLat, provinceLon,
           wardCode, ward, wardKey, wardLat, wardLon, wardAreaKm2 as area
    from admin_units order by provinceCode, wardCode
"""


@dataclass(frozen=True, slots=True)
class Country:
    """A country's units with their lineage, and where they were taken from."""

    units: tuple[Unit, ...]
    edges: tuple[Edge, ...]
    source: str


def fetch() -> Country:
    """Both trees under one nation, and which old unit became which new one.

    Levels are nation, province, district (until the reform) and ward; five districts have
    no wards and are leaves. ``weight`` is the area in km² of a ward after the reform, where
    known; coordinates are degrees. Raises Problem ``package_missing`` (package, install)
    where the package is absent, of another version or without its files.
    """
    folder = _folder()
    with closing(_opened(folder / "dataset.db")) as database:
        before = [dict(row) for row in database.execute(_OLD)]
        after = [dict(row) for row in database.execute(_NEW)]
    text = (folder / "converter_2025.json").read_text("utf-8")
    old = {unit.code: unit for unit in _units(before, {"valid_to": LAST_OLD_DAY})}
    new = {unit.code: unit for unit in _units(after, {"valid_from": REFORM})}
    pairs = edges_of(json.loads(text), _keys(before, old), _keys(after, new))
    return Country((NATION, *old.values(), *new.values()), pairs, f"{PACKAGE} {VERSION}")


def _folder() -> Path:
    try:
        package = importlib.metadata.distribution(PACKAGE)
    except importlib.metadata.PackageNotFoundError:
        raise _missing() from None
    folder = Path(str(package.locate_file(PACKAGE))) / "data"
    files = (folder / "dataset.db", folder / "converter_2025.json")
    if package.version != VERSION or not all(map(Path.is_file, files)):
        raise _missing()
    return folder


def _missing() -> Problem:
    return Problem("package_missing", package=f"{PACKAGE} {VERSION}", install="capbac[vietnam]")


def _opened(file: Path) -> sqlite3.Connection:
    # Immutable: the package may lie in a folder where no lock or journal can be written.
    database = sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)
    database.row_factory = sqlite3.Row
    return database


def _units(rows: Iterable[Mapping[str, Any]], validity: Mapping[str, date]) -> Iterable[Unit]:
    """Provinces, districts and wards as they first appear, a parent before its children."""
    seen: set[str] = set()
    for row in rows:
        above = NATION.code
        province = str(row["province"])
        for level in ("province", "district", "ward"):
            code = row.get(f"{level}Code")
            if not code:
                continue
            if code not in seen:
                seen.add(code)
                yield _unit(row, level, above, province, validity)
            above = code


def _unit(
    row: Mapping[str, Any], level: str, above: str, province: str, validity: Mapping[str, date]
) -> Unit:
    name, kind = _named(row[level])
    if kind == _CITY:
        below = _CENTRAL if province.startswith("Thành phố") else "tỉnh"
        kind = _CENTRAL if level == "province" else f"{_CITY} thuộc {below}"
    area = row["area"] if level == "ward" else None
    return Unit(
        code=row[f"{level}Code"],
        name=name,
        level=level,
        parent_code=above,
        type=kind,
        weight=None if area is None else Decimal(str(area)),
        lat=row[f"{level}Lat"],
        lon=row[f"{level}Lon"],
        **validity,
    )


def _named(text: str) -> tuple[str, str]:
    """The name with the case of its type put right («Thị Xã» too is found), and the type."""
    name = clean(text)
    for prefix in _PREFIXES:
        if name.casefold().startswith(f"{prefix.casefold()} "):
            return prefix + name[len(prefix) :], prefix.casefold()
    return name, ""


def _keys(rows: Iterable[Mapping[str, Any]], units: Mapping[str, Unit]) -> dict[Pair, Unit]:
    """Units by the package's own keys: (province, "") and (province, rest of the key).

    The rest is ``ward`` after the reform and ``district_ward`` before it, the ward empty
    where a district has none.
    """
    keyed: dict[Pair, Unit] = {}
    for row in rows:
        province = row["provinceKey"]
        keyed[province, ""] = units[row["provinceCode"]]
        rest = row["wardKey"] or ""
        if "districtKey" in row:
            rest = f"{row['districtKey']}_{rest}"
        keyed[province, rest] = units[row["wardCode"] or row["districtCode"]]
    return keyed
