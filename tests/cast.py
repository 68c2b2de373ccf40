"""A small country that every test may use: skewed, with leaves at three levels.

N  Nation
├── P1 Province of the River
│   ├── D11 Upper District   ── W111, W112, W113
│   ├── D12 Lower District   ── W121, W122
│   └── T1  Department of Health (a department, beside the districts)
└── P2 Province of the Sea
    ├── D21 Coast District   ── W211, W212
    └── D22 Island District  (no wards below it: a leaf)
"""

from datetime import date

from hierarchy.unit import Unit

DAY = date(2025, 6, 1)

NATION = Unit("N", "Nation", "nation", None)
RIVER = Unit("P1", "Province of the River", "province", "N")
UPPER = Unit("D11", "Upper District", "district", "P1")
LOWER = Unit("D12", "Lower District", "district", "P1")
HEALTH = Unit("T1", "Department of Health", "department", "P1")
SEA = Unit("P2", "Province of the Sea", "province", "N")
COAST = Unit("D21", "Coast District", "district", "P2")
ISLAND = Unit("D22", "Island District", "district", "P2")

WARDS = tuple(
    Unit(f"W{district}{place}", f"Ward {place} of {name}", "ward", f"D{district}")
    for district, name, wards in ((11, "Upper", 3), (12, "Lower", 2), (21, "Coast", 2))
    for place in range(1, wards + 1)
)

COUNTRY: tuple[Unit, ...] = (NATION, RIVER, UPPER, LOWER, HEALTH, SEA, COAST, ISLAND, *WARDS)
"""Fifteen units, parents before children: six have units below them, nine have none."""
