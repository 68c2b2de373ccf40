"""A small country on two days: provinces and wards merge, wards are split with and without shares.

until 30 June 2025            since 1 July 2025
N  Nation                     N  Nation
├── P1 ── D1 ── A, B          ├── P  ── A (of A and B), E1, E2 (parts of E; F is in E2)
├── P2 ── D2 ── E, F          │
├── P3 ── G                   ├── P3 ── G1, G2 (three and seven tenths of G)
└── T0, a department          └── T0
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from hierarchy.lineage import Edge
from hierarchy.unit import ALWAYS, FOREVER, Unit

OLD_DAY, DAY = date(2025, 6, 1), date(2025, 7, 1)
LAST_OLD = date(2025, 6, 30)


def old(code: str, level: str, parent: str) -> Unit:
    return Unit(code, f"old {code}", level, parent, valid_to=LAST_OLD)


def new(code: str, level: str, parent: str) -> Unit:
    return Unit(code, f"new {code}", level, parent, valid_from=DAY)


_OLD_PARENTS = ("D1", "D1", "D2", "D2", "P3")
UNITS: tuple[Unit, ...] = (
    Unit("N", "Nation", "nation", None),
    Unit("T0", "Department", "department", "N"),
    old("P1", "province", "N"),
    old("P2", "province", "N"),
    Unit("P3", "Hill", "province", "N"),
    old("D1", "district", "P1"),
    old("D2", "district", "P2"),
    *(old(code, "ward", parent) for code, parent in zip("ABEFG", _OLD_PARENTS, strict=True)),
    new("P", "province", "N"),
    *(new(code, "ward", "P") for code in ("A", "E1", "E2")),
    *(new(code, "ward", "P3") for code in ("G1", "G2")),
)
"""The new ward A re-uses the code of one of the two that became it."""

EDGES: tuple[Edge, ...] = (
    Edge("P1", "P", DAY),
    Edge("P2", "P", DAY),
    Edge("A", "A", DAY),
    Edge("B", "A", DAY),
    Edge("E", "E1", DAY),
    Edge("E", "E2", DAY),
    Edge("F", "E2", DAY),
    Edge("G", "G1", DAY, Decimal("0.3")),
    Edge("G", "G2", DAY, Decimal("0.7")),
)


def roster_csv() -> str:
    """The units as a roster file says them."""
    rows = ["code,name,level,parent_code,valid_from,valid_to"]
    for unit in UNITS:
        first = "" if unit.valid_from == ALWAYS else unit.valid_from.isoformat()
        last = "" if unit.valid_to == FOREVER else unit.valid_to.isoformat()
        rows.append(f"{unit.code},{unit.name},{unit.level},{unit.parent_code or ''},{first},{last}")
    return "\n".join(rows) + "\n"


def lineage_csv(edges: Iterable[Edge] = EDGES) -> str:
    """Edges as a lineage file says them."""
    rows = ["old_code,new_code,on,share"]
    rows += [f"{e.old_code},{e.new_code},{e.on},{e.share or ''}" for e in edges]
    return "\n".join(rows) + "\n"
